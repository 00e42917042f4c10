import type { Operation, Service } from "../service";
import type { RowContext } from "../row-context";
import type { Source } from "../citation";

const kmsPage = {
  title: "Amazon SageMaker AI Developer Guide, Use AWS KMS Permissions for Amazon SageMaker geospatial capabilities",
  url: "https://docs.aws.amazon.com/sagemaker/latest/dg/geospatial-kms.html",
  read: "2026-11-22",
} as const;

const keyPolicySentence: Source = {
  ...kmsPage,
  says: "To use your customer managed key with your SageMaker geospatial capabilities resources, the following API operations must be permitted in the key policy. The principal for these operations should be the Execution Role you provide in the SageMaker geospatial capabilities request.",
};

const rolePolicySentence: Source = {
  ...kmsPage,
  says: "If your key policy does not have your account root as key administrator, you need to add the same KMS permissions on your execution role ARN.",
};

const grantSentence: Source = {
  ...kmsPage,
  says: "Grants in AWS KMS are used to give SageMaker geospatial capabilities access to a KMS key in a customer account.",
};

// The API reference lists two formats for a KmsKeyId, a key id and a key ARN: no alias.
const keyId = (path: string): Operation["keyMembers"][number] => ({ path, acceptsAlias: false });

const operations: readonly Operation[] = [
  {
    id: "earth-observation-job",
    api: ["StartEarthObservationJob"],
    keyMembers: [keyId("KmsKeyId"), keyId("JobConfig.ZonalStatisticsConfig.ZoneS3PathKmsKeyId")],
    roleMembers: ["ExecutionRoleArn"],
    s3: "reads",
  },
  {
    id: "vector-enrichment-job",
    api: ["StartVectorEnrichmentJob"],
    keyMembers: [keyId("KmsKeyId"), keyId("InputConfig.DataSourceConfig.S3Data.KmsKeyId")],
    roleMembers: ["ExecutionRoleArn"],
    s3: "reads",
  },
  {
    id: "earth-observation-job-export",
    api: ["ExportEarthObservationJob"],
    keyMembers: [keyId("OutputConfig.S3Data.KmsKeyId")],
    roleMembers: ["ExecutionRoleArn"],
    s3: "writes",
  },
  {
    id: "vector-enrichment-job-export",
    api: ["ExportVectorEnrichmentJob"],
    keyMembers: [keyId("OutputConfig.S3Data.KmsKeyId")],
    roleMembers: ["ExecutionRoleArn"],
    s3: "writes",
  },
  // Reads a job's result; takes a role and no key, and AWS's page on KMS keys does not name it: no requirement.
  {
    id: "tile",
    api: ["GetTile"],
    keyMembers: [],
    roleMembers: ["ExecutionRoleArn"],
    s3: "none",
  },
];

const withKey = operations.filter(({ keyMembers }) => keyMembers.length > 0).map(({ id }) => id);

const actions = ["kms:CreateGrant", "kms:GenerateDataKey", "kms:Decrypt", "kms:GenerateDataKeyWithoutPlaintext"];

const ofGrant = { only: ["kms:CreateGrant"], caller: "role", label: "trace" } as const;

const withoutContext = {
  only: ["kms:CreateGrant", "kms:GenerateDataKeyWithoutPlaintext"],
  state: "absent",
  caller: "role",
  label: "trace",
} as const;

const ofService = { only: ["kms:GenerateDataKey", "kms:Decrypt"], caller: "service", label: "trace" } as const;

/** What the page's CloudTrail examples show of its calls. */
const context: readonly RowContext[] = [
  { key: "aws:MultiFactorAuthPresent", state: "is", value: "false", caller: "role", label: "trace" },
  { key: "kms:GrantOperations", state: "is", value: "Decrypt", ...ofGrant },
  { key: "kms:GrantConstraintType", state: "absent", ...ofGrant },
  { key: "kms:EncryptionContextKeys", ...withoutContext },
  { key: "kms:EncryptionContext:*", ...withoutContext },
  { key: "kms:EncryptionContextKeys", state: "is", value: "aws:s3:arn", ...ofService },
  // the ARN of an object in a bucket that the service owns
  { key: "kms:EncryptionContext:aws:s3:arn", state: "present", ...ofService },
  { key: "kms:EncryptionContext:*", state: "absent", ...ofService },
];

/** Amazon SageMaker geospatial capabilities: it assumes the execution role; its own calls run under the grant made so. */
export const sagemakerGeospatial: Service = {
  id: "sagemaker-geospatial",
  title: "Amazon SageMaker geospatial capabilities",
  principals: ["sagemaker-geospatial.amazonaws.com", "sagemaker-geospatial.us-west-2.amazonaws.com"],
  callsByItself: false,
  names: { cli: "sagemaker-geospatial", sdk: "sagemakergeospatial" },
  regions: {
    only: ["us-west-2"],
    source: {
      title: "Amazon SageMaker AI Developer Guide, SageMaker geospatial capabilities FAQ",
      url: "https://docs.aws.amazon.com/sagemaker/latest/dg/geospatial-faq.html",
      read: "2026-11-22",
      says: "Currently, SageMaker geospatial capabilities are only supported in the US West (Oregon) Region.",
    },
  },
  session: { name: "SageMaker-Geospatial-StartEOJ-KMSAccess", basis: "trace" },
  // The page's CloudTrail examples show these two as calls of the service itself.
  grantedCalls: { actions: ["kms:GenerateDataKey", "kms:Decrypt"], basis: "trace", source: grantSentence },
  context,
  operations,
  requirements: [
    {
      id: "sagemaker-geospatial.key-policy.role",
      layer: "key-policy",
      grantee: "role",
      neededBy: withKey,
      actions,
      when: "always",
      source: keyPolicySentence,
    },
    {
      id: "sagemaker-geospatial.role-policy.role",
      layer: "role-policy",
      grantee: "role",
      neededBy: withKey,
      actions,
      when: "no-account-root-administrator",
      source: rolePolicySentence,
    },
  ],
  exemptions: [],
  notes: {
    trust: {
      ...kmsPage,
      says: "SageMaker geospatial capabilities assumes the provided Execution Role in the request to perform these KMS operations.",
    },
    key: {
      ...kmsPage,
      says: "SageMaker geospatial capabilities supports the use of a symmetric customer managed key that you create, own, and manage to add a second layer of encryption over the existing AWS owned encryption.",
    },
    revoking: {
      ...kmsPage,
      says: "You can revoke access to the grant, or remove the service's access to the customer managed key at any time. If you do, SageMaker geospatial capabilities won't be able to access any of the data encrypted by the customer managed key, which affects operations that are dependent on that data.",
    },
  },
};
