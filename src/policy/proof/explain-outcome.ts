import { ACTION, Sentence } from "../../sentence";
import { Hole } from "../../values";
import type { Blocker, Obstacle, StatementRef } from "../../verdict";
import type { DocumentedLayer, Outcome, PreparedCall } from "../decide";
import { equal, grantAllows } from "../match";
import { FALSE, type InTheWay, TRUE, isOfContext, startEvaluation } from "../evaluate";
import { type Examined, examine } from "./examined-statement";
import type { Policy } from "../document";
import { written } from "./naming";
import type { Proof, UnknownProof } from "./proof";
import { sayUnknown } from "./sentences-unknown";
import { type Said, say } from "./sentences-decided";

/** Everything there is to say about one answer, each statement judged by itself. */
export interface Case {
  readonly outcome: Outcome;
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

export function caseOf(outcome: Outcome): Case {
  const { parties, context, request, caller } = outcome.call;
  const pass = { context, takesTrace: outcome.basis === "trace" };
  const all = (policies: readonly (Policy | null | undefined)[], effect: "Allow" | "Deny"): Examined[] =>
    policies.flatMap((policy) => (policy ? examine(policy, effect, request, pass) : []));
  const own = caller.kind === "service" ? [] : parties.identityPolicies;
  const boundary = caller.kind === "service" ? [] : [parties.permissionsBoundary];
  return {
    outcome,
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
      equal(startEvaluation(context, false), caller.account, outcome.call.keyAccount) === FALSE,
  };
}

export function explainAllowed(outcome: Outcome): Proof {
  return proofOf(outcome, say.allowed(caseOf(outcome)));
}

export function explainDenied(outcome: Outcome): Proof {
  const found = caseOf(outcome);
  if (outcome.by === "explicit") return proofOf(outcome, say.explicit(found));
  return proofOf(outcome, outcome.by === "boundary" ? say.boundary(found) : say.noAllow(found));
}

function proofOf({ call }: Outcome, { statements, ...clause }: Said): Proof {
  return { statements: unique(statements), because: new Sentence(call.action, [clause]) };
}

function unique(refs: readonly StatementRef[]): StatementRef[] {
  return [...new Map(refs.map((ref) => [JSON.stringify(ref), ref])).values()];
}

export function explainUnknown(outcomes: readonly Outcome[]): UnknownProof {
  const blockers = blockersOf(outcomes);
  const open = outcomes.find(({ outcome }) => outcome === "unknown");
  if (open === undefined) {
    const names = outcomes.flatMap(({ call: { caller } }) =>
      caller.kind === "service" ? [written(caller.service)] : [],
    );
    const says = ["it depends on the name by which the service calls"];
    const because = new Sentence(outcomes[0]?.call.action ?? "", [{ says, aside: [names.join(" or ")] }]);
    return { blockers: [...blockers, { kind: "service-name", names }], because };
  }
  return { blockers, because: new Sentence(open.call.action, sayUnknown(caseOf(open), open.decision.leaves)) };
}

/** Each thing that is in the way once, sorted. */
export function blockersOf(outcomes: readonly Outcome[]): Blocker[] {
  const found = new Map<string, Blocker>();
  for (const { decision, call } of outcomes) {
    for (const { what, statement } of decision.leaves) {
      for (const obstacle of obstaclesOf(what, call)) {
        const blocker: Blocker = statement === undefined ? obstacle : { ...obstacle, statement };
        found.set(JSON.stringify(blocker), blocker);
      }
    }
  }
  return [...found.entries()].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, blocker]) => blocker);
}

/** Holes that stand for a value of the request are told by the condition key, and those of no name not at all. */
function obstaclesOf(what: InTheWay, { parties: { key, principal } }: PreparedCall): readonly Obstacle[] {
  if (what.kind !== "holes") return [what];
  const accounts = [key.account, principal.kind === "role" ? principal.account : null];
  const isAccount = (name: string): boolean => accounts.some((each) => each instanceof Hole && each.name === name);
  return what.names
    .filter((name) => !isOfContext(name) && !name.startsWith("\u0000"))
    .map((hole) => ({ kind: isAccount(hole) ? "account" : "hole", hole }));
}

/** An Allow of the layer that AWS names. */
export function explainDocumented(outcome: Outcome, layer: DocumentedLayer): Proof {
  return proofOf(outcome, say.documented(caseOf(outcome), layer));
}

/** What the layer that AWS names lacks. */
export function explainUndocumented(outcome: Outcome, layer: DocumentedLayer): Proof {
  return proofOf(outcome, say.undocumented(caseOf(outcome), layer));
}

/** What a trust policy says of a service. */
export function explainTrust(outcome: Outcome): Proof {
  return proofOf(outcome, say.trust(caseOf(outcome), outcome));
}
