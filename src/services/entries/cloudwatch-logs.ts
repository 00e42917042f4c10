import type { Service } from "../service";

const page = {
  title: "Amazon CloudWatch Logs User Guide, Encrypt log data in CloudWatch Logs using AWS Key Management Service",
  url: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html",
  read: "2026-12-01",
} as const;

const detectorPage = {
  title: "Amazon CloudWatch Logs User Guide, Encrypt an anomaly detector and its results with AWS KMS",
  url: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/LogsAnomalyDetection-KMS.html",
  read: "2026-12-01",
} as const;

const principal = { service: "logs.{region}.{dns_suffix}" } as const;

const anomalyDetectors = "arn:{partition}:logs:{using.region}:{using.account}:anomaly-detector:*";

/** Amazon CloudWatch Logs: log groups and anomaly detectors that a key encrypts. */
export const cloudwatchLogs: Service = {
  id: "cloudwatch-logs",
  title: "Amazon CloudWatch Logs",
  // the principal has the Region in its name: each requirement names it
  principals: [],
  callsByItself: true,
  signals: [
    { type: "aws_cloudwatch_log_group", use: "log-group", key: ["kms_key_id"] },
    { type: "aws_cloudwatch_log_anomaly_detector", use: "anomaly-detector", key: ["kms_key_id"] },
  ],
  takes: {
    specs: ["SYMMETRIC_DEFAULT"],
    usages: ["ENCRYPT_DECRYPT"],
    regions: "using",
    source: { ...page, says: "CloudWatch Logs supports only symmetric KMS keys." },
  },
  operations: [],
  requirements: [
    {
      id: "cloudwatch-logs.key-policy.service",
      layer: "key-policy",
      grantee: principal,
      neededBy: ["log-group"],
      // AWS's statement conditions Describe* too on the encryption context, which DescribeKey never has; it works all the same
      actions: ["kms:Encrypt", "kms:Decrypt", "kms:GenerateDataKey"],
      listed: ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"],
      essentialLabel: "inf",
      when: "always",
      context: [
        {
          key: "kms:EncryptionContext:aws:logs:arn",
          state: "is",
          value: "{using.arn}",
          except: ["kms:DescribeKey"],
          label: "doc",
        },
      ],
      recommended: [{ operator: "ArnEquals", key: "kms:EncryptionContext:aws:logs:arn", value: "{using.arn}" }],
      failure: { how: "loud", says: "the log group is not created", label: "inf" },
      atRest: true,
      source: {
        ...page,
        says: "With this step, you give the CloudWatch Logs service principal and the caller role permission to use the key. This service principal must be in the same AWS Region where the KMS key is stored.",
      },
      also: [
        {
          ...page,
          says: "CloudWatch Logs now supports encryption context, using kms:EncryptionContext:aws:logs:arn as the key and the ARN of the log group as the value for that key.",
        },
      ],
    },
    {
      id: "cloudwatch-logs.key-policy.service.anomaly-detector",
      layer: "key-policy",
      grantee: principal,
      neededBy: ["anomaly-detector"],
      actions: ["kms:Encrypt", "kms:Decrypt", "kms:GenerateDataKey"],
      listed: ["kms:Encrypt", "kms:Decrypt", "kms:GenerateDataKey*", "kms:DescribeKey"],
      essentialLabel: "inf",
      when: "always",
      context: [
        { key: "aws:SourceAccount", state: "is", value: "{using.account}", label: "doc" },
        { key: "aws:SourceArn", state: "like", value: anomalyDetectors, except: ["kms:DescribeKey"], label: "doc" },
        {
          key: "kms:EncryptionContext:aws:logs:arn",
          state: "like",
          value: anomalyDetectors,
          except: ["kms:DescribeKey"],
          label: "doc",
        },
      ],
      recommended: [
        { operator: "StringEquals", key: "aws:SourceAccount", value: "{using.account}" },
        { operator: "StringLike", key: "kms:EncryptionContext:aws:logs:arn", value: anomalyDetectors },
        { operator: "ArnLike", key: "aws:SourceArn", value: anomalyDetectors },
      ],
      failure: { how: "loud", says: "the anomaly detector is not created", label: "inf" },
      atRest: true,
      source: {
        ...detectorPage,
        says: "With this step, you give the CloudWatch Logs service principal permission to use the key. This service principal must be in the same AWS Region where the KMS key is stored.",
      },
      // a second statement of this page allows the same and kms:ReEncrypt*, with aws-crypto-ec:aws:logs:arn as encryption context
    },
    {
      id: "cloudwatch-logs.either.caller",
      layer: "either",
      grantee: "caller",
      neededBy: ["log-group"],
      actions: ["kms:DescribeKey"],
      listed: ["kms:Describe*"],
      when: "always",
      context: [{ key: "kms:ViaService", state: "is", value: "logs.{using.region}.amazonaws.com", label: "doc" }],
      recommended: [{ operator: "StringEquals", key: "kms:ViaService", value: "logs.{using.region}.amazonaws.com" }],
      failure: { how: "loud", says: "the call fails with an AccessDeniedException", label: "doc" },
      source: {
        ...page,
        says: "The IAM principal that calls CreateLogGroup with a kmsKeyId parameter, or calls AssociateKmsKey, must have kms:DescribeKey permission on the specified KMS key.",
      },
      // AWS does not say since when, nor of whom, it asks this
      also: [
        {
          ...page,
          says: "If the IAM principal also needs to read or write encrypted log data (for example, calling PutLogEvents, GetLogEvents, FilterLogEvents, or StartQuery on a log group encrypted with a customer managed KMS key), the principal needs additional AWS KMS permissions.",
        },
      ],
    },
  ],
  exemptions: [],
  notes: {
    revoking: {
      ...page,
      says: "If you revoke CloudWatch Logs access to an associated key or delete an associated KMS key, your encrypted data in CloudWatch Logs can no longer be retrieved.",
    },
  },
};
