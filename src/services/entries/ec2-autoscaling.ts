import { perhapsForwarded } from "../forwarded-calls";
import type { Service } from "../service";

const page = {
  title: "Amazon EC2 Auto Scaling User Guide, Required AWS KMS key policy for use with encrypted volumes",
  url: "https://docs.aws.amazon.com/autoscaling/ec2/userguide/key-policy-requirements-EBS-encryption.html",
  read: "2026-12-01",
} as const;

const troubleshooting = {
  title: "Amazon EC2 Auto Scaling User Guide, Troubleshoot Amazon EC2 Auto Scaling: EC2 instance launch failures",
  url: "https://docs.aws.amazon.com/autoscaling/ec2/userguide/ts-as-instancelaunchfailure.html",
  read: "2026-12-01",
} as const;

const spotPage = {
  title: "Amazon EC2 User Guide, Service-linked role for Spot Instance requests",
  url: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/service-linked-roles-spot-instance-requests.html",
  read: "2026-12-01",
} as const;

const fleetPage = {
  title: "Amazon EC2 User Guide, EC2 Fleet prerequisites",
  url: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-fleet-prerequisites.html",
  read: "2026-12-01",
} as const;

const autoScalingRole = {
  serviceLinkedRole: "autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling",
  override: "service_linked_role_arn",
} as const;

const listedForUse = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"];

const listedForGrant = [
  "kms:Decrypt",
  "kms:Encrypt",
  "kms:GenerateDataKey",
  "kms:GenerateDataKeyWithoutPlaintext",
  "kms:CreateGrant",
  "kms:DescribeKey",
  "kms:ReEncryptFrom",
  "kms:ReEncryptTo",
];

const forResource = {
  key: "kms:GrantIsForAWSResource",
  only: ["kms:CreateGrant"],
  state: "is",
  value: "true",
} as const;

const failure = {
  how: "late",
  says: "instances end as soon as they start, with Client.InternalError: Client error on launch",
  label: "doc",
} as const;

const specification = "mixed_instances_policy[].launch_template[].launch_template_specification[]";
const override = "mixed_instances_policy[].launch_template[].override[].launch_template_specification[]";

