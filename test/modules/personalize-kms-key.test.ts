import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { TerraformOutput, TerraformStack, TerraformVariable } from "cdktf";

import { PersonalizeKmsKey, type PersonalizeKmsKeyProps } from "../../modules";
import { operationsWithKey } from "../../src/writing/service-policies";
import { personalize } from "../../src/services/entries/personalize";
import { ACCOUNT, documentOf, newStack, only, resources, synthesize, type Document } from "./synthesize";

const role = `arn:aws:iam::${ACCOUNT}:role/personalize`;
const minimal: PersonalizeKmsKeyProps = {
  accountId: ACCOUNT,
  role: { arn: role },
  operations: ["dataset-group"],
};
const five = ["kms:CreateGrant", "kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey", "kms:ListGrants"];
const six = [...five, "kms:GenerateDataKeyWithoutPlaintext"].sort();

function keyPolicyOf(props: Partial<PersonalizeKmsKeyProps>): Document["Statement"] {
  const made = synthesize((stack) => new PersonalizeKmsKey(stack, "k", { ...minimal, ...props }));
  return documentOf(only(made, "aws_kms_key")).Statement;
}

test("the key is symmetric, rotates, and waits thirty days before it is deleted", () => {
  const made = synthesize(
    (stack) => new PersonalizeKmsKey(stack, "k", { ...minimal, alias: "alias/p", tags: { team: "ml" } }),
  );
  expect(only(made, "aws_kms_key")).toMatchObject({
    key_usage: "ENCRYPT_DECRYPT",
    customer_master_key_spec: "SYMMETRIC_DEFAULT",
    enable_key_rotation: true,
    deletion_window_in_days: 30,
    multi_region: false,
    tags: { team: "ml" },
  });
  expect(only(made, "aws_kms_alias")).toMatchObject({ name: "alias/p" });
  expect(only(made, "aws_iam_policy")).toMatchObject({ tags: { team: "ml" } });
});

test("the key's own props reach the key", () => {
  const made = synthesize(
    (stack) =>
      new PersonalizeKmsKey(stack, "k", {
        ...minimal,
        description: "d",
        enableKeyRotation: false,
        deletionWindowInDays: 7,
        multiRegion: true,
      }),
  );
  expect(only(made, "aws_kms_key")).toMatchObject({
    description: "d",
    enable_key_rotation: false,
    deletion_window_in_days: 7,
    multi_region: true,
  });
  expect(resources(made, "aws_kms_alias")).toEqual([]);
});

test("role and service principal share a statement, after the account root's", () => {
  expect(keyPolicyOf({})).toEqual([
    {
      Sid: "EnableIamPolicies",
      Effect: "Allow",
      Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
      Action: "kms:*",
      Resource: "*",
    },
    {
      Sid: "AllowPersonalize",
      Effect: "Allow",
      Principal: { AWS: role, Service: "personalize.amazonaws.com" },
      Action: five,
      Resource: "*",
    },
  ]);
});

test("an export of a dataset group with this key asks for one more action", () => {
  const used = (props: Partial<PersonalizeKmsKeyProps>): unknown => keyPolicyOf(props)[1]?.Action;
  expect(used({ operations: ["dataset-group", "dataset-export-job"] })).toEqual(six);
  expect(used({ operations: ["dataset-group"], exportsDatasetGroup: true })).toEqual(six);
  expect(used({ operations: ["dataset-export-job"] })).toEqual(five);
  expect(used({ operations: ["dataset-group", "dataset-export-job"], exportsDatasetGroup: false })).toEqual(five);
});

test("administrators replace the account root, or stand beside it", () => {
  const administrators = [`arn:aws:iam::${ACCOUNT}:role/security`];
  const sids = (props: Partial<PersonalizeKmsKeyProps>): unknown => keyPolicyOf(props).map(({ Sid }) => Sid);
  expect(sids({ administrators })).toEqual(["KeyAdministrators", "AllowPersonalize"]);
  expect(sids({ administrators, accountRootAdministers: true })).toEqual([
    "EnableIamPolicies",
    "KeyAdministrators",
    "AllowPersonalize",
  ]);
  expect(keyPolicyOf({ administrators })[0]?.Principal).toEqual({ AWS: administrators[0] });
});

