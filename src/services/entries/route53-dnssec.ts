import type { Service } from "../service";

const page = {
  title: "Amazon Route 53 Developer Guide, Using identity-based policies (IAM policies) for Amazon Route 53",
  url: "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/access-control-managing-permissions.html",
  read: "2026-12-01",
} as const;

const keyPage = {
  title: "Amazon Route 53 Developer Guide, Working with customer managed keys for DNSSEC",
  url: "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-configuring-dnssec-cmk-requirements.html",
  read: "2026-12-01",
} as const;

const source = {
  ...page,
  says: "To enable Route 53 to access your customer managed key, make sure that your customer managed key policy contains the following statements:",
} as const;

const failure = { how: "loud", says: "the key-signing key is not created", label: "inf" } as const;

/** Amazon Route 53: DNSSEC signing with a key-signing key that is a KMS key. */
export const route53Dnssec: Service = {
  id: "route53-dnssec",
  title: "Amazon Route 53 (DNSSEC signing)",
  principals: [],
  callsByItself: true,
  signals: [
    {
      type: "aws_route53_key_signing_key",
      use: "key-signing-key",
      key: ["key_management_service_arn"],
      using: { path: "hosted_zone_id", type: "aws_route53_zone" },
    },
  ],
  takes: {
    specs: ["ECC_NIST_P256"],
    usages: ["SIGN_VERIFY"],
    regions: ["us-east-1"],
    customerManaged: true,
    source: {
      ...keyPage,
      says: "The customer managed key that you use with DNSSEC signing must be in the US East (N. Virginia) Region. The customer managed key must be an asymmetric customer managed key with an ECC_NIST_P256 key spec. These customer managed keys are used only for signing and verification.",
    },
  },
  operations: [],
  requirements: [
    {
      id: "route53-dnssec.key-policy.service",
      layer: "key-policy",
      grantee: { service: "dnssec-route53.amazonaws.com" },
      neededBy: ["key-signing-key"],
      actions: ["kms:DescribeKey", "kms:GetPublicKey", "kms:Sign"],
      when: "always",
      context: [
        { key: "aws:SourceAccount", state: "is", value: "{using.account}", label: "doc" },
        { key: "aws:SourceArn", state: "is", value: "{using.arn}", label: "doc" },
      ],
      recommended: [
        { operator: "StringEquals", key: "aws:SourceAccount", value: "{using.account}" },
        { operator: "ArnEquals", key: "aws:SourceArn", value: "{using.arn}" },
      ],
      failure,
      source,
      also: [
        {
          ...page,
          says: "aws:SourceAccount is an AWS account ID of an owner of a hosted zone. aws:SourceArn is an ARN of a hosted zone.",
        },
      ],
    },
    {
      id: "route53-dnssec.key-policy.service.grant",
      layer: "key-policy",
      grantee: { service: "dnssec-route53.amazonaws.com" },
      neededBy: ["key-signing-key"],
      actions: ["kms:CreateGrant"],
      when: "always",
      context: [{ key: "kms:GrantIsForAWSResource", state: "is", value: "true", label: "doc" }],
      recommended: [{ operator: "Bool", key: "kms:GrantIsForAWSResource", value: "true" }],
      failure,
      source,
    },
  ],
  exemptions: [],
  notes: {},
};
