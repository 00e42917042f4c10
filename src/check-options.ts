import type { DeclaredUse } from "./facts/facts";
import type { InputOptions } from "./input/read-input";
import type { Profile, Report } from "./report/report";
import type { Trace } from "./report/trace";
import type { Confidence } from "./resolve/infrastructure";

/** What a check is asked to do; how its inputs are read stands in {@link InputOptions}. */
export interface CheckOptions extends InputOptions {
  /** The plans, at least one, in the order of the report; the path `-` is standard input. */
  readonly inputs: readonly { readonly path: string }[];
  readonly profile: Profile;
  /** Uses below it give notes. */
  readonly minConfidence: Confidence;
  /** Twelve digits: the account, where nothing in the plan tells it. */
  readonly account?: string;
  /** The folder of the configuration, for plans that do not hold it. */
  readonly source?: string;
  readonly declaredUses: readonly DeclaredUse[];
  /** The address of a key or role whose counting is to be explained. */
  readonly trace?: string;
}

/** What a check comes to. */
export interface CheckResult {
  readonly report: Report;
  /** Present where {@link CheckOptions.trace} asks for it. */
  readonly trace?: Trace;
}

/** The whole pipeline, from bytes to report. Throws InputError where there is nothing to look at. */
export type Check = (options: CheckOptions) => Promise<CheckResult>;
