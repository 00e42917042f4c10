/**
 * What the rest of the project (and, for `authorize`, the world) may use of the authorizer. The bodies live beside it.
 */
export { accountRootAdministers } from "./account-root-administers";
export type { Answer, ContextState, RequestContext } from "./evaluate";
export { authorize, authorizeLazily } from "./authorize";
export { documents, leftToRolePolicies } from "./documents";
export { explicitDeny } from "./explicit-deny";
export {
  coversAction,
  type Grant,
  type KeyIdentity,
  matchesText,
  type Principal,
  type RoleSession,
  type ServicePrincipal,
} from "./match";
export {
  leastSize,
  mostSize,
  type ParseOptions,
  parsePolicy,
  type ParsePolicy,
  type Policy,
  type PolicyFault,
  type PolicyKind,
  policyParser,
  type PrincipalView,
  type Refusal,
  refusalsOf,
  type Statement,
  type StatementView,
  viewStatements,
} from "./document";
export {
  type AuthorizeQuery,
  type Parties,
  type PreparedCalls,
  type PreparedParties,
  prepareCalls,
  prepareParties,
} from "./decide";
export { type ContextKey, type ContextQuery, type ContextRole, requestContext } from "./context-of-call";
export { mayList } from "./may-list";
export { keysSeen } from "./keys-seen";
export type { Placeholders } from "./row-state";
export { type AssumeRoleQuery, authorizeAssumeRole } from "./authorize-assume-role";
