/** The ids of the rules that judge keys, in their order. Final: a retired id is never used again. */
export const judgingRuleIds = [
  "key-policy-grants-role",
  "key-policy-grants-service",
  "role-policy-grants-role",
  "no-deny-blocks-service",
  "key-is-usable",
  "role-trusts-service",
  "policy-is-well-formed",
  "key-is-known",
  "export-needs-data-key-without-plaintext",
  "grants-no-more-than-needed",
  "caller-may-use-key",
  "access-is-not-revoked",
  "declaration-names-operations",
] as const;

/** The ids of all rules: those that judge keys, then those about the configuration. */
export const ruleIds = [...judgingRuleIds, "ignore-expired", "ignore-unused", "use-unmatched"] as const;

/** How grave a finding can be, the gravest first. */
export const levels = ["error", "warning", "note"] as const;

/** A rule that judges keys. */
export type JudgingRuleId = (typeof judgingRuleIds)[number];

/** A rule. */
export type RuleId = (typeof ruleIds)[number];

/** How grave a finding is; apart from how sure it is. */
export type Level = (typeof levels)[number];
