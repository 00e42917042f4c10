import type { Service } from "../service";

const page = {
  title: "Amazon Macie User Guide, Storing and retaining sensitive data discovery results",
  url: "https://docs.aws.amazon.com/macie/latest/user/discovery-results-repository-s3.html",
  read: "2026-12-01",
} as const;

const sourceArns = [
  "arn:{partition}:macie2:{using.region}:{using.account}:export-configuration:*",
  "arn:{partition}:macie2:{using.region}:{using.account}:classification-job/*",
];

/** Amazon Macie: stores what it discovers in a bucket, and encrypts it before. */
export const macieExport: Service = {
  id: "macie-export",
  title: "Amazon Macie (discovery results)",
  principals: [],
  callsByItself: true,
  signals: [
    {
      type: "aws_macie2_classification_export_configuration",
      use: "export-configuration",
      key: ["s3_destination[].kms_key_arn"],
      destination: { path: "s3_destination[].bucket_name", type: "aws_s3_bucket" },
    },
  ],
  takes: {
    specs: ["SYMMETRIC_DEFAULT"],
    usages: ["ENCRYPT_DECRYPT"],
    customerManaged: true,
    regions: "destination",
    source: {
      ...page,
      says: "The key must be a customer managed, symmetric encryption KMS key that's enabled in the same AWS Region as the S3 bucket where you want to store the results.",
    },
  },
  operations: [],
  requirements: [
    {
      id: "macie-export.key-policy.service",
      layer: "key-policy",
      grantee: { service: "macie.amazonaws.com", inOptInRegions: "macie.{region}.amazonaws.com" },
      neededBy: ["export-configuration"],
      actions: ["kms:GenerateDataKey", "kms:Encrypt"],
      when: "always",
      // one or the other: which of them a call is for, no plan tells
      context: [
        { key: "aws:SourceAccount", state: "is", value: "{using.account}", label: "doc" },
        { key: "aws:SourceArn", state: "like", value: sourceArns, label: "doc" },
      ],
      recommended: [
        { operator: "StringEquals", key: "aws:SourceAccount", value: "{using.account}" },
        { operator: "ArnLike", key: "aws:SourceArn", value: sourceArns },
      ],
      failure: {
        how: "loud",
        says: "Macie does not accept the configuration, and can neither encrypt nor store its results",
        label: "doc",
      },
      atRest: true,
      source: {
        ...page,
        says: "After you determine which KMS key you want Macie to use, give Macie permission to use the key. Otherwise, Macie won't be able to encrypt or store your results in the repository.",
      },
      also: [
        {
          ...page,
          says: "If you're using Macie in an opt-in Region, add the appropriate Region code to the value for the Service field.",
        },
      ],
    },
  ],
  exemptions: [],
  notes: {},
};