/** Amazon EC2 Auto Scaling, EKS node groups, Spot and EC2 Fleet: launch instances whose volumes are encrypted. */
export const ec2Autoscaling: Service = {
  id: "ec2-autoscaling",
  title: "Amazon EC2 Auto Scaling",
  principals: [],
  callsByItself: false,
  signals: [
    {
      type: "aws_autoscaling_group",
      use: "group",
      target: {
        paths: [
          "launch_template[].id",
          "launch_template[].name",
          `${specification}.launch_template_id`,
          `${specification}.launch_template_name`,
          `${override}.launch_template_id`,
          `${override}.launch_template_name`,
        ],
        carrier: "launch-template",
      },
    },
    // EKS makes an Auto Scaling group of the node group
    {
      type: "aws_eks_node_group",
      use: "group",
      target: { paths: ["launch_template[].id", "launch_template[].name"], carrier: "launch-template" },
    },
    { type: "aws_ebs_default_kms_key", use: "default-key", key: ["key_arn"] },
    {
      type: "aws_spot_fleet_request",
      use: "spot",
      key: [
        "launch_specification[].ebs_block_device[].kms_key_id",
        "launch_specification[].root_block_device[].kms_key_id",
      ],
    },
    {
      type: "aws_spot_fleet_request",
      use: "spot",
      target: {
        paths: [
          "launch_template_config[].launch_template_specification[].id",
          "launch_template_config[].launch_template_specification[].name",
        ],
        carrier: "launch-template",
      },
    },
    {
      type: "aws_spot_instance_request",
      use: "spot",
      key: ["ebs_block_device[].kms_key_id", "root_block_device[].kms_key_id"],
    },
    {
      type: "aws_ec2_fleet",
      use: "fleet",
      target: {
        paths: [
          "launch_template_config[].launch_template_specification[].launch_template_id",
          "launch_template_config[].launch_template_specification[].launch_template_name",
        ],
        carrier: "launch-template",
      },
      where: [{ path: "type", is: ["maintain", "request"], orUnset: true }],
    },
  ],
  takes: {
    specs: ["SYMMETRIC_DEFAULT"],
    usages: ["ENCRYPT_DECRYPT"],
    source: {
      ...page,
      says: "The key must be symmetric. Amazon EBS does not support asymmetric customer managed keys.",
    },
  },
  context: perhapsForwarded,
  operations: [],
  requirements: [
    {
      id: "ec2-autoscaling.key-policy.service-linked-role",
      layer: "key-policy",
      grantee: autoScalingRole,
      neededBy: ["group"],
      actions: [
        "kms:GenerateDataKeyWithoutPlaintext",
        "kms:Decrypt",
        "kms:DescribeKey",
        "kms:ReEncryptFrom",
        "kms:ReEncryptTo",
      ],
      listed: listedForUse,
      essentialLabel: "inf",
      when: "always",
      failure,
      atRest: true,
      source: {
        ...page,
        says: "You must, at minimum, add two policy statements to your key policy for it to work with Amazon EC2 Auto Scaling. The first statement allows the IAM identity specified in the Principal element to use the customer managed key directly.",
      },
      also: [
        {
          ...page,
          says: "The predefined permissions also include access to your AWS managed keys. However, they do not include access to your customer managed keys, allowing you to maintain full control over these keys.",
        },
        {
          ...page,
          says: "If you create a customer managed key in a different account than the Auto Scaling group, you must use a grant in combination with the key policy to allow cross-account access to the key.",
        },
        {
          ...troubleshooting,
          says: "Amazon EC2 Auto Scaling tries to launch an instance that has an encrypted EBS volume, but the service-linked role does not have access to the AWS KMS customer managed key used to encrypt it.",
        },
      ],
    },
    {
      id: "ec2-autoscaling.key-policy.service-linked-role.grant",
      layer: "key-policy",
      grantee: autoScalingRole,
      neededBy: ["group"],
      actions: ["kms:CreateGrant"],
      when: "always",
      context: [{ ...forResource, label: "doc" }],
      recommended: [{ operator: "Bool", key: "kms:GrantIsForAWSResource", value: "true" }],
      failure,
      atRest: true,
      source: {
        ...page,
        says: "The second statement allows the IAM identity specified in the Principal element to use the CreateGrant operation to generate grants that delegate a subset of its own permissions to AWS services that are integrated with AWS KMS or another principal.",
      },
    },
    {
      // it concerns the groups of the Region whose volumes name no key, and whether there are any, the attribute does not tell
      id: "ec2-autoscaling.key-policy.service-linked-role.default-key",
      layer: "key-policy",
      // the key of a Region belongs to no group that could name another
      grantee: { serviceLinkedRole: autoScalingRole.serviceLinkedRole },
      neededBy: ["default-key"],
      actions: [],
      listed: [...listedForUse, "kms:CreateGrant"],
      essentialLabel: "inf",
      when: "always",
      context: [{ ...forResource, label: "doc" }],
      failure,
      atRest: true,
      source: {
        ...page,
        says: "You configure customer managed keys when creating encrypted snapshots or a launch template that specifies encrypted volumes, or enabling encryption by default.",
      },
    },
    {
      // AWS asks for a grant where the image or the snapshot is encrypted, which the request does not tell
      id: "ec2-autoscaling.key-policy.service-linked-role.spot",
      layer: "key-policy",
      grantee: { serviceLinkedRole: "spot.amazonaws.com/AWSServiceRoleForEC2Spot" },
      neededBy: ["spot"],
      actions: [],
      listed: listedForGrant,
      essentialLabel: "inf",
      when: "always",
      context: [{ ...forResource, label: "inf" }],
      failure: { ...failure, label: "inf" },
      atRest: true,
      source: {
        ...spotPage,
        says: "If you specify an encrypted AMI or an encrypted Amazon EBS snapshot for your Spot Instances and you use a customer managed key for encryption, you must grant the AWSServiceRoleForEC2Spot role permission to use the customer managed key so that Amazon EC2 can launch Spot Instances on your behalf.",
      },
      also: [{ ...spotPage, says: "When providing permissions, grants are an alternative to key policies." }],
    },
    {
      id: "ec2-autoscaling.key-policy.service-linked-role.fleet",
      layer: "key-policy",
      grantee: { serviceLinkedRole: "ec2fleet.amazonaws.com/AWSServiceRoleForEC2Fleet" },
      neededBy: ["fleet"],
      actions: [],
      listed: listedForGrant,
      essentialLabel: "inf",
      when: "always",
      context: [{ ...forResource, label: "inf" }],
      failure: { ...failure, label: "inf" },
      atRest: true,
      source: {
        ...fleetPage,
        says: "If you specify an encrypted AMI or an encrypted Amazon EBS snapshot in your EC2 Fleet and you use an AWS KMS key for encryption, you must grant the AWSServiceRoleForEC2Fleet role permission to use the customer managed key so that Amazon EC2 can launch instances on your behalf.",
      },
      also: [{ ...fleetPage, says: "An instant EC2 Fleet does not require this role." }],
    },
  ],
  exemptions: [],
  notes: {},
};
