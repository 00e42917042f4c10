import type { Facts } from "../../src/facts/facts";
import { ACCOUNT, factsOf, newKey, policy, serviceRole, type Given } from "./plan";

const keyArn = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
const roleArn = `arn:aws:iam::${ACCOUNT}:role/p`;

/** What is seen: the keys used with operations, the operations whose key cannot be told, and what is unlinked. */
function seen({ uses, runtimeKeys, unlinked }: Facts): readonly string[] {
  return [
    ...uses.map(({ key, operations, role }) => `${key.id} ${operations?.join() ?? "?"} ${role?.id ?? "?"}`),
    ...runtimeKeys.map(({ operation, because }) => `${operation}: ${because}`),
    ...unlinked.filter(({ kind }) => kind === "role").map(({ address }) => `unlinked ${address}`),
  ];
}

describe("declared uses", () => {
  const at = { file: "kmsgate.yaml", line: 3 };
  const declared = (key: string, role: string | null, operations: readonly string[] | null) => ({
    declaredUses: [{ service: "personalize", key, role, operations, at }],
  });

  test("of a key that is not in the plan are listed", () => {
    const { uses, unlinked } = factsOf([newKey("k")], declared("aws_kms_key.typo", null, null));
    expect(uses).toEqual([]);
    expect(unlinked).toEqual([
      {
        kind: "key",
        address: "aws_kms_key.typo",
        because:
          "kmsgate.yaml:3 says that Amazon Personalize uses aws_kms_key.typo, but no such KMS key is in this plan",
      },
    ]);
  });

  test("through a role that is not in the plan are not another role's", () => {
    const facts = factsOf([newKey("k"), serviceRole("p")], declared("aws_kms_key.k", "aws_iam_role.typo", null));
    expect(seen(facts)).toEqual(["aws_kms_key.k ? aws_iam_role.typo", "unlinked aws_iam_role.p"]);
  });

  test("do not hide operations that the plan shows", () => {
    const group: Given = {
      address: "awscc_personalize_dataset_group.g",
      after: { name: "g", role_arn: roleArn },
      unknown: { kms_key_arn: true },
      expressions: { kms_key_arn: { references: ["aws_kms_key.k.arn", "aws_kms_key.k"] } },
    };
    const options = declared("aws_kms_key.k", "aws_iam_role.p", ["dataset-import-job"]);
    expect(seen(factsOf([newKey("k"), serviceRole("p"), group], options))).toEqual([
      "aws_kms_key.k dataset-group,dataset-import-job aws_iam_role.p",
    ]);
  });

  test("of a key that is not in the plan do not settle what comes at run time", () => {
    const machine: Given = {
      address: "aws_sfn_state_machine.m",
      after: {
        definition: JSON.stringify({
          States: {
            A: {
              Type: "Task",
              Resource: "arn:aws:states:::aws-sdk:personalize:createDatasetGroup",
              Parameters: { "KmsKeyArn.$": "$.key" },
            },
          },
        }),
      },
    };
    const of = (key: string): readonly string[] =>
      seen(factsOf([newKey("k"), machine], declared(key, null, ["dataset-group"])));
    expect(of("aws_kms_key.typo")).toEqual(["dataset-group: KmsKeyArn.$ is only known at run time"]);
    expect(of("aws_kms_key.k")).toEqual(["aws_kms_key.k dataset-group ?"]);
  });
});

describe("what is unlinked", () => {
  test("a role that serves two services and uses a key for one of them", () => {
    const trust = policy({
      Effect: "Allow",
      Principal: { Service: ["personalize.amazonaws.com", "sagemaker-geospatial.amazonaws.com"] },
      Action: "sts:AssumeRole",
    });
    const role: Given = { ...serviceRole("p"), after: { name: "p", assume_role_policy: trust } };
    const group: Given = {
      address: "awscc_personalize_dataset_group.g",
      after: { kms_key_arn: keyArn, role_arn: roleArn },
    };
    expect(factsOf([role, group]).unlinked.map(({ because }) => because)).toEqual([
      "Amazon SageMaker geospatial capabilities may assume aws_iam_role.p, but no KMS key was found that it uses",
    ]);
  });

  test("a key whose policy has a principal that may be a service's role", () => {
    const document: Given = {
      address: "data.aws_iam_policy_document.d",
      actions: ["read"],
      after: {
        statement: [
          { effect: null, actions: ["kms:*"], resources: ["*"], principals: [{ type: "AWS", identifiers: [null] }] },
        ],
      },
      unknown: { json: true, statement: [{ principals: [{ identifiers: [true] }] }] },
      expressions: {
        statement: [
          {
            actions: { constant_value: ["kms:*"] },
            resources: { constant_value: ["*"] },
            principals: [{ type: { constant_value: "AWS" }, identifiers: { references: ["local.roles"] } }],
          },
        ],
      },
    };
    const key: Given = {
      address: "aws_kms_key.k",
      unknown: { arn: true, key_id: true, policy: true },
      expressions: {
        policy: { references: ["data.aws_iam_policy_document.d.json", "data.aws_iam_policy_document.d"] },
      },
    };
    const { unlinked } = factsOf([document, key, serviceRole("p")]);
    expect(unlinked.filter(({ kind }) => kind === "key").map(({ because }) => because)).toEqual([
      "the policy of aws_kms_key.k is not known, and refers to local.roles",
    ]);
  });
});
