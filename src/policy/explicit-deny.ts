import { Sentence } from "../sentence";
import type { Verdict } from "../verdict";
import { type Inquiry, verdictOf } from "./authorize";
import { type PreparedCalls, type Decision, type PreparedCall, denied } from "./decide";
import { type Evaluation, TRUE } from "./evaluate";
import { explainDenied, explainUnknown } from "./proof";

/**
 * Does a Deny of any layer take the call away, whatever allows it? `denied` (by `explicit`): one does; `allowed`: none
 * does, which is not to say that anything allows the call.
 */
export function explicitDeny(calls: PreparedCalls): Verdict {
  return verdictOf(calls, REFUSED);
}

/** Does a Deny take the call away? */
const REFUSED: Inquiry = {
  decide: denies,
  prover: {
    allowed: ({ call: { action } }) => ({
      statements: [],
      because: new Sentence(action, [{ says: ["no Deny applies"] }]),
    }),
    denied: explainDenied,
    unknown: explainUnknown,
  },
};

function denies(call: PreparedCall, evaluation: Evaluation): Decision {
  const deny = denied(call, evaluation);
  return { deny, allow: TRUE, unbounded: TRUE, leaves: evaluation.leaves };
}
