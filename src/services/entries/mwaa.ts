import { perhapsForwarded } from "../forwarded-calls";
import type { Service } from "../service";

const page = {
  title: "Amazon MWAA User Guide, Using customer-managed keys for encryption",
  url: "https://docs.aws.amazon.com/mwaa/latest/userguide/custom-keys-certs.html",
  read: "2026-12-01",
} as const;

const rolePage = {
  title: "Amazon MWAA User Guide, Amazon MWAA execution role",
  url: "https://docs.aws.amazon.com/mwaa/latest/userguide/mwaa-create-role.html",
  read: "2026-12-01",
} as const;

/** Amazon Managed Workflows for Apache Airflow: makes its own grants; CloudWatch Logs encrypts the environment's logs. */
export const mwaa: Service = {
  id: "mwaa",
  title: "Amazon MWAA",
  principals: [],
  callsByItself: false,
  signals: [{ type: "aws_mwaa_environment", use: "environment", key: ["kms_key"], role: "execution_role_arn" }],
  takes: {
    specs: ["SYMMETRIC_DEFAULT"],
    usages: ["ENCRYPT_DECRYPT"],
    regions: "using",
    namedBy: ["arn", "id"],
    multiRegion: false,
    source: {
      ...page,
      says: "An AWS KMS key ID or ARN: Yes. An AWS KMS key alias: No. An AWS KMS multi-region key: No.",
    },
  },
  context: perhapsForwarded,
  operations: [],
  requirements: [
    {
      id: "mwaa.key-policy.logs",
      layer: "key-policy",
      grantee: { service: "logs.{region}.{dns_suffix}" },
      neededBy: ["environment"],
      actions: ["kms:Encrypt", "kms:Decrypt", "kms:GenerateDataKey"],
      listed: ["kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"],
      essentialLabel: "inf",
      when: "always",
      context: [
        {
          key: "kms:EncryptionContext:aws:logs:arn",
          state: "like",
          value: "arn:{partition}:logs:{using.region}:{using.account}:log-group:airflow-{using.name}-*",
          label: "doc",
        },
      ],
      recommended: [
        {
          operator: "ArnLike",
          key: "kms:EncryptionContext:aws:logs:arn",
          value: "arn:{partition}:logs:{using.region}:{using.account}:*",
        },
      ],
      failure: { how: "loud", says: "the environment is not created", label: "inf" },
      atRest: true,
      source: {
        ...page,
        says: "If the customer-managed KMS key you used for your Amazon MWAA environment is not already configured to work with CloudWatch, you must update the key policy to allow for encrypted CloudWatch Logs.",
      },
      also: [
        {
          ...rolePage,
          says: "This policy uses the kms:EncryptionContext condition key prefix to permit access to your Apache Airflow logs group in CloudWatch Logs.",
        },
        {
          ...rolePage,
          says: 'Amazon MWAA adds the permissions policies for all CloudWatch Logs groups automatically by using the regex pattern in the execution role as "arn:aws:logs:us-east-1:111122223333:log-group:airflow-your-environment-name-*".',
        },
      ],
    },
    {
      // AWS prints a sample policy, and makes grants of its own: which of the two a task's call rests on, it does not say
      id: "mwaa.either.role",
      layer: "either",
      grantee: "role",
      neededBy: ["environment"],
      actions: [],
      listed: ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey*", "kms:Encrypt"],
      essentialLabel: "inf",
      when: "always",
      context: [
        {
          key: "kms:ViaService",
          state: "is",
          value: ["sqs.{using.region}.amazonaws.com", "s3.{using.region}.amazonaws.com"],
          label: "doc",
        },
      ],
      recommended: [
        {
          operator: "StringLike",
          key: "kms:ViaService",
          value: ["sqs.{using.region}.amazonaws.com", "s3.{using.region}.amazonaws.com"],
        },
      ],
      source: {
        ...rolePage,
        says: "The following example presents an execution role policy you can use for an Customer-managed key.",
      },
    },
  ],
  exemptions: [],
  notes: {},
};