test("restrictServiceToAccount puts a condition on the service principal alone", () => {
  const [, ofRole, ofService] = keyPolicyOf({ restrictServiceToAccount: true });
  expect(ofRole).toMatchObject({ Principal: { AWS: role }, Action: five });
  expect(ofRole).not.toHaveProperty("Condition");
  expect(ofService).toMatchObject({
    Principal: { Service: "personalize.amazonaws.com" },
    Action: five,
    Condition: { StringEqualsIfExists: { "aws:SourceAccount": ACCOUNT } },
  });
});

test("the role's policy holds the four actions on this key, never CreateGrant", () => {
  const made = synthesize((stack) => new PersonalizeKmsKey(stack, "k", minimal));
  const [keyName] = Object.keys(made.resource["aws_kms_key"] ?? {});
  expect(documentOf(only(made, "aws_iam_policy")).Statement).toEqual([
    {
      Sid: "AllowPersonalizeKey",
      Effect: "Allow",
      Action: ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey", "kms:ListGrants"],
      Resource: `\${aws_kms_key.${keyName ?? ""}.arn}`,
    },
  ]);
  expect(only(made, "aws_iam_role_policy_attachment")).toMatchObject({ role: "personalize" });
});

test("for import jobs alone the role gets no policy", () => {
  const stack = newStack();
  const key = new PersonalizeKmsKey(stack, "k", { ...minimal, operations: ["dataset-import-job"] });
  expect(key.rolePolicy).toBeUndefined();
  expect(key.rolePolicyAttachment).toBeUndefined();
  const made = synthesize((s) => new PersonalizeKmsKey(s, "k", { ...minimal, operations: ["dataset-import-job"] }));
  expect(resources(made, "aws_iam_policy")).toEqual([]);
  expect(documentOf(only(made, "aws_kms_key")).Statement[1]?.Action).toEqual(five);
});

test("the type of operations names what the catalogue has", () => {
  const all: Required<Record<PersonalizeKmsKeyProps["operations"][number], true>> = {
    "dataset-group": true,
    "dataset-import-job": true,
    "dataset-export-job": true,
    "batch-inference-job": true,
    "batch-segment-job": true,
    "metric-attribution": true,
  };
  expect(Object.keys(all)).toEqual(operationsWithKey(personalize));
});

