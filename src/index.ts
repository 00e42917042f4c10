/**
 * kmsgate: can the service that will use a KMS key do with it what AWS says it must? Reads Terraform plans; prints nothing.
 *
 * @module kmsgate
 */
export { check } from "./pipeline";
export type { Check, CheckOptions, CheckResult, Progress, Stage } from "./pipeline";
export type { UnreadPlan } from "./report";
export { InputError } from "./errors";
export type { DeclaredUse } from "./facts";
export type { GivenKeyPolicy } from "./facts";
export type { InputOptions } from "./input";
export { authorize, parsePolicy } from "./policy";
export type {
  AuthorizeQuery,
  ContextState,
  Grant,
  KeyIdentity,
  ParseOptions,
  Policy,
  PolicyFault,
  PolicyKind,
  Principal,
  RequestContext,
  RoleSession,
  ServicePrincipal,
  Statement,
} from "./policy";
export type {
  Access,
  NotJudgedKey,
  OtherUser,
  Profile,
  Report,
  ReportKey,
  ReportPlan,
  ReportUse,
  SourcePlace,
  Summary,
} from "./report";
export type { BaselineEntry } from "./report";
export type { Trace, TraceStep } from "./print";
export type { Confidence, Location, Origin } from "./resolve";
export type { Finding, Fix, Level, RuleId } from "./findings";
export type { Ignore } from "./findings";
export { catalogue, services } from "./services";
export type { Exemption, KeyMember, Operation, Requirement, Service, Source } from "./services";
export { Choice, Hole, JsonText, OpenList, text, Text } from "./values";
export type { HoleShape, Scalar, TextPart, Unknown, Value, ValueMap } from "./values";
export type { Allowed, Basis, Blocker, Denied, PolicyLayer, StatementRef, Undecided, Verdict } from "./verdict";
