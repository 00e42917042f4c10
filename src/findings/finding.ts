import type { Confidence, Location } from "../resolve";
import type { Level, RuleId } from "./rule-ids";

export type { Level, RuleId };

/** Whether a key must hold what AWS documents, or only what makes the calls succeed. */
export type Profile = "documented" | "effective";

/** One thing to be told about one key. Carries facts; its sentence is made once, by the rule's words. */
export interface Finding {
  /** Over rule, level, verdict, key, grantee and actions: survives reordering and line changes, and covers each action. */
  readonly fingerprint: string;
  /** `kmsgate explain` tells why it is one. */
  readonly rule: RuleId;
  /** As configured; else as the rule has it. */
  readonly level: Level;
  /** `undecided` where something that is not known could take it either way. */
  readonly verdict: "violated" | "undecided";
  /** How sure it is that the key is used so. */
  readonly confidence: Confidence;
  /** The key's id. */
  readonly key: string;
  /** Who lacks it: a role's address or ARN, a service principal; `null` where the finding is about the key itself. */
  readonly grantee: string | null;
  /** Index into the report's plans, where plans are joined and the grantee is of another than the key. */
  readonly grantee_plan?: number;
  /** Sorted; may be empty where the finding is not about actions. */
  readonly actions: readonly string[];
  /** One sentence or two, without markup. */
  readonly message: string;
  /** Index into the report's plans. */
  readonly plan: number;
  /** Where it stands, sorted. */
  readonly locations: readonly Location[];
  /** Empty where no statement would mend it. */
  readonly fix: Fix;
  /** The page on which AWS says so. */
  readonly source: { readonly title: string; readonly url: string };
  /** Set where the configuration ignores it: why, and until which day. */
  readonly ignored?: { readonly reason: string; readonly expires?: string };
  /**
   * The rules that told this before {@link Finding.rule} did, sorted: ignores and baselines that name them still hold it.
   */
  readonly formerly?: readonly RuleId[];
  /** The one of these by which an ignore or the baseline holds it. */
  readonly held_as?: RuleId;
  /** Set where the baseline holds it. */
  readonly baseline?: true;
  /** The resources that use the key for what is missing, by address, sorted; not part of the fingerprint. */
  readonly using?: readonly string[];
  /** How the use fails: at apply or call; later than the apply; or without any error. */
  readonly failure?: "loud" | "late" | "silent";
  /** Whether this plan introduces it, or the infrastructure has it already. */
  readonly since?: "introduced" | "existing";
  /** Set where `--only-introduced` sets it aside, since it is there already. */
  readonly folded?: true;
}

/** What to do about it: the policy statement to add, as JSON and as HCL to paste. */
export interface Fix {
  /** A policy statement. */
  readonly statement?: Readonly<Record<string, unknown>>;
  /** The same for `jsonencode`, to paste. */
  readonly hcl?: string;
}
