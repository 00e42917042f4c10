import type { Sentence } from "../../sentence";
import type { Allowed, Basis, Blocker, Denied, StatementRef, Undecided, Verdict } from "../../verdict";
import { type Judged, type Prepared, type Settled, possibleOf } from "../decide";

/** What a verdict rests on, and the sentence that says so. */
export interface Proof {
  readonly statements: readonly StatementRef[];
  readonly because: Sentence;
}

export interface UnknownProof {
  readonly blockers: readonly Blocker[];
  readonly because: Sentence;
}

/** How each outcome is proved. */
export interface Prover {
  allowed(judged: Judged): Proof;
  denied(judged: Judged): Proof;
  unknown(judged: readonly Judged[]): UnknownProof;
}

/** A call, for each name that the caller may have; prepared when a proof is asked for. */
export interface Proven {
  prepared(): readonly Prepared[];
}

/**
 * A verdict whose proof is made when first looked at, since most are never looked at: classes, since a check makes tens of
 * thousands of them.
 */
abstract class Proved<P extends Proof | UnknownProof> {
  private made: P | undefined;

  constructor(
    readonly basis: Basis,
    /** For each name that the caller may have. */
    protected readonly settled: readonly Settled[],
    private readonly prover: Prover,
    private readonly call: Proven,
  ) {}

  protected abstract prove(prover: Prover, judged: readonly Judged[]): P;

  protected get proof(): P {
    return (this.made ??= this.prove(this.prover, this.judged()));
  }

  private judged(): readonly Judged[] {
    const prepared = this.call.prepared();
    return this.settled.map((each, at) => ({ ...each, prepared: prepared[at] as Prepared }));
  }

  get because(): Sentence {
    return this.proof.because;
  }
}

export class AllowedVerdict extends Proved<Proof> implements Allowed {
  readonly outcome = "allowed";

  get statements(): readonly StatementRef[] {
    return this.proof.statements;
  }

  protected prove(prover: Prover, [first]: readonly Judged[]): Proof {
    return prover.allowed(first as Judged);
  }
}

export class DeniedVerdict extends Proved<Proof> implements Denied {
  readonly outcome = "denied";

  /** Of several names, the one that an added Allow would mend is told of. */
  get by(): Denied["by"] {
    return this.settled.some(({ by }) => by === "no-allow") ? "no-allow" : (this.settled[0] as Settled).by;
  }

  get statements(): readonly StatementRef[] {
    return this.proof.statements;
  }

  protected prove(prover: Prover, judged: readonly Judged[]): Proof {
    return prover.denied(judged.find(({ by }) => by === this.by) as Judged);
  }
}

export class UnknownVerdict extends Proved<UnknownProof> implements Undecided {
  readonly outcome = "unknown";

  get possible(): Undecided["possible"] {
    return possibleOf(this.settled);
  }

  get blockers(): readonly Blocker[] {
    return this.proof.blockers;
  }

  protected prove(prover: Prover, judged: readonly Judged[]): UnknownProof {
    return prover.unknown(judged);
  }
}

/** The verdict as plain data to those who print or copy it; its proof is still made when first looked at. */
export function asData(verdict: Verdict): Verdict {
  if (verdict.outcome !== "unknown") return decidedAsData(verdict);
  const { outcome, possible, basis } = verdict;
  return {
    outcome,
    get blockers() {
      return verdict.blockers;
    },
    possible,
    basis,
    get because() {
      return verdict.because;
    },
  };
}

function decidedAsData(verdict: Allowed | Denied): Allowed | Denied {
  const { outcome, basis } = verdict;
  return {
    outcome,
    ...(outcome === "denied" && { by: verdict.by }),
    get statements() {
      return verdict.statements;
    },
    basis,
    get because() {
      return verdict.because;
    },
  } as Allowed | Denied;
}
