import type { Service } from "../service";

const read = "2026-12-01";

const rdsPage = {
  title: "Amazon RDS User Guide, AWS KMS key management",
  url: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.Keys.html",
  read,
} as const;

const efsPage = {
  title: "Amazon EFS User Guide, Using AWS KMS keys for Amazon EFS",
  url: "https://docs.aws.amazon.com/efs/latest/ug/EFSKMS.html",
  read,
} as const;

const ebsPage = {
  title: "Amazon EBS User Guide, Requirements for Amazon EBS encryption",
  url: "https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption-requirements.html",
  read,
} as const;

const ecrPage = {
  title: "Amazon ECR User Guide, Encryption at rest",
  url: "https://docs.aws.amazon.com/AmazonECR/latest/userguide/encryption-at-rest.html",
  read,
} as const;

const openSearchPage = {
  title: "Amazon OpenSearch Service Developer Guide, Encryption of data at rest for Amazon OpenSearch Service",
  url: "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/encryption-at-rest.html",
  read,
} as const;

const dynamoDbPage = {
  title: "Amazon DynamoDB Developer Guide, DynamoDB encryption at rest usage notes",
  url: "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html",
  read,
} as const;

const secretsPage = {
  title: "AWS Secrets Manager User Guide, Secret encryption and decryption in AWS Secrets Manager",
  url: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html",
  read,
} as const;

const statesPage = {
  title: "AWS Step Functions Developer Guide, Data at rest encryption in Step Functions",
  url: "https://docs.aws.amazon.com/step-functions/latest/dg/encryption-at-rest.html",
  read,
} as const;

const backupPage = {
  title: "AWS Backup Developer Guide, Encryption for backups in AWS Backup",
  url: "https://docs.aws.amazon.com/aws-backup/latest/devguide/encryption.html",
  read,
} as const;

const ofCaller = {
  layer: "either",
  grantee: "caller",
  when: "always",
  failure: { how: "loud", says: "the resource is not created", label: "inf" },
} as const;

