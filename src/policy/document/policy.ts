import type { PolicyLayer } from "../../verdict";
import type { Value } from "../../values";
import type { Refusal } from "./refusals";
import type { CompiledStatement } from "./statement";

/** What a policy document hangs on, which decides how its elements are read. */
export type PolicyKind = "key" | "identity" | "boundary" | "trust" | "bucket";

/** A policy document, parsed once. Made by `parsePolicy`; opaque to all but `src/policy`. */
export interface Policy {
  /** What it hangs on. */
  readonly kind: PolicyKind;
  /** Address, ARN or name, for the proof (`aws_iam_role_policy.geo`); absent for a key's own policy. */
  readonly name?: string;
  /** The layer its statements are told by. */
  readonly layer: PolicyLayer;
  /** The document as it was given: JSON text, an object, or either with holes. Null for one that must not be quoted. */
  readonly document: Value;
  /**
   * Of a policy of which nothing may be quoted, so that its document is not kept: what `refusalsOf`, `leastSize`
   * and `mostSize` say.
   *
   * @internal
   */
  readonly withheld?: { readonly refusals: readonly Refusal[]; readonly size: number; readonly mostSize: number };
  /** What is malformed, and where. A malformed part allows nothing; AWS would refuse the whole document. */
  readonly faults: readonly PolicyFault[];
  /** In the order of the document. */
  readonly statements: readonly Statement[];
  /** Set where the list of statements may go on (an open list), or where the whole document is not known. */
  readonly open?: { readonly holes: readonly string[] };
  /**
   * What may allow, compiled: the statements that are well formed, and those that are not known.
   *
   * @internal
   */
  readonly allows: readonly CompiledStatement[];
  /**
   * What may deny, likewise.
   *
   * @internal
   */
  readonly denies: readonly CompiledStatement[];
}

/** A place where a document breaks the policy grammar. */
export interface PolicyFault {
  /** `Statement[1].Effect`, `line 3 column 7`; empty for the whole document. */
  readonly at: string;
  /** What is wrong, the value got and what is allowed, in one clause. Quotes nothing but policy elements. */
  readonly what: string;
  /** AWS takes the document all the same (one without `Version`). Absent: AWS refuses it as a whole. */
  readonly accepted?: true;
}

/** One statement, compiled. Its fields are `src/policy`'s own; others ask through functions. */
export interface Statement {
  /** Sid, or `#1` counted from 1. */
  readonly id: string;
  /** `unknown` where it is a hole. */
  readonly effect: "Allow" | "Deny" | "unknown";
}
