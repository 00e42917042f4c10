/**
 * What the resource types of the AWS providers are to a gate for KMS keys, and which of their attributes name what: the one
 * table of them. Attribute names are those of provider hashicorp/aws 5.100.0 and hashicorp/awscc 1.x.
 */

/** The things that other resources point to. */
export type AwsThing = "key" | "role" | "policy" | "bucket" | "alias";

/** A resource type that is one of these things. */
export interface ThingType {
  readonly is: AwsThing;
  /** The outputs that name it to others. */
  readonly names: readonly string[];
  /** The attribute with a policy document of its own, if it has one. */
  readonly policy?: string;
  /** Of a key: the attribute that says whether it is enabled. */
  readonly enabled?: string;
  /** Of a key that has none of AWS's making: the attributes with its key material, and the time at which that expires. */
  readonly material?: { readonly imported: string; readonly expires: string };
}

/** How a resource attaches policies to roles: an inline policy with a name, or managed ones by their ARNs. */
export type AttachmentType =
  | { readonly roles: string; readonly names: string; readonly arns: null; readonly policy: string }
  | { readonly roles: string; readonly names: null; readonly arns: string };

/** How a resource takes away from a role all that it does not list. */
export interface ExclusiveListType {
  readonly roles: string;
  /** The attribute with the list. */
  readonly list: string;
  /** What the list holds: names of inline policies, or ARNs of managed ones. */
  readonly kind: "name" | "arn";
}

const IMPORTED = { imported: "key_material_base64", expires: "valid_to" } as const;

/** Managed resources that are a key, a role, a policy, a bucket or an alias. */
export const THINGS: Readonly<Record<string, ThingType>> = {
  aws_kms_key: { is: "key", names: ["arn", "key_id"], policy: "policy", enabled: "is_enabled" },
  aws_kms_external_key: { is: "key", names: ["arn", "id"], policy: "policy", enabled: "enabled", material: IMPORTED },
  aws_kms_replica_key: { is: "key", names: ["arn", "key_id"], policy: "policy", enabled: "enabled" },
  aws_kms_replica_external_key: {
    is: "key",
    names: ["arn", "key_id"],
    policy: "policy",
    enabled: "enabled",
    material: IMPORTED,
  },
  awscc_kms_key: { is: "key", names: ["arn", "key_id"], policy: "key_policy", enabled: "enabled" },
  aws_kms_alias: { is: "alias", names: ["arn", "name"] },
  aws_iam_role: { is: "role", names: ["arn", "name", "unique_id"], policy: "assume_role_policy" },
  aws_iam_policy: { is: "policy", names: ["arn"], policy: "policy" },
  aws_s3_bucket: { is: "bucket", names: ["arn", "bucket"], policy: "policy" },
};

/** Data sources that read such a thing, which this plan may manage too, and their outputs that name it. */
export const READERS: Readonly<Record<string, { readonly reads: AwsThing; readonly names: readonly string[] }[]>> = {
  aws_kms_key: [{ reads: "key", names: ["arn", "key_id"] }],
  aws_kms_alias: [
    { reads: "key", names: ["target_key_arn"] },
    { reads: "alias", names: ["arn", "name"] },
  ],
  aws_kms_public_key: [{ reads: "key", names: ["arn"] }],
  aws_iam_role: [{ reads: "role", names: ["arn", "name"] }],
  aws_iam_policy: [{ reads: "policy", names: ["arn"] }],
  aws_s3_bucket: [{ reads: "bucket", names: ["bucket", "arn"] }],
};

/** Attributes by which any other resource (an attachment, a bucket's versioning) holds the thing that it belongs to. */
export const BELONGS: Readonly<Record<AwsThing, readonly string[]>> = {
  key: ["key_id", "kms_key_id", "kms_master_key_id", "target_key_id"],
  role: ["role", "role_name"],
  policy: ["policy_arn"],
  bucket: ["bucket"],
  alias: [],
};

/** Resources that attach policies to roles. */
export const ATTACHMENTS: Readonly<Record<string, AttachmentType>> = {
  aws_iam_role_policy: { roles: "role", names: "name", arns: null, policy: "policy" },
  aws_iam_role_policy_attachment: { roles: "role", names: null, arns: "policy_arn" },
  aws_iam_policy_attachment: { roles: "roles", names: null, arns: "policy_arn" },
  aws_iam_role_policy_attachments_exclusive: { roles: "role_name", names: null, arns: "policy_arns" },
};

/** Resources that leave on a role only what they list. */
export const EXCLUSIVE_LISTS: Readonly<Record<string, ExclusiveListType>> = {
  aws_iam_role_policies_exclusive: { roles: "role_name", list: "policy_names", kind: "name" },
  aws_iam_role_policy_attachments_exclusive: { roles: "role_name", list: "policy_arns", kind: "arn" },
};

/** Objects in a bucket, which may be encrypted with another key than the bucket's. */
export const BUCKET_OBJECTS = {
  types: ["aws_s3_object", "aws_s3_bucket_object", "aws_s3_object_copy"],
  bucket: "bucket",
  key: "kms_key_id",
} as const;

/** Resources that say something of a key or a bucket of their own: the attribute that names it, and the one with what they say. */
export const SAYINGS = {
  keyPolicy: { type: "aws_kms_key_policy", of: "key_id", says: "policy" },
  keyGrant: { type: "aws_kms_grant", of: "key_id", says: "operations" },
  keyAlias: { type: "aws_kms_alias", of: "target_key_id", says: "name" },
  bucketEncryption: { type: "aws_s3_bucket_server_side_encryption_configuration", of: "bucket", says: "rule" },
  bucketPolicy: { type: "aws_s3_bucket_policy", of: "bucket", says: "policy" },
} as const;

/** The managed types that are such a thing. */
export function typesOf(thing: AwsThing): readonly string[] {
  return Object.keys(THINGS).filter((type) => THINGS[type]?.is === thing);
}

/** Whether resources of a type are such a thing. */
export function isType(type: string, thing: AwsThing): boolean {
  return thingType(type)?.is === thing;
}

/** The attribute with the policy of a key, or of what sets a key's policy. */
export function policyAttribute(type: string): string {
  return thingType(type)?.policy ?? SAYINGS.keyPolicy.says;
}

/** What a managed type is; `undefined` for one that is none of these things. */
export function thingType(type: string): ThingType | undefined {
  // A plan may name a type `constructor`.
  return Object.hasOwn(THINGS, type) ? THINGS[type] : undefined;
}

/** The outputs by which a resource or data source of a type names a thing of one kind; none where it stands for no such thing. */
export function namesOfThing(thing: AwsThing, type: string, mode: "managed" | "data"): readonly string[] {
  if (mode === "managed") {
    const found = thingType(type);
    return found?.is === thing ? found.names : NONE;
  }
  return (
    (Object.hasOwn(READERS, type) ? READERS[type] : undefined)?.find(({ reads }) => reads === thing)?.names ?? NONE
  );
}

const NONE: readonly string[] = [];

/** How an attachment names its roles and policies; asked for types of {@link ATTACHMENTS} alone. */
export function attachmentType(type: string): AttachmentType {
  const found = ATTACHMENTS[type];
  if (found === undefined) throw new RangeError(`${type} attaches nothing`);
  return found;
}
