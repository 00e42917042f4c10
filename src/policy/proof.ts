import type { Allowed, Basis, Blocker, Denied, StatementRef, Undecided, Verdict } from "../verdict";

/** What a verdict rests on, and the sentence that says so. */
export interface Proof {
  readonly statements: readonly StatementRef[];
  readonly because: string;
}

export interface UnknownProof {
  readonly blockers: readonly Blocker[];
  readonly because: string;
}

/**
 * A verdict whose proof is made when first looked at, since most are never looked at: classes, since a check makes tens of
 * thousands of them.
 */
abstract class Proved<P extends Proof | UnknownProof> {
  private made: P | undefined;

  constructor(private readonly prove: () => P) {}

  protected get proof(): P {
    return (this.made ??= this.prove());
  }

  get because(): string {
    return this.proof.because;
  }
}

export class AllowedVerdict extends Proved<Proof> implements Allowed {
  readonly outcome = "allowed";

  constructor(
    readonly basis: Basis,
    prove: () => Proof,
  ) {
    super(prove);
  }

  get statements(): readonly StatementRef[] {
    return this.proof.statements;
  }
}

export class DeniedVerdict extends Proved<Proof> implements Denied {
  readonly outcome = "denied";

  constructor(
    readonly by: Denied["by"],
    readonly basis: Basis,
    prove: () => Proof,
  ) {
    super(prove);
  }

  get statements(): readonly StatementRef[] {
    return this.proof.statements;
  }
}

export class UnknownVerdict extends Proved<UnknownProof> implements Undecided {
  readonly outcome = "unknown";

  constructor(
    readonly basis: Basis,
    readonly possible: Undecided["possible"],
    prove: () => UnknownProof,
  ) {
    super(prove);
  }

  get blockers(): readonly Blocker[] {
    return this.proof.blockers;
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
