import type { Source } from "./citation";

/**
 * A path into the attributes of a resource: `block_device_mappings[].ebs[].kms_key_id`. `[]` stands for each item of a list,
 * `{}` for the value that a JSON text holds: `container_definitions{}[].secrets[].valueFrom`.
 */
export type Path = string;

/** What names the key in an attribute of its own, so that whoever sends to it uses the key. */
export type CarrierKind =
  "topic" | "queue" | "bucket" | "stream" | "launch-template" | "secret" | "parameter" | "security-configuration";

/** A condition on an attribute of the resource. Where the value is not known, so is the use. */
export interface Where {
  /** The attribute. */
  readonly path: Path;
  /** The values that count; none, where only that nothing is set does. */
  readonly is: readonly (string | boolean)[];
  /** Whether it counts too that nothing is set. */
  readonly orUnset?: boolean;
  /** Whether anything counts that is set. */
  readonly orSet?: boolean;
}

/** A resource that an attribute names, by ARN, id or name. */
export interface Named {
  /** The attribute that names it. */
  readonly path: Path;
  /** `aws_cloudwatch_event_rule`. */
  readonly type: string;
}

/** A role that another resource names: one of this type, of which an account has one in a Region. */
export interface RoleElsewhere {
  /** `aws_config_configuration_recorder`. */
  readonly type: string;
  /** The attribute that names the role. */
  readonly path: Path;
}

/** One way in which a resource of the plan shows that the service will use a key. */
export interface Signal {
  /** `aws_cloudwatch_log_group`. */
  readonly type: string;
  /** What the key is used for; requirements name it in `neededBy`. */
  readonly use: string;
  /** The attributes that name the key itself. */
  readonly key?: readonly Path[];
  /** The attributes that name a carrier, whose key it is; `keys`: its attributes that name the key, where it has several. */
  readonly target?: { readonly paths: readonly Path[]; readonly carrier: CarrierKind; readonly keys?: readonly Path[] };
  /** The attribute that names the role through which the key is used; rows about a role are left out where it is unset. */
  readonly role?: Path | RoleElsewhere;
  /** The resource whose ARN, account and Region stand in the calls. Absent: the resource itself. */
  readonly using?: Named;
  /** Where data come from and go to, where requirements speak of them: beside the key's path, in the same block. */
  readonly source?: Named;
  /** As for `source`. */
  readonly destination?: Named;
  /**
   * The attributes, beside the key's, that say with what the names of the objects in the destination begin; the first that is
   * set counts, up to an expression of AWS's own (`!{`). Where none is set, or several differ, a name may begin with anything.
   */
  readonly prefix?: readonly Path[];
  /** What else must hold of the resource; all of it. */
  readonly where?: readonly Where[];
  /** No KMS key can work here, as this sentence says; `hasWorkarounds`: or none without more, which no plan shows. */
  readonly unsupported?: Source & { readonly hasWorkarounds?: true };
}

/** Which keys a service takes. What is absent is not limited. */
export interface KeyKind {
  /** `SYMMETRIC_DEFAULT`. */
  readonly specs?: readonly string[];
  /** `ENCRYPT_DECRYPT`. */
  readonly usages?: readonly string[];
  /** The key's Region: that of the using resource, of the destination where the use has one, or one of these. */
  readonly regions?: "using" | "destination" | readonly string[];
  /** An AWS managed key (`alias/aws/sns`) cannot work. */
  readonly customerManaged?: true;
  /** How the key may be written. */
  readonly namedBy?: readonly ("arn" | "id" | "alias")[];
  /** A multi-Region key cannot work. */
  readonly multiRegion?: false;
  /** The sentence that says so. */
  readonly source: Source;
}
