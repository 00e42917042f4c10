/** What a rule reports: its id, level, fingerprint, and the ignores that set it aside. */
export type { Finding, Fix, Level, Profile, RuleId } from "./finding";
export { fingerprint } from "./fingerprint";
export { type Ignore, type SetAside, inForce, isExpired, nothingIgnored, settingAside } from "./ignore";
export type { Judged } from "./judged";
export { type JudgingRuleId, judgingRuleIds, levels, ruleIds } from "./rule-ids";
