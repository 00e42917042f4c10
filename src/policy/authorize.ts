import type { Basis, Verdict } from "../verdict";
import { type AuthorizeQuery, type Decide, type Prepared, type Settled, decide, prepare, settle } from "./decide";
import {
  AllowedVerdict,
  DeniedVerdict,
  type Proven,
  type Prover,
  UnknownVerdict,
  asData,
  explainAllowed,
  explainDenied,
  explainUnknown,
} from "./proof";

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
  return verdictOf(query, EFFECTIVE);
}

/** A kind of question: how it is decided, and how each outcome is proved. */
export interface Inquiry {
  readonly name: "effective" | "key-policy" | "role-policy" | "refused" | "trust";
  readonly decide: Decide;
  readonly prove: Prover;
}

/** May the call succeed, all layers together? */
export const EFFECTIVE: Inquiry = {
  name: "effective",
  decide,
  prove: { allowed: explainAllowed, denied: explainDenied, unknown: explainUnknown },
};

/** Decides a query for each name the caller may have, and makes one verdict of it. */
export function verdictOf(query: AuthorizeQuery, inquiry: Inquiry): Verdict {
  const prepared = prepare(query, query.action, query.context);
  return asData(verdictFrom(settleAll(prepared, inquiry), inquiry, { prepared: () => prepared }));
}

/** What the question comes to for each name. */
export function settleAll(prepared: readonly Prepared[], inquiry: Inquiry): readonly Settled[] {
  return prepared.map((each) => settle(each, inquiry.decide));
}

/** One verdict of what each name comes to. */
export function verdictFrom(settled: readonly Settled[], { prove }: Inquiry, call: Proven): Verdict {
  const [first] = settled;
  const basis: Basis = settled.some((each) => each.basis === "trace") ? "trace" : "documentation";
  const agreed = settled.every(({ outcome }) => outcome === first?.outcome);
  if (!agreed || first === undefined || first.outcome === "unknown") {
    return new UnknownVerdict(basis, settled, prove, call);
  }
  return new (first.outcome === "allowed" ? AllowedVerdict : DeniedVerdict)(basis, settled, prove, call);
}
