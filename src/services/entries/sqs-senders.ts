import type { RowContext } from "../row-context";
import type { Service } from "../service";

const page = {
  title: "Amazon SQS Developer Guide, Amazon SQS Key management",
  url: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html",
  read: "2026-12-01",
} as const;

const eventBridgePage = {
  title: "Amazon EventBridge User Guide, Troubleshooting Amazon EventBridge",
  url: "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-troubleshooting.html",
  read: "2026-12-01",
  says: "If your Amazon SQS queue is encrypted, you must create a customer-managed KMS key and include the following permission section in your KMS key policy.",
} as const;

const s3Page = {
  title: "Amazon S3 User Guide, Granting permissions to publish event notification messages to a destination",
  url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/grant-destinations-permissions-to-s3.html",
  read: "2026-12-01",
  says: "If the SQS queue or SNS topics are encrypted with an AWS Key Management Service (AWS KMS) customer managed key, you must grant the Amazon S3 service principal permission to work with the encrypted topics or queue.",
} as const;

const supported = {
  ...page,
  says: "When using SSE enabled Amazon SQS queues, the following services support aws:SourceArn: Amazon SNS, Amazon S3, CloudWatch Events",
} as const;

const conditions = {
  ...page,
  says: "To use these condition keys, set the value to the Amazon Resource Name (ARN) of the resource that is being encrypted. If you don't know the ARN of the resource, use aws:SourceAccount instead.",
} as const;

// AWS's text may be read so that the queue itself is meant, and its example has a queue's ARN
const context: readonly RowContext[] = [
  { key: "aws:SourceArn", state: "is", value: "{using.arn}", otherReading: "{carrier.arn}", label: "doc" },
  { key: "aws:SourceAccount", state: "is", value: "{using.account}", otherReading: "{carrier.account}", label: "doc" },
];

const sent = {
  layer: "key-policy",
  actions: ["kms:Decrypt", "kms:GenerateDataKey"],
  when: "always",
  context,
  recommended: [{ operator: "ArnEquals", key: "aws:SourceArn", value: "{using.arn}" }],
  failure: { how: "silent", says: "messages never arrive in the queue, without an error", label: "inf" },
  // messages stay under the former key until they are received
  atRest: true,
  source: {
    ...page,
    says: "To allow the AWS service event source to use the kms:Decrypt and kms:GenerateDataKey API methods, add the following statement to the KMS key policy.",
  },
} as const;

/** AWS services that send to an Amazon SQS queue that a key encrypts. */
export const sqsSenders: Service = {
  id: "sqs-senders",
  title: "Amazon SQS (services that send to a queue)",
  // each sender has its own principal: the requirements name them
  principals: [],
  callsByItself: true,
  signals: [
    {
      type: "aws_cloudwatch_event_target",
      use: "eventbridge-rule",
      target: { paths: ["arn", "dead_letter_config[].arn"], carrier: "queue" },
      using: { path: "rule", type: "aws_cloudwatch_event_rule" },
    },
    {
      type: "aws_s3_bucket_notification",
      use: "s3-notification",
      target: { paths: ["queue[].queue_arn"], carrier: "queue" },
      using: { path: "bucket", type: "aws_s3_bucket" },
    },
    {
      type: "aws_sns_topic_subscription",
      use: "sns-subscription",
      target: { paths: ["endpoint"], carrier: "queue" },
      using: { path: "topic_arn", type: "aws_sns_topic" },
      where: [{ path: "protocol", is: ["sqs"] }],
    },
    {
      type: "aws_sns_topic_subscription",
      use: "sns-subscription",
      target: { paths: ["redrive_policy{}.deadLetterTargetArn"], carrier: "queue" },
      using: { path: "topic_arn", type: "aws_sns_topic" },
    },
  ],
  takes: {
    specs: ["SYMMETRIC_DEFAULT"],
    usages: ["ENCRYPT_DECRYPT"],
    customerManaged: true,
    source: {
      ...page,
      says: "To allow these event sources to work with encrypted queues, you must create a customer managed KMS key and add permissions in the key policy for the service to use the required AWS KMS API methods.",
    },
  },
  operations: [],
  requirements: [
    {
      ...sent,
      id: "sqs-senders.key-policy.events",
      grantee: { service: "events.amazonaws.com" },
      neededBy: ["eventbridge-rule"],
      also: [eventBridgePage, supported, conditions],
    },
    {
      ...sent,
      id: "sqs-senders.key-policy.s3",
      grantee: { service: "s3.amazonaws.com" },
      neededBy: ["s3-notification"],
      failure: { how: "loud", says: "the bucket's notification is not created", label: "inf" },
      also: [s3Page, supported, conditions],
    },
    {
      ...sent,
      id: "sqs-senders.key-policy.sns",
      grantee: { service: "sns.amazonaws.com" },
      neededBy: ["sns-subscription"],
      also: [supported, conditions],
    },
  ],
  exemptions: [],
  notes: {},
};
