import { fingerprint } from "../../src/findings/fingerprint";

const finding = {
  rule: "key-policy-grants-role",
  level: "error",
  verdict: "violated",
  key: "aws_kms_key.data",
  grantee: "aws_iam_role.service",
  actions: ["kms:CreateGrant", "kms:Decrypt"],
} as const;

test("a fingerprint is 32 hexadecimal digits, and stays what it is: baselines hold it", () => {
  expect(fingerprint(finding)).toBe("0a4b5a1f0e689a604d532d4c0b70227c");
});

test("the order of the actions does not matter", () => {
  expect(fingerprint({ ...finding, actions: ["kms:Decrypt", "kms:CreateGrant"] })).toBe(fingerprint(finding));
});

test.each([
  { rule: "role-policy-grants-role" as const },
  { level: "note" as const },
  { verdict: "undecided" as const },
  { key: "aws_kms_key.other" },
  { grantee: null },
  { actions: ["kms:CreateGrant"] },
  { actions: ["kms:CreateGrant", "kms:Decrypt", "kms:ListGrants"] },
])("another finding has another fingerprint: %j", (change) => {
  expect(fingerprint({ ...finding, ...change })).not.toBe(fingerprint(finding));
});
