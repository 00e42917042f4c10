import type { Basis, Verdict } from "../verdict";
import { callerOf } from "./caller";
import { decide, prepareQuery } from "./decide";
import { explainAllowed, explainDenied, explainUnknown } from "./explain";
import { allowedVerdict, deniedVerdict, unknownVerdict, type Proof, type UnknownProof } from "./proof";
import type { AuthorizeQuery } from "./query";
import { settle, type Decide, type Judged } from "./settle";
import { FALSE, TRUE } from "./truth";

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
  return verdictOf(query, decide, { allowed: explainAllowed, denied: explainDenied, unknown: explainUnknown });
}

/** How each outcome is proved. */
export interface Prover {
  allowed(judged: Judged): Proof;
  denied(judged: Judged): Proof;
  unknown(judged: readonly Judged[]): UnknownProof;
}

/** Decides a query for each name the caller may have, and makes one verdict of it. */
export function verdictOf(query: AuthorizeQuery, by: Decide, prove: Prover): Verdict {
  const { principal } = query;
  const names =
    principal.kind === "role" ? [""] : typeof principal.service === "string" ? [principal.service] : principal.service;
  return combine(
    names.map((name) => settle(prepareQuery(query, callerOf(principal, query, name)), by)),
    prove,
  );
}

function combine(judged: readonly Judged[], prove: Prover): Verdict {
  const [first, ...others] = judged;
  const basis: Basis = judged.some((each) => each.basis === "trace") ? "trace" : "documentation";
  if (first === undefined || first.outcome === "unknown" || others.some(({ outcome }) => outcome !== first.outcome)) {
    return unknownVerdict(basis, possibleOf(judged), () => prove.unknown(judged));
  }
  if (first.outcome === "allowed") return allowedVerdict(basis, () => prove.allowed(first));
  const told = judged.find(({ by }) => by === "no-allow") ?? first;
  return deniedVerdict(told.by, basis, () => prove.denied(told));
}

type Possible = "allowed" | "explicit" | "boundary" | "no-allow";

function possibleOf(judged: readonly Judged[]): readonly Possible[] {
  const all = new Set(judged.flatMap((each) => [...possible(each)]));
  return (["allowed", "explicit", "boundary", "no-allow"] as const).filter((outcome) => all.has(outcome));
}

function* possible({ outcome, decision, prepared }: Judged): Generator<Possible> {
  if (outcome === "allowed") {
    yield "allowed";
    return;
  }
  if (decision.deny !== FALSE) yield "explicit";
  if (decision.deny === TRUE) return;
  if (outcome === "unknown" && decision.allow !== FALSE) yield "allowed";
  if (prepared.request.bounded && decision.allow !== TRUE && decision.unbounded !== FALSE) yield "boundary";
  if (decision.unbounded !== TRUE) yield "no-allow";
}
