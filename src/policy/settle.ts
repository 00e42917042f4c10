import type { Basis, Denied, Verdict } from "../verdict";
import type { Decision, Prepared } from "./decide";
import { startEvaluation, type Assumptions, type Evaluation, type Leaf } from "./evaluation";
import { splitCases, type Pass } from "./split";
import { TRUE, UNKNOWN, and, not } from "./truth";

/** The answer for one caller. */
export interface Judged {
  readonly prepared: Prepared;
  readonly outcome: Verdict["outcome"];
  readonly by: Denied["by"];
  readonly basis: Basis;
  /** The first pass: what is unknown, and what remains possible. */
  readonly decision: Decision;
  readonly leaves: readonly Leaf[];
}

/** Decides a question in one pass. */
export type Decide = (prepared: Prepared, evaluation: Evaluation) => Decision;

/**
 * Decides by what is documented; where that is not enough, looks what AWS's CloudTrail example adds. It can make a denial
 * (told as resting on it), never an Allow.
 */
export function settle(prepared: Prepared, decide: Decide): Judged {
  const documented = settleOnce(prepared, decide, false);
  if (documented.outcome !== "unknown" || !documented.metTrace)
    return { prepared, ...documented, basis: "documentation" };
  const traced = settleOnce(prepared, decide, true);
  if (traced.outcome === "denied") return { prepared, ...traced, basis: "trace" };
  return { prepared, ...documented, basis: traced.outcome === "allowed" ? "trace" : "documentation" };
}

type Settled = Pick<Judged, "outcome" | "by" | "decision" | "leaves"> & { readonly metTrace: boolean };

function settleOnce(prepared: Prepared, decide: Decide, takesTrace: boolean): Settled {
  let metTrace = false;
  const run = (assumptions?: Assumptions): Pass<Decision> => {
    const evaluation = startEvaluation(prepared.query.context, takesTrace, assumptions);
    const decision = decide(prepared, evaluation);
    metTrace ||= evaluation.metTrace;
    return { result: decision, says: says(decision), leaves: decision.leaves };
  };
  const first = run();
  const cases = first.says === undefined ? splitCases(first, run) : [first.result];
  const outcome = cases?.[0] === undefined ? "unknown" : (says(cases[0]) ?? "unknown");
  return { outcome, by: reasonOf(cases ?? []), decision: first.result, leaves: first.leaves, metTrace };
}

function says({ allow, deny }: Decision): "allowed" | "denied" | undefined {
  const truth = and(allow, not(deny));
  return truth === UNKNOWN ? undefined : truth === TRUE ? "allowed" : "denied";
}

/** Why it is denied; of several cases, the one that an added Allow would mend. */
function reasonOf(cases: readonly Decision[]): Denied["by"] {
  const reasons = cases.map((each) =>
    each.deny === TRUE ? "explicit" : each.unbounded === TRUE ? "boundary" : "no-allow",
  );
  return reasons.includes("no-allow") ? "no-allow" : reasons.includes("boundary") ? "boundary" : "explicit";
}
