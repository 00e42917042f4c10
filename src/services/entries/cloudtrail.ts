import type { RowContext } from "../row-context";
import type { Service } from "../service";

const page = {
  title: "AWS CloudTrail User Guide, Configure AWS KMS key policies for CloudTrail",
  url: "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html",
  read: "2026-12-01",
} as const;

const howPage = {
  title: "AWS CloudTrail User Guide, How AWS CloudTrail uses AWS KMS",
  url: "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/how-kms-works-with-cloudtrail.html",
  read: "2026-12-01",
} as const;

const consolePage = {
  title: "AWS CloudTrail User Guide, Default KMS key policy created in CloudTrail console",
  url: "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/default-kms-key-policy.html",
  read: "2026-12-01",
} as const;

const ofTrail: readonly RowContext[] = [
  { key: "aws:SourceArn", state: "is", value: "{using.arn}", label: "doc" },
  { key: "aws:SourceAccount", state: "is", value: "{using.account}", label: "doc" },
];

const sourceArn = {
  ...page,
  says: "The value of aws:SourceArn is always the trail ARN (or array of trail ARNs) that is using the KMS key.",
} as const;

const sourceAccount = {
  ...page,
  says: "The aws:SourceAccount condition key is also supported, but not recommended. The value of aws:SourceAccount is the account ID of the trail owner, or for organization trails, the management account ID.",
} as const;

const byTrail = { operator: "StringEquals", key: "aws:SourceArn", value: "{using.arn}" } as const;

const trailFails = { how: "loud", says: "the trail is not created", label: "inf" } as const;

/** AWS CloudTrail: trails and event data stores that a key encrypts. */
export const cloudtrail: Service = {
  id: "cloudtrail",
  title: "AWS CloudTrail",
  principals: [],
  callsByItself: true,
  signals: [
    {
      type: "aws_cloudtrail",
      use: "trail",
      key: ["kms_key_id"],
      destination: { path: "s3_bucket_name", type: "aws_s3_bucket" },
    },
    { type: "aws_cloudtrail_event_data_store", use: "event-data-store", key: ["kms_key_id"] },
  ],
  takes: {
    specs: ["SYMMETRIC_DEFAULT"],
    usages: ["ENCRYPT_DECRYPT"],
    source: { ...howPage, says: "AWS CloudTrail and Amazon S3 support only symmetric AWS KMS keys." },
  },
  operations: [],
  requirements: [
    {
      id: "cloudtrail.key-policy.encrypt",
      layer: "key-policy",
      grantee: { service: "cloudtrail.amazonaws.com" },
      neededBy: ["trail"],
      actions: ["kms:GenerateDataKey"],
      // a bucket that the plan does not manage may have a Bucket Key, and then Decrypt is needed
      listed: ["kms:GenerateDataKey*", "kms:Decrypt"],
      essentialLabel: "inf",
      when: "always",
      context: [
        ...ofTrail,
        { key: "kms:EncryptionContext:aws:cloudtrail:arn", state: "is", value: "{using.arn}", label: "doc" },
        // the bucket's own ARN, where it has a Bucket Key
        { key: "kms:EncryptionContext:aws:s3:arn", state: "present", label: "doc" },
      ],
      recommended: [
        byTrail,
        {
          operator: "StringLike",
          key: "kms:EncryptionContext:aws:cloudtrail:arn",
          value: "arn:{partition}:cloudtrail:*:{using.account}:trail/*",
        },
      ],
      failure: trailFails,
      atRest: true,
      source: {
        ...page,
        says: "CloudTrail needs explicit permission to use the KMS key to encrypt log files and digest files on behalf of specific accounts.",
      },
      also: [
        {
          ...howPage,
          says: "The GenerateDataKey request includes the following information for the encryption context: The Amazon Resource Name (ARN) of the CloudTrail trail; The ARN of the S3 bucket and path where the CloudTrail log files are delivered",
        },
        sourceArn,
        sourceAccount,
      ],
    },
    {
      id: "cloudtrail.key-policy.describe",
      layer: "key-policy",
      grantee: { service: "cloudtrail.amazonaws.com" },
      neededBy: ["trail"],
      actions: ["kms:DescribeKey"],
      when: "always",
      context: ofTrail,
      recommended: [byTrail],
      failure: trailFails,
      atRest: true,
      source: {
        ...page,
        says: "CloudTrail requires the ability to describe the properties of the KMS key. To enable this functionality, add the following required statement as is to your KMS key policy.",
      },
      also: [sourceArn, sourceAccount],
    },
    {
      id: "cloudtrail.key-policy.decrypt",
      layer: "key-policy",
      grantee: { service: "cloudtrail.amazonaws.com" },
      neededBy: ["trail"],
      actions: ["kms:Decrypt"],
      // that it is CloudTrail which decrypts is told by a statement of the page, not by the sentence that asks for it
      essentialLabel: "inf",
      when: "bucket-key-seen",
      context: [
        ...ofTrail,
        { key: "kms:EncryptionContext:aws:cloudtrail:arn", state: "is", value: "{using.arn}", label: "doc" },
        { key: "kms:EncryptionContext:aws:s3:arn", state: "present", label: "doc" },
      ],
      failure: trailFails,
      atRest: true,
      source: {
        ...page,
        says: "If you are using an existing S3 bucket with an S3 Bucket Key, kms:Decrypt permissions are required to create or update a trail with SSE-KMS encryption enabled.",
      },
      also: [
        {
          ...page,
          says: "The following is an example policy that is required to allow the CloudTrail service principal to decrypt trail logs.",
        },
        {
          ...howPage,
          says: "The Decrypt request includes the following information for the encryption context: The Amazon Resource Name (ARN) of the CloudTrail trail; The ARN of the S3 object (the CloudTrail log file)",
        },
      ],
    },
    {
      id: "cloudtrail.key-policy.event-data-store",
      layer: "key-policy",
      grantee: { service: "cloudtrail.amazonaws.com" },
      neededBy: ["event-data-store"],
      // the page asks for DescribeKey too, which the console's own policy leaves out
      actions: ["kms:GenerateDataKey", "kms:Decrypt"],
      listed: ["kms:GenerateDataKey", "kms:Decrypt", "kms:DescribeKey"],
      when: "always",
      context: [
        { key: "aws:SourceAccount", state: "is", value: "{using.account}", label: "doc" },
        { key: "aws:SourceArn", state: "is", value: "{using.arn}", label: "doc" },
      ],
      recommended: [
        { operator: "StringEquals", key: "aws:SourceAccount", value: "{using.account}" },
        { operator: "StringEquals", key: "aws:SourceArn", value: "{using.arn}" },
      ],
      failure: { how: "loud", says: "the event data store is not created", label: "inf" },
      atRest: true,
      source: {
        ...page,
        says: "Grant permissions to encrypt a CloudTrail Lake event data store. … Grant permissions to decrypt a CloudTrail Lake event data store.",
      },
      also: [
        {
          ...page,
          says: "CloudTrail Lake supports the aws:SourceAccount and aws:SourceArn condition keys in KMS key policies for event data stores.",
        },
        {
          ...consolePage,
          says: "The following is the default policy created for a AWS KMS key that you use with an event data store in CloudTrail Lake.",
        },
      ],
    },
  ],
  exemptions: [],
  notes: {
    revoking: {
      ...page,
      says: "If encryption is enabled on a trail, and the KMS key is disabled, or the KMS key policy is not correctly configured for CloudTrail, CloudTrail cannot deliver logs.",
    },
  },
};
