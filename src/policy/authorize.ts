import type { Basis, Undecided, Verdict } from "../verdict";
import { callerOf } from "./caller";
import { decide, prepareQuery, type Prepared } from "./decide";
import { explainAllowed, explainDenied, explainUnknown } from "./explain";
import { asData, AllowedVerdict, DeniedVerdict, UnknownVerdict, type Proof, type UnknownProof } from "./proof";
import type { AuthorizeQuery } from "./query";
import { settle, type Decide, type Judged, type Settled } from "./settle";
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
  return verdictOf(query, EFFECTIVE);
}

/** A kind of question: how it is decided, and how each outcome is proved. */
export interface Inquiry {
  readonly decide: Decide;
  readonly prove: Prover;
}

/** How each outcome is proved. */
export interface Prover {
  allowed(judged: Judged): Proof;
  denied(judged: Judged): Proof;
  unknown(judged: readonly Judged[]): UnknownProof;
}

/** May the call succeed, all layers together? */
export const EFFECTIVE: Inquiry = {
  decide,
  prove: { allowed: explainAllowed, denied: explainDenied, unknown: explainUnknown },
};

/** Decides a query for each name the caller may have, and makes one verdict of it. */
export function verdictOf(query: AuthorizeQuery, inquiry: Inquiry): Verdict {
  const prepared = prepare(query);
  return asData(verdictFrom(settleAll(prepared, inquiry), inquiry, () => prepared));
}

/** The query for each name that the caller may have. */
export function prepare(query: AuthorizeQuery): readonly Prepared[] {
  const { principal } = query;
  if (principal.kind === "role") return [prepareQuery(query, callerOf(principal, query, ""))];
  const names = typeof principal.service === "string" ? [principal.service] : principal.service;
  return names.map((name) => prepareQuery(query, callerOf(principal, query, name)));
}

/** What the question comes to for each name. */
export function settleAll(prepared: readonly Prepared[], inquiry: Inquiry): readonly Settled[] {
  return prepared.map((each) => settle(each, inquiry.decide));
}

/** One verdict of what each name comes to. `prepared` is asked for where a proof is. */
export function verdictFrom(
  settled: readonly Settled[],
  { prove }: Inquiry,
  prepared: () => readonly Prepared[],
): Verdict {
  const [first, ...others] = settled;
  const basis: Basis = settled.some((each) => each.basis === "trace") ? "trace" : "documentation";
  const judged = (index: number): Judged => ({
    ...(settled[index] as Settled),
    prepared: prepared()[index] as Prepared,
  });
  if (first === undefined || first.outcome === "unknown" || others.some(({ outcome }) => outcome !== first.outcome)) {
    return new UnknownVerdict(basis, possibleOf(settled), () => prove.unknown(settled.map((_, at) => judged(at))));
  }
  if (first.outcome === "allowed") return new AllowedVerdict(basis, () => prove.allowed(judged(0)));
  const told = Math.max(
    settled.findIndex(({ by }) => by === "no-allow"),
    0,
  );
  return new DeniedVerdict((settled[told] as Settled).by, basis, () => prove.denied(judged(told)));
}

type Possible = Undecided["possible"][number];

function possibleOf(settled: readonly Settled[]): readonly Possible[] {
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
