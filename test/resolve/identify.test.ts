import type { JsonObject } from "../../src/plan";
import type { ThingKind } from "../../src/resolve/infrastructure";
import { resolve } from "../../src/resolve/resolve";
import { Hole, text } from "../../src/values/value";
import { fixture, handMade } from "./read-fixture";

const links: readonly (readonly [string, string, string, ThingKind, string | undefined, string | undefined])[] = [
  ["16-kms-key-policy", "aws_kms_key_policy.p", "key_id", "key", "aws_kms_key.k", "inferred"],
  ["16-kms-key-policy", "aws_kms_key_policy.known", "key_id", "key", undefined, undefined],
  ["17-kms-alias", "aws_kms_alias.a", "target_key_id", "key", "aws_kms_key.k", "inferred"],
  ["17-kms-alias", "aws_kms_alias.external", "target_key_id", "key", undefined, undefined],
  ["23-iam-policies", "aws_iam_role_policy.inline", "role", "role", "aws_iam_role.app", "certain"],
  ["23-iam-policies", "aws_iam_role_policy.inline_known_star", "role", "role", "aws_iam_role.app", "inferred"],
  [
    "23-iam-policies",
    "aws_iam_role_policy_attachment.att",
    "policy_arn",
    "policy",
    "aws_iam_policy.managed",
    "inferred",
  ],
  ["23-iam-policies", "aws_iam_role_policy_attachment.aws_managed", "policy_arn", "policy", undefined, undefined],
  ["27-grant-s3", "aws_s3_bucket_policy.bp", "bucket", "bucket", "aws_s3_bucket.b", "inferred"],
];

test.each(links)("%s: %s.%s", (name, address, attribute, kind, target, confidence) => {
  const infrastructure = fixture(name);
  const value = infrastructure.at(address)?.attribute(attribute);
  expect(value).toBeDefined();
  const found = infrastructure.identify(value ?? null, kind);
  expect([found?.resource.address.text, found?.confidence]).toEqual([target, confidence]);
});

describe("a key is met by", () => {
  const infrastructure = resolve(
    handMade([
      {
        type: "aws_kms_key",
        name: "old",
        actions: ["no-op"],
        after: {
          arn: "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
          key_id: "1234abcd-12ab-34cd-56ef-1234567890ab",
        },
      },
      {
        type: "aws_kms_alias",
        name: "a",
        after: { name: "alias/old", target_key_id: "1234abcd-12ab-34cd-56ef-1234567890ab" },
      },
    ]),
  );
  test.each([
    ["its ARN", "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"],
    ["its id", "1234abcd-12ab-34cd-56ef-1234567890ab"],
    ["the name of its alias", "alias/old"],
  ])("%s", (_, value) => {
    expect(infrastructure.identify(value, "key")?.resource.address.text).toBe("aws_kms_key.old");
  });
  test("but not by another key's id, nor by a hole that refers to nothing", () => {
    expect(infrastructure.identify("0000abcd-12ab-34cd-56ef-1234567890ab", "key")).toBeUndefined();
    expect(infrastructure.identify(new Hole("aws_kms_key.old"), "key")).toBeUndefined();
  });
});

test("a literal role ARN meets the role of this plan that makes it", () => {
  const policy = "arn:aws:iam::111122223333:root";
  const plan = handMade([
    { type: "aws_iam_role", after: { name: "geo", path: "/service/" }, unknown: { arn: true } },
    { type: "aws_kms_key", after: { policy } },
  ]);
  expect(plan.resources.map(({ change }) => change)).toEqual(["create", "create"]);
  const infrastructure = resolve(plan, { account: "111122223333" });
  expect(infrastructure.identify("arn:aws:iam::111122223333:role/service/geo", "role")?.confidence).toBe("certain");
  expect(infrastructure.identify("arn:aws:iam::111122223333:role/geo", "role")).toBeUndefined();
  expect(infrastructure.identify("arn:aws:iam::444455556666:role/service/geo", "role")).toBeUndefined();
});

test("a reference to two things is a reference to neither", () => {
  const infrastructure = fixture("23-iam-policies");
  const references = ["aws_iam_role.app.name", "aws_iam_role.chained.name"];
  expect(infrastructure.identify(new Hole("x", { references }), "role")).toBeUndefined();
  expect(infrastructure.identify(new Hole("x", { references: references.slice(1) }), "role")?.confidence).toBe(
    "inferred",
  );
});

