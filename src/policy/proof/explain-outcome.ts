import { ACTION, Sentence } from "../../sentence";
import { Hole } from "../../values/value";
import type { Blocker, Obstacle, StatementRef } from "../../verdict";
import type { DocumentedLayer, Judged, Prepared } from "../decide";
import { equal, grantAllows } from "../match";
import { FALSE, type InTheWay, TRUE, isOfContext, startEvaluation } from "../evaluate";
import { type Examined, examine } from "./examined-statement";
import type { Policy } from "../document";
import type { Proof, UnknownProof } from "./proof";
import { sayUnknown } from "./sentences-unknown";
import { type Said, say } from "./sentences-decided";

/** Everything there is to say about one answer, each statement judged by itself. */
export interface Case {
  readonly judged: Judged;
  /** The place of the action in what is said. */
  readonly action: typeof ACTION;
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
    action: ACTION,
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
  return proofOf(judged, say.allowed(caseOf(judged)));
}

export function explainDenied(judged: Judged): Proof {
  const found = caseOf(judged);
  if (judged.by === "explicit") return proofOf(judged, say.explicit(found));
  return proofOf(judged, judged.by === "boundary" ? say.boundary(found) : say.noAllow(found));
}

function proofOf({ prepared: { action } }: Judged, { statements, ...clause }: Said): Proof {
  return { statements: unique(statements), because: new Sentence(action, [clause]) };
}

function unique(refs: readonly StatementRef[]): StatementRef[] {
  return [...new Map(refs.map((ref) => [JSON.stringify(ref), ref])).values()];
}

export function explainUnknown(judged: readonly Judged[]): UnknownProof {
  const blockers = blockersOf(judged);
  const open = judged.find(({ outcome }) => outcome === "unknown");
  if (open === undefined) {
    const names = judged.flatMap(({ prepared: { caller } }) => (caller.kind === "service" ? [caller.service] : []));
    const says = ["it depends on the name by which the service calls"];
    const because = new Sentence(judged[0]?.prepared.action ?? "", [{ says, aside: [names.join(" or ")] }]);
    return { blockers: [...blockers, { kind: "service-name", names }], because };
  }
  return { blockers, because: new Sentence(open.prepared.action, sayUnknown(caseOf(open), open.leaves)) };
}

/** Each thing that is in the way once, sorted. */
export function blockersOf(judged: readonly Judged[]): Blocker[] {
  const found = new Map<string, Blocker>();
  for (const { leaves, prepared } of judged) {
    for (const { what, statement } of leaves) {
      for (const obstacle of obstaclesOf(what, prepared)) {
        const blocker: Blocker = statement === undefined ? obstacle : { ...obstacle, statement };
        found.set(JSON.stringify(blocker), blocker);
      }
    }
  }
  return [...found.entries()].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, blocker]) => blocker);
}

/** Holes that stand for a value of the request are told by the condition key, and those of no name not at all. */
function obstaclesOf(what: InTheWay, { parties: { key, principal } }: Prepared): readonly Obstacle[] {
  if (what.kind !== "holes") return [what];
  const accounts = [key.account, principal.kind === "role" ? principal.account : null];
  const isAccount = (name: string): boolean => accounts.some((each) => each instanceof Hole && each.name === name);
  return what.names
    .filter((name) => !isOfContext(name) && !name.startsWith("\u0000"))
    .map((hole) => ({ kind: isAccount(hole) ? "account" : "hole", hole }));
}

/** An Allow of the layer that AWS names. */
export function explainDocumented(judged: Judged, layer: DocumentedLayer): Proof {
  return proofOf(judged, say.documented(caseOf(judged), layer));
}

/** What the layer that AWS names lacks. */
export function explainUndocumented(judged: Judged, layer: DocumentedLayer): Proof {
  return proofOf(judged, say.undocumented(caseOf(judged), layer));
}

/** What a trust policy says of a service. */
export function explainTrust(judged: Judged): Proof {
  return proofOf(judged, say.trust(caseOf(judged), judged));
}
