import type { Key } from "../facts/facts";
import {
  accountRootAdministers,
  authorize,
  documents,
  explicitDeny,
  parsePolicy,
  type AuthorizeQuery,
  type Policy,
} from "../policy";
import type { Requirement, Service } from "../services/service";
import type { Undecided, Verdict } from "../verdict";
import type { Grantee } from "./access";
import { queryOf, serviceQuery } from "./queries";

/** May this grantee do this action on this key, when the service asks for it? */
export interface Question {
  readonly key: Key;
  readonly service: Service;
  readonly grantee: Grantee;
  readonly action: string;
  /** The plan is not the whole (`-target`): a gap may be filled by what it does not show. */
  readonly incomplete: boolean;
}

/** A question put to the authorizer: made once, asked of each layer. */
export interface Asked {
  readonly question: Question;
  /** `null`: the role is not known. */
  readonly query: AuthorizeQuery | null;
}

/** Puts a question. */
export function asking(question: Question): Asked {
  return { question, query: queryOf(question) };
}

/** May the call succeed, all layers together? */
export function effective({ question, query }: Asked): Verdict {
  if (query === null) return roleUnknown();
  return filled(whateverUnseen(question, query, authorize), question.incomplete);
}

/** Does an Allow in this layer match, whatever other layers and Denies say? */
export function documented({ question, query }: Asked, layer: Requirement["layer"]): Verdict {
  if (query === null) return roleUnknown();
  const verdict = whateverUnseen(question, query, (each) => documents(each, layer));
  // Nothing but the policy's own resource can change a policy that stands in it; a key that has none may get one.
  const mayBeFilled = layer === "role-policy" || question.key.policy.origin === "default";
  return filled(verdict, question.incomplete && mayBeFilled);
}

/** Does a Deny take the service's own call away? That nothing allows the call does not count. */
export function refusedOutright(key: Key, service: Service, action: string): Verdict {
  const grantee: Grantee = { kind: "service", principal: service.principals[0] ?? service.id };
  return explicitDeny(serviceQuery({ key, service, grantee, action, incomplete: false }));
}

/** Is the account root an administrator of the key? */
export function administers(key: Key): "yes" | "no" | "unknown" {
  if (key.policy.policy === null) return "no";
  return accountRootAdministers(key.policy.policy, key.account);
}

let everything: Policy | undefined;

/**
 * A role outside the plan may have policies that nobody sees. Their Denies are left aside, like those of SCPs; what they
 * may allow is anything between nothing and everything, so that both ends are asked.
 */
function whateverUnseen(
  { grantee }: Question,
  query: AuthorizeQuery,
  ask: (query: AuthorizeQuery) => Verdict,
): Verdict {
  const least = ask(query);
  if (grantee.kind === "service" || grantee.role === null || grantee.role.closed || least.outcome === "allowed") {
    return least;
  }
  everything ??= parsePolicy(
    { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] },
    { kind: "identity", name: "policies outside the plan" },
  );
  const most = ask({ ...query, identityPolicies: [...query.identityPolicies, everything] });
  if (most.outcome === least.outcome) return least;
  const { id } = grantee.role;
  return {
    outcome: "unknown",
    blockers: [{ kind: "policy", name: `policies of ${id}` }],
    possible: possibleOf(least, most),
    basis: least.basis,
    because: `${id} is outside the plan, so that its IAM policies cannot be seen`,
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
    blockers: [{ kind: "policy", name: "resources outside -target" }],
    possible: ["allowed", "no-allow"],
    basis: verdict.basis,
    because: `${verdict.because}; and the plan is not the whole (-target), so that what it leaves out may allow it`,
  };
}

function roleUnknown(): Undecided {
  return {
    outcome: "unknown",
    blockers: [{ kind: "hole", name: "role" }],
    possible: ["allowed", "explicit", "boundary", "no-allow"],
    basis: "documentation",
    because: "the role that the service uses is not known",
  };
}
