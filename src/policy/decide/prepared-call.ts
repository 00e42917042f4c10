import { Hole, isList, spell, type Words, wordsOf } from "../../values";
import { type Caller, type Request, callerOf } from "../match";
import type { AuthorizeQuery } from "./query";

/** A query in the form that every pass takes, for one of the names that the caller may have. */
export interface PreparedCall {
  readonly query: AuthorizeQuery;
  readonly caller: Caller;
  readonly request: Request;
  readonly keyAccount: Words;
}

/** Prepares a query for each name that the caller may have: a service may have several, and AWS does not say which it uses. */
export function prepareCalls(query: AuthorizeQuery): readonly PreparedCall[] {
  const { principal } = query;
  if (principal.kind === "role") return [prepareCall(query, "")];
  const { service } = principal;
  return isList(service) ? service.map((name) => prepareCall(query, name)) : [prepareCall(query, service)];
}

function prepareCall(query: AuthorizeQuery, service: Words): PreparedCall {
  const { principal, action, key, keyPolicyWritten, permissionsBoundary } = query;
  const caller = callerOf(principal, keyPolicyWritten === true, service);
  return {
    query,
    caller,
    request: {
      action: action.toLowerCase(),
      resource: wordsOf(key.arn) ?? new Hole(`the key's ARN ${spell(key.arn)}`, { shape: "arn" }),
      caller,
      bounded: permissionsBoundary !== undefined,
    },
    keyAccount: wordsOf(key.account) ?? new Hole(`the key's account ${spell(key.account)}`, { shape: "account" }),
  };
}
