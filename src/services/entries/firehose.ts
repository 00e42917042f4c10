import { forwarded, perhapsForwarded } from "../forwarded-calls";
import type { RowContext } from "../row-context";
import type { Service } from "../service";
import type { Signal } from "../signal";

const page = {
  title:
    "Amazon Data Firehose Developer Guide, Controlling access with Amazon Data Firehose (Grant Firehose access to an Amazon S3 destination)",
  url: "https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html",
  read: "2026-12-01",
} as const;

const encryptionPage = {
  title: "Amazon Data Firehose Developer Guide, Data protection in Amazon Data Firehose",
  url: "https://docs.aws.amazon.com/firehose/latest/dev/encryption.html",
  read: "2026-12-01",
} as const;

const bucketKeyPage = {
  title: "Amazon S3 User Guide, Reducing the cost of SSE-KMS with Amazon S3 Bucket Keys",
  url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html",
  read: "2026-12-01",
} as const;

const streamPage = {
  title: "Amazon Kinesis Data Streams Developer Guide, Permissions to use user-generated KMS keys",
  url: "https://docs.aws.amazon.com/streams/latest/dev/permissions-user-key-KMS.html",
  read: "2026-12-01",
} as const;

const startPage = {
  title: "Amazon Data Firehose API Reference, StartDeliveryStreamEncryption",
  url: "https://docs.aws.amazon.com/firehose/latest/APIReference/API_StartDeliveryStreamEncryption.html",
  read: "2026-12-01",
} as const;

const delivery = {
  ...page,
  says: "Use the following access policy to enable Amazon Data Firehose to access your S3 bucket and AWS KMS key.",
} as const;

const actions = ["kms:Decrypt", "kms:GenerateDataKey"];

// a key of S3 is in the Region of its bucket, and so is the S3 that calls
const throughS3: readonly RowContext[] = [
  ...forwarded,
  { key: "kms:ViaService", state: "is", value: "s3.{key.region}.amazonaws.com", label: "doc" },
  { key: "kms:EncryptionContextKeys", state: "at-least", value: "aws:s3:arn", label: "doc" },
];

const viaS3 = { operator: "StringEquals", key: "kms:ViaService", value: "s3.{key.region}.amazonaws.com" } as const;

const discarded = {
  how: "silent",
  says: "data are not delivered, and are discarded after 24 hours",
  label: "inf",
} as const;

/** Every block that delivers to a bucket, or keeps there what it could not deliver elsewhere. */
const blocks = [
  "extended_s3_configuration[]",
  "extended_s3_configuration[].s3_backup_configuration[]",
  "redshift_configuration[].s3_configuration[]",
  "redshift_configuration[].s3_backup_configuration[]",
  "elasticsearch_configuration[].s3_configuration[]",
  "opensearch_configuration[].s3_configuration[]",
  "opensearchserverless_configuration[].s3_configuration[]",
  "splunk_configuration[].s3_configuration[]",
  "http_endpoint_configuration[].s3_configuration[]",
  "snowflake_configuration[].s3_configuration[]",
  "iceberg_configuration[].s3_configuration[]",
];

const ofBlock = (block: string): readonly Signal[] => {
  const written = {
    type: "aws_kinesis_firehose_delivery_stream",
    use: "delivery",
    role: `${block}.role_arn`,
    destination: { path: `${block}.bucket_arn`, type: "aws_s3_bucket" },
    prefix: [`${block}.prefix`],
  };
  return [
    { ...written, key: [`${block}.kms_key_arn`] },
    // without a key of its own, an object is encrypted as its bucket says
    {
      ...written,
      target: { paths: [`${block}.bucket_arn`], carrier: "bucket" },
      where: [{ path: `${block}.kms_key_arn`, is: [], orUnset: true }],
    },
  ];
};

