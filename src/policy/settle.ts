import type { Basis, Denied, Verdict } from "../verdict";
import type { Decision, Prepared } from "./decide";
import { startEvaluation, type Assumptions, type Evaluation, type Leaf } from "./evaluation";
import { splitCases, type Pass } from "./split";
import { TRUE, UNKNOWN, and, not } from "./truth";

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
  let metTrace = false;
  const run = (assumptions?: Assumptions): Pass<Decision> => {
    const evaluation = startEvaluation(prepared.query.context, takesTrace, assumptions);
    const decision = decide(prepared, evaluation);
    metTrace ||= evaluation.metTrace;
    return { result: decision, says: says(decision), leaves: decision.leaves };
  };
  const first = run();
  const { result: decision, leaves } = first;
  const cases = first.says === undefined ? splitCases(first, run) : [decision];
  const outcome = cases?.[0] === undefined ? "unknown" : (says(cases[0]) ?? "unknown");
  const { bounded } = prepared.request;
  return { outcome, by: reasonOf(cases ?? []), basis: "documentation", decision, leaves, bounded, metTrace };
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
