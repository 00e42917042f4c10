import { IamRole } from "@cdktf/provider-aws/lib/iam-role";

import { PersonalizeKmsKey, type PersonalizeKmsKeyProps } from "../../modules";
import { ACCOUNT, documentOf, newStack, only, resources, synthesize } from "./synthesize";

const role = `arn:aws:iam::${ACCOUNT}:role/personalize`;
const minimal: PersonalizeKmsKeyProps = { accountId: ACCOUNT, role: { arn: role }, operations: ["dataset-group"] };
const five = ["kms:CreateGrant", "kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey", "kms:ListGrants"];
const six = [...five, "kms:GenerateDataKeyWithoutPlaintext"].sort();

test("a role with the same use shares the statement and gets its own policy", () => {
  const made = synthesize((stack) => {
    const second = new IamRole(stack, "second", { name: "second", assumeRolePolicy: "{}" });
    const key = new PersonalizeKmsKey(stack, "k", minimal);
    expect(key.grantUse(second)?.node.path).toBe("stack/k/use-by-second/role-policy");
  });
  const key = only(made, "aws_kms_key");
  expect(documentOf(key).Statement.map(({ Principal }) => Principal?.["AWS"])).toEqual([
    `arn:aws:iam::${ACCOUNT}:root`,
    [role, `arn:aws:iam::${ACCOUNT}:role/second`],
  ]);
  expect(key["depends_on"]).toEqual(["aws_iam_role.second"]);
  expect(resources(made, "aws_iam_role_policy_attachment")).toHaveLength(2);
});

test("a role with another use gets its own statement", () => {
  const made = synthesize((stack) => {
    const key = new PersonalizeKmsKey(stack, "k", { ...minimal, exportsDatasetGroup: true });
    expect(key.grantUse({ name: "importer" }, { operations: ["dataset-import-job"] })).toBeUndefined();
  });
  const [, first, second] = documentOf(only(made, "aws_kms_key")).Statement;
  expect(first).toMatchObject({ Action: six, Principal: { AWS: role, Service: "personalize.amazonaws.com" } });
  expect(second).toMatchObject({
    Sid: "AllowPersonalizeRole2",
    Action: five,
    Principal: { AWS: `arn:aws:iam::${ACCOUNT}:role/importer` },
  });
  expect(resources(made, "aws_iam_policy")).toHaveLength(1);
});

test("a role is granted use once", () => {
  const key = new PersonalizeKmsKey(newStack(), "k", minimal);
  expect(() => key.grantUse({ name: "personalize" })).toThrow(
    'role: got "personalize", expected a role that was not granted use of this key yet',
  );
});
