import type { Allowed, Basis, Blocker, Denied, StatementRef, Undecided } from "../verdict";

/** What a verdict rests on, and the sentence that says so: made when first looked at, since most are never looked at. */
export interface Proof {
  readonly statements: readonly StatementRef[];
  readonly because: string;
}

export interface UnknownProof {
  readonly blockers: readonly Blocker[];
  readonly because: string;
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

export function allowedVerdict(basis: Basis, prove: () => Proof): Allowed {
  const proof = once(prove);
  return {
    outcome: "allowed",
    get statements() {
      return proof().statements;
    },
    basis,
    get because() {
      return proof().because;
    },
  };
}

export function deniedVerdict(by: Denied["by"], basis: Basis, prove: () => Proof): Denied {
  const proof = once(prove);
  return {
    outcome: "denied",
    by,
    get statements() {
      return proof().statements;
    },
    basis,
    get because() {
      return proof().because;
    },
  };
}

export function unknownVerdict(basis: Basis, possible: Undecided["possible"], prove: () => UnknownProof): Undecided {
  const proof = once(prove);
  return {
    outcome: "unknown",
    get blockers() {
      return proof().blockers;
    },
    possible,
    basis,
    get because() {
      return proof().because;
    },
  };
}
