import {
  accountStatement,
  actionsOf,
  keyPolicyStatement,
  policyOf,
  rolePolicyStatement,
  trustStatement,
} from "../../src/writing/statements";
import { serviceKeyPolicy, serviceRolePolicy } from "../../src/writing/service-policies";
import { policyAttribute, statementBlock, statementObject } from "../../src/writing/hcl";
import { authorize, parsePolicy, requestContext } from "../../src/policy";
import type { Service } from "../../src/services";
import { requirementsOf, serviceById } from "../../src/services/catalogue";
import { personalize } from "../../src/services/entries/personalize";
import { sagemakerGeospatial } from "../../src/services/entries/sagemaker-geospatial";
import type { Value } from "../../src/values/value";
import { KEY_ARN, ROLE_ARN, aKey, aRole } from "../rules/build-facts";
import { parseHcl } from "../rules/hcl";

const ROLE = "${aws_iam_role.service.arn}";

function requirements(service: string, operations: readonly string[]) {
  const found = serviceById(service);
  if (found === undefined) throw new Error(service);
  return requirementsOf(found, operations).filter(({ when }) => when !== "dataset-group-key-exported");
}

/** The statements that let one role, and the service, do these operations. */
function inKeyPolicy(service: Service, operations: readonly string[]) {
  const use = { roleArn: ROLE_ARN, operations, exportsDatasetGroup: false };
  return serviceKeyPolicy(service, [use], { administrators: [] }).Statement;
}

describe("statements of requirements", () => {
  test("role and service that need the same stand in one statement, as in AWS's example", () => {
    expect(inKeyPolicy(personalize, ["batch-inference-job"])).toEqual([
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
    expect(inKeyPolicy(sagemakerGeospatial, ["earth-observation-job"])).toEqual([
      {
        Sid: "AllowSagemakerGeospatialRole",
        Effect: "Allow",
        Principal: { AWS: ROLE_ARN },
        Action: ["kms:CreateGrant", "kms:Decrypt", "kms:GenerateDataKey", "kms:GenerateDataKeyWithoutPlaintext"],
        Resource: "*",
      },
    ]);
  });

  test("what role and service need apart stands apart", () => {
    const some = personalize.requirements.map((each) =>
      each.grantee === "service" ? { ...each, actions: ["kms:Decrypt"] } : each,
    );
    const statements = inKeyPolicy({ ...personalize, requirements: some }, ["batch-inference-job"]);
    expect(statements.map(({ Sid, Principal, Action }) => [Sid, Principal, Action.length])).toEqual([
      ["AllowPersonalizeRole", { AWS: ROLE_ARN }, 5],
      ["AllowPersonalizeService", { Service: "personalize.amazonaws.com" }, 1],
    ]);
  });

  test("the role's own policy gets what AWS lists for it, on this key", () => {
    const ofRole = (operation: string): unknown =>
      serviceRolePolicy(
        personalize,
        { roleArn: ROLE_ARN, operations: [operation], exportsDatasetGroup: false },
        { keyArn: KEY_ARN, accountRootAdministers: true },
      );
    expect(ofRole("dataset-group")).toEqual(
      policyOf([
        {
          Sid: "AllowPersonalizeKey",
          Effect: "Allow",
          Action: ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey", "kms:ListGrants"],
          Resource: KEY_ARN,
        },
      ]),
    );
    expect(ofRole("dataset-import-job")).toBeNull();
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
  test.each(
    requirements("personalize", ["metric-attribution"]).flatMap(({ grantee, actions }) =>
      actions.map((action) => [grantee === "role" ? "role" : "service", action] as const),
    ),
  )("%s may %s", (grantee, action) => {
    const statements = inKeyPolicy(personalize, ["metric-attribution"]);
    const document = JSON.parse(JSON.stringify(policyOf(statements))) as Value;
    const key = aKey([]);
    const role = aRole([]);
    const { outcome } = authorize({
      principal:
        grantee === "role"
          ? { kind: "role", arn: ROLE_ARN, account: role.account, name: "service" }
          : { kind: "service", service: "personalize.amazonaws.com" },
      action,
      key: { arn: KEY_ARN, account: key.account },
      keyPolicy: parsePolicy(document, { kind: "key" }),
      identityPolicies: [],
      context: requestContext({ service: personalize, caller: grantee, action, key, role }),
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
