import type { Confidence } from "../resolve";
import type { Basis } from "../verdict";
import type { Level, RuleId } from "./finding";
import type { Ignore } from "./ignore";

/** The verdict of a rule on one subject, as facts; the message is made of all verdicts that are told together. */
export interface Judged {
  readonly verdict: "violated" | "undecided";
  readonly level: Level;
  /** How sure the use is that makes it matter. */
  readonly confidence: Confidence;
  readonly basis: Basis;
  readonly key: { readonly id: string; readonly plan: number };
  /** Who lacks it: a role's address or ARN, a service principal; `null` where it is about the key itself. */
  readonly grantee: string | null;
  readonly actions: readonly string[];
  /** The rules that told it before its own rule did; ignores and baselines may still name them. */
  readonly formerly?: readonly RuleId[];
  /** The ignores that set it aside, the first of which is told. */
  readonly ignoredBy?: readonly Ignore[];
}
