/** The catalogue: what each service requires of a key, as data with AWS's sentence, one service a file. */
export {
  asksForRole,
  catalogue,
  operationByApi,
  operationById,
  requirementsOf,
  serviceById,
  services,
} from "./catalogue";
export {
  type Circumstances,
  givesKeyToData,
  hangsOnAdministrator,
  holdsIn,
  isExport,
  isOfExport,
} from "./circumstances";
export { catalogued, noteOf, serviceIn, sourceOfRequirement } from "./find-service";
export { managedPolicy } from "./managed-policies";
export { actionsMeant } from "./kms-actions";
export { isOptIn } from "./opt-in-regions";
export {
  type ContextEntry,
  type ContextFact,
  type ContextValue,
  type PlanFact,
  arnNamespaces,
  requestContextTable,
} from "./request-context";
export type { Failure, Layer, RecommendedCondition, RequiredGrantee, Requirement, When } from "./requirement";
export type { RowContext } from "./row-context";
export type { Exemption, KeyMember, Operation, Service } from "./service";
export type { Spared } from "./spared";
export type { CarrierKind, KeyKind, Named, Path, RoleElsewhere, Signal, Where } from "./signal";
export type { Label, Source } from "./citation";
