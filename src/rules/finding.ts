import type { Confidence, Location } from "../resolve/infrastructure";

/** How grave a finding is; apart from how sure it is. */
export type Level = "error" | "warning" | "note";

/** Whether a key must hold what AWS documents, or only what makes the calls succeed. */
export type Profile = "documented" | "effective";

/** The ids of all rules. Final: a retired id is never used again. */
export type RuleId =
  | "key-policy-grants-role"
  | "key-policy-grants-service"
  | "role-policy-grants-role"
  | "no-deny-blocks-service"
  | "key-is-usable"
  | "role-trusts-service"
  | "export-needs-data-key-without-plaintext"
  | "grants-no-more-than-needed";

/** One thing to be told about one key. Carries facts; its sentence is made once, by the rule's words. */
export interface Finding {
  /** Over rule, level, verdict, key, grantee and actions: survives reordering and line changes, and covers each action. */
  readonly fingerprint: string;
  readonly rule: RuleId;
  readonly level: Level;
  readonly verdict: "violated" | "undecided";
  readonly confidence: Confidence;
  /** The key's id. */
  readonly key: string;
  /** Who lacks it: a role's address or ARN, a service principal; `null` where the finding is about the key itself. */
  readonly grantee: string | null;
  /** Sorted; may be empty where the finding is not about actions. */
  readonly actions: readonly string[];
  readonly message: string;
  /** Index into the report's plans. */
  readonly plan: number;
  readonly locations: readonly Location[];
  readonly fix: Fix;
  readonly source: { readonly title: string; readonly url: string };
  readonly ignored?: { readonly reason: string; readonly expires?: string };
  readonly baseline?: true;
}

/** What to do about it: the policy statement to add, as JSON and as HCL to paste. */
export interface Fix {
  readonly statement?: Readonly<Record<string, unknown>>;
  readonly hcl?: string;
}