describe("the role", () => {
  test("of the stack: the ARN is made of account, path and name, and the key waits for it", () => {
    const made = synthesize((stack) => {
      const given = new IamRole(stack, "given", { name: "of-stack", path: "/ml/", assumeRolePolicy: "{}" });
      new PersonalizeKmsKey(stack, "k", { ...minimal, role: given });
    });
    const key = only(made, "aws_kms_key");
    expect(documentOf(key).Statement[1]?.Principal).toMatchObject({ AWS: `arn:aws:iam::${ACCOUNT}:role/ml/of-stack` });
    expect(key["depends_on"]).toEqual(["aws_iam_role.given"]);
    expect(only(made, "aws_iam_role_policy_attachment")["role"]).toBe("${aws_iam_role.given.name}");
  });

  test("of the stack without a name: the ARN is a reference", () => {
    const made = synthesize((stack) => {
      const given = new IamRole(stack, "given", { assumeRolePolicy: "{}" });
      new PersonalizeKmsKey(stack, "k", { ...minimal, role: given });
    });
    const [, use] = documentOf(only(made, "aws_kms_key")).Statement;
    expect(use?.Principal).toMatchObject({ AWS: "${aws_iam_role.given.arn}" });
  });

  test("of another stack: the stack waits for that one", () => {
    const stack = newStack();
    const other = new TerraformStack(stack.node.root, "other");
    const given = new IamRole(other, "given", { name: "elsewhere", assumeRolePolicy: "{}" });
    const key = new PersonalizeKmsKey(stack, "k", { ...minimal, role: given });
    expect(key.key?.dependsOn).toBeUndefined();
    expect(stack.dependencies).toEqual([other]);
  });

  test("made here: the service may assume it for this account", () => {
    const made = synthesize((stack) => {
      const boundary = `arn:aws:iam::${ACCOUNT}:policy/boundary`;
      const create = { name: "made", path: "/ml/", permissionsBoundary: boundary, tags: { a: "b" }, description: "d" };
      new PersonalizeKmsKey(stack, "k", { ...minimal, role: { create } });
    });
    const given = only(made, "aws_iam_role");
    expect(given).toMatchObject({ name: "made", path: "/ml/", description: "d", tags: { a: "b" } });
    expect(given["permissions_boundary"]).toBe(`arn:aws:iam::${ACCOUNT}:policy/boundary`);
    expect(documentOf(given, "assume_role_policy").Statement).toEqual([
      {
        Effect: "Allow",
        Principal: { Service: "personalize.amazonaws.com" },
        Action: "sts:AssumeRole",
        Condition: { StringEquals: { "aws:SourceAccount": ACCOUNT } },
      },
    ]);
    expect(documentOf(only(made, "aws_kms_key")).Statement[1]?.Principal).toMatchObject({
      AWS: `arn:aws:iam::${ACCOUNT}:role/ml/made`,
    });
  });

  test("by name and path; by a token and a name", () => {
    expect(keyPolicyOf({ role: { name: "n", path: "/p/q/" } })[1]?.Principal).toMatchObject({
      AWS: `arn:aws:iam::${ACCOUNT}:role/p/q/n`,
    });
    const made = synthesize((stack) => {
      const arn = new TerraformVariable(stack, "arn", {}).stringValue;
      new PersonalizeKmsKey(stack, "k", { ...minimal, role: { arn, name: "given" } });
    });
    expect(documentOf(only(made, "aws_kms_key")).Statement[1]?.Principal).toMatchObject({ AWS: "${var.arn}" });
    expect(only(made, "aws_iam_role_policy_attachment")["role"]).toBe("given");
  });
});

describe("an existing key", () => {
  const keyArn = `arn:aws:kms:us-west-2:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;

  test("keeps its policy, which is told", () => {
    const made = synthesize((stack) => {
      const key = new PersonalizeKmsKey(stack, "k", { ...minimal, existingKey: { keyArn }, alias: "alias/p" });
      expect([key.key, key.keyArn, key.keyId]).toEqual([undefined, keyArn, keyArn]);
      new TerraformOutput(stack, "policy", { value: key.keyPolicy });
    });
    expect(documentOf(made.output?.["policy"] ?? {}, "value").Statement).toHaveLength(2);
    expect(Object.keys(made.resource).sort()).toEqual([
      "aws_iam_policy",
      "aws_iam_role_policy_attachment",
      "aws_kms_alias",
      "terraform_data",
    ]);
    expect(documentOf(only(made, "aws_iam_policy")).Statement[0]?.Resource).toBe(keyArn);
    expect(only(made, "aws_kms_alias")["target_key_id"]).toBe(keyArn);
  });

  test("gets a new policy on request, which waits for the role", () => {
    const made = synthesize((stack) => {
      const role = { create: { name: "made" } };
      new PersonalizeKmsKey(stack, "k", { ...minimal, role, existingKey: { keyArn, replacePolicy: true } });
    });
    const policy = only(made, "aws_kms_key_policy");
    expect(policy).toMatchObject({ key_id: keyArn, depends_on: [expect.stringMatching(/^aws_iam_role\.k_role_/)] });
    expect(documentOf(policy).Statement).toHaveLength(2);
  });
});
