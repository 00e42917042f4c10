import { perhapsForwarded } from "../forwarded-calls";
import type { RowContext } from "../row-context";
import type { Service } from "../service";

const page = {
  title: "Amazon SES Developer Guide, Giving permissions to Amazon SES for email receiving",
  url: "https://docs.aws.amazon.com/ses/latest/dg/receiving-email-permissions.html",
  read: "2026-12-01",
} as const;

const actionPage = {
  title: "Amazon SES Developer Guide, Deliver to S3 bucket action",
  url: "https://docs.aws.amazon.com/ses/latest/dg/receiving-email-action-s3.html",
  read: "2026-12-01",
} as const;

const kmsPage = {
  title: "AWS KMS Developer Guide, How Amazon Simple Email Service (Amazon SES) uses AWS KMS",
  url: "https://docs.aws.amazon.com/kms/latest/developerguide/services-ses.html",
  read: "2026-12-01",
} as const;

const ofRule: readonly RowContext[] = [
  { key: "aws:SourceAccount", state: "is", value: "{using.account}", label: "doc" },
  { key: "aws:SourceArn", state: "is", value: "{using.arn}", label: "doc" },
];

const ofMessage: readonly RowContext[] = [
  { key: "kms:EncryptionContext:aws:ses:source-account", state: "is", value: "{using.account}", label: "doc" },
  { key: "kms:EncryptionContext:aws:ses:rule-name", state: "is", value: "{using.name}", label: "doc" },
  { key: "kms:EncryptionContext:aws:ses:message-id", state: "present", label: "doc" },
];

const recommended = [
  { operator: "StringEquals", key: "aws:SourceAccount", value: "{using.account}" },
  { operator: "StringEquals", key: "aws:SourceArn", value: "{using.arn}" },
] as const;

const failure = { how: "silent", says: "mail is not stored", label: "inf" } as const;

/** Amazon SES receipt rules: SES encrypts the mail that it receives before it stores it in a bucket. */
export const sesReceipt: Service = {
  id: "ses-receipt",
  title: "Amazon SES (email receiving)",
  principals: [],
  callsByItself: true,
  signals: [
    {
      type: "aws_ses_receipt_rule",
      use: "message-encryption",
      key: ["s3_action[].kms_key_arn"],
      role: "s3_action[].iam_role_arn",
      destination: { path: "s3_action[].bucket_name", type: "aws_s3_bucket" },
    },
    {
      type: "aws_ses_receipt_rule",
      use: "encrypted-bucket",
      target: { paths: ["s3_action[].bucket_name"], carrier: "bucket" },
      role: "s3_action[].iam_role_arn",
      destination: { path: "s3_action[].bucket_name", type: "aws_s3_bucket" },
    },
  ],
  takes: {
    specs: ["SYMMETRIC_DEFAULT"],
    usages: ["ENCRYPT_DECRYPT"],
    source: { ...kmsPage, says: "Amazon SES supports only symmetric KMS keys." },
  },
  context: perhapsForwarded,
  operations: [],
  requirements: [
    {
      id: "ses-receipt.key-policy.service",
      layer: "key-policy",
      grantee: { service: "ses.amazonaws.com" },
      neededBy: ["message-encryption"],
      actions: ["kms:GenerateDataKey"],
      listed: ["kms:GenerateDataKey*"],
      essentialLabel: "inf",
      when: "without-role",
      context: [...ofRule, ...ofMessage],
      recommended,
      failure,
      atRest: true,
      source: {
        ...page,
        says: "If you use a customer managed key, you need to give SES permission to use it by adding a statement to the key's policy.",
      },
      // lists kms:Encrypt too, under conditions on the encryption context
      also: [
        {
          ...kmsPage,
          says: "Amazon SES must specify aws:ses:source-account in the EncryptionContext of their AWS KMS API requests, and the value for aws:ses:source-account must match the AWS account ID specified in the key policy.",
        },
      ],
    },
    {
      id: "ses-receipt.key-policy.service.encrypted-bucket",
      layer: "key-policy",
      grantee: { service: "ses.amazonaws.com" },
      neededBy: ["encrypted-bucket"],
      actions: ["kms:Decrypt", "kms:GenerateDataKey"],
      listed: ["kms:Decrypt", "kms:GenerateDataKey*"],
      essentialLabel: "inf",
      when: "without-role",
      context: ofRule,
      recommended,
      failure,
      atRest: true,
      source: {
        ...page,
        says: 'If you\'re using AWS KMS to send encrypted messages to an S3 bucket with server-side encryption enabled, then you need to add the policy action, "kms:Decrypt".',
      },
    },
    {
      id: "ses-receipt.either.role",
      layer: "either",
      grantee: "role",
      neededBy: ["message-encryption", "encrypted-bucket"],
      actions: ["kms:GenerateDataKey"],
      listed: ["kms:GenerateDataKey*"],
      essentialLabel: "inf",
      when: "always",
      failure,
      atRest: true,
      source: {
        ...actionPage,
        says: "An IAM role used by SES to access the resources in the Deliver to S3 action (Amazon S3 bucket, SNS topic, and KMS key). If not provided, you'll need to explicitly give permissions to SES to access each resource individually",
      },
      also: [
        {
          ...page,
          says: "If you specify an IAM role for the S3 action, SES assumes that role for 'PutObject' operation, and the IAM permissions specified here will be sufficient for same account usage.",
        },
      ],
    },
  ],
  exemptions: [],
  notes: {},
};
