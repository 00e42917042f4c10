import { denied } from "./denied";
import { type KeyPolicyAllows, keyPolicyAllows, layerAllows } from "./layers";
import { type Match, equal, grantAllows, means, noted } from "../match";
import { type Evaluation, FALSE, type Leaf, TRUE, type Truth, UNKNOWN, and, either, or } from "../evaluate";
import type { PreparedCall } from "./prepared-call";

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
export function decide(call: PreparedCall, evaluation: Evaluation): Decision {
  const deny = denied(call, evaluation);
  if (deny === TRUE) return { deny, allow: FALSE, unbounded: FALSE, leaves: NO_LEAVES };
  const denyLeaves = evaluation.leaves;
  evaluation.leaves = [];
  const { allow, unbounded, leaves } = allowed(call, evaluation);
  return { deny, allow, unbounded, leaves: denyLeaves.length === 0 ? leaves : [...denyLeaves, ...leaves] };
}

/** What the layers come to where no Deny and no boundary takes anything away. */
export function decideAllows(call: PreparedCall, evaluation: Evaluation): Decision {
  const { unbounded, leaves } = allowed(call, evaluation);
  return { deny: FALSE, allow: unbounded, unbounded, leaves };
}

type Allows = Pick<Decision, "allow" | "unbounded" | "leaves">;

function allowed(call: PreparedCall, evaluation: Evaluation): Allows {
  const { parties, caller, request } = call;
  const key = keyPolicyAllows(evaluation, parties.keyPolicy, request);
  if (caller.kind === "service") {
    const truth = or(key.match.service, key.match.anyone);
    if (truth === TRUE) return { allow: TRUE, unbounded: TRUE, leaves: NO_LEAVES };
    const allow = or(truth, granted(call, evaluation));
    return { allow, unbounded: allow, leaves: allow === UNKNOWN ? [...key.leaves, ...evaluation.leaves] : [] };
  }
  const same = equal(evaluation, caller.account, call.keyAccount);
  if (same === TRUE && or(key.match.session, key.match.anyone) === TRUE)
    return { allow: TRUE, unbounded: TRUE, leaves: NO_LEAVES };
  return combine(call, evaluation, key, same);
}

/** The role's side: what identity policies, boundary and grants add to the key policy. */
function combine(call: PreparedCall, evaluation: Evaluation, key: KeyPolicyAllows, same: Truth): Allows {
  const { parties, request } = call;
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
  const grant = side(() => granted(call, evaluation));
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

function granted({ parties, caller, request }: PreparedCall, evaluation: Evaluation): Truth {
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
