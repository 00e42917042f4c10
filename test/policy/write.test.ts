import {
  accountStatement,
  actionsOf,
  keyPolicyStatement,
  keyPolicyStatements,
  policyOf,
  rolePolicyStatement,
  rolePolicyStatements,
  trustStatement,
} from "../../src/writing/statements";
import { policyAttribute, statementBlock, statementObject } from "../../src/writing/hcl";
import { authorize, parsePolicy, requestContext } from "../../src/policy";
import { requirementsOf, serviceById } from "../../src/services/catalogue";
import type { Value } from "../../src/values/value";
import { KEY_ARN, ROLE_ARN, aKey, aRole } from "../rules/build-facts";
import { parseHcl } from "../rules/hcl";

const ROLE = "${aws_iam_role.service.arn}";

function requirements(service: string, operations: readonly string[]) {
  const found = serviceById(service);
  if (found === undefined) throw new Error(service);
  return requirementsOf(found, operations).filter(({ when }) => when !== "dataset-group-key-exported");
}

describe("statements of requirements", () => {
  const given = { sid: "AllowPersonalize", role: ROLE_ARN, service: "personalize.amazonaws.com" };

  test("role and service that need the same stand in one statement, as in AWS's example", () => {
    expect(keyPolicyStatements(requirements("personalize", ["batch-inference-job"]), given)).toEqual([
      {
        Sid: "AllowPersonalize",
        Effect: "Allow",
        Principal: { AWS: ROLE_ARN, Service: "personalize.amazonaws.com" },
        Action: ["kms:CreateGrant", "kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey", "kms:ListGrants"],
        Resource: "*",
      },
    ]);
  });

  test("geospatial names the role alone", () => {
    expect(keyPolicyStatements(requirements("sagemaker-geospatial", ["earth-observation-job"]), given)).toEqual([
      {
        Sid: "AllowPersonalizeRole",
        Effect: "Allow",
        Principal: { AWS: ROLE_ARN },
        Action: ["kms:CreateGrant", "kms:Decrypt", "kms:GenerateDataKey", "kms:GenerateDataKeyWithoutPlaintext"],
        Resource: "*",
      },
    ]);
  });

  test("what role and service need apart stands apart", () => {
    const some = requirements("personalize", ["batch-inference-job"]).map((each) =>
      each.grantee === "service" ? { ...each, actions: ["kms:Decrypt"] } : each,
    );
    const statements = keyPolicyStatements(some, given);
    expect(statements.map(({ Sid, Principal, Action }) => [Sid, Principal, Action.length])).toEqual([
      ["AllowPersonalizeRole", { AWS: ROLE_ARN }, 5],
      ["AllowPersonalizeService", { Service: "personalize.amazonaws.com" }, 1],
    ]);
  });

  test("the role's own policy gets what AWS lists for it, on this key", () => {
    expect(
      rolePolicyStatements(requirements("personalize", ["dataset-group"]), { sid: "Key", keyArn: KEY_ARN }),
    ).toEqual([
      {
        Sid: "Key",
        Effect: "Allow",
        Action: ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey", "kms:ListGrants"],
        Resource: KEY_ARN,
      },
    ]);
    expect(
      rolePolicyStatements(requirements("personalize", ["dataset-import-job"]), { sid: "Key", keyArn: KEY_ARN }),
    ).toEqual([]);
  });

  test("actions come sorted, each once", () => {
    const twice = [
      ...requirements("personalize", ["dataset-group"]),
      ...requirements("personalize", ["dataset-group"]),
    ];
    expect(actionsOf(twice, "key-policy", "service")).toEqual([
      "kms:CreateGrant",
      "kms:Decrypt",
      "kms:DescribeKey",
      "kms:GenerateDataKey",
      "kms:ListGrants",
    ]);
  });
});

