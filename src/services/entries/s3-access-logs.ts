import type { Service } from "../service";

const page = {
  title: "Amazon S3 User Guide, Enabling Amazon S3 server access logging",
  url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html",
  read: "2026-12-01",
} as const;

/** Amazon S3's server access logs, delivered to a bucket that a key encrypts. */
export const s3AccessLogs: Service = {
  id: "s3-access-logs",
  title: "Amazon S3 server access logging",
  principals: [],
  callsByItself: true,
  signals: [
    {
      type: "aws_s3_bucket_logging",
      use: "access-logs",
      target: { paths: ["target_bucket"], carrier: "bucket" },
      using: { path: "bucket", type: "aws_s3_bucket" },
    },
    {
      type: "aws_s3_bucket",
      use: "access-logs",
      target: { paths: ["logging[].target_bucket"], carrier: "bucket" },
    },
  ],
  takes: {
    specs: ["SYMMETRIC_DEFAULT"],
    usages: ["ENCRYPT_DECRYPT"],
    customerManaged: true,
    source: {
      ...page,
      says: "If the destination bucket uses SSE-KMS default encryption, you must also grant the logging service principal (logging.s3.amazonaws.com) the kms:GenerateDataKey and kms:Decrypt permissions in your AWS KMS key policy.",
    },
  },
  operations: [],
  requirements: [
    {
      id: "s3-access-logs.key-policy.service",
      layer: "key-policy",
      grantee: { service: "logging.s3.amazonaws.com" },
      neededBy: ["access-logs"],
      actions: ["kms:Decrypt", "kms:GenerateDataKey"],
      when: "always",
      // the page has conditions in its bucket policy, and none in its key policy: what they hold there AWS does not say
      failure: {
        how: "silent",
        says: "log objects are encrypted with a key that you can't access, or are not delivered",
        label: "doc",
      },
      atRest: true,
      source: {
        ...page,
        says: "If the destination bucket uses SSE-KMS default encryption, you must also grant the logging service principal (logging.s3.amazonaws.com) the kms:GenerateDataKey and kms:Decrypt permissions in your AWS KMS key policy.",
      },
      also: [
        {
          ...page,
          says: "If you don't grant these permissions, Amazon S3 might deliver log objects that are encrypted with a key that you can't access, or log delivery might fail.",
        },
      ],
    },
  ],
  exemptions: [],
  notes: {},
};
