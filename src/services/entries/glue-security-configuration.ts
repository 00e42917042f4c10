import { perhapsForwarded } from "../forwarded-calls";
import type { Service } from "../service";

const page = {
  title: "AWS Glue Developer Guide, Setting up encryption in AWS Glue",
  url: "https://docs.aws.amazon.com/glue/latest/dg/set-up-encryption.html",
  read: "2026-12-01",
} as const;

const logsPage = {
  title: "Amazon CloudWatch Logs User Guide, Encrypt log data in CloudWatch Logs using AWS Key Management Service",
  url: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html",
  read: "2026-12-01",
} as const;

const ofJob = { type: "aws_glue_job", role: "role_arn" } as const;

/** AWS Glue security configurations: what jobs and crawlers encrypt their logs, data and bookmarks with. */
export const glueSecurityConfiguration: Service = {
  id: "glue-security-configuration",
  title: "AWS Glue (security configurations)",
  principals: [],
  callsByItself: false,
  signals: [
    {
      type: "aws_glue_security_configuration",
      use: "logs",
      key: ["encryption_configuration[].cloudwatch_encryption[].kms_key_arn"],
      where: [
        { path: "encryption_configuration[].cloudwatch_encryption[].cloudwatch_encryption_mode", is: ["SSE-KMS"] },
      ],
    },
    {
      ...ofJob,
      use: "data",
      target: {
        paths: ["security_configuration"],
        carrier: "security-configuration",
        keys: ["encryption_configuration[].s3_encryption[].kms_key_arn"],
      },
    },
    {
      ...ofJob,
      use: "bookmarks",
      target: {
        paths: ["security_configuration"],
        carrier: "security-configuration",
        keys: ["encryption_configuration[].job_bookmarks_encryption[].kms_key_arn"],
      },
    },
  ],
  takes: {
    specs: ["SYMMETRIC_DEFAULT"],
    usages: ["ENCRYPT_DECRYPT"],
    source: { ...page, says: "AWS Glue supports only symmetric customer master keys (CMKs)." },
  },
  context: perhapsForwarded,
  operations: [],
  requirements: [
    {
      id: "glue-security-configuration.key-policy.logs",
      layer: "key-policy",
      grantee: { service: "logs.{region}.{dns_suffix}" },
      neededBy: ["logs"],
      actions: ["kms:Encrypt", "kms:Decrypt", "kms:GenerateDataKey"],
      listed: ["kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"],
      essentialLabel: "inf",
      when: "always",
      context: [
        {
          key: "kms:EncryptionContext:aws:logs:arn",
          state: "like",
          value: "arn:{partition}:logs:{using.region}:{using.account}:log-group:*",
          label: "doc",
        },
      ],
      failure: { how: "late", says: "jobs and crawlers cannot write their logs", label: "inf" },
      atRest: true,
      source: {
        ...page,
        says: "Any ETL job or crawler that writes encrypted Amazon CloudWatch Logs requires the following permissions in the key and IAM policies. In the key policy (not the IAM policy):",
      },
      also: [
        {
          ...logsPage,
          says: "CloudWatch Logs now supports encryption context, using kms:EncryptionContext:aws:logs:arn as the key and the ARN of the log group as the value for that key.",
        },
      ],
    },
    {
      id: "glue-security-configuration.either.role.data",
      layer: "either",
      grantee: "role",
      neededBy: ["data"],
      actions: ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey"],
      when: "always",
      failure: { how: "late", says: "the job fails when it writes", label: "inf" },
      atRest: true,
      source: {
        ...page,
        says: "The role of any extract, transform, and load (ETL) job that writes encrypted data to Amazon S3 needs the following permissions.",
      },
    },
    {
      id: "glue-security-configuration.either.role.bookmarks",
      layer: "either",
      grantee: "role",
      neededBy: ["bookmarks"],
      actions: ["kms:Decrypt", "kms:Encrypt"],
      when: "always",
      failure: { how: "late", says: "the job can neither read nor write its bookmark", label: "inf" },
      atRest: true,
      source: { ...page, says: "Any ETL job that uses an encrypted job bookmark needs the following permissions." },
    },
  ],
  exemptions: [],
  notes: {},
};
