import type { Value } from "../../values";
import type { Basis } from "../../verdict";

/** Who calls. */
export type Principal = RoleSession | ServicePrincipal;

/** A session of a role. */
export interface RoleSession {
  /** Tells principals apart. */
  readonly kind: "role";
  /** The role's ARN with its path; may hold holes (a new role's account). */
  readonly arn: Value;
  /** Twelve digits, or a hole. Two sides that hold the same hole are the same account. */
  readonly account: Value;
  /** The role's name, without path. */
  readonly name: Value;
  /** The session's name where AWS documents it; absent: not known. */
  readonly session?: string;
  /** `trace`: the session's name is known only from AWS's CloudTrail example. Absent: it is documented. */
  readonly sessionBasis?: Basis;
  /** `AROA…`, where the state knows it; absent: not known. */
  readonly uniqueId?: Value;
  /**
   * The plan replaces the role, or creates one under a name that an unchanged key policy may already hold: AWS keeps the
   * old role's unique id behind the ARN, so that a policy this plan does not write may not admit the new one.
   */
  readonly replaced?: boolean;
}

/**
 * An AWS service calling in its own name, which may hold a Region that is not known. More than one name: AWS does not say which
 * of them it uses.
 */
export interface ServicePrincipal {
  /** Tells principals apart. */
  readonly kind: "service";
  /** `personalize.amazonaws.com`, or a list of names. */
  readonly service: Value;
}

/** The key the call is about. */
export interface KeyIdentity {
  /** The key's ARN; a new key's ends in a fresh hole. */
  readonly arn: Value;
  /** Twelve digits, or a hole. */
  readonly account: Value;
}
