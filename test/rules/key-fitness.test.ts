import { judge } from "../../src/rules/judge";
import type { Use } from "../../src/facts/facts";
import { Hole, Text, type Value } from "../../src/values/value";
import { ACCOUNT, KEY_ARN, aUse, theFacts } from "./build-facts";
import { rightKey, rightRole } from "./cases/case";

function written(value: Value, member: string, acceptsAlias = false): Use {
  const at = { address: "awscc_personalize_dataset_group.it", attribute: "kms_key_arn" };
  return aUse(rightKey, rightRole, { keyWrittenAs: { value, member, acceptsAlias, at } });
}

/** Confidence and what is wrong, of each finding about the key itself. */
function flaws(use: Use): readonly string[] {
  const { findings } = judge(theFacts([use]), { profile: "documented", minConfidence: "inferred" });
  return findings
    .filter(({ rule }) => rule === "key-is-usable")
    .map(({ confidence, message }) => `${confidence}: ${message.replace(/^.*?: /, "")}`);
}

const alias = (confidence: string) => [`${confidence}: kmsKeyArn is an alias, and it takes the ARN of a key.`];
const keyId = (confidence: string) => [`${confidence}: kmsKeyArn is a key id, and it takes the ARN of a key.`];
const region = new Hole("region", { shape: "region" });

const forms: readonly [string, Value, readonly string[]][] = [
  ["a key ARN", KEY_ARN, []],
  ["an alias name", "alias/data", alias("certain")],
  ["an alias ARN", `arn:aws:kms:us-west-2:${ACCOUNT}:alias/data`, alias("certain")],
  ["an alias ARN with holes", new Text(["arn:aws:kms:", region, `:${ACCOUNT}:alias/data`]), alias("certain")],
  ["a key ARN with holes", new Text(["arn:aws:kms:", region, `:${ACCOUNT}:key/1234`]), []],
  ["a key id", "1234abcd-12ab-34cd-56ef-1234567890ab", keyId("certain")],
  ["a multi-Region key id", `mrk-${"0a".repeat(16)}`, keyId("certain")],
  ["the ARN of an alias of the plan", new Hole("aws_kms_alias.data.arn"), alias("certain")],
  ["the ARN of the key that an alias means", new Hole("aws_kms_alias.data.target_key_arn"), []],
  ["the ARN of a key of the plan", new Hole('module.a["x"].aws_kms_key.data[0].arn'), []],
  ["the id of a key of the plan", new Hole('module.a["x"].aws_kms_key.data[0].key_id'), keyId("certain")],
  [
    "a reference to an alias, which is no identity",
    new Hole("awscc.kms_key_arn", { references: ["aws_kms_alias.data.arn", "aws_kms_alias.data"] }),
    alias("inferred"),
  ],
  [
    "two references, of which any may be meant",
    new Hole("awscc.kms_key_arn", { references: ["aws_kms_alias.data.arn", "aws_kms_key.data.arn"] }),
    [],
  ],
  ["nothing that is known", new Hole("var.key"), []],
];

test.each(forms)("where the API takes the ARN of a key: %s", (_, value, told) => {
  expect(flaws(written(value, "kmsKeyArn"))).toEqual(told);
});

test("where it takes a key id too", () => {
  expect(flaws(written("1234abcd-12ab-34cd-56ef-1234567890ab", "KmsKeyId"))).toEqual([]);
  expect(flaws(written("alias/data", "KmsKeyId"))).toEqual([
    "certain: KmsKeyId is an alias, and it takes a key id or the ARN of a key.",
  ]);
});

test("where it takes an alias too", () => {
  expect(flaws(written("alias/data", "KmsKeyId", true))).toEqual([]);
});

test("the finding points to the place where the key is written", () => {
  const { findings } = judge(theFacts([written("alias/data", "kmsKeyArn")]), {
    profile: "documented",
    minConfidence: "inferred",
  });
  expect(findings[0]?.locations[0]).toEqual({
    address: "awscc_personalize_dataset_group.it",
    attribute: "kms_key_arn",
  });
});
