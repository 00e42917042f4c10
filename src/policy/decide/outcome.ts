import type { Basis, Denied, Undecided, Verdict } from "../../verdict";
import type { Decision } from "./decide";
import {
  type Evaluation,
  FALSE,
  type Leaf,
  type Pass,
  TRUE,
  UNKNOWN,
  and,
  not,
  splitCases,
  startEvaluation,
} from "../evaluate";
import type { Prepared } from "./prepared-call";

/** What a question comes to for one caller. */
export interface Settled {
  readonly outcome: Verdict["outcome"];
  readonly by: Denied["by"];
  readonly basis: Basis;
  /** The first pass: what is unknown, and what remains possible. */
  readonly decision: Decision;
  readonly leaves: readonly Leaf[];
  /** The caller has a permissions boundary. */
  readonly bounded: boolean;
}

/** The answer for one caller, with the call that it answers. */
export interface Judged extends Settled {
  readonly prepared: Prepared;
}

/** Decides a question in one pass. */
export type Decide = (prepared: Prepared, evaluation: Evaluation) => Decision;

/**
 * Decides by what is documented; where that is not enough, looks what AWS's CloudTrail example adds. It can make a denial
 * (told as resting on it), never an Allow.
 */
export function settle(prepared: Prepared, decide: Decide): Settled {
  const documented = settleOnce(prepared, decide, false);
  if (documented.outcome !== "unknown" || !documented.metTrace) return documented;
  const traced = settleOnce(prepared, decide, true);
  if (traced.outcome === "denied") return { ...traced, basis: "trace" };
  return { ...documented, basis: traced.outcome === "allowed" ? "trace" : "documentation" };
}

interface SettledOnce extends Settled {
  readonly metTrace: boolean;
}

function settleOnce(prepared: Prepared, decide: Decide, takesTrace: boolean): SettledOnce {
  const evaluation = startEvaluation(prepared.context, takesTrace);
  const decision = decide(prepared, evaluation);
  const { leaves } = decision;
  const { bounded } = prepared.request;
  const outcome = says(decision);
  if (outcome === undefined)
    return bySplitting(prepared, decide, takesTrace, { decision, metTrace: evaluation.metTrace });
  const by = reasonOf(decision);
  return { outcome, by, basis: "documentation", decision, leaves, bounded, metTrace: evaluation.metTrace };
}

/** Looks whether a question that is open comes to the same in all cases. */
function bySplitting(
  prepared: Prepared,
  decide: Decide,
  takesTrace: boolean,
  { decision, metTrace: before }: Pick<SettledOnce, "decision" | "metTrace">,
): SettledOnce {
  let metTrace = before;
  const pass = (result: Decision): Pass<Decision> => ({ result, says: says(result), leaves: result.leaves });
  const cases = splitCases(pass(decision), (assumptions) => {
    const evaluation = startEvaluation(prepared.context, takesTrace, assumptions);
    const result = decide(prepared, evaluation);
    metTrace ||= evaluation.metTrace;
    return pass(result);
  });
  const outcome = cases?.[0] === undefined ? "unknown" : (says(cases[0]) ?? "unknown");
  const by = reasonOfAll(cases ?? []);
  const { bounded } = prepared.request;
  return { outcome, by, basis: "documentation", decision, leaves: decision.leaves, bounded, metTrace };
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

/** What the names that a caller may have come to, taken together: the outcomes that remain possible. */
export function possibleOf(settled: readonly Settled[]): readonly Possible[] {
  const all = new Set(settled.flatMap((each) => [...possible(each)]));
  return (["allowed", "explicit", "boundary", "no-allow"] as const).filter((outcome) => all.has(outcome));
}

function* possible({ outcome, decision, bounded }: Settled): Generator<Possible> {
  if (outcome === "allowed") {
    yield "allowed";
    return;
  }
  if (decision.deny !== FALSE) yield "explicit";
  if (decision.deny === TRUE) return;
  if (outcome === "unknown" && decision.allow !== FALSE) yield "allowed";
  if (bounded && decision.allow !== TRUE && decision.unbounded !== FALSE) yield "boundary";
  if (decision.unbounded !== TRUE) yield "no-allow";
}
