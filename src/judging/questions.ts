import type { Key } from "../facts/facts";
import { accountRootAdministers, Calls, parsePolicy, type Call, type Parties, type Policy } from "../policy";
import type { Requirement, Service } from "../services/service";
import { Sentence } from "../sentence";
import type { Undecided, Verdict } from "../verdict";
import { contextOf, partiesOf, type Subject } from "./queries";

/** What is asked about one grantee's calls for one service to one key. */
export interface Asking {
  readonly subject: Subject;
  /** The plan is not the whole (`-target`): a gap may be filled by what it does not show. */
  readonly incomplete: boolean;
  /** By the policies that are seen; `null`: the role is not known. */
  readonly seen: Calls | null;
  /** Of a role outside the plan: its id, and its calls with all that policies which nobody sees could allow. */
  readonly unseen?: { readonly role: string; readonly calls: () => Calls };
}

/** One call put to the authorizer. */
export interface Asked {
  readonly asking: Asking;
  readonly action: string;
  readonly call: Call | null;
}

/** Puts questions about a grantee's calls. */
export function asking(subject: Subject, incomplete: boolean): Asking {
  const parties = partiesOf(subject);
  if (parties === null) return { subject, incomplete, seen: null };
  const seen = callsOf(subject, parties);
  const role = subject.grantee.kind === "role" ? subject.grantee.role : null;
  if (role === null || role.managedHere) return { subject, incomplete, seen };
  return { subject, incomplete, seen, unseen: { role: role.id, calls: withAll(subject, parties) } };
}

/** Puts questions about one call. */
export function about(asking: Asking, action: string): Asked {
  return { asking, action, call: asking.seen?.of(action) ?? null };
}

/** May the call succeed, all layers together? */
export function effective(asked: Asked): Verdict {
  return filled(
    whateverUnseen(asked, (call) => call.effective()),
    asked.asking.incomplete,
  );
}

/** Does an Allow in this layer match, whatever other layers and Denies say? */
export function documented(asked: Asked, layer: Requirement["layer"]): Verdict {
  const { subject, incomplete } = asked.asking;
  // Nothing but the policy's own resource can change a policy that stands in it; a key that has none may get one.
  const mayBeFilled = layer === "role-policy" || subject.key.policy.origin === "default";
  return filled(
    whateverUnseen(asked, (call) => call.documented(layer)),
    incomplete && mayBeFilled,
  );
}

/** Does a Deny take the service's own call away? That nothing allows the call does not count. */
export function refusedOutright(key: Key, service: Service, action: string): Verdict {
  const grantee = { kind: "service", principal: service.principals[0] ?? service.id } as const;
  const asked = about(asking({ key, service, grantee }, false), action);
  return whateverUnseen(asked, (call) => call.refusedOutright());
}

/** Is the account root an administrator of the key? */
export function administers(key: Key): "yes" | "no" | "unknown" {
  if (key.policy.policy === null) return "no";
  return accountRootAdministers(key.policy.policy, key.account);
}

function callsOf(subject: Subject, parties: Parties): Calls {
  return new Calls(parties, (action) => contextOf(subject, action));
}

let everything: Policy | undefined;

function withAll(subject: Subject, parties: Parties): () => Calls {
  let calls: Calls | undefined;
  return () => {
    everything ??= parsePolicy(
      { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] },
      { kind: "identity", name: "policies outside the plan" },
    );
    calls ??= callsOf(subject, { ...parties, identityPolicies: [...parties.identityPolicies, everything] });
    return calls;
  };
}

/**
 * A role outside the plan may have policies that nobody sees. Their Denies are left aside, like those of SCPs; what they
 * may allow is anything between nothing and everything, so that both ends are asked.
 */
function whateverUnseen({ asking: { unseen }, action, call }: Asked, ask: (call: Call) => Verdict): Verdict {
  if (call === null) return roleUnknown(action);
  const least = ask(call);
  if (unseen === undefined || least.outcome === "allowed") return least;
  const most = ask(unseen.calls().of(action));
  if (most.outcome === least.outcome) return least;
  return {
    outcome: "unknown",
    blockers: [{ kind: "unseen-policies", role: unseen.role }],
    possible: possibleOf(least, most),
    basis: least.basis,
    because: saying(action, `${unseen.role} is outside the plan, so that its IAM policies cannot be seen`),
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
