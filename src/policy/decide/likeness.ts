import { readsRequest } from "./alike";
import { type Match, type Request, equal, means, principalsOf, resourcesCover } from "../match";
import { type Evaluation, FALSE, NO_CONTEXT, TRUE, type Truth, UNKNOWN, startEvaluation } from "../evaluate";
import { type Parties, type Prepared, prepare } from "./prepared-call";
import type { CompiledStatement, Policy } from "../document";

/** What is made while a name is made. */
interface Naming {
  readonly evaluation: Evaluation;
  readonly request: Request;
  /** So far, what the name says is all that counts. */
  suffices: boolean;
}

/**
 * Names the calls of a principal to a key by all that the policies see of them. Calls of one name that are of one action
 * come to the same in every question, whoever calls, whatever the key, and whatever the requests carry.
 *
 * The name says whether a role or a service calls; whether the role is of the key's account; and of each statement that
 * meets caller and key, by layers: its effect, in which ways it means the caller, and what it lists as actions.
 */
export class Likeness {
  private readonly lists = new Map<string, number>();
  private readonly known = new Map<CompiledStatement, string | undefined>();

  /**
   * `undefined`: more than that counts, so that the calls have to be judged by themselves. A grant; a policy that may be
   * attached, is malformed, or is not wholly known; a condition, a policy variable, `NotPrincipal`; and anything in who
   * calls and in the key that leaves open whether a statement meets them.
   */
  nameOf(parties: Parties): string | undefined {
    const { grants = [], possiblyAttached = [] } = parties;
    if (grants.length > 0 || possiblyAttached.length > 0) return undefined;
    let name = "";
    for (const call of prepare(parties, NO_ACTION, NO_CONTEXT)) {
      const evaluation = startEvaluation(NO_CONTEXT, false);
      const naming: Naming = { evaluation, request: call.request, suffices: true };
      name += `${this.ofCall(naming, call)};`;
      if (!naming.suffices || evaluation.leaves.length > 0 || evaluation.metTrace) return undefined;
    }
    return name;
  }

  private ofCall(naming: Naming, { parties, caller, keyAccount }: Prepared): string {
    const { keyPolicy, identityPolicies, permissionsBoundary: boundary } = parties;
    const inKeyPolicy = keyPolicy === null ? "" : this.ofPolicy(naming, keyPolicy, waysOf);
    if (caller.kind === "service") return `service ${inKeyPolicy}`;
    const same = certain(naming, equal(naming.evaluation, caller.account, keyAccount));
    // which policy of a layer says it does not count
    const ofRole = identityPolicies.map((policy) => this.ofPolicy(naming, policy, always)).join("");
    const bounded = boundary === undefined ? "" : ` within ${this.ofPolicy(naming, boundary, always)}`;
    return `role ${same} ${inKeyPolicy} ${ofRole}${bounded}`;
  }

  /** One sign for each statement that meets caller and key; `ways`: in which ways it means the caller. */
  private ofPolicy(naming: Naming, policy: Policy, ways: typeof waysOf): string {
    let name = "";
    if (policy.faults.length > 0) naming.suffices = false;
    for (const statements of [policy.allows, policy.denies]) {
      for (const statement of statements) {
        const says = this.whatItSays(statement);
        if (says === undefined) naming.suffices = false;
        // of one that does not suffice no more is asked
        if (!naming.suffices) return name;
        const met = ways(naming, statement);
        if (met !== undefined && reaches(naming, policy, statement)) name += `${met}${String(says)},`;
      }
    }
    return name;
  }

  /** The effect of a statement and its actions, as far as that is all there is; asked once of those that are shared. */
  private whatItSays(statement: CompiledStatement): string | undefined {
    let found = this.known.get(statement);
    if (found === undefined && !this.known.has(statement)) {
      found = isPlain(statement) ? `${statement.effect}${this.listOf(statement)}` : undefined;
      this.known.set(statement, found);
    }
    return found;
  }

  /** Lists of the same patterns have one number. */
  private listOf({ actions, exceptActions }: CompiledStatement): number {
    const list = JSON.stringify([exceptActions, ...actions.entries.map(({ value }) => value.words)]);
    let number = this.lists.get(list);
    if (number === undefined) this.lists.set(list, (number = this.lists.size));
    return number;
  }
}

/** Nothing that is asked here looks at it. */
const NO_ACTION = "";

/** Whether the statement stands for certain, lists its actions as text, and reads no condition key of the request. */
function isPlain(statement: CompiledStatement): boolean {
  const { unknown, guards, effect, exceptPrincipals, actions } = statement;
  if (unknown !== undefined || guards.length > 0 || effect === "unknown" || exceptPrincipals) return false;
  if (actions.rest.length > 0 || readsRequest(statement)) return false;
  return actions.entries.every(
    ({ value, guards: own }) => own.length === 0 && typeof value.words === "string" && !value.doubtful,
  );
}

/** The ways in which a statement of the key policy means the caller, each of which counts by itself. */
function waysOf(naming: Naming, statement: CompiledStatement): string | undefined {
  const match = principalsOf(naming.evaluation, statement, naming.request);
  return means(match) === FALSE ? undefined : spelled(naming, match);
}

function spelled(naming: Naming, { direct, session, anyone, account, service }: Match): string {
  for (const way of [direct, session, anyone, account, service]) certain(naming, way);
  return `${direct}${session}${anyone}${account}${service}`;
}

/** A policy that hangs on the role itself means it with every statement. */
function always(): string {
  return "";
}

function reaches(naming: Naming, policy: Policy, statement: CompiledStatement): boolean {
  const { evaluation, request } = naming;
  return certain(naming, resourcesCover(evaluation, policy, statement, request.resource)) === TRUE;
}

function certain(naming: Naming, truth: Truth): Truth {
  if (truth === UNKNOWN) naming.suffices = false;
  return truth;
}
