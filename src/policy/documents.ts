import type { Verdict } from "../verdict";
import { type Inquiry, verdictOf } from "./authorize";
import {
  type PreparedCalls,
  type Decision,
  type DocumentedLayer,
  type PreparedCall,
  decideAllows,
  keyPolicyAllows,
  layerAllows,
} from "./decide";
import { equal } from "./match";
import { type Answer, type Evaluation, FALSE, answerOf, or, startEvaluation } from "./evaluate";
import {
  type Prover,
  explainAllowed,
  explainDenied,
  explainDocumented,
  explainUndocumented,
  explainUnknown,
} from "./proof";

/**
 * Does an Allow of this layer match, its conditions included? Denies, boundaries, grants and the other layers are left
 * aside. In the key policy, a role is named by its ARN, its session or `*`, a service by its principal or `*`; never by
 * the account root. In the role's policies, any of them will do. `either`: in one or the other as far as the key policy leaves
 * it to IAM, or in a grant. `denied` is always by `no-allow`.
 */
export function documents(calls: PreparedCalls, layer: DocumentedLayer | "either"): Verdict {
  return verdictOf(calls, DOCUMENTED[layer]);
}

/** Does an Allow of the layer match? */
const DOCUMENTED: Readonly<Record<DocumentedLayer | "either", Inquiry>> = {
  "key-policy": { decide: inKeyPolicy, prover: proverOf("key-policy") },
  "role-policy": { decide: inRolePolicies, prover: proverOf("role-policy") },
  either: {
    decide: decideAllows,
    prover: { allowed: explainAllowed, denied: explainDenied, unknown: explainUnknown },
  },
};

function proverOf(layer: DocumentedLayer): Prover {
  return {
    allowed: (outcome) => explainDocumented(outcome, layer),
    denied: (outcome) => explainUndocumented(outcome, layer),
    unknown: explainUnknown,
  };
}

function inKeyPolicy({ parties, request }: PreparedCall, evaluation: Evaluation): Decision {
  const { match, leaves } = keyPolicyAllows(evaluation, parties.keyPolicy, request);
  const allow = or(or(match.direct, match.session), or(match.anyone, match.service));
  return { deny: FALSE, allow, unbounded: allow, leaves };
}

function inRolePolicies({ parties, caller, request }: PreparedCall, evaluation: Evaluation): Decision {
  const allow = caller.kind === "service" ? FALSE : layerAllows(evaluation, parties.identityPolicies, request);
  return { deny: FALSE, allow, unbounded: allow, leaves: evaluation.leaves };
}

/**
 * Does the key policy leave the call to the role's policies: does it allow it to the role's account, or, where the role is of
 * another account, to the role? The role's own policies then lack what a call lacks.
 */
export function leftToRolePolicies([call]: PreparedCalls): Answer {
  if (call === undefined || call.caller.kind === "service") return "no";
  const evaluation = startEvaluation(call.context, false);
  const { match } = keyPolicyAllows(evaluation, call.parties.keyPolicy, call.request);
  const elsewhere = equal(evaluation, call.caller.account, call.keyAccount) === FALSE;
  return answerOf(elsewhere ? or(or(match.account, match.anyone), or(match.direct, match.session)) : match.account);
}
