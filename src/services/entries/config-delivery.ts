import type { Service } from "../service";

const page = {
  title: "AWS Config Developer Guide, Permissions for the KMS Key for the AWS Config Delivery Channel",
  url: "https://docs.aws.amazon.com/config/latest/developerguide/s3-kms-key-policy.html",
  read: "2026-12-01",
} as const;

const rolePage = {
  title: "AWS Config Developer Guide, Permissions for the IAM Role Assigned to AWS Config",
  url: "https://docs.aws.amazon.com/config/latest/developerguide/iamrole-permissions.html",
  read: "2026-12-01",
} as const;

// sent as it stands here, with the asterisk
const channels = "arn:{partition}:config:{using.region}:{using.account}:*";

const recorderRole = { type: "aws_config_configuration_recorder", path: "role_arn" } as const;

const failure = { how: "loud", says: "the delivery channel is not created", label: "inf" } as const;

const needs = ["kms:Decrypt", "kms:GenerateDataKey"] as const;

/** AWS Config: delivers what it records to a bucket, encrypted with the channel's key or the bucket's. */
export const configDelivery: Service = {
  id: "config-delivery",
  title: "AWS Config",
  principals: [],
  callsByItself: true,
  signals: [
    { type: "aws_config_delivery_channel", use: "delivery", key: ["s3_kms_key_arn"], role: recorderRole },
    {
      type: "aws_config_delivery_channel",
      use: "delivery",
      target: { paths: ["s3_bucket_name"], carrier: "bucket" },
      role: recorderRole,
      where: [{ path: "s3_kms_key_arn", is: [], orUnset: true }],
    },
  ],
  takes: {
    specs: ["SYMMETRIC_DEFAULT"],
    usages: ["ENCRYPT_DECRYPT"],
    customerManaged: true,
    source: {
      ...page,
      says: "You will need to attach an access policy, mentioned below, to the AWS KMS key to grant AWS Config access to use the AWS KMS key when delivering information to the Amazon S3 bucket.",
    },
  },
  operations: [],
  requirements: [
    {
      id: "config-delivery.key-policy.service",
      layer: "key-policy",
      grantee: { service: "config.amazonaws.com" },
      neededBy: ["delivery"],
      actions: needs,
      when: "role-is-service-linked",
      context: [
        { key: "aws:SourceAccount", state: "is", value: "{using.account}", label: "doc" },
        { key: "aws:SourceArn", state: "is", value: channels, label: "doc" },
      ],
      recommended: [
        { operator: "StringEquals", key: "aws:SourceAccount", value: "{using.account}" },
        { operator: "ArnLike", key: "aws:SourceArn", value: channels },
      ],
      failure,
      atRest: true,
      source: {
        ...page,
        says: "The AWS Config service-linked role does not have permission to access the AWS KMS key. So, if you set up AWS Config using a service-linked role, AWS Config will send information as the AWS Config service principal instead.",
      },
      also: [
        {
          ...page,
          says: "When using the AWS Config service principal, the AWS:SourceArn property will always be set to arn:aws:config:sourceRegion:sourceAccountID:* where sourceRegion is the region of the delivery channel and sourceAccountID is the ID of the account containing the delivery channel.",
        },
      ],
    },
    {
      id: "config-delivery.either.role",
      layer: "either",
      grantee: "role",
      neededBy: ["delivery"],
      actions: needs,
      when: "role-is-own",
      fallback: "config-delivery.key-policy.service",
      failure,
      atRest: true,
      source: {
        ...rolePage,
        says: "The following example policy grants AWS Config permission to use KMS-based encryption on new objects for S3 bucket delivery:",
      },
      also: [
        {
          ...page,
          says: "If the IAM role, Amazon S3 bucket policy, or AWS KMS key do not provide appropriate access to AWS Config, then AWS Config’s attempt to send configuration information to the Amazon S3 bucket will fail. In this event, AWS Config sends the information again, this time as the AWS Config service principal.",
        },
      ],
    },
  ],
  exemptions: [],
  notes: {},
};
