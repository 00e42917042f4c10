import { viewStatements } from "../../src/policy";
import type { Facts } from "../../src/facts/facts";
import type { JsonObject } from "../../src/plan";
import { ACCOUNT, factsOf, newKey, oldKey, policy, serviceRole, type Given } from "./plan";

const KEY = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
const ROLE = `arn:aws:iam::${ACCOUNT}:role/p`;

const GROUP = "AWS::Personalize::DatasetGroup";
const HAS_KEY = { HasKey: { "Fn::Not": [{ "Fn::Equals": [{ Ref: "KeyArn" }, ""] }] } };
const chosen = { KmsKeyArn: { "Fn::If": ["HasKey", { Ref: "KeyArn" }, { Ref: "AWS::NoValue" }] }, RoleArn: ROLE };

function stack(template: JsonObject, parameters: JsonObject = {}, more: Partial<Given> = {}): Given {
  const after = { name: "s", template_body: JSON.stringify(template), parameters };
  return { address: "aws_cloudformation_stack.s", after, ...more };
}

function group(Properties: JsonObject, more: JsonObject = {}): JsonObject {
  return {
    Parameters: { KeyArn: { Type: "String", Default: "" } },
    Resources: { Group: { Type: GROUP, Properties } },
    ...more,
  };
}

/** The keys that are used, the operations whose key cannot be told, and the keys that are in doubt. */
function seen(given: Given, ...more: readonly Given[]): readonly string[] {
  const { uses, runtimeKeys, unlinked }: Facts = factsOf([oldKey("k"), serviceRole("p"), given, ...more]);
  return [
    ...uses.map(({ key, confidence }) => `${confidence} ${key.id}`),
    ...runtimeKeys.map(({ because }) => because),
    ...unlinked.filter(({ address }) => address === "aws_kms_key.k").map(() => "in doubt"),
  ];
}

const USED = ["certain aws_kms_key.k"];

test.each<[string, Given, readonly string[]]>([
  ["a condition that holds", stack(group(chosen, { Conditions: HAS_KEY }), { KeyArn: KEY }), USED],
  ["a condition that does not", stack(group(chosen, { Conditions: HAS_KEY })), []],
  [
    "a condition made of others",
    stack(
      group(
        { KmsKeyArn: { "Fn::If": ["Both", KEY, { Ref: "AWS::NoValue" }] }, RoleArn: ROLE },
        {
          Conditions: {
            ...HAS_KEY,
            Prod: { "Fn::Equals": ["prod", "prod"] },
            Both: {
              "Fn::And": [{ Condition: "HasKey" }, { "Fn::Or": [{ Condition: "Prod" }, { Condition: "HasKey" }] }],
            },
          },
        },
      ),
      { KeyArn: KEY },
    ),
    USED,
  ],
  [
    "a condition that leads back to itself",
    stack(group(chosen, { Conditions: { HasKey: { Condition: "HasKey" } } }), { KeyArn: KEY }),
    ["inferred aws_kms_key.k"],
  ],
  [
    "a resource that a condition leaves out",
    stack({
      Parameters: { KeyArn: { Type: "String", Default: "" } },
      Conditions: HAS_KEY,
      Resources: { Group: { Type: GROUP, Condition: "HasKey", Properties: { KmsKeyArn: KEY, RoleArn: ROLE } } },
    }),
    [],
  ],
  [
    "an ARN that is joined",
    stack(
      group({
        KmsKeyArn: {
          "Fn::Join": [":", ["arn:aws:kms", { Ref: "AWS::Region" }, ACCOUNT, KEY.slice(KEY.indexOf("key/"))]],
        },
        RoleArn: { "Fn::Sub": `arn:aws:iam::\${AWS::AccountId}:role/p` },
      }),
    ),
    USED,
  ],
  [
    "an ARN in a mapping",
    stack(
      group(
        { KmsKeyArn: { "Fn::FindInMap": ["Keys", { Ref: "AWS::Region" }, "arn"] }, RoleArn: ROLE },
        { Mappings: { Keys: { "eu-west-1": { arn: KEY } } } },
      ),
    ),
    USED,
  ],
  [
    "an import",
    stack(group({ KmsKeyArn: { "Fn::ImportValue": "key" }, RoleArn: ROLE })),
    ["KmsKeyArn is known after apply", "in doubt"],
  ],
  [
    "parameters that are not known, and refer to the key",
    stack(
      group({ KmsKeyArn: { Ref: "KeyArn" }, RoleArn: ROLE }),
      {},
      {
        unknown: { parameters: true },
        expressions: {
          template_body: {},
          parameters: { references: ["aws_kms_key.k.arn", "aws_kms_key.k", "aws_iam_role.p.arn", "aws_iam_role.p"] },
        },
      },
    ),
    ["KmsKeyArn is known after apply", "in doubt"],
  ],
])("%s", (_, given, expected) => {
  expect(seen(given)).toEqual(expected);
});

describe("a key that the template makes", () => {
  const made = (Properties: JsonObject): JsonObject => ({
    Resources: {
      Key: { Type: "AWS::KMS::Key", Properties },
      Group: { Type: GROUP, Properties: { KmsKeyArn: { "Fn::GetAtt": ["Key", "Arn"] }, RoleArn: ROLE } },
    },
  });

  test("is called by its logical id, and its policy is read", () => {
    const KeyPolicy = {
      Version: "2012-10-17",
      Statement: [{ Sid: "Own", Effect: "Allow", Principal: { AWS: ROLE }, Action: "kms:*", Resource: "*" }],
    };
    const { uses } = factsOf([newKey("other"), serviceRole("p"), stack(made({ KeyPolicy }))]);
    expect(uses.map(({ key }) => key.id)).toEqual(["Key in the template of aws_cloudformation_stack.s"]);
    const [statement] = viewStatements(uses[0]?.key.policy.policy ?? neverParsed());
    expect(statement?.id).toBe("Own");
  });

  test("is not known where it shows none", () => {
    const { uses } = factsOf([serviceRole("p"), stack(made({}))]);
    expect(uses.map(({ key }) => [key.id, key.policy.policy?.open === undefined])).toEqual([
      ["Key in the template of aws_cloudformation_stack.s", false],
    ]);
  });
});

test("a role that the template makes is no role of the plan", () => {
  const template = {
    Resources: {
      Role: { Type: "AWS::IAM::Role", Properties: { AssumeRolePolicyDocument: JSON.parse(policy()) as JsonObject } },
      Group: { Type: GROUP, Properties: { KmsKeyArn: KEY, RoleArn: { "Fn::GetAtt": ["Role", "Arn"] } } },
    },
  };
  const { uses } = factsOf([oldKey("k"), serviceRole("p"), stack(template)]);
  expect(uses.map(({ role }) => role?.id)).toEqual(["Role in the template of aws_cloudformation_stack.s"]);
});

function neverParsed(): never {
  throw new Error("the key has no policy");
}
