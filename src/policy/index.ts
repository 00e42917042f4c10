/**
 * What the rest of the project (and, for `authorize`, the world) may use of the authorizer. The bodies live beside it.
 */
export { accountRootAdministers, type Answer } from "./administer";
export { authorize } from "./authorize";
export { Calls, type Call } from "./calls";
export { documents } from "./documents";
export { explicitDeny } from "./explicit-deny";
export { Likeness } from "./likeness";
export { matchesText } from "./matches-text";
export { parsePolicy, type ParseOptions } from "./parse";
export type { Parties } from "./parties";
export { policyParser, type ParsePolicy } from "./policy-parser";
export type { Policy, PolicyFault, PolicyKind, Statement } from "./policy";
export type {
  AuthorizeQuery,
  ContextState,
  Grant,
  KeyIdentity,
  Principal,
  RequestContext,
  RoleSession,
  ServicePrincipal,
} from "./query";
export { requestContext, type ContextKey, type ContextQuery, type ContextRole } from "./request-context";
export { authorizeAssumeRole, type AssumeRoleQuery } from "./trust";
export { coversAction, viewStatements, type PrincipalView, type StatementView } from "./view";
