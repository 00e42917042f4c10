import { NO_CONTEXT, TRUE, UNKNOWN, startEvaluation } from "../evaluate";
import { actionsCover } from "../match";
import type { Parties } from "./prepared-call";
import type { CompiledStatement, Policy } from "../document";

/**
 * What the policies see of a call of this action: two actions of one name come to the same in every question, whatever
 * their requests carry. `undefined`: more than that counts (a condition, a policy variable, a list of actions that is not
 * known, a grant), so that the call has to be judged by itself.
 */
export function nameOfAlike(parties: Parties, action: string): string | undefined {
  const { keyPolicy, identityPolicies, possiblyAttached, permissionsBoundary, grants } = parties;
  if (grants !== undefined && grants.length > 0) return undefined;
  let name = keyPolicy === null ? "" : coverage(keyPolicy, action);
  for (const policy of identityPolicies) name = joined(name, policy, action);
  if (possiblyAttached !== undefined) for (const policy of possiblyAttached) name = joined(name, policy, action);
  return permissionsBoundary === undefined ? name : joined(name, permissionsBoundary, action);
}

function joined(name: string | undefined, policy: Policy, action: string): string | undefined {
  const covering = name === undefined ? undefined : coverage(policy, action);
  return covering === undefined ? undefined : `${String(name)}${covering}`;
}

/**
 * Which statements of a policy cover the action, one sign for each; `undefined` where the policy sees more of a call than
 * who calls, its action and its resource.
 */
export function coverage({ allows, denies }: Policy, action: string): string | undefined {
  const allowing = coverageOf(allows, action);
  const denying = allowing === undefined ? undefined : coverageOf(denies, action);
  return denying === undefined ? undefined : `${String(allowing)}${denying}`;
}

function coverageOf(statements: readonly CompiledStatement[], action: string): string | undefined {
  let found = "";
  for (const statement of statements) {
    const covers = statement.unknown === undefined ? signOf(statement, action) : "?";
    if (covers === undefined) return undefined;
    found += covers;
  }
  return found;
}

const signs = new WeakMap<CompiledStatement, Map<string, "0" | "1" | undefined>>();

/** Asked of a statement and an action once, since many keys and roles share both. */
function signOf(statement: CompiledStatement, action: string): "0" | "1" | undefined {
  let ofStatement = signs.get(statement);
  if (ofStatement === undefined) signs.set(statement, (ofStatement = new Map<string, "0" | "1" | undefined>()));
  let found = ofStatement.get(action);
  if (found === undefined && !ofStatement.has(action)) {
    found = sign(statement, action.toLowerCase());
    ofStatement.set(action, found);
  }
  return found;
}

/** A statement that does not cover the action is read no further. */
function sign(statement: CompiledStatement, action: string): "0" | "1" | undefined {
  const evaluation = startEvaluation(NO_CONTEXT, false);
  const truth = actionsCover(evaluation, statement, action);
  if (truth === UNKNOWN || evaluation.leaves.length > 0) return undefined;
  if (truth !== TRUE) return "0";
  return readsRequest(statement) ? undefined : "1";
}

/** Does the statement read the condition keys of the request? */
export function readsRequest({ conditions, resources }: CompiledStatement): boolean {
  return conditions.length > 0 || resources?.entries.some(({ value }) => value.template !== undefined) === true;
}