/** Amazon Data Firehose: delivers with its role into a bucket, reads an encrypted stream, encrypts what it holds. */
export const firehose: Service = {
  id: "firehose",
  title: "Amazon Data Firehose",
  principals: [],
  callsByItself: false,
  signals: [
    ...blocks.flatMap(ofBlock),
    {
      type: "aws_kinesis_firehose_delivery_stream",
      use: "source-stream",
      target: { paths: ["kinesis_source_configuration[].kinesis_stream_arn"], carrier: "stream" },
      role: "kinesis_source_configuration[].role_arn",
    },
    {
      type: "aws_kinesis_firehose_delivery_stream",
      use: "stream-encryption",
      key: ["server_side_encryption[].key_arn"],
      where: [{ path: "server_side_encryption[].key_type", is: ["CUSTOMER_MANAGED_CMK"] }],
    },
  ],
  takes: {
    specs: ["SYMMETRIC_DEFAULT"],
    usages: ["ENCRYPT_DECRYPT"],
    source: {
      ...encryptionPage,
      says: "To encrypt your Firehose stream, use symmetric CMKs. Amazon Data Firehose doesn't support asymmetric CMKs.",
    },
  },
  context: perhapsForwarded,
  operations: [],
  requirements: [
    {
      id: "firehose.either.role.delivery",
      layer: "either",
      grantee: "role",
      neededBy: ["delivery"],
      actions,
      when: "bucket-key-not-enabled",
      context: [
        ...throughS3,
        {
          key: "kms:EncryptionContext:aws:s3:arn",
          state: "like",
          value: "{destination.arn}/{prefix}*",
          label: "doc",
        },
      ],
      recommended: [
        viaS3,
        { operator: "StringLike", key: "kms:EncryptionContext:aws:s3:arn", value: "{destination.arn}/{prefix}*" },
      ],
      failure: discarded,
      atRest: true,
      source: delivery,
    },
    {
      id: "firehose.either.role.delivery.bucket-key",
      layer: "either",
      grantee: "role",
      neededBy: ["delivery"],
      actions,
      when: "bucket-key-enabled",
      context: [
        ...throughS3,
        { key: "kms:EncryptionContext:aws:s3:arn", state: "is", value: "{destination.arn}", label: "doc" },
      ],
      recommended: [
        viaS3,
        { operator: "StringLike", key: "kms:EncryptionContext:aws:s3:arn", value: "{destination.arn}" },
      ],
      failure: discarded,
      atRest: true,
      source: delivery,
      also: [
        {
          ...bucketKeyPage,
          says: "If your existing AWS Identity and Access Management (IAM) policies or AWS KMS key policies use your object Amazon Resource Name (ARN) as the encryption context to refine or limit access to your KMS key, these policies won't work with an S3 Bucket Key. S3 Bucket Keys use the bucket ARN as encryption context.",
        },
      ],
    },
    {
      id: "firehose.either.role.source-stream",
      layer: "either",
      grantee: "role",
      neededBy: ["source-stream"],
      actions: ["kms:Decrypt"],
      when: "always",
      context: [
        { key: "kms:ViaService", state: "is", value: "kinesis.{key.region}.amazonaws.com", label: "doc" },
        { key: "kms:EncryptionContext:aws:kinesis:arn", state: "is", value: "{carrier.arn}", label: "doc" },
      ],
      recommended: [{ operator: "StringEquals", key: "kms:EncryptionContext:aws:kinesis:arn", value: "{carrier.arn}" }],
      failure: {
        how: "silent",
        says: "reads from the stream fail, which can end in data loss, delayed processing, or hung applications",
        label: "doc",
      },
      source: { ...streamPage, says: "Your Kinesis stream consumers must have the kms:Decrypt permission." },
      also: [
        {
          ...streamPage,
          says: "To limit the use of your KMS key to requests from Kinesis Data Streams for a specific stream, use the kms:EncryptionContext:aws:kinesis:arn condition key in the KMS key policy or IAM policy.",
        },
      ],
    },
    {
      id: "firehose.either.caller.stream-encryption",
      layer: "either",
      grantee: "caller",
      neededBy: ["stream-encryption"],
      actions: ["kms:CreateGrant"],
      essentialLabel: "inf",
      when: "always",
      context: [
        { key: "kms:GrantIsForAWSResource", only: ["kms:CreateGrant"], state: "is", value: "true", label: "inf" },
      ],
      failure: { how: "loud", says: "the stream's encryption ends in ENABLING_FAILED", label: "doc" },
      source: {
        ...startPage,
        says: "If the new CMK is of type CUSTOMER_MANAGED_CMK, Firehose creates a grant that enables it to use the new CMK to encrypt and decrypt data and to manage the grant.",
      },
      also: [
        {
          ...startPage,
          says: "The CMK must be enabled and the key policy mustn't explicitly deny the permission for Firehose to invoke KMS encrypt and decrypt operations.",
        },
        {
          ...encryptionPage,
          says: "If the problem persists beyond the retention period, the service skips those records that have passed the retention period and couldn't be decrypted, and then discards the data.",
        },
      ],
    },
  ],
  exemptions: [],
  notes: {},
};
