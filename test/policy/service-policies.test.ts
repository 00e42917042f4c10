import {
  exportOfDatasetGroup,
  operationsWithKey,
  serviceKeyPolicy,
  serviceRolePolicy,
  serviceTrustPolicy,
} from "../../src/writing/service-policies";
import { statementBlock, statementObject } from "../../src/writing/hcl";
import { personalize } from "../../src/services/entries/personalize";
import { sagemakerGeospatial } from "../../src/services/entries/sagemaker-geospatial";

const roleArn = "arn:aws:iam::111122223333:role/service";
const accountRootArn = "arn:aws:iam::111122223333:root";
const use = { roleArn, operations: null, exportsDatasetGroup: false };

test("an operation that AWS's page does not name asks for nothing", () => {
  expect(operationsWithKey(personalize)).not.toContain("data-deletion-job");
  expect(operationsWithKey(sagemakerGeospatial)).not.toContain("tile");
  const idle = { ...use, operations: ["data-deletion-job"] };
  expect(serviceKeyPolicy(personalize, [idle], { accountRootArn, administrators: [] }).Statement).toHaveLength(1);
  expect(serviceRolePolicy(personalize, idle, { keyArn: "k", accountRootAdministers: true })).toBeNull();
});

test("geospatial: a role policy only where the account root is no administrator", () => {
  const policy = (accountRootAdministers: boolean): unknown =>
    serviceRolePolicy(sagemakerGeospatial, use, { keyArn: "k", accountRootAdministers });
  expect(policy(true)).toBeNull();
  expect(policy(false)).toMatchObject({ Statement: [{ Resource: "k" }] });
});

test("a condition of a trust policy, in both forms of HCL", () => {
  const [guarded] = serviceTrustPolicy(personalize, "111122223333").Statement;
  const [free] = serviceTrustPolicy(personalize).Statement;
  expect(free).not.toHaveProperty("Condition");
  if (guarded === undefined) throw new Error("no statement");
  expect(statementObject(guarded)).toContain(`  Condition = {
    StringEquals = {
      "aws:SourceAccount" = "111122223333"
    }
  }`);
  expect(statementBlock(guarded)).toContain(`  condition {
    test     = "StringEquals"
    variable = "aws:SourceAccount"
    values   = ["111122223333"]
  }`);
});

const other = "arn:aws:iam::111122223333:role/other";
const admin = "arn:aws:iam::111122223333:role/admin";
const USE = ["kms:CreateGrant", "kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey", "kms:ListGrants"];
const WITH_EXPORT = [...USE.slice(0, 4), "kms:GenerateDataKeyWithoutPlaintext", "kms:ListGrants"];
const rest = { Effect: "Allow", Resource: "*" };
const service = { Service: "personalize.amazonaws.com" };

