import type { Service } from "../service";

const keyPolicyPage = {
  title: "Amazon EventBridge User Guide, Authorizing EventBridge to use a customer managed key",
  url: "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-encryption-key-policy.html",
  read: "2026-12-01",
} as const;

const busPage = {
  title: "Amazon EventBridge User Guide, Encrypting EventBridge event buses with AWS KMS keys",
  url: "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-encryption-event-bus-cmkey.html",
  read: "2026-12-01",
} as const;

/** An event bus of Amazon EventBridge that encrypts its events with a customer managed key. */
export const eventbridgeBus: Service = {
  id: "eventbridge-bus",
  title: "Amazon EventBridge (event buses)",
  principals: [],
  callsByItself: true,
  signals: [{ type: "aws_cloudwatch_event_bus", use: "event-bus", key: ["kms_key_identifier"] }],
  takes: {
    specs: ["SYMMETRIC_DEFAULT"],
    usages: ["ENCRYPT_DECRYPT"],
    source: {
      ...keyPolicyPage,
      says: "EventBridge requires this permission to retrieve the KMS key ARN for the Key Id provided, and to verify that the key is symmetric.",
    },
  },
  operations: [],
  requirements: [
    {
      id: "eventbridge-bus.key-policy.service",
      layer: "key-policy",
      grantee: { service: "events.amazonaws.com" },
      neededBy: ["event-bus"],
      // AWS's list names DescribeKey too, and one of its two examples leaves it out
      actions: ["kms:GenerateDataKey", "kms:Decrypt"],
      listed: ["kms:DescribeKey", "kms:GenerateDataKey", "kms:Decrypt"],
      when: "always",
      context: [
        { key: "aws:SourceAccount", state: "is", value: "{using.account}", label: "doc" },
        { key: "aws:SourceArn", state: "is", value: "{using.arn}", label: "doc" },
        {
          key: "kms:EncryptionContext:aws:events:event-bus:arn",
          state: "is",
          value: "{using.arn}",
          except: ["kms:DescribeKey"],
          label: "doc",
        },
      ],
      // AWS's example compares aws:SourceAccount with an ARN, which no account id equals
      recommended: [
        { operator: "StringEquals", key: "aws:SourceAccount", value: "{using.account}" },
        { operator: "StringEquals", key: "aws:SourceArn", value: "{using.arn}" },
        { operator: "StringEquals", key: "kms:EncryptionContext:aws:events:event-bus:arn", value: "{using.arn}" },
      ],
      failure: {
        how: "silent",
        says: "events go to the bus's dead-letter queue, and are lost where it has none",
        label: "doc",
      },
      atRest: true,
      source: {
        ...keyPolicyPage,
        says: "If you use a customer managed key in your account to protect your EventBridge resources, the policies on that KMS key must give EventBridge permission to use it on your behalf.",
      },
      also: [
        {
          ...keyPolicyPage,
          says: "As a security best practice, add an aws:SourceArn, aws:sourceAccount, or kms:EncryptionContext:aws:events:event-bus:arn condition key to the AWS KMS key policy.",
        },
        {
          ...busPage,
          says: "For event buses, EventBridge uses the same encryption context in all AWS KMS cryptographic operations. The context includes a single key–value pair, which contains the event bus ARN.",
        },
        {
          ...busPage,
          says: "We strongly recommend specifying a DLQ for event buses, to ensure events are preserved if encryption or decryption errors occur.",
        },
      ],
    },
    {
      id: "eventbridge-bus.either.caller",
      layer: "either",
      grantee: "caller",
      neededBy: ["event-bus"],
      actions: [
        "kms:GenerateDataKeyWithoutPlaintext",
        "kms:Decrypt",
        "kms:Encrypt",
        "kms:ReEncryptFrom",
        "kms:ReEncryptTo",
        "kms:DescribeKey",
      ],
      when: "always",
      failure: { how: "loud", says: "the event bus is neither created nor updated", label: "doc" },
      source: {
        ...busPage,
        says: "To create or update an event bus encrypted using a customer managed key, you must have the following permissions to the specified customer managed key:",
      },
    },
  ],
  exemptions: [],
  notes: {},
};
