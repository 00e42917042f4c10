/**
 * kmsgate: can the service that will use a KMS key do with it what AWS says it must? Reads Terraform plans; prints nothing.
 *
 * @packageDocumentation
 */
export { check } from "./check";
export type { Check, CheckOptions, CheckResult } from "./check-options";
export { InputError } from "./errors";
export { authorize, parsePolicy } from "./policy";
export type {
  AuthorizeQuery,
  ContextState,
  Grant,
  KeyIdentity,
  Policy,
  PolicyFault,
  PolicyKind,
  Principal,
  RequestContext,
} from "./policy";
export type { Access, Profile, Report, ReportKey, ReportPlan, ReportUse, Summary } from "./report/report";
export type { Finding, Fix, Level, RuleId } from "./rules/finding";
export { catalogue, services } from "./services/catalogue";
export type { KeyMember, Operation, Requirement, Service, Source } from "./services/service";
export { Choice, Hole, JsonText, OpenList, Text } from "./value";
export type { HoleShape, Scalar, TextPart, Unknown, Value, ValueMap } from "./value";
export type { Allowed, Basis, Blocker, Denied, PolicyLayer, StatementRef, Undecided, Verdict } from "./verdict";
