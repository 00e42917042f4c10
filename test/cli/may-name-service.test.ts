import { join } from "node:path";

import type { Report } from "../../src/report/report";
import { runIn } from "./harness";

/*
 * A key policy in an aws_iam_policy_document whose principal is the role's ARN, known only after apply (Terraform 1.11.4, AWS
 * provider 5.100.0). The saved plan holds the source, plan JSON does not.
 */
const folder = join(__dirname, "../fixtures/may-name-service");

const findingOf = async (plan: string, rule: string) => {
  const { out } = await runIn(folder, ["check", join(folder, plan), "--format", "json"]);
  const { findings } = JSON.parse(out) as Report;
  return findings.find((each) => each.rule === rule && each.verdict === "violated");
};

const all = ["kms:CreateGrant", "kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey", "kms:ListGrants"];

test.each(["plan.json", "plan.bin"])(
  "the statement to add is enough, whatever the principal turns out to be: %s",
  async (plan) => {
    const finding = await findingOf(plan, "key-policy-grants-service");
    expect(finding?.fix.statement).toMatchObject({ Principal: { Service: "personalize.amazonaws.com" }, Action: all });
  },
);

test("a principal that is not known may name the service: no more is said of it", async () => {
  const service = await findingOf("plan.json", "key-policy-grants-service");
  expect(service?.message).toContain(
    "Statement `Role` may name personalize.amazonaws.com but does not allow these actions.",
  );
  const role = await findingOf("plan.json", "key-policy-grants-role");
  expect(role?.message).toContain("Statement `Role` may name the role but does not allow these actions.");
});

test("a principal that is known names the role, and nobody else", async () => {
  const service = await findingOf("plan.bin", "key-policy-grants-service");
  expect(service?.message).toContain("No statement of the key policy names personalize.amazonaws.com.");
  const role = await findingOf("plan.bin", "key-policy-grants-role");
  expect(role?.message).toContain("Statement `Role` names the role but does not allow these actions.");
});

test.each([
  ["plan.json", undefined],
  ["plan.bin", 33],
])("the statement is to be added to the policy document: %s", async (plan, line) => {
  const finding = await findingOf(plan, "key-policy-grants-service");
  expect(finding?.locations.slice(0, 2)).toEqual([
    { address: "data.aws_iam_policy_document.key", ...(line !== undefined && { file: "main.tf", line }) },
    { address: "aws_kms_key.recs", attribute: "policy", ...(line !== undefined && { file: "main.tf", line: 30 }) },
  ]);
  expect(finding?.fix.hcl).toMatch(/^statement \{\n/);
});
