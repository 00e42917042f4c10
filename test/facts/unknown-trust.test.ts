import { ACCOUNT, factsOf, newKey, policy, type Given } from "./plan";

const trust = policy({ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" });
const role = (unknown: boolean): Given => ({
  address: "aws_iam_role.r",
  after: { name: "r", ...(unknown ? {} : { assume_role_policy: trust }) },
  unknown: { arn: true, unique_id: true, id: true, ...(unknown ? { assume_role_policy: true } : {}) },
  expressions: { assume_role_policy: { references: ["local.trust"] } },
});
const key = (Action: string): Given => {
  const Principal = { AWS: `arn:aws:iam::${ACCOUNT}:role/r` };
  return newKey("k", { policy: policy({ Effect: "Allow", Principal, Action, Resource: "*" }) });
};

test("a role whose trust policy is not known is listed where a key's policy lets it use the key", () => {
  const { unlinked, uses } = factsOf([role(true), key("kms:Decrypt")]);
  expect(uses).toEqual([]);
  expect(unlinked).toMatchObject([
    { kind: "role", address: "aws_iam_role.r", because: expect.stringContaining("aws_kms_key.k") as unknown },
  ]);
});

test.each<[string, readonly Given[]]>([
  ["trusts somebody else", [role(false), key("kms:Decrypt")]],
  ["may only look at the key", [role(true), key("kms:DescribeKey")]],
  ["is named by no key", [role(true)]],
])("a role that %s is not", (_, given) => {
  expect(factsOf(given).unlinked).toEqual([]);
});
