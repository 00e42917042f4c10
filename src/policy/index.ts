/**
 * What the rest of the project (and, for `authorize`, the world) may use of the authorizer. The bodies live beside it.
 */
export { accountRootAdministers, type Answer } from "./decide/account-root-administers";
export { authorize } from "./decide/authorize";
export { Calls, type Call } from "./decide/calls";
export { documents } from "./decide/documents";
export { explicitDeny } from "./decide/explicit-deny";
export { Likeness } from "./decide/likeness";
export { matchesText } from "./match/matches-text";
export { parsePolicy, type ParseOptions } from "./document/parse-policy";
export type { Parties } from "./decide/prepared-call";
export { policyParser, type ParsePolicy } from "./document/policy-parser";
export type { Policy, PolicyFault, PolicyKind, Statement } from "./document/policy";
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
export { authorizeAssumeRole, type AssumeRoleQuery } from "./decide/authorize-assume-role";
export { coversAction, viewStatements, type PrincipalView, type StatementView } from "./document/statement-view";