/** What AWS services encrypt for whoever creates a resource, with that caller's own permissions. */
export const callerCreates: Service = {
  id: "caller-creates",
  title: "AWS services that act for whoever runs Terraform",
  principals: [],
  callsByItself: false,
  signals: [
    { type: "aws_db_instance", use: "rds", key: ["kms_key_id"] },
    { type: "aws_rds_cluster", use: "rds", key: ["kms_key_id"] },
    { type: "aws_efs_file_system", use: "efs", key: ["kms_key_id"] },
    { type: "aws_ebs_volume", use: "ebs", key: ["kms_key_id"] },
    { type: "aws_instance", use: "ebs", key: ["root_block_device[].kms_key_id", "ebs_block_device[].kms_key_id"] },
    { type: "aws_ecr_repository", use: "ecr", key: ["encryption_configuration[].kms_key"] },
    { type: "aws_opensearch_domain", use: "opensearch", key: ["encrypt_at_rest[].kms_key_id"] },
    { type: "aws_elasticsearch_domain", use: "opensearch", key: ["encrypt_at_rest[].kms_key_id"] },
    { type: "aws_dynamodb_table", use: "dynamodb", key: ["server_side_encryption[].kms_key_arn"] },
    { type: "aws_secretsmanager_secret", use: "secretsmanager", key: ["kms_key_id"] },
    {
      type: "aws_sfn_state_machine",
      use: "state-machine",
      key: ["encryption_configuration[].kms_key_id"],
      role: "role_arn",
    },
    { type: "aws_sfn_activity", use: "activity", key: ["encryption_configuration[].kms_key_id"] },
    { type: "aws_backup_vault", use: "backup", key: ["kms_key_arn"] },
  ],
  takes: {
    specs: ["SYMMETRIC_DEFAULT"],
    usages: ["ENCRYPT_DECRYPT"],
    source: {
      title: "AWS KMS Developer Guide, Using AWS KMS encryption with AWS services",
      url: "https://docs.aws.amazon.com/kms/latest/developerguide/service-integration.html",
      read,
      says: "AWS services that are integrated with AWS KMS use only symmetric encryption KMS keys to encrypt your data.",
    },
  },
  operations: [],
  spared: [
    {
      id: "caller-creates.spared.ebs",
      title: "the identity-only role with which EC2 attaches an instance's encrypted volumes",
      role: "aws:ec2-infrastructure/*",
      neededBy: ["ebs"],
      actions: ["kms:Decrypt"],
      context: [
        { key: "aws:SourceIp", state: "not-ours", label: "doc" },
        { key: "aws:VpcSourceIp", state: "not-ours", label: "doc" },
        { key: "aws:SourceVpc", state: "not-ours", label: "doc" },
        { key: "aws:SourceVpce", state: "not-ours", label: "doc" },
        { key: "aws:ViaAWSService", state: "unknown", label: "inf" },
      ],
      certain: true,
      how: "add a condition to the Deny with which it does not apply to the aws:PrincipalArn `arn:aws:iam::*:role/aws:ec2-infrastructure/*`",
      source: {
        ...ebsPage,
        says: "If an SCP or KMS key denies the identity-only role access to a KMS key, you may fail to launch EC2 instances with encrypted volumes, or using encrypted AMIs or snapshots.",
      },
    },
    {
      id: "caller-creates.spared.rds",
      title: "principals of the account that owns the database, which Amazon RDS acts for",
      role: "*",
      neededBy: ["rds"],
      actions: ["kms:CreateGrant", "kms:DescribeKey"],
      certain: false,
      how: "add a condition to the Deny with which it does not apply to that account (aws:PrincipalAccount)",
      source: {
        ...rdsPage,
        says: "When you use explicit deny statements for all resources (*) in AWS KMS key policies with managed services like Amazon RDS, you must specify a condition to allow the resource owning account. Operations might fail without this condition, even if the deny rule includes exceptions for your IAM user.",
      },
    },
  ],
  requirements: [
    {
      ...ofCaller,
      id: "caller-creates.either.caller.rds",
      neededBy: ["rds"],
      actions: ["kms:CreateGrant", "kms:DescribeKey"],
      context: [{ key: "kms:ViaService", state: "is", value: "rds.{using.region}.amazonaws.com", label: "doc" }],
      recommended: [{ operator: "StringEquals", key: "kms:ViaService", value: "rds.{using.region}.amazonaws.com" }],
      atRest: true,
      source: {
        ...rdsPage,
        says: "To create an RDS resource using a customer managed key, a user must have permissions to call the following operations on the customer managed key: kms:CreateGrant, kms:DescribeKey",
      },
      also: [
        {
          ...rdsPage,
          says: "When you use explicit deny statements for all resources (*) in AWS KMS key policies with managed services like Amazon RDS, you must specify a condition to allow the resource owning account. Operations might fail without this condition, even if the deny rule includes exceptions for your IAM user.",
        },
      ],
    },
    {
      ...ofCaller,
      id: "caller-creates.either.caller.efs",
      neededBy: ["efs"],
      actions: ["kms:Decrypt", "kms:GenerateDataKeyWithoutPlaintext", "kms:CreateGrant", "kms:DescribeKey"],
      context: [
        { key: "kms:ViaService", state: "is", value: "elasticfilesystem.{using.region}.amazonaws.com", label: "doc" },
      ],
      recommended: [
        { operator: "StringEquals", key: "kms:ViaService", value: "elasticfilesystem.{using.region}.amazonaws.com" },
      ],
      atRest: true,
      source: {
        ...efsPage,
        says: "The following list describes all the AWS KMS–related permissions that are required or otherwise supported by Amazon EFS for encrypted at rest file systems:",
      },
    },
    {
      ...ofCaller,
      id: "caller-creates.either.caller.ebs",
      neededBy: ["ebs"],
      actions: ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKeyWithoutPlaintext"],
      // AWS prints kms:ReEncrypt, of which there are two
      listed: ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKeyWithoutPlaintext", "kms:ReEncrypt*"],
      essentialLabel: "inf",
      atRest: true,
      source: {
        ...ebsPage,
        says: "You must grant users permission to call the following actions in order to use EBS encryption:",
      },
    },
    {
      ...ofCaller,
      id: "caller-creates.either.caller.ebs.grant",
      neededBy: ["ebs"],
      actions: ["kms:CreateGrant"],
      context: [{ key: "kms:GrantIsForAWSResource", state: "is", value: "true", label: "doc" }],
      recommended: [{ operator: "Bool", key: "kms:GrantIsForAWSResource", value: "true" }],
      atRest: true,
      source: {
        ...ebsPage,
        says: "use the kms:GrantIsForAWSResource condition key to allow the user to create grants on the KMS key only when the grant is created on the user's behalf by an AWS service",
      },
      also: [
        {
          ...ebsPage,
          says: "If an SCP or KMS key denies the identity-only role access to a KMS key, you may fail to launch EC2 instances with encrypted volumes, or using encrypted AMIs or snapshots.",
        },
      ],
    },
    {
      ...ofCaller,
      id: "caller-creates.either.caller.ecr",
      neededBy: ["ecr"],
      // the third is for whoever deletes the repository
      actions: ["kms:CreateGrant", "kms:DescribeKey"],
      listed: ["kms:CreateGrant", "kms:RetireGrant", "kms:DescribeKey"],
      context: [{ key: "kms:ViaService", state: "is", value: "ecr.{using.region}.amazonaws.com", label: "doc" }],
      recommended: [{ operator: "StringEquals", key: "kms:ViaService", value: "ecr.{using.region}.amazonaws.com" }],
      atRest: true,
      source: {
        ...ecrPage,
        says: "The IAM user, IAM role, or AWS account creating your repositories must have the kms:CreateGrant, kms:RetireGrant, and kms:DescribeKey permission in addition to the necessary Amazon ECR permissions.",
      },
    },
    {
      ...ofCaller,
      id: "caller-creates.either.caller.opensearch",
      neededBy: ["opensearch"],
      actions: ["kms:CreateGrant"],
      context: [
        { key: "kms:ViaService", state: "is", value: "es.{using.region}.amazonaws.com", label: "doc" },
        { key: "kms:GrantIsForAWSResource", state: "is", value: "true", label: "doc" },
      ],
      recommended: [
        { operator: "StringEquals", key: "kms:ViaService", value: "es.{using.region}.amazonaws.com" },
        { operator: "Bool", key: "kms:GrantIsForAWSResource", value: "true" },
      ],
      atRest: true,
      source: {
        ...openSearchPage,
        says: "If you want to use a key other than the AWS owned key, you must also have permissions to create grants for the key.",
      },
    },
    {
      ...ofCaller,
      id: "caller-creates.either.caller.dynamodb",
      neededBy: ["dynamodb"],
      actions: [
        "kms:Encrypt",
        "kms:Decrypt",
        "kms:ReEncryptFrom",
        "kms:ReEncryptTo",
        "kms:GenerateDataKey",
        "kms:GenerateDataKeyWithoutPlaintext",
        "kms:DescribeKey",
        "kms:CreateGrant",
      ],
      listed: [
        "kms:Encrypt",
        "kms:Decrypt",
        "kms:ReEncrypt*",
        "kms:GenerateDataKey*",
        "kms:DescribeKey",
        "kms:CreateGrant",
      ],
      // of any Region, for global tables
      context: [{ key: "kms:ViaService", state: "like", value: "dynamodb.*.amazonaws.com", label: "doc" }],
      recommended: [{ operator: "StringLike", key: "kms:ViaService", value: "dynamodb.*.amazonaws.com" }],
      atRest: true,
      source: {
        ...dynamoDbPage,
        says: "At a minimum, DynamoDB requires the following permissions on a customer managed key:",
      },
    },
    {
      ...ofCaller,
      id: "caller-creates.either.caller.secretsmanager",
      neededBy: ["secretsmanager"],
      actions: ["kms:GenerateDataKey", "kms:Decrypt"],
      context: [
        { key: "kms:ViaService", state: "is", value: "secretsmanager.{using.region}.amazonaws.com", label: "doc" },
      ],
      recommended: [
        { operator: "StringEquals", key: "kms:ViaService", value: "secretsmanager.{using.region}.amazonaws.com" },
      ],
      atRest: true,
      source: {
        ...secretsPage,
        says: "When you establish or change the KMS key that is associated with secret, Secrets Manager calls the GenerateDataKey and Decrypt operations with the specified KMS key. These calls confirm that the caller has permission to use the KMS key for these operation.",
      },
    },
    {
      ...ofCaller,
      id: "caller-creates.either.caller.state-machine",
      neededBy: ["state-machine"],
      actions: ["kms:DescribeKey", "kms:GenerateDataKey"],
      context: [{ key: "kms:ViaService", state: "is", value: "states.{using.region}.amazonaws.com", label: "doc" }],
      recommended: [{ operator: "StringEquals", key: "kms:ViaService", value: "states.{using.region}.amazonaws.com" }],
      atRest: true,
      source: {
        ...statesPage,
        says: "Before you can create a state machine with customer managed AWS KMS keys, your user or role must have AWS KMS permissions to DescribeKey and GenerateDataKey.",
      },
    },
    {
      id: "caller-creates.either.role.state-machine",
      layer: "either",
      grantee: "role",
      neededBy: ["state-machine"],
      actions: ["kms:Decrypt", "kms:GenerateDataKey"],
      when: "always",
      context: [
        { key: "kms:ViaService", state: "absent", caller: "role", label: "doc" },
        { key: "kms:EncryptionContext:aws:states:stateMachineArn", state: "is", value: "{using.arn}", label: "doc" },
      ],
      recommended: [
        {
          operator: "StringEquals",
          key: "kms:EncryptionContext:aws:states:stateMachineArn",
          value: "{using.arn}",
        },
      ],
      failure: { how: "late", says: "executions fail", label: "doc" },
      atRest: true,
      source: {
        ...statesPage,
        says: "For an execution to successfully complete when using customer managed key encryption, the execution role needs to be granted kms:GenerateDataKey and kms:Decrypt permissions for AWS KMS keys used by the state machine.",
      },
      also: [
        {
          ...statesPage,
          says: "Adding kms:ViaService condition to an execution role can prevent a new execution from starting or cause a running execution to fail.",
        },
      ],
    },
    {
      ...ofCaller,
      id: "caller-creates.either.caller.activity",
      neededBy: ["activity"],
      actions: ["kms:DescribeKey"],
      context: [{ key: "kms:ViaService", state: "is", value: "states.{using.region}.amazonaws.com", label: "doc" }],
      recommended: [{ operator: "StringEquals", key: "kms:ViaService", value: "states.{using.region}.amazonaws.com" }],
      source: {
        ...statesPage,
        says: "Before you can create a activity with customer managed AWS KMS keys, your user or role only needs AWS KMS permissions to DescribeKey.",
      },
    },
    {
      ...ofCaller,
      id: "caller-creates.either.caller.backup",
      neededBy: ["backup"],
      actions: ["kms:GenerateDataKey", "kms:Decrypt"],
      atRest: true,
      source: {
        ...backupPage,
        says: "At a minimum, the key policy requires the following permissions: kms:createGrant, kms:generateDataKey, kms:decrypt",
      },
    },
    {
      ...ofCaller,
      id: "caller-creates.either.caller.backup.grant",
      neededBy: ["backup"],
      actions: ["kms:CreateGrant"],
      context: [
        { key: "kms:GrantIsForAWSResource", state: "is", value: "true", label: "doc" },
        { key: "kms:ViaService", state: "like", value: "backup.*.amazonaws.com", label: "doc" },
        { key: "kms:EncryptionContextKeys", state: "at-least", value: "aws:backup:backup-vault", label: "doc" },
      ],
      recommended: [
        { operator: "ForAnyValue:StringEquals", key: "kms:EncryptionContextKeys", value: "aws:backup:backup-vault" },
        { operator: "Bool", key: "kms:GrantIsForAWSResource", value: "true" },
        { operator: "StringLike", key: "kms:ViaService", value: "backup.*.amazonaws.com" },
      ],
      atRest: true,
      source: {
        ...backupPage,
        says: "At a minimum, the key policy requires the following permissions: kms:createGrant, kms:generateDataKey, kms:decrypt",
      },
    },
  ],
  exemptions: [],
  notes: {},
};
