/**
 * What the rest of the project (and, for `authorize`, the world) may use of the authorizer. The bodies live beside it.
 */
export { accountRootAdministers } from "./account-root-administers";
export type { Answer } from "./evaluate";
export { authorize, authorizeLazily } from "./authorize";
export { documents } from "./documents";
export { explicitDeny } from "./explicit-deny";
export { matchesText } from "./match";
export { type ParseOptions, parsePolicy } from "./document";
export type { Parties } from "./decide";
export { type ParsePolicy, policyParser } from "./document";
export type { Policy, PolicyFault, PolicyKind, Statement } from "./document";
export type { AuthorizeQuery } from "./decide";
export type { ContextState, RequestContext } from "./evaluate";
export type { Grant, KeyIdentity, Principal, RoleSession, ServicePrincipal } from "./match";
export { type ContextKey, type ContextQuery, type ContextRole, requestContext } from "./context-of-call";
export { type AssumeRoleQuery, authorizeAssumeRole } from "./authorize-assume-role";
export { coversAction } from "./match";
export { type PrincipalView, type StatementView, viewStatements } from "./document";
export { type Refusal, leastSize, refusalsOf } from "./document";
