/**
 * The three-valued answer to "may this principal do this?", never a bare boolean: each outcome carries its proof.
 */
export type Verdict = Allowed | Denied | Undecided;

/**
 * What the answer rests on. `documentation`: AWS's text and what the plan holds. `trace`: also on AWS's own CloudTrail
 * example, which shows one call once; such a fact never makes an Allow certain.
 */
export type Basis = "documentation" | "trace";

/** Where a policy statement stands: the layer it belongs to, the policy's name in its layer, and Sid or index. */
export interface StatementRef {
  /** What it is a statement of. */
  readonly layer: PolicyLayer;
  /** Address, ARN or name of the policy within its layer; absent for the key policy. */
  readonly policy?: string;
  /** The statement's Sid, or `#2` (from 1) where it has none. For a grant its name or address. */
  readonly statement: string;
}

/** The policies and grants that take part in a decision. */
export type PolicyLayer = "key-policy" | "role-policy" | "boundary" | "grant";

/** The call may succeed, by what the plan shows. */
export interface Allowed {
  /** Tells the verdicts apart. */
  readonly outcome: "allowed";
  /** The statements (or grants) that allow; at least one of each layer that had to. */
  readonly statements: readonly StatementRef[];
  /** What the answer rests on. */
  readonly basis: Basis;
  /** One sentence: what allows it. */
  readonly because: string;
}

/** The call will be refused. */
export interface Denied {
  /** Tells the verdicts apart. */
  readonly outcome: "denied";
  /** `explicit`: a Deny statement. `boundary`: allowed but for the permissions boundary. `no-allow`: nothing allows it. */
  readonly by: "explicit" | "boundary" | "no-allow";
  /** The Deny statements; for `no-allow` and `boundary`, the statements that came near (right grantee, or right action). */
  readonly statements: readonly StatementRef[];
  /** What the answer rests on. */
  readonly basis: Basis;
  /** One sentence: what denies it, or what each near miss lacks. */
  readonly because: string;
}

/** It cannot be told from what is at hand. */
export interface Undecided {
  /** Tells the verdicts apart. */
  readonly outcome: "unknown";
  /** What blocks the decision: the holes (by name) and the condition keys, each said once, sorted. */
  readonly blockers: readonly Blocker[];
  /** The outcomes that remain possible. */
  readonly possible: readonly ("allowed" | "explicit" | "boundary" | "no-allow")[];
  /** What the answer rests on. */
  readonly basis: Basis;
  /** One sentence: what blocks it. */
  readonly because: string;
}

/** A thing that, once known, would decide. */
export interface Blocker {
  /** What it is: a hole of the plan, a condition key of the request, a policy that nobody shows, … */
  readonly kind: "hole" | "condition-key" | "policy" | "session" | "not-principal" | "grant" | "trace";
  /** The hole's name, the condition key, the policy's name. */
  readonly name: string;
  /** Where it stands in the way. */
  readonly statement?: StatementRef;
}
