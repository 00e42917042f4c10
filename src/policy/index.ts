/**
 * What the rest of the project (and, for `authorize`, the world) may use of the authorizer. The bodies live beside it.
 */
export type { Policy, PolicyFault, PolicyKind } from "./policy";
export type { AuthorizeQuery, ContextState, Grant, KeyIdentity, Principal, RequestContext } from "./query";
