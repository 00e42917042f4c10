import type { Operation, Service } from "../service";
import type { Source } from "../citation";

const kmsPage = {
  title: "Amazon Personalize Developer Guide, Giving Amazon Personalize permission to use your AWS KMS key",
  url: "https://docs.aws.amazon.com/personalize/latest/dg/granting-personalize-key-access.html",
  read: "2026-11-22",
} as const;

const bothPolicies: Source = {
  ...kmsPage,
  says: "To grant permissions, your AWS KMS key policy and IAM policy attached to your service role must grant Amazon Personalize permission to use your key.",
};

const keyPolicyExample: Source = {
  ...kmsPage,
  says: "The following key policy example grants Amazon Personalize and your role the minimum permissions for the preceding Amazon Personalize operations.",
};

const exportSentence: Source = {
  ...kmsPage,
  says: "If you specify a key when you create a dataset group and want to export data from a dataset, your key policy must include the GenerateDataKeyWithoutPlaintext action.",
};

const importSentence: Source = {
  ...kmsPage,
  says: "For dataset import jobs, only the AWS KMS key policy needs to grant permissions.",
};

// Every key member of the API has the pattern arn:aws.*:kms:.*:[0-9]{12}:key/.* (API reference, S3DataConfig and
// CreateDatasetGroup), which an alias ARN does not match.
const keyArn = (path: string): Operation["keyMembers"][number] => ({ path, acceptsAlias: false });

const batchKeys = [keyArn("jobInput.s3DataSource.kmsKeyArn"), keyArn("jobOutput.s3DataDestination.kmsKeyArn")];

const operations: readonly Operation[] = [
  {
    id: "dataset-group",
    api: ["CreateDatasetGroup"],
    keyMembers: [keyArn("kmsKeyArn")],
    roleMembers: ["roleArn"],
    s3: "none",
  },
  // The import names no key: the bucket of dataSource.dataLocation has it.
  {
    id: "dataset-import-job",
    api: ["CreateDatasetImportJob"],
    keyMembers: [],
    roleMembers: ["roleArn"],
    s3: "reads",
  },
  {
    id: "dataset-export-job",
    api: ["CreateDatasetExportJob"],
    keyMembers: [keyArn("jobOutput.s3DataDestination.kmsKeyArn")],
    roleMembers: ["roleArn"],
    s3: "writes",
  },
  {
    id: "batch-inference-job",
    api: ["CreateBatchInferenceJob"],
    keyMembers: batchKeys,
    roleMembers: ["roleArn"],
    s3: "reads-and-writes",
  },
  {
    id: "batch-segment-job",
    api: ["CreateBatchSegmentJob"],
    keyMembers: batchKeys,
    roleMembers: ["roleArn"],
    s3: "reads-and-writes",
  },
  {
    id: "metric-attribution",
    api: ["CreateMetricAttribution", "UpdateMetricAttribution"],
    keyMembers: [keyArn("metricsOutputConfig.s3DataDestination.kmsKeyArn")],
    roleMembers: ["metricsOutputConfig.roleArn"],
    s3: "writes",
  },
  // Reads a list of users from S3, but AWS's page on KMS keys does not name it: no requirement.
  {
    id: "data-deletion-job",
    api: ["CreateDataDeletionJob"],
    keyMembers: [],
    roleMembers: ["roleArn"],
    s3: "reads",
  },
];

const allOnThePage = [
  "dataset-group",
  "dataset-import-job",
  "dataset-export-job",
  "batch-inference-job",
  "batch-segment-job",
  "metric-attribution",
];

const allButImport = allOnThePage.filter((id) => id !== "dataset-import-job");

const inKeyPolicy = ["kms:Decrypt", "kms:GenerateDataKey", "kms:DescribeKey", "kms:CreateGrant", "kms:ListGrants"];

const inRolePolicy = ["kms:Decrypt", "kms:GenerateDataKey", "kms:DescribeKey", "kms:ListGrants"];

/** Amazon Personalize: both the service role and the service itself call KMS. */
export const personalize: Service = {
  id: "personalize",
  title: "Amazon Personalize",
  principals: ["personalize.amazonaws.com"],
  callsByItself: true,
  names: { cli: "personalize", sdk: "personalize", cloudFormation: "AWS::Personalize::", awscc: "awscc_personalize_" },
  operations,
  requirements: [
    {
      id: "personalize.key-policy.role",
      layer: "key-policy",
      grantee: "role",
      neededBy: allOnThePage,
      actions: inKeyPolicy,
      when: "always",
      source: keyPolicyExample,
    },
    {
      id: "personalize.key-policy.service",
      layer: "key-policy",
      grantee: "service",
      neededBy: allOnThePage,
      actions: inKeyPolicy,
      when: "always",
      source: keyPolicyExample,
    },
    {
      id: "personalize.role-policy.role",
      layer: "role-policy",
      grantee: "role",
      neededBy: allButImport,
      actions: inRolePolicy,
      when: "always",
      source: bothPolicies,
    },
    {
      id: "personalize.key-policy.role.export",
      layer: "key-policy",
      grantee: "role",
      neededBy: ["dataset-group"],
      actions: ["kms:GenerateDataKeyWithoutPlaintext"],
      when: "dataset-group-key-exported",
      source: exportSentence,
    },
    {
      id: "personalize.key-policy.service.export",
      layer: "key-policy",
      grantee: "service",
      neededBy: ["dataset-group"],
      actions: ["kms:GenerateDataKeyWithoutPlaintext"],
      when: "dataset-group-key-exported",
      source: exportSentence,
    },
  ],
  exemptions: [
    {
      layer: "role-policy",
      operations: ["dataset-import-job"],
      source: importSentence,
    },
    {
      layer: "role-policy",
      actions: ["kms:CreateGrant"],
      source: { ...kmsPage, says: "CreateGrant (only required in key policy)" },
    },
  ],
  notes: {
    trust: {
      title: "Amazon Personalize Developer Guide, Cross-service confused deputy prevention",
      url: "https://docs.aws.amazon.com/personalize/latest/dg/cross-service-confused-deputy-prevention.html",
      read: "2026-11-22",
      says: "To prevent the confused deputy problem in roles assumed by Amazon Personalize, in the role's trust policy set the value of aws:SourceArn to arn:aws:personalize:region:accountNumber:*.",
    },
    key: {
      title: "Amazon Personalize Developer Guide, S3DataConfig",
      url: "https://docs.aws.amazon.com/personalize/latest/dg/API_S3DataConfig.html",
      read: "2026-11-22",
      says: "The Amazon Resource Name (ARN) of the AWS Key Management Service (KMS) key that Amazon Personalize uses to encrypt or decrypt the input and output files.",
    },
    revoking: {
      ...kmsPage,
      says: "Revoking AWS KMS key permissions after creating a resource can lead to issues when creating a filter or getting recommendations.",
    },
  },
};
