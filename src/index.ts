/**
 * kmsgate: can the service that will use a KMS key do with it what AWS says it must? Reads Terraform plans; prints nothing.
 *
 * @module kmsgate
 */
export { check } from "./pipeline/check";
export type { Check, CheckOptions, CheckResult, Progress, Stage } from "./pipeline/options";
export type { UnreadPlan } from "./report/unread-plans";
export { InputError } from "./errors";
export type { DeclaredUse } from "./facts/facts";
export type { GivenKeyPolicy } from "./facts/policies/given-policies";
export type { InputOptions } from "./input/read-input";
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
} from "./report/report";
export type { BaselineEntry } from "./report/baseline";
export type { Trace, TraceStep } from "./print/trace-text";
export type { Confidence, Location, Origin } from "./resolve/infrastructure";
export type { Finding, Fix, Level, RuleId } from "./findings/finding";
export type { Ignore } from "./findings/ignore";
export { catalogue, services } from "./services/catalogue";
export type { Exemption, KeyMember, Operation, Requirement, Service, Source } from "./services/service";
export { Choice, Hole, JsonText, OpenList, text, Text } from "./values/value";
export type { HoleShape, Scalar, TextPart, Unknown, Value, ValueMap } from "./values/value";
export type { Allowed, Basis, Blocker, Denied, PolicyLayer, StatementRef, Undecided, Verdict } from "./verdict";
