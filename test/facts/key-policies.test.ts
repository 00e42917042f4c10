import { viewStatements } from "../../src/policy";
import { ACCOUNT, factsOf, newKey, oldKey, policy, type Given } from "./plan";

const root = (sid: string): string =>
  policy({
    Sid: sid,
    Effect: "Allow",
    Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
    Action: "kms:*",
    Resource: "*",
  });

const key_id = "1234abcd-12ab-34cd-56ef-1234567890ab";
const before = { key_id, policy: root("own") };

/** The statements of the key's policy, `?` where it is not sure that they are in force. */
function statementsOf(...given: readonly Given[]): readonly string[] {
  const [key] = factsOf(given).keys;
  const found = key?.policy.policy;
  return found ? viewStatements(found).map(({ id, conditional }) => `${id}${conditional ? "?" : ""}`) : [];
}

const resource = (actions: readonly string[], more: Partial<Given> = {}): Given => ({
  address: "aws_kms_key_policy.a",
  actions,
  before,
  ...more,
});

const OTHER = "9999abcd-12ab-34cd-56ef-1234567890ab";
const copied = oldKey("k", { policy: root("own") });
const DEFAULT = ["Enable IAM User Permissions"];
const stray: Given = {
  address: "aws_kms_key_policy.a",
  after: { policy: root("stray") },
  unknown: { key_id: true },
  expressions: { key_id: { references: ["local.key"] }, policy: {} },
};

describe("aws_kms_key_policy", () => {
  const cases: readonly (readonly [string, readonly Given[], readonly string[]])[] = [
    ["stays", [copied, resource(["no-op"])], ["own"]],
    [
      "is changed, and the key holds a copy of what it was",
      [copied, resource(["update"], { after: { key_id, policy: root("new") } })],
      ["new"],
    ],
    ["is deleted: AWS's default policy is set", [copied, resource(["delete"])], DEFAULT],
    ["is forgotten: nothing changes", [copied, resource(["forget"], { after: before })], ["own"]],
    [
      "is deleted without the check for a lockout: nothing changes",
      [copied, resource(["delete"], { before: { ...before, bypass_policy_lockout_safety_check: true } })],
      ["own"],
    ],
    [
      "is deleted and made at another address",
      [copied, resource(["delete"]), { address: "aws_kms_key_policy.b", after: { key_id, policy: root("b") } }],
      ["b?", "Enable IAM User Permissions?"],
    ],
    [
      "stands twice",
      [copied, resource(["no-op"]), { address: "aws_kms_key_policy.b", after: { key_id, policy: root("b") } }],
      ["own?", "b?"],
    ],
    [
      "stays while the key sets another",
      [{ ...copied, actions: ["update"], after: { ...copied.before, policy: root("key") } }, resource(["no-op"])],
      ["key"],
    ],
    [
      "changes its check for a lockout alone while the key sets another",
      [
        { ...copied, actions: ["update"], after: { ...copied.before, policy: root("key") } },
        resource(["update"], { after: { ...before, bypass_policy_lockout_safety_check: true } }),
      ],
      ["key"],
    ],
    [
      "is moved to the key by its key_id alone: no call is made",
      [copied, resource(["update"], { before: { ...before, key_id: OTHER }, after: before })],
      ["own"],
    ],
    [
      "is moved to the key with another policy",
      [copied, resource(["update"], { before: { ...before, key_id: OTHER }, after: { key_id, policy: root("new") } })],
      ["new"],
    ],
    [
      "is moved to the key with a policy that is not known",
      [
        copied,
        resource(["update"], { before: { ...before, key_id: OTHER }, after: { key_id }, unknown: { policy: true } }),
      ],
      ["own?"],
    ],
    [
      "stays while the key is replaced under it: the new key has AWS's default policy",
      [
        { ...newKey("k"), actions: ["delete", "create"], before: copied.before ?? {}, after: {} },
        resource(["update"], {
          after: { policy: root("own") },
          unknown: { key_id: true },
          expressions: { key_id: { references: ["aws_kms_key.k.key_id", "aws_kms_key.k"] }, policy: {} },
        }),
      ],
      DEFAULT,
    ],
    ["is of a key that cannot be told, beside a key that is there", [copied, stray], ["stray?", "own?"]],
    [
      "is of a key that cannot be told, beside a new key without policy",
      [newKey("k"), stray],
      ["stray?", "Enable IAM User Permissions?"],
    ],
    [
      "is of a key that cannot be told, beside a new key with its own",
      [newKey("k", { policy: root("key") }), stray],
      ["stray?", "key?"],
    ],
    [
      "is of one of two other keys",
      [
        copied,
        {
          ...stray,
          expressions: {
            key_id: { references: ["aws_kms_key.l.key_id", "aws_kms_key.l", "aws_kms_key.m.key_id", "aws_kms_key.m"] },
          },
        },
        newKey("l"),
        newKey("m"),
      ],
      ["own"],
    ],
  ];
  test.each(cases)("%s", (_, given, expected) => {
    expect(statementsOf(...given)).toEqual(expected);
  });
});

