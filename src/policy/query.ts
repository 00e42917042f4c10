import type { Basis, PolicyLayer } from "../verdict";
import type { Value } from "../values/value";
import type { Policy } from "./document/policy";

/** May `principal` do `action` on `key`, by these policies and grants, in this request context? */
export interface AuthorizeQuery {
  /** Who calls. */
  readonly principal: Principal;
  /** A full action name, `kms:Decrypt`. Without wildcards; case does not matter. */
  readonly action: string;
  /** The key the call is about. */
  readonly key: KeyIdentity;
  /** The key's policy. `null`: the key has none attached, which AWS never lets happen; nothing is allowed by it. */
  readonly keyPolicy: Policy | null;
  /** True where this plan writes the key policy, so that AWS looks up every ARN in it anew: see {@link RoleSession.replaced}. */
  readonly keyPolicyWritten?: boolean;
  /** All identity policies of the role. Ignored for a service principal. */
  readonly identityPolicies: readonly Policy[];
  /** Policies that may be attached to the role, or not: they add no Allow and may add a Deny. */
  readonly possiblyAttached?: readonly Policy[];
  /** Of the role; absent where it has none. */
  readonly permissionsBoundary?: Policy;
  /** Those of the key. */
  readonly grants?: readonly Grant[];
  /** What is known of the condition keys of the call. */
  readonly context: RequestContext;
}

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

/** An AWS service calling in its own name. More than one name: AWS does not say which of them it uses. */
export interface ServicePrincipal {
  /** Tells principals apart. */
  readonly kind: "service";
  /** `personalize.amazonaws.com`. */
  readonly service: string | readonly string[];
}

/** The key the call is about. */
export interface KeyIdentity {
  /** The key's ARN; a new key's ends in a fresh hole. */
  readonly arn: Value;
  /** Twelve digits, or a hole. */
  readonly account: Value;
}

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

/** The condition keys of one call. Looked up by key name, whose case does not matter. */
export interface RequestContext {
  /** What is known of a key; an unknown name is an unknown state, never an error. */
  state(key: string): ContextState;
}

/**
 * What is known of one condition key in one call.
 * `absent`: not in the request. `known`: in it, with these values (which may hold holes; several for a multivalued key).
 * `present`: in it, value unknown. `not-ours`: in it, with a value that no literal of this configuration equals (a
 * service's own VPC endpoint). `one-of`: in it, with one of these values. `unknown`: it may be absent or hold anything.
 * `possiblyAbsent` on `not-ours` and `one-of`: it may be absent too. `more`: a multivalued key may hold others besides
 * these. `notBefore`: a date of which this much is known.
 */
export type ContextState =
  | { readonly state: "absent"; readonly basis?: Basis }
  | { readonly state: "known"; readonly values: readonly Value[]; readonly more?: boolean; readonly basis?: Basis }
  | { readonly state: "present"; readonly notBefore?: string; readonly basis?: Basis }
  | { readonly state: "not-ours"; readonly possiblyAbsent?: boolean; readonly basis?: Basis }
  | {
      readonly state: "one-of";
      readonly values: readonly Value[];
      readonly possiblyAbsent?: boolean;
      readonly basis?: Basis;
    }
  | { readonly state: "unknown"; readonly basis?: Basis };

/** The layers of which AWS's documentation names one for each requirement. */
export type DocumentedLayer = Extract<PolicyLayer, "key-policy" | "role-policy">;
