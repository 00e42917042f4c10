import type { DeclaredUse } from "../facts/facts";
import type { GivenKeyPolicy } from "../facts/policies/given-policies";
import type { InputOptions } from "../input/read-input";
import type { Profile, Report } from "../report/report";
import type { Trace } from "../print/trace-text";
import type { Confidence } from "../resolve/infrastructure";
import type { Level, RuleId } from "../findings/finding";
import type { Ignore } from "../findings/ignore";
import type { Service } from "../services/service";

/** What a check is asked to do; how its inputs are read stands in {@link InputOptions}. */
export interface CheckOptions extends InputOptions {
  /** The plans, at least one, in the order of the report; the path `-` is standard input. */
  readonly inputs: readonly { readonly path: string }[];
  /** What the keys are held to. */
  readonly profile: Profile;
  /** Uses below it give notes. */
  readonly minConfidence: Confidence;
  /** Twelve digits: the account, where nothing in the plan tells it. */
  readonly account?: string;
  /** The folder of the configuration, for plans that do not hold it. */
  readonly source?: string;
  /** Uses that no plan shows, as kmsgate.yaml states them. */
  readonly declaredUses: readonly DeclaredUse[];
  /** Policies of keys that no plan manages. */
  readonly keyPolicies?: readonly GivenKeyPolicy[];
  /** Services beside those of the catalogue. */
  readonly services?: readonly Service[];
  /** Levels that rules tell at instead of their own. */
  readonly levels?: Readonly<Partial<Record<RuleId, Level>>>;
  /** Findings that a team has decided to live with. */
  readonly ignores?: readonly Ignore[];
  /** The day by which ignores expire, `2026-11-22`; absent: today in UTC, which is asked for only where one can expire. */
  readonly today?: string;
  /** The address of a key or role whose counting is to be explained. */
  readonly trace?: string;
  /** What one plan manages answers for what another uses; states may stand beside the plans, for what exists. */
  readonly join?: boolean;
  /** Told before each stage of each plan. */
  readonly onProgress?: (progress: Progress) => void;
}

/** What is done with a plan. */
export type Stage = "read" | "resolve" | "judge";

/** How far a check is. */
export interface Progress {
  /** As given. */
  readonly path: string;
  /** Index of the plan among {@link CheckOptions.inputs}. */
  readonly plan: number;
  /** How many plans there are. */
  readonly plans: number;
  /** What is done next. */
  readonly stage: Stage;
}

/** A plan that could not be looked at. */
export interface UnreadPlan {
  /** As given. */
  readonly path: string;
  /** What is wrong with it, where, and what was expected. */
  readonly message: string;
}

/** What a check comes to. */
export interface CheckResult {
  /** Everything that is to be told. */
  readonly report: Report;
  /** Present where {@link CheckOptions.trace} asks for it. */
  readonly trace?: Trace;
  /** Present where some of several plans could not be looked at: the report is that of the others. */
  readonly unread?: readonly UnreadPlan[];
}

/** The whole pipeline, from bytes to report. Throws InputError where there is nothing to look at. */
export type Check = (options: CheckOptions) => Promise<CheckResult>;
