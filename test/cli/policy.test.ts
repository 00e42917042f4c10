import { tmpdir } from "node:os";

import { runIn } from "./harness";

const role = "arn:aws:iam::111122223333:role/personalize";

const policy = (...args: readonly string[]): ReturnType<typeof runIn> => runIn(tmpdir(), ["policy", ...args]);

interface Printed {
  readonly Statement: readonly Readonly<Record<string, unknown>>[];
}

async function printed(...args: readonly string[]): Promise<Readonly<Record<string, Printed | null>>> {
  const { code, out, err } = await policy(...args);
  expect({ code, err }).toEqual({ code: 0, err: "" });
  return JSON.parse(out) as Record<string, Printed | null>;
}

test("all three policies, for every operation", async () => {
  const all = await printed("personalize", "--role", role);
  expect(all["key-policy"]?.Statement).toMatchObject([
    { Principal: { AWS: "arn:aws:iam::111122223333:root" } },
    {
      Principal: { AWS: role, Service: "personalize.amazonaws.com" },
      Action: [
        "kms:CreateGrant",
        "kms:Decrypt",
        "kms:DescribeKey",
        "kms:GenerateDataKey",
        "kms:GenerateDataKeyWithoutPlaintext",
        "kms:ListGrants",
      ],
    },
  ]);
  expect(all["role-policy"]?.Statement).toMatchObject([
    { Action: ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey", "kms:ListGrants"], Resource: "*" },
  ]);
  expect(all["trust-policy"]?.Statement).toMatchObject([
    { Action: "sts:AssumeRole", Condition: { StringEquals: { "aws:SourceAccount": "111122223333" } } },
  ]);
});

test.each([
  ["--administrators", "bob", '"bob" is no role or user. Expected arn:aws:iam::ACCOUNT:role/NAME'],
  ["--administrators", `${role},arn:aws:iam::111122223333:group/g`, '"arn:aws:iam::111122223333:group/g" is no role'],
  ["--administrators", `${role},`, '"" is no role or user'],
  ["--key", "foo", "Expected arn:aws:kms:REGION:ACCOUNT:key/ID"],
  ["--key", "arn:aws:kms:us-west-2:111122223333:alias/a", "Expected arn:aws:kms:REGION:ACCOUNT:key/ID"],
])("%s %s is refused", async (flag, value, message) => {
  const { code, out, err } = await policy("personalize", "--role", role, flag, value);
  expect([code, out]).toEqual([2, ""]);
  expect(err).toContain(message);
});

test("a key may be an expression of Terraform", async () => {
  const all = await printed("personalize", "--role", role, "--key", "${aws_kms_key.main.arn}");
  expect(all["role-policy"]?.Statement).toMatchObject([{ Resource: "${aws_kms_key.main.arn}" }]);
});

test("operations, administrators, key and account", async () => {
  const imports = await printed("personalize", "--role", role, "--operations", "dataset-import-job, dataset-group");
  expect(imports["key-policy"]?.Statement[1]?.["Action"]).not.toContain("kms:GenerateDataKeyWithoutPlaintext");
  const alone = await printed("personalize", "--role", role, "--operations", "dataset-import-job");
  expect(alone["role-policy"]).toBeNull();
  const administrators = "arn:aws:iam::111122223333:role/a,arn:aws:iam::111122223333:role/b";
  const key = "arn:aws:kms:us-west-2:111122223333:key/1";
  const geo = await printed("sagemaker-geospatial", "--role", role, "--administrators", administrators, "--key", key);
  expect(geo["key-policy"]?.Statement.map(({ Principal }) => Principal)).toEqual([
    { AWS: administrators.split(",") },
    { AWS: role },
  ]);
  expect(geo["role-policy"]?.Statement).toMatchObject([{ Resource: key }]);
  const both = await printed(
    ...["sagemaker-geospatial", "--role", role, "--administrators", administrators],
    ...["--account-root", "--account", "999999999999"],
  );
  expect(both["key-policy"]?.Statement[0]?.["Principal"]).toEqual({ AWS: "arn:aws:iam::999999999999:root" });
  expect(both["role-policy"]).toBeNull();
  const exported = await printed(
    ...["personalize", "--role", role, "--operations", "dataset-group", "--exports-dataset-group"],
  );
  expect(exported["key-policy"]?.Statement[1]?.["Action"]).toContain("kms:GenerateDataKeyWithoutPlaintext");
});

test("one policy alone, to be given to the AWS CLI", async () => {
  const { out } = await policy("personalize", "--role", role, "--only", "trust-policy");
  expect(JSON.parse(out)).toMatchObject({ Version: "2012-10-17" });
});

test("HCL to be pasted", async () => {
  const { out, code } = await policy("sagemaker-geospatial", "--role", role, "--format", "hcl");
  expect(code).toBe(0);
  expect(out).toMatchInlineSnapshot(`
    "# key-policy: of aws_kms_key
    policy = jsonencode({
      Version = "2012-10-17"
      Statement = [
        {
          Sid    = "EnableIamPolicies"
          Effect = "Allow"
          Principal = {
            AWS = "arn:aws:iam::111122223333:root"
          }
          Action   = "kms:*"
          Resource = "*"
        },
        {
          Sid    = "AllowSagemakerGeospatialRole"
          Effect = "Allow"
          Principal = {
            AWS = "arn:aws:iam::111122223333:role/personalize"
          }
          Action = [
            "kms:CreateGrant",
            "kms:Decrypt",
            "kms:GenerateDataKey",
            "kms:GenerateDataKeyWithoutPlaintext",
          ]
          Resource = "*"
        },
      ]
    })

    # role-policy: none is needed

    # trust-policy: of aws_iam_role
    assume_role_policy = jsonencode({
      Version = "2012-10-17"
      Statement = [
        {
          Effect = "Allow"
          Principal = {
            Service = "sagemaker-geospatial.amazonaws.com"
          }
          Action = "sts:AssumeRole"
          Condition = {
            StringEquals = {
              "aws:SourceAccount" = "111122223333"
            }
          }
        },
      ]
    })
    "
  `);
});

test.each([
  [["--role", role], "no service is given"],
  [["s3", "--role", role], 'there is no service "s3"'],
  [["personalize"], "required option '--role <arn>' not specified"],
  [["personalize", "--role", "geo"], "Expected arn:aws:iam::ACCOUNT:role/NAME."],
  [["personalize", "--role", role, "--account", "1"], "Expected the twelve digits"],
  [
    ["personalize", "--role", role, "--operations", "data-deletion-job"],
    'Amazon Personalize has no operation "data-deletion-job" that needs a key',
  ],
  [["personalize", "--role", role, "--format", "yaml"], "Allowed choices are json, hcl"],
])("%j: says what is wrong, and exits with 2", async (args, message) => {
  const { code, out, err } = await policy(...args);
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(err).toContain(message);
});
