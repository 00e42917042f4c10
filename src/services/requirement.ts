import type { RowContext } from "./row-context";
import type { Label, Source } from "./citation";

/** The policy in which AWS asks for something. `either`: the key's or the role's, whichever allows it. */
export type Layer = "key-policy" | "role-policy" | "either";

/**
 * Who must be allowed.
 *
 * `role`: the role that the service is given (by an operation, or by an attribute of the using resource). `service`: the
 * service by its first principal. An object: a service principal of this requirement's own, with `{region}` (of the using
 * resource) and `{dns_suffix}` where it has them, `inOptInRegions` being its form in Regions that an account must opt in to; or
 * a service-linked role, as `autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling`, which an attribute of the using resource
 * (`override`, a path) may replace by another. `caller`: whoever runs Terraform, of whom a plan knows nothing.
 */
export type RequiredGrantee =
  | "role"
  | "service"
  | "caller"
  | { readonly service: string; readonly inOptInRegions?: string }
  | { readonly serviceLinkedRole: string; readonly override?: string };

/**
 * When a requirement holds, beyond the operation, as a predicate over using, carrier, key and bucket. `always`.
 * `no-account-root-administrator`: the key policy has no account root as key administrator. `dataset-group-key-exported`: the
 * key was given to the dataset group, and its data are exported. `bucket-key-enabled`, `bucket-key-not-enabled`: the bucket
 * that names the key, or that is written to, has an S3 Bucket Key. `bucket-key-seen`: it has one, and the plan manages it. `role-is-service-linked`, `role-is-own`: the role that the
 * using resource names is a service-linked one, or not. `without-role`: the using resource names no role, so that the service
 * calls in its own name.
 */
export type When =
  | "always"
  | "no-account-root-administrator"
  | "dataset-group-key-exported"
  | "bucket-key-enabled"
  | "bucket-key-seen"
  | "bucket-key-not-enabled"
  | "role-is-service-linked"
  | "role-is-own"
  | "without-role";

/** How it shows that a requirement is not met, and in which words AWS or those whom it hit tell it. */
export interface Failure {
  /** `loud`: the apply fails. `late`: something fails afterwards, and says so. `silent`: data are lost without an error. */
  readonly how: "loud" | "late" | "silent";
  /** What happens, as the end of "without it, …": `events are dropped without an error`. */
  readonly says: string;
  /** How well that is founded. */
  readonly label: Label;
}

/** One condition of the statement that AWS recommends; the value with the placeholders of {@link RowContext}. */
export interface RecommendedCondition {
  /** `ArnLike`. */
  readonly operator: string;
  /** `aws:SourceArn`. */
  readonly key: string;
  /** One of several is enough. */
  readonly value: string | readonly string[];
}

/** One line of AWS's list: in this layer, to this grantee, these actions, for these operations. */
export interface Requirement {
  /** `personalize.key-policy.role`; final, stands in reports. */
  readonly id: string;
  /** The policy in which AWS asks for it. */
  readonly layer: Layer;
  /** Who must be allowed. */
  readonly grantee: RequiredGrantee;
  /** Ids of the operations, or of the signals' `use`, that need it. */
  readonly neededBy: readonly string[];
  /** Without which it does not work; full action names, `kms:Decrypt`. Empty: all that AWS lists is more than it needs. */
  readonly actions: readonly string[];
  /** What AWS's list has, patterns as it prints them (`kms:ReEncrypt*`). Absent: the same. */
  readonly listed?: readonly string[];
  /** Of the list; absent: `doc`. An inferred list gives notes only. */
  readonly listLabel?: "doc" | "inf";
  /** Of the choice of `actions` from the list; absent: `doc`. Where inferred, a message says that AWS lists it. */
  readonly essentialLabel?: "doc" | "inf";
  /** What it depends on beyond the operation. */
  readonly when: When;
  /** What AWS says of condition keys in these calls. */
  readonly context?: readonly RowContext[];
  /** The conditions of the statement that AWS prints, or recommends. */
  readonly recommended?: readonly RecommendedCondition[];
  /** The requirement of this id will do instead: AWS tries as its grantee where this one is refused. */
  readonly fallback?: string;
  /** How it shows that it is not met. */
  readonly failure?: Failure;
  /** Data stay encrypted under the key for as long as they exist, so that taking access away later loses them. */
  readonly atRest?: boolean;
  /** The sentence that asks for it. */
  readonly source: Source;
  /** Other pages that say the same, or that differ: what either allows is no error. */
  readonly also?: readonly Source[];
}
