import type { RowContext } from "../row-context";
import type { Service } from "../service";

const page = {
  title: "Amazon SNS Developer Guide, Managing Amazon SNS encryption keys and costs",
  url: "https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html",
  read: "2026-12-01",
} as const;

const eventBridgePage = {
  title: "Amazon EventBridge User Guide, Troubleshooting Amazon EventBridge",
  url: "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-troubleshooting.html",
  read: "2026-12-01",
  says: "If your SNS topic is encrypted, you must include the following section in your KMS key policy.",
} as const;

const s3Page = {
  title: "Amazon S3 User Guide, Granting permissions to publish event notification messages to a destination",
  url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/grant-destinations-permissions-to-s3.html",
  read: "2026-12-01",
  says: "If the SQS queue or SNS topics are encrypted with an AWS Key Management Service (AWS KMS) customer managed key, you must grant the Amazon S3 service principal permission to work with the encrypted topics or queue.",
} as const;

const alarmPage = {
  title: "Amazon CloudWatch User Guide, Notifying users on alarm changes",
  url: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html",
  read: "2026-12-01",
  says: "The value of aws:SourceArn must be the ARN of the alarm that is sending notifications.",
} as const;

const rdsPage = {
  title: "Amazon RDS User Guide, Granting permissions to publish notifications to an Amazon SNS topic",
  url: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Events.GrantingPermissions.html",
  read: "2026-12-01",
  says: "SourceARN – Your RDS resource ARN",
} as const;

const cloudTrailPage = {
  title: "AWS CloudTrail User Guide, Amazon SNS topic policy for CloudTrail",
  url: "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-permissions-for-sns-notifications.html",
  read: "2026-12-01",
} as const;

const budgetsPage = {
  title: "AWS Cost Management User Guide, Creating an Amazon SNS topic for budget notifications",
  url: "https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-sns-policy.html",
  read: "2026-12-01",
} as const;

const conditions = {
  ...page,
  says: "Add the aws:SourceAccount and aws:SourceArn condition keys to the KMS resource policy to further protect the KMS key from confused deputy attacks. Refer to service specific documentation (list above) for exact details in each case.",
} as const;

/** What AWS asks for each publisher; EventBridge's and S3's own pages print GenerateDataKey alone, and both forms work. */
const published = {
  layer: "key-policy",
  actions: ["kms:GenerateDataKey", "kms:Decrypt"],
  listed: ["kms:GenerateDataKey*", "kms:Decrypt"],
  essentialLabel: "inf",
  when: "always",
  failure: { how: "silent", says: "nothing arrives at the topic's subscribers, without an error", label: "inf" },
  source: {
    ...page,
    says: "To allow the AWS service to have the kms:GenerateDataKey* and kms:Decrypt permissions, add the following statement to the KMS policy.",
  },
} as const;

const ofAccount: RowContext = { key: "aws:SourceAccount", state: "is", value: "{using.account}", label: "doc" };
const ofResource: RowContext = { key: "aws:SourceArn", state: "is", value: "{using.arn}", label: "doc" };
const inAccount = { operator: "StringEquals", key: "aws:SourceAccount", value: "{using.account}" } as const;
const byResource = { operator: "ArnLike", key: "aws:SourceArn", value: "{using.arn}" } as const;

const rdsArn = "arn:{partition}:rds:{using.region}:{using.account}:*";
const redshiftArn = "arn:{partition}:redshift:{using.region}:{using.account}:*";
const dmsArn = "arn:{partition}:dms:{using.region}:{using.account}:*";
const sesArn = "arn:{partition}:ses:{using.region}:{using.account}:*";
const glacierArn = "arn:{partition}:glacier:{using.region}:{using.account}:*";
const codeCommitArn = "arn:{partition}:codecommit:{using.region}:{using.account}:*";
const budgetsArn = "arn:{partition}:budgets::{using.account}:*";

const alarmTargets = {
  paths: ["alarm_actions[]", "ok_actions[]", "insufficient_data_actions[]"],
  carrier: "topic",
} as const;

const enabled = [{ path: "actions_enabled", is: [true], orUnset: true }] as const;

/**
 * The topic's ARN is the encryption context: Amazon GameLift Servers, "Set up an SNS topic with server-side encryption", has it in
 * a key policy. That nothing else is in it is inferred.
 */
const ofTopic: readonly RowContext[] = [
  { key: "kms:EncryptionContext:aws:sns:topicArn", state: "is", value: "{carrier.arn}", label: "doc" },
  { key: "kms:EncryptionContext:*", state: "absent", label: "inf" },
];

