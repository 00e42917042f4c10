import type { Match } from "../match/caller";
import { equal } from "../match/comparison";
import { unknown, type Evaluation, type Leaf } from "../evaluate/evaluation";
import { grantAllows } from "../match/match-grant";
import { covers, means, noted, principalsOf, refOf, type Request } from "../match/match-statement";
import type { Prepared } from "./prepared-call";
import type { Policy } from "../document/policy";
import type { CompiledStatement } from "../document/statement";
import { FALSE, TRUE, UNKNOWN, and, either, or, type Truth } from "../evaluate/truth";

/** What one pass over all layers found. */
export interface Decision {
  readonly deny: Truth;
  readonly allow: Truth;
  /** What `allow` would be without the permissions boundary. */
  readonly unbounded: Truth;
  /** What is unknown and matters, Denies first. */
  readonly leaves: readonly Leaf[];
}

const NO_LEAVES: readonly Leaf[] = [];

/** The formula of all layers: Denies first, since they end it. */
export function decide(prepared: Prepared, evaluation: Evaluation): Decision {
  const deny = denied(prepared, evaluation);
  if (deny === TRUE) return { deny, allow: FALSE, unbounded: FALSE, leaves: NO_LEAVES };
  const denyLeaves = evaluation.leaves;
  evaluation.leaves = [];
  const { allow, unbounded, leaves } = allowed(prepared, evaluation);
  return { deny, allow, unbounded, leaves: denyLeaves.length === 0 ? leaves : [...denyLeaves, ...leaves] };
}

/** Is there a Deny for this call in any layer? */
export function denied({ parties, caller, request }: Prepared, evaluation: Evaluation): Truth {
  let deny: Truth = FALSE;
  const { keyPolicy } = parties;
  if (keyPolicy !== null) {
    for (const statement of keyPolicy.denies) {
      deny = or(deny, keyStatementDenies(evaluation, keyPolicy, statement, request));
      if (deny === TRUE) return TRUE;
    }
  }
  if (caller.kind === "service") return deny;
  for (const policy of parties.identityPolicies) {
    deny = or(deny, anyCovers(evaluation, policy, policy.denies, "Deny", request));
  }
  if (parties.permissionsBoundary !== undefined) {
    const policy = parties.permissionsBoundary;
    deny = or(deny, anyCovers(evaluation, policy, policy.denies, "Deny", request));
  }
  for (const policy of parties.possiblyAttached ?? []) {
    deny = or(deny, perhapsDenies(evaluation, policy, request));
  }
  return deny;
}

function keyStatementDenies(
  evaluation: Evaluation,
  policy: Policy,
  statement: CompiledStatement,
  request: Request,
): Truth {
  const before = evaluation.leaves.length;
  let truth = means(principalsOf(evaluation, statement, request));
  if (truth !== FALSE) truth = and(truth, covers(evaluation, policy, statement, "Deny", request));
  return noted(evaluation, before, truth, () => refOf(policy, statement));
}

/** Nobody knows whether the policy is the role's. */
function perhapsDenies(evaluation: Evaluation, policy: Policy, request: Request): Truth {
  const before = evaluation.leaves.length;
  const truth = anyCovers(evaluation, policy, policy.denies, "Deny", request);
  if (truth === FALSE) return FALSE;
  // what it hangs on besides changes nothing
  evaluation.leaves.length = before;
  return unknown(evaluation, { kind: "possible-attachment", policy: policy.name ?? "a policy" });
}

