import { tmpdir } from "node:os";

import { catalogued, services } from "../../src/services";
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
  [["personalize"], "Expected --account with the twelve digits of the key's account, or --role with the ARN"],
  [
    ["personalize", "--role", "geo"],
    "Expected arn:aws:iam::ACCOUNT:role/NAME, or SERVICE=arn:aws:iam::ACCOUNT:role/NAME.",
  ],
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

describe("one key policy for several services", () => {
  const place = ["--account", "111122223333", "--region", "eu-south-2"];
  const ofKey = async (...args: readonly string[]): Promise<string> =>
    JSON.stringify((await printed(...args, ...place))["key-policy"]);

  test.each(services.map(({ id }) => id))(
    "%s: every principal and action that AWS wants in the key policy",
    async (id) => {
      const { out, code } = await policy(id, ...place, "--only", "key-policy");
      expect(code).toBe(0);
      const { Statement } = JSON.parse(out) as { Statement: readonly { Action: string | readonly string[] }[] };
      const allowed = Statement.slice(1).flatMap(({ Action }) => Action);
      const { requirements } = catalogued(id);
      const wanted = requirements.filter(({ layer, grantee }) => layer === "key-policy" && grantee !== "caller");
      const missing = wanted.flatMap(({ actions, listed = actions }) =>
        listed.filter((each) => !allowed.includes(each)),
      );
      expect(missing).toEqual([]);
    },
  );

  test("has the account's own statement once, and what each service needs", async () => {
    const both = await ofKey("cloudwatch-logs", "sns-publishers");
    expect(both.match(/:root"/g)).toHaveLength(1);
    expect(both).toContain('"Service":"logs.eu-south-2.amazonaws.com"');
    expect(both).toContain('"Service":"cloudwatch.amazonaws.com"');
    expect(both).toContain('"aws:SourceAccount":"111122223333"');
  });

  test("a service that is named twice is written once", async () => {
    expect(await ofKey("cloudwatch-logs", "cloudwatch-logs")).toBe(await ofKey("cloudwatch-logs"));
  });

  test("opt-in Regions and partitions have their own principals and ARNs", async () => {
    expect(await ofKey("macie-export")).toContain('"Service":"macie.eu-south-2.amazonaws.com"');
    const { out } = await policy("cloudwatch-logs", "--account", "111122223333", "--region", "cn-north-1");
    expect(out).toContain('"logs.cn-north-1.amazonaws.com.cn"');
    expect(out).toContain('"arn:aws-cn:iam::111122223333:root"');
  });

  test("a role that is given is named; one that is not is said to be missing", async () => {
    const { code, out, err } = await policy("personalize", "cloudwatch-logs", ...place);
    expect([code, err]).toEqual([
      0,
      "kmsgate: Amazon Personalize is given a role, and no --role names it: replace arn:aws:iam::111122223333:role/personalize by its ARN\n",
    ]);
    expect(out).toContain('"arn:aws:iam::111122223333:role/personalize"');
    const own = "arn:aws:iam::111122223333:role/recommendations";
    const other = await ofKey("personalize", "cloudwatch-logs", "--role", `personalize=${own}`);
    expect(other).toContain(own);
    expect(other).not.toContain("role/personalize");
  });

  test("only what some uses need", async () => {
    const one = await ofKey("sns-publishers", "--operations", "cloudwatch-alarm");
    expect(one).toContain("cloudwatch.amazonaws.com");
    expect(one).not.toContain("events.amazonaws.com");
  });

  test("as HCL", async () => {
    const { out } = await policy("cloudwatch-logs", ...place, "--format", "hcl");
    expect(out).toMatch(/^# key-policy: of aws_kms_key\npolicy = jsonencode\(\{/);
    expect(out).not.toContain("role-policy");
  });

  test.each([
    [["cloudwatch-logs"], "the account of the key is not given"],
    [["cloudwatch-logs", "--account", "111122223333"], "Expected --region with the key's Region"],
    [["cloudwatch-logs", "nothing", ...place], 'there is no service "nothing"'],
    [["cloudwatch-logs", ...place, "--region", "west"], "Expected an AWS Region, such as us-west-2."],
    [["cloudwatch-logs", ...place, "--partition", "gcp"], "Expected an AWS partition"],
    [["cloudwatch-logs", ...place, "--only", "role-policy"], "--only role-policy is about one role of one service"],
    [["cloudwatch-logs", ...place, "--administrators", role], "--administrators is about one role of one service"],
    [["cloudwatch-logs", ...place, "--operations", "fly"], 'none of the services has a use "fly" that needs a key'],
    [["cloudwatch-logs", ...place, "--role", `personalize=${role}`], '--role is for "personalize"'],
  ])("%j: says what is wrong, and exits with 2", async (args, message) => {
    const { code, out, err } = await policy(...args);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain(message);
  });
});
