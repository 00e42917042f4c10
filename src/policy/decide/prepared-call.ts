import { Hole } from "../../values/value";
import { type Caller, type Request, callerOf } from "../match";
import type { AuthorizeQuery } from "./query";
import type { RequestContext } from "../evaluate";
import { type Words, wordsOf } from "../../values/text";
import { spell } from "../../values/same-value";

/** All of a query but its action and what is known of its request: the same for all calls of one principal to one key. */
export type Parties = Omit<AuthorizeQuery, "action" | "context">;

/** A call in the form that every pass takes, of one name that the caller may have. */
export interface Prepared {
  readonly parties: Parties;
  /** As it was asked. */
  readonly action: string;
  readonly context: RequestContext;
  readonly caller: Caller;
  readonly request: Request;
  readonly keyAccount: Words;
}

/** Prepares a call for each name that the caller may have. */
export function prepare(parties: Parties, action: string, context: RequestContext): readonly Prepared[] {
  const { principal } = parties;
  const names =
    principal.kind === "role" ? [""] : typeof principal.service === "string" ? [principal.service] : principal.service;
  return names.map((name) =>
    prepareFor(callerOf(principal, parties.keyPolicyWritten === true, name), parties, action, context),
  );
}

function prepareFor(caller: Caller, parties: Parties, action: string, context: RequestContext): Prepared {
  const { key, permissionsBoundary } = parties;
  return {
    parties,
    action,
    context,
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
