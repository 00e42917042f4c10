import type { Source } from "./citation";
import type { RowContext } from "./row-context";

/**
 * Callers that a Deny in the key policy must spare, and that nothing has to allow: they act under a grant, or for the account
 * that owns the resource.
 */
export interface Spared {
  /** `caller-creates.spared.ebs`; final. */
  readonly id: string;
  /** Who they are, for sentences. */
  readonly title: string;
  /** What of their ARN follows `role/`, `*` being what AWS makes up; `*` alone: some principal of the account, whichever. */
  readonly role: string;
  /** The signals' `use`. */
  readonly neededBy: readonly string[];
  /** Full action names. */
  readonly actions: readonly string[];
  /** What AWS says of condition keys in these calls. */
  readonly context?: readonly RowContext[];
  /** Whether AWS says of a Deny that does not spare them that it hits them, or no more than that it might. */
  readonly certain: boolean;
  /** How a Deny spares them, as the end of "to spare them, …". */
  readonly how: string;
  /** The sentence that asks for it. */
  readonly source: Source;
}