test("a new key's ARN is the same text wherever it is derived", () => {
  const infrastructure = fixture("02-jsonencode-unknown");
  const key = infrastructure.at("aws_kms_key.k");
  const account = new Hole("account of provider aws", { shape: "account" });
  const arn = text([
    "arn:aws:kms:eu-west-1:",
    account,
    ":key/",
    new Hole("aws_kms_key.k.key_id", { shape: "id", fresh: true }),
  ]);
  expect(key?.output("arn")).toEqual(arn);
  expect(infrastructure.identify(arn, "key")?.resource).toBe(key);
});

test("an alias name that stands in two accounts says nothing; an alias ARN does", () => {
  const assume = (account: string) => ({ role_arn: { constant_value: `arn:aws:iam::${account}:role/deployer` } });
  const region = { constant_value: "eu-west-1" };
  const id = (digit: string) => `${digit.repeat(8)}-12ab-34cd-56ef-1234567890ab`;
  const arn = (account: string, digit: string) => `arn:aws:kms:eu-west-1:${account}:key/${id(digit)}`;
  const infrastructure = resolve(
    handMade(
      [
        {
          type: "aws_kms_key",
          name: "a",
          actions: ["no-op"],
          after: { arn: arn("111122223333", "a"), key_id: id("a") },
        },
        { type: "aws_kms_alias", name: "a", after: { name: "alias/x", target_key_id: id("a") } },
        {
          type: "aws_kms_key",
          name: "b",
          actions: ["no-op"],
          provider: "aws.b",
          after: { arn: arn("444455556666", "b"), key_id: id("b") },
        },
        { type: "aws_kms_alias", name: "b", provider: "aws.b", after: { name: "alias/x", target_key_id: id("b") } },
      ],
      {
        aws: { name: "aws", expressions: { region, assume_role: [assume("111122223333")] } },
        "aws.b": { name: "aws", alias: "b", expressions: { region, assume_role: [assume("444455556666")] } },
      },
    ),
  );
  expect(infrastructure.identify("alias/x", "key")).toBeUndefined();
  const named = infrastructure.identify("arn:aws:kms:eu-west-1:444455556666:alias/x", "key");
  expect(named?.resource.address.text).toBe("aws_kms_key.b");
});

describe("a name that several keys share means the one beside its holder", () => {
  const providers = {
    aws: { name: "aws", expressions: { region: { constant_value: "eu-west-1" } } },
    "aws.us": { name: "aws", alias: "us", expressions: { region: { constant_value: "us-east-1" } } },
  };
  const id = "mrk-1234abcd12ab34cd56ef1234567890ab";
  const held = (region: string): JsonObject => ({ arn: `arn:aws:kms:${region}:111122223333:key/${id}`, key_id: id });
  const alias = (target: string): JsonObject => ({ name: "alias/data", target_key_id: target });
  const infrastructure = resolve(
    handMade(
      [
        { type: "aws_kms_key", name: "eu", actions: ["no-op"], after: held("eu-west-1") },
        { type: "aws_kms_replica_key", name: "us", actions: ["no-op"], after: held("us-east-1"), provider: "aws.us" },
        { type: "aws_kms_alias", name: "eu", after: alias(held("eu-west-1").arn as string) },
        { type: "aws_kms_alias", name: "us", after: alias(held("us-east-1").arn as string), provider: "aws.us" },
        { type: "aws_s3_bucket", name: "eu", after: { bucket: "eu" } },
        { type: "aws_s3_bucket", name: "us", after: { bucket: "us" }, provider: "aws.us" },
      ],
      providers,
    ),
  );
  test.each([
    [id, "aws_s3_bucket.eu", "aws_kms_key.eu"],
    [id, "aws_s3_bucket.us", "aws_kms_replica_key.us"],
    ["alias/data", "aws_s3_bucket.eu", "aws_kms_key.eu"],
    ["alias/data", "aws_s3_bucket.us", "aws_kms_replica_key.us"],
  ])("%s for %s", (name, from, expected) => {
    const holder = infrastructure.at(from);
    expect(infrastructure.identify(name, "key", holder)?.resource.address.text).toBe(expected);
    expect(infrastructure.identify(name, "key")).toBeUndefined();
  });
});

test("a resource type may be called like something that every object inherits", () => {
  const infrastructure = resolve(handMade([{ type: "constructor", after: { name: "x" } }]));
  expect(infrastructure.identify("x", "role")).toBeUndefined();
  expect(infrastructure.at("constructor.x")?.output("arn")).toEqual(new Hole("constructor.x.arn"));
});
