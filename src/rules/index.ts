/** The rules, one a file, and how they are run. */
export { allRules, rules } from "./all-rules";
export type { Rule, RuleWords } from "./define-rule";
export { type JudgeOptions, type Judgement, inOrder, judge, judgeIgnores } from "./judge";
export { unmatchedUseFindings } from "./use-unmatched";
export type { Before, ChangeOf, Taking } from "../judging";
