import type { Level, RuleId } from "./finding";

/** The rules that judge keys; the others are about the configuration. */
export type JudgingRuleId = Exclude<RuleId, "ignore-expired" | "ignore-unused" | "use-unmatched">;

const judging = {
  "key-policy-grants-role": true,
  "key-policy-grants-service": true,
  "role-policy-grants-role": true,
  "no-deny-blocks-service": true,
  "key-is-usable": true,
  "role-trusts-service": true,
  "export-needs-data-key-without-plaintext": true,
  "grants-no-more-than-needed": true,
} as const satisfies Record<JudgingRuleId, true>;

/** The ids of the rules that judge keys, in their order; at hand without loading the rules. */
export const judgingRuleIds = Object.keys(judging) as readonly JudgingRuleId[];

/** The ids of all rules. */
export const ruleIds: readonly RuleId[] = [...judgingRuleIds, "ignore-expired", "ignore-unused", "use-unmatched"];

/** How grave a finding can be, the gravest first. */
export const levels = ["error", "warning", "note"] as const satisfies readonly Level[];
