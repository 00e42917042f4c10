/**
 * kmsgate: can the service that will use a KMS key do with it what AWS says it must? Reads Terraform plans; prints nothing.
 *
 * @module kmsgate
 */
export { check, type Check, type CheckOptions, type CheckResult, type Progress, type Stage } from "./pipeline";
export type {
  Access,
  BaselineEntry,
  NotJudgedKey,
  OtherUser,
  Profile,
  Report,
  ReportKey,
  ReportPlan,
  ReportUse,
  SourcePlace,
  Summary,
  UnreadPlan,
} from "./report";
export { InputError } from "./errors";
export type { DeclaredUse, GivenKeyPolicy } from "./facts";
export type { InputOptions } from "./input";
export {
  authorize,
  type AuthorizeQuery,
  type ContextState,
  type Grant,
  type KeyIdentity,
  type ParseOptions,
  parsePolicy,
  type Policy,
  type PolicyFault,
  type PolicyKind,
  type Principal,
  type RequestContext,
  type RoleSession,
  type ServicePrincipal,
  type Statement,
} from "./policy";
export type { Trace, TraceStep } from "./print";
export type { Confidence, Location, Origin } from "./resolve";
export { type Finding, type Fix, type Ignore, type Level, levels, type RuleId, ruleIds } from "./findings";
export type { ACTION, Clause, Phrase, Piece, Sentence } from "./sentence";
export {
  type CarrierKind,
  catalogue,
  type Exemption,
  type Failure,
  type KeyKind,
  type KeyMember,
  type Label,
  type Layer,
  type Named,
  type Operation,
  type Path,
  type RecommendedCondition,
  type RequiredGrantee,
  type Requirement,
  type RoleElsewhere,
  type RowContext,
  type Service,
  services,
  type Signal,
  type Spared,
  type Source,
  type When,
  type Where,
} from "./services";
export {
  Choice,
  Hole,
  type HoleShape,
  JsonText,
  OpenList,
  type Scalar,
  text,
  Text,
  type TextPart,
  type Unknown,
  type Value,
  type ValueMap,
} from "./values";
export type {
  AboutThePolicies,
  AboutTheRequest,
  Allowed,
  Basis,
  Blocker,
  Denied,
  Obstacle,
  PolicyLayer,
  StatementRef,
  Undecided,
  Verdict,
} from "./verdict";
