/**
 * Reads a policy document into statements that are ready to be matched.
 */
export { type ArnPattern, arnPatternOf, componentsOf } from "./arn-pattern";
export type { Condition, ConditionTest, ConditionValue } from "./condition";
export { type Entry, type Guard, type Listing, listingOf } from "./listing";
export { type Comparison, type Relation, type WrittenOperator, isMultivalued } from "./operator";
export { type ParseOptions, parsePolicy } from "./parse-policy";
export { principalOf } from "./parse-principal";
export {
  ANY_TEXT,
  type Pattern,
  type PatternPart,
  type Piece,
  isWildcard,
  patternFrom,
  patternOf,
  split,
  wildcardsIn,
} from "./pattern";
export { type ParsePolicy, policyParser } from "./policy-parser";
export type { Policy, PolicyFault, PolicyKind, Statement } from "./policy";
export { leastSize, mostSize, type Refusal, refusalsOf } from "./refusals";
export { type PrincipalView, type StatementView, statementBehind, viewStatements } from "./statement-view";
export type { ActionPattern, CompiledStatement, PrincipalEntry, ResourcePattern } from "./statement";
export type { Exact, Template, Variable } from "./variables-in-text";
