import type { Basis, Denied, Undecided, Verdict } from "../../verdict";
import type { Decision } from "./decide";
import { type Evaluation, FALSE, type Pass, TRUE, UNKNOWN, and, not, splitCases, startEvaluation } from "../evaluate";
import type { PreparedCall } from "./prepared-call";

/** What a question comes to for one of the names that a caller may have. */
export interface Outcome {
  readonly call: PreparedCall;
  readonly outcome: Verdict["outcome"];
  /** Why, where it is denied. */
  readonly by: Denied["by"];
  readonly basis: Basis;
  /** The first pass: what is unknown, and what remains possible. */
  readonly decision: Decision;
}

/** Decides a question in one pass. */
export type Decide = (call: PreparedCall, evaluation: Evaluation) => Decision;

/**
 * Decides by what is documented. Where that leaves the question open and a fact rests on AWS's CloudTrail example, decides
 * again with the example: it can make a denial, which is then told as resting on it, but never an Allow.
 */
export function outcomeOf(call: PreparedCall, decide: Decide): Outcome {
  const documented = outcomeWith(call, decide, false);
  if (documented.outcome !== "unknown" || !documented.metTrace) return documented;
  const traced = outcomeWith(call, decide, true);
  if (traced.outcome === "denied") return { ...traced, basis: "trace" };
  return { ...documented, basis: traced.outcome === "allowed" ? "trace" : "documentation" };
}

interface OutcomeOfPass extends Outcome {
  readonly metTrace: boolean;
}

function outcomeWith(call: PreparedCall, decide: Decide, takesTrace: boolean): OutcomeOfPass {
  const evaluation = startEvaluation(call.context, takesTrace);
  const decision = decide(call, evaluation);
  const { metTrace } = evaluation;
  const outcome = says(decision);
  if (outcome === undefined) return bySplitting(call, decide, takesTrace, { decision, metTrace });
  return { call, outcome, by: reasonOf(decision), basis: "documentation", decision, metTrace };
}

/** Asks whether a question that is open comes to the same in all cases. */
function bySplitting(
  call: PreparedCall,
  decide: Decide,
  takesTrace: boolean,
  { decision, metTrace: before }: Pick<OutcomeOfPass, "decision" | "metTrace">,
): OutcomeOfPass {
  let metTrace = before;
  const pass = (result: Decision): Pass<Decision> => ({ result, says: says(result), leaves: result.leaves });
  const cases = splitCases(pass(decision), (assumptions) => {
    const evaluation = startEvaluation(call.context, takesTrace, assumptions);
    const result = decide(call, evaluation);
    metTrace ||= evaluation.metTrace;
    return pass(result);
  });
  const outcome = cases?.[0] === undefined ? "unknown" : (says(cases[0]) ?? "unknown");
  return { call, outcome, by: reasonOfAll(cases ?? []), basis: "documentation", decision, metTrace };
}

function says({ allow, deny }: Decision): "allowed" | "denied" | undefined {
  const truth = and(allow, not(deny));
  return truth === UNKNOWN ? undefined : truth === TRUE ? "allowed" : "denied";
}

/** Why it is denied. */
function reasonOf({ deny, unbounded }: Decision): Denied["by"] {
  return deny === TRUE ? "explicit" : unbounded === TRUE ? "boundary" : "no-allow";
}

/** Why it is denied in each of several cases: the one that an added Allow would mend. */
function reasonOfAll(cases: readonly Decision[]): Denied["by"] {
  const reasons = cases.map(reasonOf);
  return reasons.includes("no-allow") ? "no-allow" : reasons.includes("boundary") ? "boundary" : "explicit";
}

type Possible = Undecided["possible"][number];

/** The outcomes that remain possible, of all the names that a caller may have. */
export function possibleOf(outcomes: readonly Outcome[]): readonly Possible[] {
  const all = new Set(outcomes.flatMap((each) => [...possible(each)]));
  return (["allowed", "explicit", "boundary", "no-allow"] as const).filter((outcome) => all.has(outcome));
}

function* possible({ call, outcome, decision }: Outcome): Generator<Possible> {
  if (outcome === "allowed") {
    yield "allowed";
    return;
  }
  if (decision.deny !== FALSE) yield "explicit";
  if (decision.deny === TRUE) return;
  if (outcome === "unknown" && decision.allow !== FALSE) yield "allowed";
  if (call.request.bounded && decision.allow !== TRUE && decision.unbounded !== FALSE) yield "boundary";
  if (decision.unbounded !== TRUE) yield "no-allow";
}