function anyCovers(
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

type Allows = Pick<Decision, "allow" | "unbounded" | "leaves">;

function allowed(prepared: Prepared, evaluation: Evaluation): Allows {
  const { parties, caller, request } = prepared;
  const key = keyPolicyAllows(evaluation, parties.keyPolicy, request);
  if (caller.kind === "service") {
    const truth = or(key.match.service, key.match.anyone);
    if (truth === TRUE) return { allow: TRUE, unbounded: TRUE, leaves: NO_LEAVES };
    const allow = or(truth, granted(prepared, evaluation));
    return { allow, unbounded: allow, leaves: allow === UNKNOWN ? [...key.leaves, ...evaluation.leaves] : [] };
  }
  const same = equal(evaluation, caller.account, prepared.keyAccount);
  if (same === TRUE && or(key.match.session, key.match.anyone) === TRUE)
    return { allow: TRUE, unbounded: TRUE, leaves: NO_LEAVES };
  return combine(prepared, evaluation, key, same);
}

/** The role's side: what identity policies, boundary and grants add to the key policy. */
function combine(prepared: Prepared, evaluation: Evaluation, key: KeyPolicyAllows, same: Truth): Allows {
  const { parties, request } = prepared;
  const sameLeaves = evaluation.leaves;
  const side = (judge: () => Truth): { truth: Truth; leaves: readonly Leaf[] } => {
    evaluation.leaves = [];
    const truth = judge();
    return { truth, leaves: truth === UNKNOWN ? evaluation.leaves : NO_LEAVES };
  };
  const { permissionsBoundary } = parties;
  const boundary = side(() =>
    permissionsBoundary === undefined ? TRUE : layerAllows(evaluation, [permissionsBoundary], request),
  );
  if (same === TRUE && and(key.match.direct, boundary.truth) === TRUE)
    return { allow: TRUE, unbounded: TRUE, leaves: NO_LEAVES };
  const needsIdentity = same !== TRUE || key.match.account !== FALSE;
  const identity = side(() => (needsIdentity ? layerAllows(evaluation, parties.identityPolicies, request) : FALSE));
  const grant = side(() => granted(prepared, evaluation));
  const sum = (limit: Truth): Truth => {
    if (same === TRUE) return inOwnAccount(key.match, identity.truth, grant.truth, limit);
    if (same === FALSE) return acrossAccounts(key.match, identity.truth, grant.truth, limit);
    return either(
      inOwnAccount(key.match, identity.truth, grant.truth, limit),
      acrossAccounts(key.match, identity.truth, grant.truth, limit),
    );
  };
  const allow = sum(boundary.truth);
  if (allow !== UNKNOWN) return { allow, unbounded: sum(TRUE), leaves: NO_LEAVES };
  const ways = or(means(key.match), grant.truth);
  const byIdentity = and(ways, identity.truth) === FALSE ? [] : [...key.accountLeaves, ...identity.leaves];
  // in its own account, the grant would have decided
  const crossGrant = grant.truth === TRUE ? [CROSS_ACCOUNT_GRANT] : [];
  const leaves = [...sameLeaves, ...key.leaves, ...byIdentity, ...boundary.leaves, ...grant.leaves, ...crossGrant];
  return { allow, unbounded: sum(TRUE), leaves };
}

const CROSS_ACCOUNT_GRANT: Leaf = { what: { kind: "grant", unclear: "to-another-account" } };

function inOwnAccount(key: Match, identity: Truth, grant: Truth, boundary: Truth): Truth {
  const delegated = and(key.account, and(identity, boundary));
  return or(or(or(key.session, key.anyone), grant), or(and(key.direct, boundary), delegated));
}

/** AWS does not say whether a grant alone serves a role of another account. */
function acrossAccounts(key: Match, identity: Truth, grant: Truth, boundary: Truth): Truth {
  const own = and(identity, boundary);
  const admitted = or(or(key.direct, key.session), or(key.anyone, key.account));
  return or(and(admitted, own), and(grant, or(own, UNKNOWN)));
}

function granted({ parties, caller, request }: Prepared, evaluation: Evaluation): Truth {
  let truth: Truth = FALSE;
  for (const grant of parties.grants ?? []) {
    const before = evaluation.leaves.length;
    const allows = grantAllows(evaluation, grant, caller, request.action);
    truth = or(
      truth,
      noted(evaluation, before, allows, () => ({ layer: "grant", statement: grant.name })),
    );
    if (truth === TRUE) return TRUE;
  }
  return truth;
}
