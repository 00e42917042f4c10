/** The catalogue: what each service requires of a key, as data with AWS's sentence, one service a file. */
export { catalogue, operationByApi, operationById, requirementsOf, serviceById, services } from "./catalogue";
export { givesKeyToData, hangsOnAdministrator, holdsIn, isExport, isOfExport } from "./circumstances";
export { catalogued, serviceIn, sourceOfRequirement } from "./find-service";
export { managedPolicy } from "./managed-policies";
export {
  type ContextEntry,
  type ContextFact,
  type ContextValue,
  type PlanFact,
  arnNamespaces,
  requestContextTable,
} from "./request-context";
export type { Exemption, KeyMember, Operation, Requirement, Service, Source } from "./service";
