import { type Match, type Request, covers, means, noted, principalsOf, refOf } from "../match";
import { type Evaluation, FALSE, type Leaf, TRUE, type Truth, UNKNOWN, and, or } from "../evaluate";
import type { CompiledStatement, Policy } from "../document";

export function anyCovers(
  evaluation: Evaluation,
  policy: Policy,
  statements: readonly CompiledStatement[],
  effect: "Allow" | "Deny",
  request: Request,
): Truth {
  let truth: Truth = FALSE;
  for (const statement of statements) {
    const before = evaluation.leaves.length;
    const covered = covers(evaluation, policy, statement, effect, request);
    truth = or(
      truth,
      noted(evaluation, before, covered, () => refOf(policy, statement)),
    );
    if (truth === TRUE) return TRUE;
  }
  return truth;
}

/** Does any policy of a layer allow? */
export function layerAllows(evaluation: Evaluation, policies: readonly Policy[], request: Request): Truth {
  let truth: Truth = FALSE;
  for (const policy of policies) {
    truth = or(truth, anyCovers(evaluation, policy, policy.allows, "Allow", request));
    if (truth === TRUE) return TRUE;
  }
  return truth;
}

/** What the key policy's Allows come to, by the way in which each means the caller. */
export interface KeyPolicyAllows {
  readonly match: Match;
  /** What is unknown in statements that mean the caller otherwise than by its account alone. */
  readonly leaves: readonly Leaf[];
  /** What is unknown in those that mean only its account. */
  readonly accountLeaves: readonly Leaf[];
}

/** Judges the Allows of the key policy. */
export function keyPolicyAllows(evaluation: Evaluation, policy: Policy | null, request: Request): KeyPolicyAllows {
  const found: Match = { direct: FALSE, session: FALSE, anyone: FALSE, account: FALSE, service: FALSE };
  const noticed: Noticed = { leaves: NO_LEAVES, accountLeaves: NO_LEAVES };
  if (policy === null) return { match: found, ...noticed };
  for (const statement of policy.allows) {
    const before = evaluation.leaves.length;
    const principals = principalsOf(evaluation, statement, request);
    const truth = means(principals) === FALSE ? FALSE : covers(evaluation, policy, statement, "Allow", request);
    addMatch(found, principals, truth);
    if (evaluation.leaves.length > before)
      notice(evaluation, before, { policy, statement, principals, truth }, noticed);
  }
  return { match: found, leaves: noticed.leaves, accountLeaves: noticed.accountLeaves };
}

const NO_LEAVES: readonly Leaf[] = [];

interface Noticed {
  leaves: readonly Leaf[];
  accountLeaves: readonly Leaf[];
}

interface JudgedAllow {
  readonly policy: Policy;
  readonly statement: CompiledStatement;
  readonly principals: Match;
  readonly truth: Truth;
}

/** Takes what one statement found unknown out of the evaluation, and keeps it where it matters. */
function notice(evaluation: Evaluation, before: number, judged: JudgedAllow, noticed: Noticed): void {
  const { policy, statement, principals, truth } = judged;
  const certain = truth === FALSE ? FALSE : truth === TRUE && isCertain(principals) ? TRUE : UNKNOWN;
  noted(evaluation, before, certain, () => refOf(policy, statement));
  const kept = evaluation.leaves.splice(before);
  if (namesCaller(principals)) noticed.leaves = [...noticed.leaves, ...kept];
  else noticed.accountLeaves = [...noticed.accountLeaves, ...kept];
}

function addMatch(found: Match, match: Match, truth: Truth): void {
  found.direct = or(found.direct, and(match.direct, truth));
  found.session = or(found.session, and(match.session, truth));
  found.anyone = or(found.anyone, and(match.anyone, truth));
  found.account = or(found.account, and(match.account, truth));
  found.service = or(found.service, and(match.service, truth));
}

/** The statement means the caller in one way for certain, and in no way that is unknown. */
function isCertain({ direct, session, anyone, account, service }: Match): boolean {
  return [direct, session, anyone, account, service].every((truth) => truth !== UNKNOWN);
}

/** The statement may mean the caller otherwise than by its account alone. */
export function namesCaller({ direct, session, anyone, service }: Match): boolean {
  return or(or(direct, session), or(anyone, service)) !== FALSE;
}
