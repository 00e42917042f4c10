import type { Sentence } from "../../sentence";
import type { Allowed, Basis, Blocker, Denied, StatementRef, Undecided, Verdict } from "../../verdict";
import { type Outcome, possibleOf } from "../decide";

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
  allowed(outcome: Outcome): Proof;
  denied(outcome: Outcome): Proof;
  unknown(outcomes: readonly Outcome[]): UnknownProof;
}

/**
 * A verdict that makes its proof when somebody first looks at it, since most are never looked at. Verdicts are instances of
 * classes because a check makes tens of thousands of them; as JSON, one is plain data.
 */
abstract class ProvedVerdict<P extends Proof | UnknownProof> {
  #proof: P | undefined;

  constructor(
    readonly basis: Basis,
    /** For each name that the caller may have. */
    protected readonly outcomes: readonly Outcome[],
    protected readonly prover: Prover,
  ) {}

  protected abstract prove(): P;

  protected get proof(): P {
    return (this.#proof ??= this.prove());
  }

  get because(): Sentence {
    return this.proof.because;
  }

  abstract toJSON(): Verdict;
}

class AllowedVerdict extends ProvedVerdict<Proof> implements Allowed {
  readonly outcome = "allowed";

  get statements(): readonly StatementRef[] {
    return this.proof.statements;
  }

  protected prove(): Proof {
    return this.prover.allowed(this.outcomes[0] as Outcome);
  }

  toJSON(): Allowed {
    const { outcome, statements, basis, because } = this;
    return { outcome, statements, basis, because };
  }
}

class DeniedVerdict extends ProvedVerdict<Proof> implements Denied {
  readonly outcome = "denied";

  /** Of several names, the one that an added Allow would help is told of. */
  get by(): Denied["by"] {
    return this.outcomes.some(({ by }) => by === "no-allow") ? "no-allow" : (this.outcomes[0] as Outcome).by;
  }

  get statements(): readonly StatementRef[] {
    return this.proof.statements;
  }

  protected prove(): Proof {
    return this.prover.denied(this.outcomes.find(({ by }) => by === this.by) as Outcome);
  }

  toJSON(): Denied {
    const { outcome, by, statements, basis, because } = this;
    return { outcome, by, statements, basis, because };
  }
}

class UnknownVerdict extends ProvedVerdict<UnknownProof> implements Undecided {
  readonly outcome = "unknown";

  get possible(): Undecided["possible"] {
    return possibleOf(this.outcomes);
  }

  get blockers(): readonly Blocker[] {
    return this.proof.blockers;
  }

  protected prove(): UnknownProof {
    return this.prover.unknown(this.outcomes);
  }

  toJSON(): Undecided {
    const { outcome, blockers, possible, basis, because } = this;
    return { outcome, blockers, possible, basis, because };
  }
}

/** The verdict as plain data, its proof made. */
export function plainVerdict(verdict: Verdict): Verdict {
  return verdict instanceof ProvedVerdict ? verdict.toJSON() : verdict;
}

/** One verdict from what a question comes to for each name that the caller may have; at least one. */
export function verdictFrom(outcomes: readonly Outcome[], prover: Prover): Verdict {
  const [first] = outcomes;
  const basis: Basis = outcomes.some((each) => each.basis === "trace") ? "trace" : "documentation";
  const agreed = outcomes.every(({ outcome }) => outcome === first?.outcome);
  if (!agreed || first === undefined || first.outcome === "unknown") return new UnknownVerdict(basis, outcomes, prover);
  return new (first.outcome === "allowed" ? AllowedVerdict : DeniedVerdict)(basis, outcomes, prover);
}
