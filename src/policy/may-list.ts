import { type DocumentedLayer, namesCaller, type PreparedCall, type PreparedCalls } from "./decide";
import type { CompiledStatement, Policy } from "./document";
import { type Evaluation, FALSE, NO_CONTEXT, startEvaluation } from "./evaluate";
import { actionsCover, hasEffect, type Match, principalsOf } from "./match";

/**
 * May an Allow of the layer name the caller and the action, its conditions and resources aside? So may every one of which that
 * cannot be told. `either`: in the key policy, or in the role's as far as the key policy leaves it to its account.
 */
export function mayList(calls: PreparedCalls, layer: DocumentedLayer | "either"): boolean {
  return calls.some((call) => {
    const evaluation = startEvaluation(NO_CONTEXT, false);
    if (layer === "key-policy") return inKeyPolicy(evaluation, call, namesCaller);
    if (layer === "role-policy") return inRolePolicies(evaluation, call);
    const left = inKeyPolicy(evaluation, call, ({ account }) => account !== FALSE);
    return inKeyPolicy(evaluation, call, namesCaller) || (left && inRolePolicies(evaluation, call));
  });
}

function inKeyPolicy(evaluation: Evaluation, call: PreparedCall, named: (match: Match) => boolean): boolean {
  const { keyPolicy } = call.parties;
  return (keyPolicy?.allows ?? []).some(
    (statement) =>
      covers(evaluation, statement, call) &&
      (statement.unknown !== undefined || named(principalsOf(evaluation, statement, call.request))),
  );
}

function inRolePolicies(evaluation: Evaluation, call: PreparedCall): boolean {
  return call.parties.identityPolicies.some(({ allows }: Policy) =>
    allows.some((statement) => covers(evaluation, statement, call)),
  );
}

function covers(evaluation: Evaluation, statement: CompiledStatement, { request }: PreparedCall): boolean {
  if (hasEffect(evaluation, statement, "Allow") === FALSE) return false;
  return statement.unknown !== undefined || actionsCover(evaluation, statement, request.action) !== FALSE;
}