describe("the policy of a key outside the plan", () => {
  const arn = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/${key_id}`;
  const at = { file: "kmsgate.yaml", line: 3 };
  const given = (...arns: readonly string[]) => arns.map((each) => ({ arn: each, document: root("given"), from: "f" }));
  const { keyPolicies, declaredUses } = {
    keyPolicies: given(arn),
    declaredUses: [{ service: "personalize", operations: null, key: arn, role: null, at }],
  };

  test("is what the plan's aws_kms_key_policy sets", () => {
    const { keys } = factsOf([{ address: "aws_kms_key_policy.a", after: before }], { declaredUses });
    expect(keys.map(({ id, policy: { location } }) => [id, location.address])).toEqual([[arn, "aws_kms_key_policy.a"]]);
  });

  const b: Given = { address: "aws_kms_key_policy.b", after: { key_id, policy: root("b") } };
  const other = { key_id: "ffffabcd-12ab-34cd-56ef-1234567890ab", policy: root("own") };
  const cases: readonly (readonly [string, readonly Given[], readonly string[]])[] = [
    ["is the one handed over, where nothing sets another", [], ["given"]],
    ["is AWS's default, where what sets it is deleted", [resource(["delete"])], DEFAULT],
    [
      "is AWS's default, where what sets it goes to another key",
      [resource(["delete", "create"], { after: other })],
      DEFAULT,
    ],
    [
      "stays, where what sets it is deleted without the check for a lockout",
      [resource(["delete"], { before: { ...before, bypass_policy_lockout_safety_check: true } })],
      ["own"],
    ],
    ["is not sure, where one is deleted and one is made", [b, resource(["delete"])], ["b?", `${DEFAULT.join()}?`]],
    ["is not sure, where two set it", [b, resource(["no-op"])], ["own?", "b?"]],
    ["is not sure, where one is set that may be any key's", [stray], ["stray?", "given?"]],
    [
      "is the one handed over, where a key of the plan gets another",
      [{ ...stray, expressions: { key_id: { references: ["aws_kms_key.l.key_id", "aws_kms_key.l"] } } }, newKey("l")],
      ["given"],
    ],
  ];
  test.each(cases)("%s", (_, plan, expected) => {
    const found = factsOf(plan, { declaredUses, keyPolicies }).keys.find(({ id }) => id === arn)?.policy.policy;
    expect(found && viewStatements(found).map(({ id, conditional }) => `${id}${conditional ? "?" : ""}`)).toEqual(
      expected,
    );
  });

  test.each([
    [key_id, [arn], ["given"]],
    [key_id, [arn, arn.replace("eu-west-1", "us-east-1")], []],
    [
      "mrk-1234abcd12ab34cd56ef1234567890ab",
      [`arn:aws:kms:us-east-1:${ACCOUNT}:key/mrk-1234abcd12ab34cd56ef1234567890ab`],
      [],
    ],
  ])("is found by its id alone where no replica shares it: %s, %j", (kms_key_arn, arns, expected) => {
    const group = { name: "g", role_arn: `arn:aws:iam::${ACCOUNT}:role/p`, kms_key_arn };
    const plan: Given = { address: "awscc_personalize_dataset_group.g", after: group };
    const [found] = factsOf([plan], { keyPolicies: given(...arns) }).keys;
    expect([found?.id, found?.policy.policy && viewStatements(found.policy.policy).map(({ id }) => id)]).toEqual([
      kms_key_arn,
      expected,
    ]);
  });
});

test("a replica is of its primary key's kind", () => {
  const primary = newKey("k", { customer_master_key_spec: "RSA_2048", key_usage: "SIGN_VERIFY", multi_region: true });
  const replica: Given = {
    address: "aws_kms_replica_key.r",
    unknown: { arn: true, key_id: true, primary_key_arn: true, key_spec: true, key_usage: true },
    expressions: { primary_key_arn: { references: ["aws_kms_key.k.arn", "aws_kms_key.k"] } },
  };
  const found = factsOf([primary, replica]).keys.find(({ id }) => id === "aws_kms_replica_key.r");
  expect([found?.spec, found?.usage]).toEqual(["RSA_2048", "SIGN_VERIFY"]);
});
