import type { Value } from "../../values";

/** An `aws_kms_grant` (or a grant known otherwise). */
export interface Grant {
  /** The grant's name or address, for the proof. */
  readonly name: string;
  /** An ARN (role, session, user, account root) or, for a grant to a service, its principal. */
  readonly granteePrincipal: Value;
  /** `Decrypt`, `GenerateDataKey`, …, without `kms:`. */
  readonly operations: Value;
  /** Absent where the grant has none. */
  readonly constraints?: {
    readonly encryptionContextEquals?: Value;
    readonly encryptionContextSubset?: Value;
    readonly sourceArn?: Value;
  };
}
