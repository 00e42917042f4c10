import type { DeclaredUse, GatherOptions, GivenKeyPolicy } from "../facts";
import type { InputOptions } from "../input";
import type { Profile, Report, UnreadPlan } from "../report";
import type { Trace } from "../print";
import type { Confidence, Infrastructure, ResolveOptions } from "../resolve";
import type { Ignore, Level, RuleId } from "../findings";
import type { Before, JudgeOptions } from "../rules";
import { type Service, services as catalogue } from "../services";

/** The options of a check; those for reading its inputs are {@link InputOptions}. */
export interface CheckOptions extends InputOptions {
  /** The plans, at least one, in the order of the report; the path `-` is standard input. */
  readonly inputs: readonly { readonly path: string }[];
  /** What the keys are judged by. */
  readonly profile: Profile;
  /** Uses below it give notes. */
  readonly minConfidence: Confidence;
  /** Twelve digits: the account, where nothing in the plan shows it. */
  readonly account?: string;
  /** The folder of the configuration, for plans that do not hold it. */
  readonly source?: string;
  /** Uses that no plan shows, as kmsgate.yaml states them. */
  readonly declaredUses: readonly DeclaredUse[];
  /** Policies of keys that no plan manages. */
  readonly keyPolicies?: readonly GivenKeyPolicy[];
  /** Services besides those of the catalogue. */
  readonly services?: readonly Service[];
  /** Levels of rules that replace their own. */
  readonly levels?: Readonly<Partial<Record<RuleId, Level>>>;
  /** Findings that a team accepts. */
  readonly ignores?: readonly Ignore[];
  /** The day by which ignores expire, `2026-11-22`; absent: today in UTC, read only where one can expire. */
  readonly today?: string;
  /** The address of a key or role whose counting is to be explained. */
  readonly trace?: string;
  /** Resolves keys and roles across the plans; states among the inputs show what exists. */
  readonly join?: boolean;
  /** The configuration file that these options come from, for the report: relative to the current folder, or as given. */
  readonly configFile?: string;
  /** Called before each stage of each plan. */
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

/** The result of a check. */
export interface CheckResult {
  /** Everything that was found. */
  readonly report: Report;
  /** Present where {@link CheckOptions.trace} asks for it. */
  readonly trace?: Trace;
  /** Present where some of several plans could not be read: the findings are those of the others. */
  readonly unread?: readonly UnreadPlan[];
}

/** The whole pipeline, from bytes to report. Throws InputError where no plan can be read. */
export type Check = (options: CheckOptions) => Promise<CheckResult>;

/** The options of a check on a day. */
export type CheckOnDay = CheckOptions & { readonly today: string };

/** The clock is read only where something can expire: the same plan gives the same report on any day. */
export function onDay(options: CheckOptions): CheckOnDay {
  const expires = options.ignores?.some((ignore) => ignore.expires !== undefined) === true;
  return { ...options, today: options.today ?? (expires ? new Date().toISOString().slice(0, 10) : "") };
}

/** What the user adds to a plan. */
export function resolveOptions({ account, source }: CheckOptions): ResolveOptions {
  return { ...(account !== undefined && { account }), ...(source !== undefined && { source }) };
}

/** The same for a state, which knows everything. */
export function withoutSource({ account }: CheckOptions): ResolveOptions {
  return account === undefined ? {} : { account };
}

/** Whether keys and roles are resolved across the plans. */
export function isJoined({ join, inputs }: CheckOptions): boolean {
  return join === true && inputs.length > 1;
}

/** What the user adds to the facts of a plan. */
export function factOptions(
  { keyPolicies = [], services = [], today: given }: CheckOnDay,
  declaredUses: readonly DeclaredUse[],
): GatherOptions {
  const today = (): string => (given === "" ? new Date().toISOString().slice(0, 10) : given);
  return {
    declaredUses,
    keyPolicies,
    services: services.length === 0 ? catalogue : [...catalogue, ...services],
    today,
  };
}

/** How the facts are judged; no advice to pass the source where it is at hand. */
export function judgeOptions(options: CheckOnDay, { plans }: Infrastructure, before?: Before): JudgeOptions {
  const { profile, minConfidence, levels, ignores, today } = options;
  return {
    profile,
    minConfidence,
    today,
    sourceAtHand: plans.some(({ source }) => source !== "none"),
    program: plans.every(({ maker }) => maker === "opentofu") ? "tofu" : "terraform",
    ...(levels !== undefined && { levels }),
    ...(ignores !== undefined && { ignores }),
    ...(before !== undefined && { before }),
  };
}
