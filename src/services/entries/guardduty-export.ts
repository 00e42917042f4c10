import type { Service } from "../service";

const page = {
  title: "Amazon GuardDuty User Guide, Exporting generated GuardDuty findings to Amazon S3 buckets",
  url: "https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_exportfindings.html",
  read: "2026-12-01",
} as const;

/** Amazon GuardDuty: exports its findings to a bucket, and encrypts them. */
export const guarddutyExport: Service = {
  id: "guardduty-export",
  title: "Amazon GuardDuty (export of findings)",
  principals: [],
  callsByItself: true,
  signals: [
    {
      type: "aws_guardduty_publishing_destination",
      use: "findings-export",
      key: ["kms_key_arn"],
      using: { path: "detector_id", type: "aws_guardduty_detector" },
      destination: { path: "destination_arn", type: "aws_s3_bucket" },
    },
  ],
  takes: {
    specs: ["SYMMETRIC_DEFAULT"],
    usages: ["ENCRYPT_DECRYPT"],
    regions: "destination",
    source: { ...page, says: "The AWS Region of your KMS key and the Amazon S3 bucket must be the same." },
  },
  operations: [],
  requirements: [
    {
      id: "guardduty-export.key-policy.service",
      layer: "key-policy",
      grantee: { service: "guardduty.amazonaws.com", inOptInRegions: "guardduty.{region}.amazonaws.com" },
      neededBy: ["findings-export"],
      actions: ["kms:GenerateDataKey"],
      when: "always",
      context: [
        { key: "aws:SourceAccount", state: "is", value: "{using.account}", label: "doc" },
        { key: "aws:SourceArn", state: "is", value: "{using.arn}", label: "doc" },
      ],
      recommended: [
        { operator: "StringEquals", key: "aws:SourceAccount", value: "{using.account}" },
        { operator: "StringEquals", key: "aws:SourceArn", value: "{using.arn}" },
      ],
      failure: { how: "loud", says: "the publishing destination is not created", label: "inf" },
      atRest: true,
      source: {
        ...page,
        says: "To successfully configure the settings, you must first give GuardDuty permission to use a KMS key.",
      },
      also: [
        {
          ...page,
          says: 'If you\'re using GuardDuty in an opt-in Region, replace the value for the "Service" with the Regional endpoint for that Region.',
        },
      ],
    },
  ],
  exemptions: [],
  notes: {},
};
