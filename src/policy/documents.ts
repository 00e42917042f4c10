import type { Verdict } from "../verdict";
import { type Inquiry, verdictOf } from "./authorize";
import {
  type PreparedCalls,
  type Decision,
  type DocumentedLayer,
  type PreparedCall,
  keyPolicyAllows,
  layerAllows,
} from "./decide";
import { type Evaluation, FALSE, or } from "./evaluate";
import { type Prover, explainDocumented, explainUndocumented, explainUnknown } from "./proof";

/**
 * Does an Allow of this layer match, its conditions included? Denies, boundaries, grants and the other layers are left
 * aside. In the key policy, a role is named by its ARN, its session or `*`, a service by its principal or `*`; never by
 * the account root. In the role's policies, any of them will do. `denied` is always by `no-allow`.
 */
export function documents(calls: PreparedCalls, layer: DocumentedLayer): Verdict {
  return verdictOf(calls, DOCUMENTED[layer]);
}

/** Does an Allow of the layer match? */
const DOCUMENTED: Readonly<Record<DocumentedLayer, Inquiry>> = {
  "key-policy": { decide: inKeyPolicy, prover: proverOf("key-policy") },
  "role-policy": { decide: inRolePolicies, prover: proverOf("role-policy") },
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
