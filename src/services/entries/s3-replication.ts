import { forwarded } from "../forwarded-calls";
import type { RowContext } from "../row-context";
import type { Service } from "../service";

const page = {
  title: "Amazon S3 User Guide, Replicating encrypted objects (SSE-S3, SSE-KMS, DSSE-KMS, SSE-C)",
  url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-config-for-kms-objects.html",
  read: "2026-12-01",
} as const;

const encryptionPage = {
  title: "Amazon S3 User Guide, Using server-side encryption with AWS KMS keys (SSE-KMS)",
  url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html",
  read: "2026-12-01",
} as const;

const decryptSource = {
  ...page,
  says: "You must grant kms:Decrypt permissions for the AWS KMS key that's used to decrypt the source object.",
} as const;

const encryptReplica = {
  ...page,
  says: "You must grant kms:Encrypt permissions for the AWS KMS key that's used to encrypt the object replica.",
} as const;

const objectArn = {
  ...encryptionPage,
  says: "If you use SSE-KMS without enabling an S3 Bucket Key, the object ARN is used as the encryption context.",
} as const;

const bucketArn = {
  ...page,
  says: "When an S3 Bucket Key is enabled for the source or destination bucket, the encryption context will be the bucket's Amazon Resource Name (ARN), not the object's ARN",
} as const;

const owner = {
  ...page,
  says: "If the KMS keys are owned by another AWS account, the owner of the KMS keys must grant these permissions to the AWS account that owns the IAM role.",
} as const;

// a key of S3 is in the Region of its bucket, and so is the S3 that calls
const throughS3: readonly RowContext[] = [
  ...forwarded,
  { key: "kms:ViaService", state: "is", value: "s3.{key.region}.amazonaws.com", label: "doc" },
  { key: "kms:EncryptionContextKeys", state: "at-least", value: "aws:s3:arn", label: "doc" },
];

const recommendedFor = (arn: string) =>
  [
    { operator: "StringLike", key: "kms:ViaService", value: "s3.{key.region}.amazonaws.com" },
    { operator: "StringLike", key: "kms:EncryptionContext:aws:s3:arn", value: arn },
  ] as const;

const ofObject = (arn: string): readonly RowContext[] => [
  ...throughS3,
  { key: "kms:EncryptionContext:aws:s3:arn", state: "like", value: arn, label: "doc" },
];

const ofBucket = (arn: string): readonly RowContext[] => [
  ...throughS3,
  { key: "kms:EncryptionContext:aws:s3:arn", state: "is", value: arn, label: "doc" },
];

const failure = {
  how: "silent",
  says: "objects are not replicated; the configuration is accepted with 200 OK",
  label: "doc",
} as const;

const byConfiguration = {
  type: "aws_s3_bucket_replication_configuration",
  role: "role",
  source: { path: "bucket", type: "aws_s3_bucket" },
  prefix: ["rule[].filter[].prefix", "rule[].filter[].and[].prefix", "rule[].prefix"],
} as const;

const byBucket = {
  type: "aws_s3_bucket",
  role: "replication_configuration[].role",
  source: { path: "bucket", type: "aws_s3_bucket" },
  prefix: ["replication_configuration[].rules[].filter[].prefix", "replication_configuration[].rules[].prefix"],
} as const;

/** Amazon S3 replication of objects under SSE-KMS: S3 decrypts and encrypts with the role of the configuration. */
export const s3Replication: Service = {
  id: "s3-replication",
  title: "Amazon S3 replication",
  principals: [],
  callsByItself: false,
  signals: [
    {
      ...byConfiguration,
      use: "replica",
      key: ["rule[].destination[].encryption_configuration[].replica_kms_key_id"],
      destination: { path: "rule[].destination[].bucket", type: "aws_s3_bucket" },
    },
    {
      ...byConfiguration,
      use: "source",
      target: { paths: ["bucket"], carrier: "bucket" },
      where: [{ path: "rule[].source_selection_criteria[].sse_kms_encrypted_objects[].status", is: ["Enabled"] }],
    },
    {
      ...byBucket,
      use: "replica",
      key: ["replication_configuration[].rules[].destination[].replica_kms_key_id"],
      destination: { path: "replication_configuration[].rules[].destination[].bucket", type: "aws_s3_bucket" },
    },
    {
      ...byBucket,
      use: "source",
      target: { paths: ["bucket"], carrier: "bucket" },
      where: [
        {
          path: "replication_configuration[].rules[].source_selection_criteria[].sse_kms_encrypted_objects[].enabled",
          is: [true],
        },
      ],
    },
  ],
  takes: {
    specs: ["SYMMETRIC_DEFAULT"],
    usages: ["ENCRYPT_DECRYPT"],
    regions: "destination",
    source: {
      ...page,
      says: "The KMS key must have been created in the same AWS Region as the destination bucket.",
    },
  },
  operations: [],
  requirements: [
    {
      id: "s3-replication.either.role.source",
      layer: "either",
      grantee: "role",
      neededBy: ["source"],
      actions: ["kms:Decrypt"],
      when: "bucket-key-not-enabled",
      context: ofObject("{source.arn}/{prefix}*"),
      recommended: recommendedFor("{source.arn}/{prefix}*"),
      failure,
      source: decryptSource,
      also: [objectArn, owner],
    },
    {
      id: "s3-replication.either.role.source.bucket-key",
      layer: "either",
      grantee: "role",
      neededBy: ["source"],
      actions: ["kms:Decrypt"],
      when: "bucket-key-enabled",
      context: ofBucket("{source.arn}"),
      recommended: recommendedFor("{source.arn}"),
      failure,
      source: decryptSource,
      also: [bucketArn, owner],
    },
    {
      id: "s3-replication.either.role.replica",
      layer: "either",
      grantee: "role",
      neededBy: ["replica"],
      actions: ["kms:Encrypt"],
      when: "bucket-key-not-enabled",
      context: ofObject("{destination.arn}/{prefix}*"),
      recommended: recommendedFor("{destination.arn}/{prefix}*"),
      failure,
      atRest: true,
      source: encryptReplica,
      also: [objectArn, owner],
    },
    {
      id: "s3-replication.either.role.replica.bucket-key",
      layer: "either",
      grantee: "role",
      neededBy: ["replica"],
      actions: ["kms:Encrypt"],
      when: "bucket-key-enabled",
      context: ofBucket("{destination.arn}"),
      recommended: recommendedFor("{destination.arn}"),
      failure,
      atRest: true,
      source: encryptReplica,
      also: [bucketArn, owner],
    },
    {
      id: "s3-replication.key-policy.role.replica.bucket-key",
      layer: "key-policy",
      grantee: "role",
      neededBy: ["replica"],
      actions: ["kms:Decrypt"],
      when: "bucket-key-enabled",
      context: ofBucket("{destination.arn}"),
      failure,
      atRest: true,
      source: {
        ...page,
        says: "To use replication with an S3 Bucket Key, the AWS KMS key policy for the KMS key that's used to encrypt the object replica must include the kms:Decrypt permission for the calling principal.",
      },
    },
  ],
  exemptions: [],
  notes: {},
};
