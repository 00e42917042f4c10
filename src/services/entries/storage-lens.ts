import type { Service } from "../service";

const page = {
  title: "Amazon S3 User Guide, Using an AWS KMS key to encrypt your metrics exports",
  url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage_lens_encrypt_permissions.html",
  read: "2026-12-01",
} as const;

/** Amazon S3 Storage Lens: exports a dashboard's metrics into a bucket, and encrypts them. */
export const storageLens: Service = {
  id: "storage-lens",
  title: "Amazon S3 Storage Lens",
  principals: [],
  callsByItself: true,
  signals: [
    {
      type: "aws_s3control_storage_lens_configuration",
      use: "metrics-export",
      key: ["storage_lens_configuration[].data_export[].s3_bucket_destination[].encryption[].sse_kms[].key_id"],
      destination: {
        path: "storage_lens_configuration[].data_export[].s3_bucket_destination[].arn",
        type: "aws_s3_bucket",
      },
      where: [{ path: "storage_lens_configuration[].enabled", is: [true] }],
    },
  ],
  takes: {
    specs: ["SYMMETRIC_DEFAULT"],
    usages: ["ENCRYPT_DECRYPT"],
    customerManaged: true,
    regions: "destination",
    source: {
      ...page,
      says: "AWS KMS keys are Region-specific and must be in the same Region as the metrics export destination S3 bucket.",
    },
  },
  operations: [],
  requirements: [
    {
      id: "storage-lens.key-policy.service",
      layer: "key-policy",
      grantee: { service: "storage-lens.s3.amazonaws.com" },
      neededBy: ["metrics-export"],
      actions: ["kms:GenerateDataKey"],
      when: "always",
      context: [
        { key: "aws:SourceAccount", state: "is", value: "{using.account}", label: "doc" },
        { key: "aws:SourceArn", state: "is", value: "{using.arn}", label: "doc" },
      ],
      recommended: [
        { operator: "StringEquals", key: "aws:SourceArn", value: "{using.arn}" },
        { operator: "StringEquals", key: "aws:SourceAccount", value: "{using.account}" },
      ],
      failure: { how: "silent", says: "no metrics export arrives", label: "inf" },
      atRest: true,
      source: {
        ...page,
        says: "To grant Amazon S3 Storage Lens permission to encrypt your metrics exports by using a customer managed key, you must use a key policy.",
      },
    },
  ],
  exemptions: [],
  notes: {},
};
