import {
  operationsWithKey,
  serviceKeyPolicy,
  serviceRolePolicy,
  serviceTrustPolicy,
} from "../../src/policy/service-policies";
import { statementBlock, statementObject } from "../../src/policy/write-hcl";
import { personalize } from "../../src/services/personalize";
import { sagemakerGeospatial } from "../../src/services/sagemaker-geospatial";

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
