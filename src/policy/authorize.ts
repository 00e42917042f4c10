import type { Verdict } from "../verdict";
import { type AuthorizeQuery, type PreparedCalls, type Decide, prepare, decide, outcomeOf } from "./decide";
import { type Prover, explainAllowed, explainDenied, explainUnknown, plainVerdict, verdictFrom } from "./proof";

/**
 * May the principal do the action on the key, all layers together: key policy, identity policies, permissions boundary and
 * grants, in this request context?
 *
 * `allowed` and `denied` hold whatever the unknown parts of the query turn out to be; else the answer is `unknown`, with
 * what blocks it. What a plan cannot show (service and resource control policies, session policies, endpoint policies)
 * can only take away. Never throws.
 *
 * Sources: KMS Developer Guide, "Troubleshooting AWS KMS permissions" and "Key policies"; IAM User Guide, "Policy
 * evaluation logic" and "Permissions boundaries".
 */
export function authorize(query: AuthorizeQuery): Verdict {
  return plainVerdict(authorizeLazily(prepare(query)));
}

/** {@link authorize}, with a verdict that makes its proof only when somebody looks at it. */
export function authorizeLazily(calls: PreparedCalls): Verdict {
  return verdictOf(calls, EFFECTIVE);
}

/** A kind of question: how it is decided, and how each outcome is proved. */
export interface Inquiry {
  readonly decide: Decide;
  readonly prover: Prover;
}

const EFFECTIVE: Inquiry = {
  decide,
  prover: { allowed: explainAllowed, denied: explainDenied, unknown: explainUnknown },
};

/** Decides a call for each name that the caller may have, and makes one verdict of it. */
export function verdictOf(calls: PreparedCalls, { decide, prover }: Inquiry): Verdict {
  return verdictFrom(
    calls.map((call) => outcomeOf(call, decide)),
    prover,
  );
}
