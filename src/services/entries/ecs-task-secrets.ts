import { perhapsForwarded } from "../forwarded-calls";
import type { Service } from "../service";

const page = {
  title: "Amazon ECS Developer Guide, Amazon ECS task execution IAM role",
  url: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html",
  read: "2026-12-01",
} as const;

const sensitivePage = {
  title: "Amazon ECS Developer Guide, Pass sensitive data to an Amazon ECS container",
  url: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specifying-sensitive-data.html",
  read: "2026-12-01",
} as const;

const secretPage = {
  title: "AWS Secrets Manager User Guide, Secret encryption and decryption in AWS Secrets Manager",
  url: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html",
  read: "2026-12-01",
} as const;

const parameterPage = {
  title:
    "AWS Systems Manager User Guide, AWS KMS encryption for AWS Systems Manager Parameter Store SecureString parameters",
  url: "https://docs.aws.amazon.com/systems-manager/latest/userguide/secure-string-parameter-kms-encryption.html",
  read: "2026-12-01",
} as const;

const decrypt = {
  ...page,
  says: "kms:Decrypt — Required only if your secret uses a customer managed key and not the default key. The ARN for your custom key should be added as a resource.",
} as const;

const failure = {
  how: "late",
  says: "tasks do not start: ResourceInitializationError, unable to pull secrets or registry auth",
  label: "inf",
} as const;

const injected = [
  "container_definitions{}[].secrets[].valueFrom",
  "container_definitions{}[].logConfiguration.secretOptions[].valueFrom",
];

/** Amazon ECS: the agent reads a task's secrets and parameters with the execution role, before the containers start. */
export const ecsTaskSecrets: Service = {
  id: "ecs-task-secrets",
  title: "Amazon ECS (secrets of tasks)",
  principals: [],
  callsByItself: false,
  signals: [
    {
      type: "aws_ecs_task_definition",
      use: "secret",
      target: {
        paths: [...injected, "container_definitions{}[].repositoryCredentials.credentialsParameter"],
        carrier: "secret",
      },
      role: "execution_role_arn",
    },
    {
      type: "aws_ecs_task_definition",
      use: "parameter",
      target: { paths: injected, carrier: "parameter" },
      role: "execution_role_arn",
    },
  ],
  takes: {
    specs: ["SYMMETRIC_DEFAULT"],
    usages: ["ENCRYPT_DECRYPT"],
    source: { ...secretPage, says: "Secrets Manager supports only symmetric encryption KMS keys." },
  },
  context: perhapsForwarded,
  operations: [],
  requirements: [
    {
      id: "ecs-task-secrets.either.role.secret",
      layer: "either",
      grantee: "role",
      neededBy: ["secret"],
      actions: ["kms:Decrypt"],
      when: "always",
      context: [
        { key: "kms:ViaService", state: "is", value: "secretsmanager.{carrier.region}.amazonaws.com", label: "doc" },
        { key: "kms:EncryptionContext:SecretARN", state: "is", value: "{carrier.arn}", label: "doc" },
        { key: "kms:EncryptionContext:SecretVersionId", state: "present", label: "doc" },
      ],
      recommended: [
        {
          operator: "StringEquals",
          key: "kms:ViaService",
          value: "secretsmanager.{carrier.region}.amazonaws.com",
        },
      ],
      failure,
      atRest: true,
      source: decrypt,
      also: [
        {
          ...page,
          says: "kms:Decrypt—Required only if your secret uses a custom KMS key and not the default key. The Amazon Resource Name (ARN) for your custom key must be added as a resource.",
        },
        {
          ...secretPage,
          says: "To allow the KMS key to be used only for requests that originate in Secrets Manager, in the permissions policy, you can use the kms:ViaService condition key with the secretsmanager.<Region>.amazonaws.com value.",
        },
        {
          ...secretPage,
          says: "In its GenerateDataKey and Decrypt requests to AWS KMS, Secrets Manager uses an encryption context with two name–value pairs that identify the secret and its version",
        },
        {
          ...sensitivePage,
          says: "They're referenced as environment variables that use the secrets container definition parameter.",
        },
      ],
    },
    {
      id: "ecs-task-secrets.either.role.parameter",
      layer: "either",
      grantee: "role",
      neededBy: ["parameter"],
      actions: ["kms:Decrypt"],
      when: "always",
      context: [
        { key: "kms:ViaService", state: "is", value: "ssm.{carrier.region}.amazonaws.com", label: "doc" },
        { key: "kms:EncryptionContext:PARAMETER_ARN", state: "is", value: "{carrier.arn}", label: "doc" },
      ],
      recommended: [{ operator: "StringEquals", key: "kms:EncryptionContext:PARAMETER_ARN", value: "{carrier.arn}" }],
      failure,
      atRest: true,
      source: decrypt,
      also: [
        {
          ...parameterPage,
          says: "To decrypt either type of SecureString parameter value, the user needs kms:Decrypt permission.",
        },
        {
          ...parameterPage,
          says: "You can also include the encryption context in an IAM policy. For example, you can permit a user to decrypt only one particular parameter value or set of parameter values.",
        },
      ],
    },
  ],
  exemptions: [],
  notes: {},
};