describe("what is written is enough", () => {
  const [service] = ["personalize", "sagemaker-geospatial"].map((id) => serviceById(id));

  test.each(
    requirements("personalize", ["metric-attribution"]).flatMap(({ grantee, actions }) =>
      actions.map((action) => [grantee === "role" ? "role" : "service", action] as const),
    ),
  )("%s may %s", (grantee, action) => {
    const needs = requirements("personalize", ["metric-attribution"]);
    const statements = keyPolicyStatements(needs, { sid: "A", role: ROLE_ARN, service: "personalize.amazonaws.com" });
    const document = JSON.parse(JSON.stringify(policyOf(statements))) as Value;
    const key = aKey([]);
    const role = aRole([]);
    if (service === undefined) throw new Error("no service");
    const { outcome } = authorize({
      principal:
        grantee === "role"
          ? { kind: "role", arn: ROLE_ARN, account: role.account, name: "service" }
          : { kind: "service", service: "personalize.amazonaws.com" },
      action,
      key: { arn: KEY_ARN, account: key.account },
      keyPolicy: parsePolicy(document, { kind: "key" }),
      identityPolicies: [],
      context: requestContext({ service, caller: grantee, action, key, role }),
    });
    expect(outcome).toBe("allowed");
  });
});

describe("HCL", () => {
  const both = keyPolicyStatement({
    sid: "AllowPersonalize",
    roles: [ROLE, "arn:aws:iam::111122223333:role/other"],
    services: ["personalize.amazonaws.com"],
    actions: ["kms:ListGrants", "kms:Decrypt"],
  });

  test("a statement as an object, written as terraform fmt would", () => {
    expect(statementObject(both)).toBe(
      `{
  Sid    = "AllowPersonalize"
  Effect = "Allow"
  Principal = {
    AWS = [
      aws_iam_role.service.arn,
      "arn:aws:iam::111122223333:role/other",
    ]
    Service = "personalize.amazonaws.com"
  }
  Action = [
    "kms:Decrypt",
    "kms:ListGrants",
  ]
  Resource = "*"
}`,
    );
  });

  test("a statement as a block of a policy document", () => {
    expect(
      statementBlock(rolePolicyStatement({ sid: "Key", keyArn: "${aws_kms_key.data.arn}", actions: ["kms:Decrypt"] })),
    ).toBe(
      `statement {
  sid       = "Key"
  actions   = ["kms:Decrypt"]
  resources = [aws_kms_key.data.arn]
}`,
    );
    expect(statementBlock(both)).toBe(
      `statement {
  sid = "AllowPersonalize"
  actions = [
    "kms:Decrypt",
    "kms:ListGrants",
  ]
  resources = ["*"]

  principals {
    type = "AWS"
    identifiers = [
      aws_iam_role.service.arn,
      "arn:aws:iam::111122223333:role/other",
    ]
  }

  principals {
    type        = "Service"
    identifiers = ["personalize.amazonaws.com"]
  }
}`,
    );
  });

  test.each([
    both,
    rolePolicyStatement({ sid: "Key", keyArn: "${aws_kms_key.data.arn}", actions: ["kms:Decrypt"] }),
    trustStatement("personalize.amazonaws.com"),
    accountStatement("arn:aws:iam::${data.aws_caller_identity.current.account_id}:root"),
    rolePolicyStatement({ sid: "Key", keyArn: '${aws_kms_key.data["a b"].arn}', actions: ["kms:Decrypt"] }),
  ])("an object is the same statement to Terraform's parser: %j", (statement) => {
    const [locals] = parseHcl(`locals {\n  it = ${statementObject(statement)}\n}\n`).locals ?? [];
    const oneAction = Array.isArray(statement.Action) ? statement.Action : [statement.Action];
    const expected = { ...statement, ...(typeof statement.Action !== "string" && { Action: oneAction }) };
    expect(locals?.it).toEqual(JSON.parse(JSON.stringify(expected)));
  });

  test("a whole policy as an attribute", () => {
    const text = policyAttribute("policy", policyOf([accountStatement("arn:aws:iam::111122223333:root"), both]));
    const [key] = parseHcl(`resource "aws_kms_key" "data" {\n${text}\n}\n`).resource?.aws_kms_key?.data ?? [];
    expect(key?.policy).toMatch(/^\$\{jsonencode\(/);
    expect(text.split("\n").slice(0, 3)).toEqual([
      "policy = jsonencode({",
      '  Version = "2012-10-17"',
      "  Statement = [",
    ]);
  });
});