describe("a whole key policy", () => {
  const keyPolicy = (...given: Parameters<typeof serviceKeyPolicy>): unknown => serviceKeyPolicy(...given);

  test("who administers the key comes first; roles that need the same share a statement with the service", () => {
    const uses = [use, { ...use, roleArn: other, operations: ["dataset-import-job"] }];
    expect(keyPolicy(personalize, uses, { accountRootArn, administrators: [admin] })).toEqual({
      Version: "2012-10-17",
      Statement: [
        { ...rest, Sid: "EnableIamPolicies", Principal: { AWS: accountRootArn }, Action: "kms:*" },
        // KMS Developer Guide, "Allows key administrators to administer the KMS key"
        {
          ...rest,
          Sid: "KeyAdministrators",
          Principal: { AWS: admin },
          Action: [
            "kms:CancelKeyDeletion",
            "kms:Create*",
            "kms:Delete*",
            "kms:Describe*",
            "kms:Disable*",
            "kms:Enable*",
            "kms:Get*",
            "kms:List*",
            "kms:Put*",
            "kms:Revoke*",
            "kms:RotateKeyOnDemand",
            "kms:ScheduleKeyDeletion",
            "kms:TagResource",
            "kms:UntagResource",
            "kms:Update*",
          ],
        },
        { ...rest, Sid: "AllowPersonalize", Principal: { AWS: [other, roleArn], ...service }, Action: USE },
      ],
    });
  });

  test("a role whose dataset group is exported needs more than one that is not, and so does the service", () => {
    const exporting = { ...use, exportsDatasetGroup: true };
    const uses = [{ ...use, roleArn: other }, exporting];
    expect(keyPolicy(personalize, uses, { administrators: [] })).toEqual({
      Version: "2012-10-17",
      Statement: [
        { ...rest, Sid: "AllowPersonalizeRole", Principal: { AWS: other }, Action: USE },
        { ...rest, Sid: "AllowPersonalize", Principal: { AWS: roleArn, ...service }, Action: WITH_EXPORT },
      ],
    });
    const importing = { ...exporting, operations: ["dataset-import-job"] };
    expect(serviceKeyPolicy(personalize, [importing], { administrators: [] }).Statement).toEqual([
      { ...rest, Sid: "AllowPersonalize", Principal: { AWS: roleArn, ...service }, Action: USE },
    ]);
  });

  test("several statements of roles are told apart", () => {
    const uses = [use, { ...use, roleArn: other, exportsDatasetGroup: true }];
    const given = { administrators: [], sourceAccount: "111122223333" };
    expect(serviceKeyPolicy(personalize, uses, given).Statement).toEqual([
      { ...rest, Sid: "AllowPersonalizeRole", Principal: { AWS: roleArn }, Action: USE },
      { ...rest, Sid: "AllowPersonalizeRole2", Principal: { AWS: other }, Action: WITH_EXPORT },
      {
        ...rest,
        Sid: "AllowPersonalizeService",
        Principal: service,
        Action: WITH_EXPORT,
        Condition: { StringEqualsIfExists: { "aws:SourceAccount": "111122223333" } },
      },
    ]);
  });

  test("a service that AWS lets call by its role alone has no statement", () => {
    expect(serviceKeyPolicy(sagemakerGeospatial, [use], { administrators: [] }).Statement).toEqual([
      {
        ...rest,
        Sid: "AllowSagemakerGeospatialRole",
        Principal: { AWS: roleArn },
        Action: ["kms:CreateGrant", "kms:Decrypt", "kms:GenerateDataKey", "kms:GenerateDataKeyWithoutPlaintext"],
      },
    ]);
  });
});

test("a whole policy of the role", () => {
  expect(serviceRolePolicy(personalize, use, { keyArn: "k", accountRootAdministers: true })).toEqual({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "AllowPersonalizeKey",
        Effect: "Allow",
        Action: ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey", "kms:ListGrants"],
        Resource: "k",
      },
    ],
  });
  const importing = { ...use, operations: ["dataset-import-job"] };
  expect(serviceRolePolicy(personalize, importing, { keyArn: "k", accountRootAdministers: false })).toBeNull();
});

test("a whole trust policy names the one principal that AWS documents", () => {
  expect(serviceTrustPolicy(sagemakerGeospatial, "111122223333")).toEqual({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Service: "sagemaker-geospatial.amazonaws.com" },
        Action: "sts:AssumeRole",
        Condition: { StringEquals: { "aws:SourceAccount": "111122223333" } },
      },
    ],
  });
});

test("the operations that ask anything of a key, in the order of the catalogue", () => {
  expect(operationsWithKey(personalize)).toEqual([
    "dataset-group",
    "dataset-import-job",
    "dataset-export-job",
    "batch-inference-job",
    "batch-segment-job",
    "metric-attribution",
  ]);
});

test("operations say that a dataset group's data are exported where both are among them", () => {
  expect(exportOfDatasetGroup(personalize, ["dataset-export-job", "dataset-group"])).toBe(true);
  expect(exportOfDatasetGroup(personalize, ["dataset-export-job", "batch-inference-job"])).toBe(false);
  expect(exportOfDatasetGroup(personalize, ["dataset-group"])).toBe(false);
});
