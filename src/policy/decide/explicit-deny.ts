import { Sentence } from "../../sentence";
import type { Verdict } from "../../verdict";
import { verdictOf, type Inquiry } from "./authorize";
import { denied, type Decision } from "./decide";
import type { Evaluation } from "../evaluate/evaluation";
import { explainDenied, explainUnknown } from "../proof/explain";
import type { Prepared } from "./prepared-call";
import type { AuthorizeQuery } from "../query";
import { TRUE } from "../evaluate/truth";

/**
 * Does a Deny of any layer take the call away, whatever allows it? `denied` (by `explicit`): one does; `allowed`: none
 * does, which is not to say that anything allows the call.
 */
export function explicitDeny(query: AuthorizeQuery): Verdict {
  return verdictOf(query, REFUSED);
}

/** Does a Deny take the call away? */
export const REFUSED: Inquiry = {
  name: "refused",
  decide: denies,
  prove: {
    allowed: ({ prepared: { action } }) => ({
      statements: [],
      because: new Sentence(action, [{ says: ["no Deny applies"] }]),
    }),
    denied: explainDenied,
    unknown: explainUnknown,
  },
};

function denies(prepared: Prepared, evaluation: Evaluation): Decision {
  const deny = denied(prepared, evaluation);
  return { deny, allow: TRUE, unbounded: TRUE, leaves: evaluation.leaves };
}