/** AWS services that publish to an Amazon SNS topic that a key encrypts. */
export const snsPublishers: Service = {
  id: "sns-publishers",
  title: "Amazon SNS (services that publish to a topic)",
  // each publisher has its own principal: the requirements name them
  principals: [],
  callsByItself: true,
  signals: [
    { type: "aws_cloudwatch_metric_alarm", use: "cloudwatch-alarm", target: alarmTargets, where: enabled },
    { type: "aws_cloudwatch_composite_alarm", use: "cloudwatch-alarm", target: alarmTargets, where: enabled },
    {
      type: "aws_cloudwatch_event_target",
      use: "eventbridge-rule",
      target: { paths: ["arn"], carrier: "topic" },
      using: { path: "rule", type: "aws_cloudwatch_event_rule" },
    },
    {
      type: "aws_s3_bucket_notification",
      use: "s3-notification",
      target: { paths: ["topic[].topic_arn"], carrier: "topic" },
      using: { path: "bucket", type: "aws_s3_bucket" },
    },
    { type: "aws_db_event_subscription", use: "rds-event", target: { paths: ["sns_topic"], carrier: "topic" } },
    {
      type: "aws_redshift_event_subscription",
      use: "redshift-event",
      target: { paths: ["sns_topic_arn"], carrier: "topic" },
    },
    { type: "aws_dms_event_subscription", use: "dms-event", target: { paths: ["sns_topic_arn"], carrier: "topic" } },
    { type: "aws_ses_identity_notification_topic", use: "ses", target: { paths: ["topic_arn"], carrier: "topic" } },
    {
      type: "aws_ses_receipt_rule",
      use: "ses",
      target: {
        paths: [
          "bounce_action[].topic_arn",
          "lambda_action[].topic_arn",
          "s3_action[].topic_arn",
          "sns_action[].topic_arn",
          "stop_action[].topic_arn",
          "workmail_action[].topic_arn",
        ],
        carrier: "topic",
      },
    },
    { type: "aws_dax_cluster", use: "dax", target: { paths: ["notification_topic_arn"], carrier: "topic" } },
    { type: "aws_glacier_vault", use: "glacier", target: { paths: ["notification[].sns_topic"], carrier: "topic" } },
    {
      type: "aws_codecommit_trigger",
      use: "codecommit",
      target: { paths: ["trigger[].destination_arn"], carrier: "topic" },
    },
    { type: "aws_cloudtrail", use: "cloudtrail", target: { paths: ["sns_topic_name"], carrier: "topic" } },
    {
      type: "aws_budgets_budget",
      use: "budgets",
      target: { paths: ["notification[].subscriber_sns_topic_arns[]"], carrier: "topic" },
    },
    {
      type: "aws_autoscaling_notification",
      use: "autoscaling",
      target: { paths: ["topic_arn"], carrier: "topic" },
      using: { path: "group_names[]", type: "aws_autoscaling_group" },
    },
  ],
  takes: {
    specs: ["SYMMETRIC_DEFAULT"],
    usages: ["ENCRYPT_DECRYPT"],
    customerManaged: true,
    source: { ...page, says: "Amazon SNS only supports symmetric encryption KMS keys. … Use a customer managed key." },
  },
  context: ofTopic,
  operations: [],
  requirements: [
    {
      ...published,
      id: "sns-publishers.key-policy.cloudwatch",
      grantee: { service: "cloudwatch.amazonaws.com" },
      neededBy: ["cloudwatch-alarm"],
      context: [ofAccount, ofResource],
      recommended: [inAccount, byResource],
      also: [conditions, alarmPage],
    },
    {
      ...published,
      id: "sns-publishers.key-policy.events",
      grantee: { service: "events.amazonaws.com" },
      neededBy: ["eventbridge-rule"],
      essentialLabel: "doc",
      context: [
        { key: "aws:SourceAccount", state: "unsupported", label: "doc" },
        { key: "aws:SourceArn", state: "unsupported", label: "doc" },
        { key: "aws:SourceOrgID", state: "unsupported", label: "doc" },
      ],
      also: [
        eventBridgePage,
        {
          ...page,
          says: "Adding the aws:SourceAccount, aws:SourceArn, and aws:SourceOrgID to a AWS KMS policy is not supported for EventBridge-to-encrypted topics.",
        },
      ],
    },
    {
      ...published,
      id: "sns-publishers.key-policy.s3",
      grantee: { service: "s3.amazonaws.com" },
      neededBy: ["s3-notification"],
      essentialLabel: "doc",
      context: [ofAccount, ofResource],
      recommended: [inAccount, byResource],
      failure: { how: "loud", says: "the bucket's notification is not created", label: "inf" },
      also: [s3Page, conditions],
    },
    {
      ...published,
      id: "sns-publishers.key-policy.rds",
      grantee: { service: "events.rds.amazonaws.com" },
      neededBy: ["rds-event"],
      // the database, cluster or snapshot that the event is about, not the subscription
      context: [ofAccount, { key: "aws:SourceArn", state: "like", value: rdsArn, label: "doc" }],
      recommended: [inAccount, { operator: "ArnLike", key: "aws:SourceArn", value: rdsArn }],
      also: [conditions, rdsPage],
    },
    {
      ...published,
      id: "sns-publishers.key-policy.redshift",
      grantee: { service: "redshift.amazonaws.com" },
      neededBy: ["redshift-event"],
      context: [ofAccount, { key: "aws:SourceArn", state: "like", value: redshiftArn, label: "doc" }],
      recommended: [inAccount, { operator: "ArnLike", key: "aws:SourceArn", value: redshiftArn }],
      also: [conditions],
    },
    {
      ...published,
      id: "sns-publishers.key-policy.dms",
      grantee: { service: "dms.amazonaws.com" },
      neededBy: ["dms-event"],
      context: [ofAccount, { key: "aws:SourceArn", state: "like", value: dmsArn, label: "doc" }],
      recommended: [inAccount, { operator: "ArnLike", key: "aws:SourceArn", value: dmsArn }],
      also: [conditions],
    },
    {
      ...published,
      id: "sns-publishers.key-policy.ses",
      grantee: { service: "ses.amazonaws.com" },
      neededBy: ["ses"],
      context: [ofAccount, { key: "aws:SourceArn", state: "like", value: sesArn, label: "doc" }],
      recommended: [inAccount, { operator: "ArnLike", key: "aws:SourceArn", value: sesArn }],
      also: [conditions],
    },
    {
      ...published,
      id: "sns-publishers.key-policy.dynamodb",
      grantee: { service: "dynamodb.amazonaws.com" },
      neededBy: ["dax"],
      // no page says which ARN DAX sends, whose principal is DynamoDB's
      context: [ofAccount, { key: "aws:SourceArn", state: "unknown", label: "doc" }],
      recommended: [inAccount],
      also: [conditions],
    },
    {
      ...published,
      id: "sns-publishers.key-policy.glacier",
      grantee: { service: "glacier.amazonaws.com" },
      neededBy: ["glacier"],
      context: [ofAccount, { key: "aws:SourceArn", state: "like", value: glacierArn, label: "doc" }],
      recommended: [inAccount, { operator: "ArnLike", key: "aws:SourceArn", value: glacierArn }],
      also: [conditions],
    },
    {
      ...published,
      id: "sns-publishers.key-policy.codecommit",
      grantee: { service: "codecommit.amazonaws.com" },
      neededBy: ["codecommit"],
      context: [ofAccount, { key: "aws:SourceArn", state: "like", value: codeCommitArn, label: "doc" }],
      recommended: [inAccount, { operator: "ArnLike", key: "aws:SourceArn", value: codeCommitArn }],
      also: [conditions],
    },
    {
      ...published,
      id: "sns-publishers.key-policy.cloudtrail",
      grantee: { service: "cloudtrail.amazonaws.com" },
      neededBy: ["cloudtrail"],
      context: [ofAccount, ofResource],
      recommended: [byResource],
      source: {
        ...cloudTrailPage,
        says: "To use an AWS KMS-encrypted Amazon SNS topic to send notifications, you must also enable compatibility between the event source (CloudTrail) and the encrypted topic by adding the following statement to the policy of the AWS KMS key.",
      },
      also: [
        {
          ...cloudTrailPage,
          says: "The value of this key is the ARN of the trail, or an array of trail ARNs that are using the SNS topic.",
        },
        conditions,
      ],
    },
    {
      ...published,
      id: "sns-publishers.key-policy.budgets",
      grantee: { service: "budgets.amazonaws.com" },
      neededBy: ["budgets"],
      // the page says that there is a statement, and leaves it out
      listLabel: "inf",
      context: [ofAccount, { key: "aws:SourceArn", state: "like", value: budgetsArn, label: "doc" }],
      recommended: [inAccount, { operator: "ArnLike", key: "aws:SourceArn", value: budgetsArn }],
      source: {
        ...budgetsPage,
        says: "The SNS topic is encrypted. You have encryption enabled on the SNS topic. The SNS topic won’t work without additional permissions.",
      },
      also: [
        {
          ...budgetsPage,
          says: "Be sure that you're using the same KMS key that grants AWS Budgets the permissions to publish to encrypted Amazon SNS topics.",
        },
        published.source,
      ],
    },
    {
      ...published,
      id: "sns-publishers.key-policy.autoscaling",
      grantee: {
        serviceLinkedRole: "autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling",
        override: "service_linked_role_arn",
      },
      neededBy: ["autoscaling"],
      source: {
        ...page,
        says: "Some Amazon SNS event sources require you to provide an IAM role (rather than the service principal) in the AWS KMS key policy: Amazon EC2 Auto Scaling",
      },
      also: [published.source],
    },
  ],
  exemptions: [],
  notes: {},
};
