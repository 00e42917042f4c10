import { startEvaluation } from "./evaluation";
import { coversAction } from "./judge";
import { NO_CONTEXT } from "./no-context";
import type { Policy } from "./policy";
import type { AuthorizeQuery } from "./query";
import type { CompiledStatement } from "./statement";
import { TRUE, UNKNOWN } from "./truth";

/** All of a query but its action and what is known of its request: the same for all calls of one principal to one key. */
export type Parties = Omit<AuthorizeQuery, "action" | "context">;

/**
 * What the policies see of a call of this action: two actions of one name come to the same in every question, whatever
 * their requests carry. `undefined`: more than that counts (a condition, a policy variable, a list of actions that is not
 * known, a grant), so that the call has to be judged by itself.
 */
export function nameOfAlike(parties: Parties, action: string): string | undefined {
  if (parties.grants !== undefined && parties.grants.length > 0) return undefined;
  let name = "";
  for (const policy of policiesOf(parties)) {
    const covering = coverage(policy, action);
    if (covering === undefined) return undefined;
    name += covering;
  }
  return name;
}

function* policiesOf(parties: Parties): Generator<Policy> {
  if (parties.keyPolicy !== null) yield parties.keyPolicy;
  yield* parties.identityPolicies;
  if (parties.possiblyAttached !== undefined) yield* parties.possiblyAttached;
  if (parties.permissionsBoundary !== undefined) yield parties.permissionsBoundary;
}

const known = new WeakMap<Policy, Map<string, string | undefined>>();

/**
 * Which statements cover the action, one sign for each; `undefined` where the policy sees more of a call than who calls,
 * its action and its resource. Asked of a policy and an action once, since keys and roles share both.
 */
export function coverage(policy: Policy, action: string): string | undefined {
  let ofPolicy = known.get(policy);
  if (ofPolicy === undefined) known.set(policy, (ofPolicy = new Map<string, string | undefined>()));
  const before = ofPolicy.get(action);
  if (before !== undefined || ofPolicy.has(action)) return before;
  const found = coverageOf([...policy.allows, ...policy.denies], action.toLowerCase());
  ofPolicy.set(action, found);
  return found;
}

function coverageOf(statements: readonly CompiledStatement[], action: string): string | undefined {
  let signs = "";
  for (const statement of statements) {
    const covers = statement.unknown === undefined ? sign(statement, action) : "?";
    if (covers === undefined) return undefined;
    signs += covers;
  }
  return signs;
}

/** A statement that does not cover the action is read no further. */
function sign(statement: CompiledStatement, action: string): "0" | "1" | undefined {
  const evaluation = startEvaluation(NO_CONTEXT, false);
  const truth = coversAction(evaluation, statement, action);
  if (truth === UNKNOWN || evaluation.leaves.length > 0) return undefined;
  if (truth !== TRUE) return "0";
  return readsRequest(statement) ? undefined : "1";
}

/** Does the statement read the condition keys of the request? */
function readsRequest({ conditions, resources }: CompiledStatement): boolean {
  return conditions.length > 0 || resources?.entries.some(({ value }) => value.template !== undefined) === true;
}
