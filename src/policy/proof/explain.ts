import type { Blocker, StatementRef } from "../../verdict";
import type { DocumentedLayer, Judged } from "../decide";
import { equal, grantAllows } from "../match";
import { FALSE, type Leaf, TRUE, isOfContext, startEvaluation } from "../evaluate";
import { type Examined, examine } from "./examined-statement";
import type { Policy } from "../document";
import type { Proof, UnknownProof } from "./proof";
import { sayUnknown } from "./sentences-unknown";
import { type Said, say } from "./sentences-decided";

/** Everything there is to say about one answer, each statement judged by itself. */
export interface Case {
  readonly judged: Judged;
  /** The action as it was asked. */
  readonly action: string;
  readonly keyAllows: readonly Examined[];
  readonly roleAllows: readonly Examined[];
  readonly boundaryAllows: readonly Examined[];
  readonly denies: readonly Examined[];
  readonly grants: readonly string[];
  /** The role is, for certain, of another account than the key. */
  readonly crossAccount: boolean;
}

export function caseOf(judged: Judged): Case {
  const { parties, context, request, caller } = judged.prepared;
  const pass = { context, takesTrace: judged.basis === "trace" };
  const all = (policies: readonly (Policy | null | undefined)[], effect: "Allow" | "Deny"): Examined[] =>
    policies.flatMap((policy) => (policy ? examine(policy, effect, request, pass) : []));
  const own = caller.kind === "service" ? [] : parties.identityPolicies;
  const boundary = caller.kind === "service" ? [] : [parties.permissionsBoundary];
  return {
    judged,
    action: judged.prepared.action,
    keyAllows: all([parties.keyPolicy], "Allow"),
    roleAllows: all(own, "Allow"),
    boundaryAllows: all(boundary, "Allow"),
    denies: all([parties.keyPolicy, ...own, ...boundary], "Deny"),
    grants: (parties.grants ?? [])
      .filter((grant) => {
        const evaluation = startEvaluation(context, pass.takesTrace);
        return grantAllows(evaluation, grant, caller, request.action) === TRUE;
      })
      .map(({ name }) => name),
    crossAccount:
      caller.kind === "role" &&
      equal(startEvaluation(context, false), caller.account, judged.prepared.keyAccount) === FALSE,
  };
}

export function explainAllowed(judged: Judged): Proof {
  return proofOf(say.allowed(caseOf(judged)));
}

export function explainDenied(judged: Judged): Proof {
  const found = caseOf(judged);
  if (judged.by === "explicit") return proofOf(say.explicit(found));
  return proofOf(judged.by === "boundary" ? say.boundary(found) : say.noAllow(found));
}

function proofOf({ statements, sentence }: Said): Proof {
  return { statements: unique(statements), because: sentence };
}

function unique(refs: readonly StatementRef[]): StatementRef[] {
  return [...new Map(refs.map((ref) => [JSON.stringify(ref), ref])).values()];
}

export function explainUnknown(judged: readonly Judged[]): UnknownProof {
  const leaves = judged.flatMap((each) => each.leaves);
  const blockers = blockersOf(leaves);
  const open = judged.find(({ outcome }) => outcome === "unknown");
  if (open === undefined) {
    const names = judged.flatMap(({ prepared: { caller } }) => (caller.kind === "service" ? [caller.service] : []));
    const name = names.join(" or ");
    return {
      blockers: [...blockers, { kind: "policy", name }],
      because: `it depends on the name by which the service calls (${name})`,
    };
  }
  return { blockers, because: sayUnknown(caseOf(open), open.leaves) };
}

/** Each thing once, sorted. */
export function blockersOf(leaves: readonly Leaf[]): Blocker[] {
  const found = new Map<string, Blocker>();
  for (const { kind, names, statement } of leaves) {
    for (const name of names.filter((each) => !isOfContext(each) && !each.startsWith("\u0000"))) {
      const blocker: Blocker = statement === undefined ? { kind, name } : { kind, name, statement };
      found.set(`${kind} ${name} ${statement === undefined ? "" : JSON.stringify(statement)}`, blocker);
    }
  }
  return [...found.entries()].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, blocker]) => blocker);
}

/** An Allow of the layer that AWS names. */
export function explainDocumented(judged: Judged, layer: DocumentedLayer): Proof {
  return proofOf(say.documented(caseOf(judged), layer));
}

/** What the layer that AWS names lacks. */
export function explainUndocumented(judged: Judged, layer: DocumentedLayer): Proof {
  return proofOf(say.undocumented(caseOf(judged), layer));
}

/** What a trust policy says of a service. */
export function explainTrust(judged: Judged): Proof {
  return proofOf(say.trust(caseOf(judged), judged));
}
