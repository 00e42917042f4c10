import { keyName } from "../../src/facts/find-keys";
import type { Json, JsonObject } from "../../src/plan";
import { Hole, text, type Value } from "../../src/values/value";
import { ACCOUNT, factsOf, newKey, type Given } from "./plan";

const external = (after: JsonObject, more: Partial<Given> = {}): Given => ({
  address: "aws_kms_external_key.k",
  after,
  unknown: { arn: true, id: true },
  ...more,
});
const there = (key_state: string, after: JsonObject = {}): Given => {
  const before = { id: "1234abcd-12ab-34cd-56ef-1234567890ab", key_state };
  return external({ ...before, ...after }, { actions: ["update"], before, unknown: {} });
};
const material = { key_material_base64: "AAAA" };

const account = new Hole("account of provider aws", { shape: "account" });

describe("key material", () => {
  test.each<[string, Given, string]>([
    ["is AWS's own", newKey("k"), "present"],
    ["is imported", external(material), "present"],
    ["is not in the plan", external({}), "absent"],
    ["expires later", external({ ...material, valid_to: "2027-01-01T00:00:00Z" }), "present"],
    ["has expired", external({ ...material, valid_to: "2025-01-01T00:00:00Z" }), "expired"],
    ["was imported elsewhere", there("Enabled"), "present"],
    ["was imported by nobody", there("PendingImport"), "absent"],
    ["is imported now", there("PendingImport", material), "present"],
    ["is to be imported into an awscc key", { address: "awscc_kms_key.k", after: { origin: "EXTERNAL" } }, "absent"],
  ])("%s", (_, given, expected) => {
    const { keys } = factsOf([given], { today: () => "2026-12-01" });
    expect(keys.map((key) => key.material)).toEqual([expected]);
  });

  test("the day is asked for only where it can expire", () => {
    const today = (): string => {
      throw new Error("asked");
    };
    expect(factsOf([newKey("k"), external(material)], { today }).keys).toHaveLength(2);
  });
});

describe("a grant", () => {
  const grant = (keyId: Json): Given => ({
    address: "aws_kms_grant.g",
    after: { operations: ["Decrypt"], grantee_principal: `arn:aws:iam::${ACCOUNT}:role/p` },
    unknown: { key_id: true },
    expressions: { key_id: keyId },
  });
  const grants = (keyId: Json): readonly (readonly [string, number])[] =>
    factsOf([newKey("a"), newKey("b"), grant(keyId)]).keys.map((key) => [key.id, key.grants.length]);

  test.each<[string, Json, number, number]>([
    ["of a key that is referred to", { references: ["aws_kms_key.a.key_id", "aws_kms_key.a"] }, 1, 0],
    [
      "of one of two",
      { references: ["aws_kms_key.a.key_id", "aws_kms_key.a", "aws_kms_key.b.key_id", "aws_kms_key.b"] },
      1,
      1,
    ],
    ["of a key that cannot be told", { references: ["local.key"] }, 1, 1],
  ])("%s", (_, keyId, a, b) => {
    expect(grants(keyId)).toEqual([
      ["aws_kms_key.a", a],
      ["aws_kms_key.b", b],
    ]);
  });
});

test.each<[string, Value, boolean]>([
  ["a key", text(["arn:aws:kms:eu-west-1:", account, ":key/1234abcd-12ab-34cd-56ef-1234567890ab"]), true],
  ["a pattern of keys", text(["arn:aws:kms:eu-west-1:", account, ":key/*"]), false],
  ["a pattern of keys, all of it known", `arn:aws:kms:eu-west-1:${ACCOUNT}:key/*`, false],
  ["a key that AWS manages", text(["arn:aws:kms:eu-west-1:", account, ":alias/aws/s3"]), false],
])("%s is named: %#", (_, value, expected) => {
  expect(keyName(value) !== undefined).toBe(expected);
});
