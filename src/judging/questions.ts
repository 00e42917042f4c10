import type { Key } from "../facts";
import {
  accountRootAdministers,
  authorizeLazily,
  documents,
  explicitDeny,
  leftToRolePolicies,
  mayList,
  parsePolicy,
  prepareCalls,
  prepareParties,
  type PreparedCalls,
  type Policy,
  type PreparedParties,
} from "../policy";
import type { Layer, Service } from "../services";
import { Sentence } from "../sentence";
import type { Undecided, Verdict } from "../verdict";
import { type Circumstance, contextOf, partiesOf, type Subject } from "./queries";

/** Whose calls are asked about, and by which policies they are decided. */
export interface Asking {
  readonly subject: Subject;
  /** The plan is not the whole (`-target`): a gap may be filled by what it does not show. */
  readonly incomplete: boolean;
  /** `null`: the role is not known. */
  readonly parties: PreparedParties | null;
}

/** One call put to the authorizer. */
export interface Asked {
  readonly asking: Asking;
  readonly action: string;
  /** `null`: the role is not known. */
  readonly calls: PreparedCalls | null;
  readonly circumstance?: Circumstance;
}

/** Puts questions about a grantee's calls. */
export function asking(subject: Subject, incomplete: boolean): Asking {
  const parties = partiesOf(subject);
  return { subject, incomplete, parties: parties === null ? null : prepareParties(parties) };
}

/** Puts questions about one call. */
export function about(asking: Asking, action: string, circumstance?: Circumstance): Asked {
  const { subject, parties } = asking;
  const calls = parties === null ? null : prepareCalls(parties, action, contextOf(subject, action, circumstance));
  return { asking, action, calls, ...(circumstance !== undefined && { circumstance }) };
}

/** May the call succeed, all layers together? */
export function effective(asked: Asked): Verdict {
  return filled(whateverUnseen(asked, authorizeLazily), asked.asking.incomplete);
}

/** Does an Allow in this layer match, whatever other layers and Denies say? */
export function documented(asked: Asked, layer: Layer): Verdict {
  const { subject, incomplete } = asked.asking;
  // Nothing but the policy's own resource can change a policy that stands in it; a key that has none may get one.
  const mayBeFilled = layer !== "key-policy" || subject.key.policy.origin === "default";
  return filled(
    whateverUnseen(asked, (calls) => documents(calls, layer)),
    incomplete && mayBeFilled,
  );
}

/** May the layer name the grantee with the action, conditions aside? */
export function mayBeListed({ calls }: Asked, layer: Layer): boolean {
  return calls === null || mayList(calls, layer);
}

/** In which of the layers, of which either may allow it, the call lacks its Allow. */
export function lackingLayer({ calls }: Asked): Exclude<Layer, "either"> {
  return calls !== null && leftToRolePolicies(calls) === "yes" ? "role-policy" : "key-policy";
}

/** Does a Deny take the service's own call away? That nothing allows the call does not count. */
export function refusedOutright(key: Key, service: Service, action: string): Verdict {
  const grantee = { kind: "service", principal: service.principals[0] ?? service.id } as const;
  const asked = about(asking({ key, service, grantee }, false), action);
  return whateverUnseen(asked, explicitDeny);
}

/** Does a Deny take the call away, whatever allows it? */
export function deniedOutright(subject: Subject, action: string, circumstance: Circumstance): Verdict {
  return whateverUnseen(about(asking(subject, false), action, circumstance), explicitDeny);
}

/** Is the account root an administrator of the key? */
export function administers(key: Key): "yes" | "no" | "unknown" {
  if (key.policy.policy === null) return "no";
  return accountRootAdministers(key.policy.policy, key.account);
}

let everything: Policy | undefined;

/** The parties, with all that policies which nobody sees could allow the role. */
function withAll({ parties }: PreparedParties): PreparedParties {
  everything ??= parsePolicy(
    { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] },
    { kind: "identity", name: "policies outside the plan" },
  );
  const identityPolicies = [...parties.identityPolicies, everything];
  return prepareParties({ ...parties, identityPolicies });
}

/**
 * A role outside the plan may have policies that nobody sees. Their Denies are left aside, like those of SCPs; what they
 * may allow is anything between nothing and everything, so that both ends are asked.
 */
function whateverUnseen(
  { asking, action, calls, circumstance }: Asked,
  ask: (calls: PreparedCalls) => Verdict,
): Verdict {
  const { subject, parties } = asking;
  if (parties === null || calls === null) return roleUnknown(action);
  const least = ask(calls);
  const { grantee } = subject;
  const role = grantee.kind === "role" ? grantee.role : null;
  if (role === null || role.managedHere || least.outcome === "allowed") return least;
  const most = ask(prepareCalls(withAll(parties), action, contextOf(subject, action, circumstance)));
  if (most.outcome === least.outcome) return least;
  return {
    outcome: "unknown",
    blockers: [{ kind: "unseen-policies", role: role.id }],
    possible: possibleOf(least, most),
    basis: least.basis,
    because: saying(action, `${role.id} is outside the plan, so that its IAM policies cannot be seen`),
  };
}

function possibleOf(...verdicts: readonly Verdict[]): Undecided["possible"] {
  const all = verdicts.flatMap((verdict): Undecided["possible"] => {
    if (verdict.outcome === "allowed") return ["allowed"];
    return verdict.outcome === "denied" ? [verdict.by] : verdict.possible;
  });
  return [...new Set(all)];
}

/** Under `-target`, what nothing allows may yet be allowed by a resource that the plan does not show. */
function filled(verdict: Verdict, incomplete: boolean): Verdict {
  if (!incomplete || verdict.outcome !== "denied" || verdict.by !== "no-allow") return verdict;
  return {
    outcome: "unknown",
    blockers: [{ kind: "incomplete-plan" }],
    possible: ["allowed", "no-allow"],
    basis: verdict.basis,
    because: verdict.because.followedBy([
      "; and the plan is not the whole (-target), so that what it leaves out may allow it",
    ]),
  };
}

function roleUnknown(action: string): Undecided {
  return {
    outcome: "unknown",
    blockers: [{ kind: "unknown-role" }],
    possible: ["allowed", "explicit", "boundary", "no-allow"],
    basis: "documentation",
    because: saying(action, "the role that the service uses is not known"),
  };
}

function saying(action: string, says: string): Sentence {
  return new Sentence(action, [{ says: [says] }]);
}
