import type { Service } from "../service";

const page = {
  title: "Amazon S3 User Guide, Configuring Amazon S3 Inventory",
  url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/configure-inventory.html",
  read: "2026-12-01",
} as const;

const ofSourceBucket = {
  using: { path: "bucket", type: "aws_s3_bucket" },
  destination: { path: "destination[].bucket[].bucket_arn", type: "aws_s3_bucket" },
} as const;

const enabled = { path: "enabled", is: [true], orUnset: true } as const;

/** Amazon S3 Inventory: S3 writes lists of a bucket's objects into another bucket, and encrypts them. */
export const s3Inventory: Service = {
  id: "s3-inventory",
  title: "Amazon S3 Inventory",
  principals: [],
  callsByItself: true,
  signals: [
    {
      type: "aws_s3_bucket_inventory",
      use: "inventory",
      key: ["destination[].bucket[].encryption[].sse_kms[].key_id"],
      ...ofSourceBucket,
      where: [enabled],
    },
    // without a key of its own, the list is encrypted as the destination bucket says
    {
      type: "aws_s3_bucket_inventory",
      use: "inventory",
      target: { paths: ["destination[].bucket[].bucket_arn"], carrier: "bucket" },
      ...ofSourceBucket,
      where: [enabled, { path: "destination[].bucket[].encryption", is: [], orUnset: true }],
    },
  ],
  takes: {
    specs: ["SYMMETRIC_DEFAULT"],
    usages: ["ENCRYPT_DECRYPT"],
    customerManaged: true,
    source: {
      ...page,
      says: "The AWS managed key (aws/s3) is not supported for SSE-KMS encryption with S3 Inventory.",
    },
  },
  operations: [],
  requirements: [
    {
      id: "s3-inventory.key-policy.service",
      layer: "key-policy",
      grantee: { service: "s3.amazonaws.com" },
      neededBy: ["inventory"],
      actions: ["kms:GenerateDataKey"],
      when: "always",
      context: [
        { key: "aws:SourceAccount", state: "is", value: "{using.account}", label: "doc" },
        { key: "aws:SourceArn", state: "is", value: "{using.arn}", label: "doc" },
      ],
      recommended: [
        { operator: "StringEquals", key: "aws:SourceAccount", value: "{using.account}" },
        { operator: "ArnLike", key: "aws:SourceArn", value: "{using.arn}" },
      ],
      failure: { how: "silent", says: "no inventory report arrives", label: "inf" },
      atRest: true,
      source: {
        ...page,
        says: "To grant Amazon S3 permission to use your AWS Key Management Service (AWS KMS) customer managed key for server-side encryption, you must use a key policy.",
      },
      also: [
        {
          ...page,
          says: "Whichever way you choose, you must grant Amazon S3 permission to use the customer managed key to encrypt the inventory file.",
        },
        {
          ...page,
          says: "Make sure that you've provided a KMS key ARN in the S3 Inventory configuration or the destination bucket’s encryption settings.",
        },
      ],
    },
  ],
  exemptions: [],
  notes: {},
};
