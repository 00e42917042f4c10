import type { Service } from "../service";

const page = {
  title: "Amazon CloudFront Developer Guide, Restrict access to an Amazon S3 origin",
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html",
  read: "2026-12-01",
} as const;

const asks = {
  ...page,
  says: "To give the CloudFront distribution permission to use the KMS key, add a statement to the KMS key policy.",
} as const;

const origins = { paths: ["origin[].domain_name"], carrier: "bucket" } as const;

/** Amazon CloudFront: a distribution whose origin is a bucket that a key encrypts, with origin access control. */
export const cloudfrontOac: Service = {
  id: "cloudfront-oac",
  title: "Amazon CloudFront (origin access control)",
  principals: [],
  callsByItself: true,
  signals: [
    {
      type: "aws_cloudfront_distribution",
      use: "origin-access-control",
      target: origins,
      where: [{ path: "origin[].origin_access_control_id", is: [], orSet: true }],
    },
    {
      type: "aws_cloudfront_distribution",
      use: "origin-access-identity",
      target: origins,
      where: [{ path: "origin[].s3_origin_config[].origin_access_identity", is: [], orSet: true }],
      unsupported: {
        ...page,
        says: "OAI doesn't support these features or it requires extra workarounds in those scenarios.",
        hasWorkarounds: true,
      },
    },
  ],
  takes: { specs: ["SYMMETRIC_DEFAULT"], usages: ["ENCRYPT_DECRYPT"], customerManaged: true, source: asks },
  operations: [],
  requirements: [
    {
      id: "cloudfront-oac.key-policy.service",
      layer: "key-policy",
      grantee: { service: "cloudfront.amazonaws.com" },
      neededBy: ["origin-access-control"],
      // the others are for distributions that pass writes on
      actions: ["kms:Decrypt"],
      listed: ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey*"],
      essentialLabel: "inf",
      when: "always",
      context: [{ key: "aws:SourceArn", state: "is", value: "{using.arn}", label: "doc" }],
      recommended: [{ operator: "StringEquals", key: "aws:SourceArn", value: "{using.arn}" }],
      failure: { how: "late", says: "every viewer gets error 403", label: "inf" },
      source: {
        ...page,
        says: "If the objects in the S3 bucket origin are encrypted using server-side encryption with AWS Key Management Service (SSE-KMS), you must make sure that the CloudFront distribution has permission to use the AWS KMS key.",
      },
      also: [asks],
    },
  ],
  exemptions: [],
  notes: {},
};
