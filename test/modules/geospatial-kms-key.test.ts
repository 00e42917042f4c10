import { GeospatialKmsKey, type GeospatialKmsKeyProps, type GeospatialOperation } from "../../modules";
import { operationsWithKey } from "../../src/writing/service-policies";
import { sagemakerGeospatial } from "../../src/services/entries/sagemaker-geospatial";
import { ACCOUNT, documentOf, only, resources, synthesize, type Synthesized } from "./synthesize";

const role = `arn:aws:iam::${ACCOUNT}:role/geo`;
const four = ["kms:CreateGrant", "kms:Decrypt", "kms:GenerateDataKey", "kms:GenerateDataKeyWithoutPlaintext"];
const administrators = [`arn:aws:iam::${ACCOUNT}:role/security`];

function made(props: Partial<GeospatialKmsKeyProps> = {}): Synthesized {
  return synthesize((stack) => new GeospatialKmsKey(stack, "k", { accountId: ACCOUNT, role: { arn: role }, ...props }));
}

test("a role gets a policy for a key that keeps its own, whoever administers that", () => {
  const keyArn = `arn:aws:kms:us-west-2:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
  const made = synthesize((stack) => {
    const role = { name: "given" };
    const first = new GeospatialKmsKey(stack, "first", { accountId: ACCOUNT, role });
    new GeospatialKmsKey(stack, "second", {
      accountId: ACCOUNT,
      role: { name: "other" },
      existingKey: { keyArn: first.keyArn },
    });
    new GeospatialKmsKey(stack, "existing", { accountId: ACCOUNT, role, existingKey: { keyArn } });
  });
  expect(resources(made, "aws_iam_policy")).toHaveLength(2);
});

test("the key policy names the execution role, never the service principal", () => {
  expect(documentOf(only(made(), "aws_kms_key")).Statement[1]).toEqual({
    Sid: "AllowSagemakerGeospatialRole",
    Effect: "Allow",
    Principal: { AWS: role },
    Action: four,
    Resource: "*",
  });
});

test.each([
  ["with the account root as administrator", {}, 0],
  ["on request", { alwaysRolePolicy: true }, 1],
  ["without the account root", { administrators }, 1],
  ["with administrators beside the account root", { administrators, accountRootAdministers: true }, 0],
])("%s: the role policies", (_, props, count) => {
  const policies = resources(made(props), "aws_iam_policy");
  expect(policies).toHaveLength(count);
  for (const policy of policies) expect(documentOf(policy).Statement[0]?.Action).toEqual(four);
  expect(resources(made(props), "aws_iam_role_policy_attachment")).toHaveLength(count);
});

test("each operation asks for the same", () => {
  const policies = operationsWithKey(sagemakerGeospatial).map(
    (id) => only(made({ operations: [id as GeospatialOperation] }), "aws_kms_key")["policy"],
  );
  expect(policies).toHaveLength(4);
  expect(new Set(policies)).toEqual(new Set([only(made(), "aws_kms_key")["policy"]]));
});

test("the role that is made trusts the service for this account", () => {
  const given = only(made({ role: { create: { name: "geo" } } }), "aws_iam_role");
  expect(documentOf(given, "assume_role_policy").Statement[0]).toMatchObject({
    Principal: { Service: "sagemaker-geospatial.amazonaws.com" },
    Condition: { StringEquals: { "aws:SourceAccount": ACCOUNT } },
  });
});

test("a second execution role", () => {
  const both = synthesize((stack) => {
    const key = new GeospatialKmsKey(stack, "k", { accountId: ACCOUNT, role: { arn: role }, administrators });
    key.grantUse({ name: "second" }, { operations: ["vector-enrichment-job"] });
  });
  expect(documentOf(only(both, "aws_kms_key")).Statement[1]?.Principal?.["AWS"]).toEqual([
    role,
    `arn:aws:iam::${ACCOUNT}:role/second`,
  ]);
  expect(resources(both, "aws_iam_policy")).toHaveLength(2);
});
