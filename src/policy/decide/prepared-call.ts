import { Hole, spell, type Words, wordsOf } from "../../values";
import type { RequestContext } from "../evaluate";
import { type Caller, type Request, callersOf } from "../match";
import type { AuthorizeQuery, Parties } from "./query";

/** A principal and a key, in the form that every call between them takes. */
export interface PreparedParties {
  readonly parties: Parties;
  /** One for each name that the principal may have. */
  readonly callers: readonly Caller[];
  readonly resource: Words;
  readonly keyAccount: Words;
}

/** A call in the form that every pass takes, for one of the names that the caller may have. */
export interface PreparedCall {
  readonly parties: Parties;
  /** `kms:Decrypt`, as it was asked. */
  readonly action: string;
  readonly context: RequestContext;
  readonly caller: Caller;
  readonly request: Request;
  readonly keyAccount: Words;
}

/** One call of a principal to a key, for each name that the caller may have. */
export type PreparedCalls = readonly PreparedCall[];

/** Prepares a principal and a key, once for all calls between them. */
export function prepareParties(parties: Parties): PreparedParties {
  const { principal, key, keyPolicyWritten } = parties;
  return {
    parties,
    callers: callersOf(principal, keyPolicyWritten === true),
    resource: wordsOf(key.arn) ?? new Hole(`the key's ARN ${spell(key.arn)}`, { shape: "arn" }),
    keyAccount: wordsOf(key.account) ?? new Hole(`the key's account ${spell(key.account)}`, { shape: "account" }),
  };
}

/** A call between parties that are prepared. */
export function prepareCalls(
  { parties, callers, resource, keyAccount }: PreparedParties,
  action: string,
  context: RequestContext,
): PreparedCalls {
  const lowerCase = action.toLowerCase();
  const bounded = parties.permissionsBoundary !== undefined;
  return callers.map((caller) => ({
    parties,
    action,
    context,
    caller,
    request: { action: lowerCase, resource, caller, bounded },
    keyAccount,
  }));
}

/** The call of a query that stands alone. */
export function prepare(query: AuthorizeQuery): PreparedCalls {
  return prepareCalls(prepareParties(query), query.action, query.context);
}
