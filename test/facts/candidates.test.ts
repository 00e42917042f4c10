import { candidatesIn } from "../../src/facts/candidates";
import { planFromJson, type JsonObject } from "../../src/plan";
import { resolve } from "../../src/resolve/resolve";
import { Hole, text, type Value } from "../../src/values/value";
import { newKey, planDocument, serviceRole, type Given } from "./plan";

const refersTo = (...references: readonly string[]): JsonObject => ({ references });
const document: Given = {
  address: "data.aws_iam_policy_document.inner",
  actions: ["read"],
  after: { statement: [{ actions: ["kms:Decrypt"], principals: [{ type: "AWS", identifiers: [null] }] }] },
  unknown: { json: true, statement: [{ principals: [{ identifiers: [true] }] }] },
  expressions: {
    statement: [{ principals: [{ identifiers: refersTo("aws_iam_role.r.arn", "aws_iam_role.r"), type: {} }] }],
  },
};
const PLAN: readonly Given[] = [
  serviceRole("r"),
  newKey("k"),
  document,
  {
    address: "data.aws_iam_policy_document.outer",
    actions: ["read"],
    after: { source_policy_documents: [null] },
    unknown: { json: true, source_policy_documents: [true] },
    expressions: { source_policy_documents: refersTo("data.aws_iam_policy_document.inner.json") },
  },
  {
    address: "data.aws_iam_policy_document.dynamic",
    actions: ["read"],
    after: { statement: [{ actions: ["kms:Decrypt"], principals: [{ type: "AWS", identifiers: [null] }] }] },
    unknown: { json: true, statement: [{ principals: [{ identifiers: [true] }] }] },
  },
  {
    address: "terraform_data.role",
    unknown: { input: true, output: true },
    expressions: { input: refersTo("aws_iam_role.r.name", "aws_iam_role.r") },
  },
  { address: "terraform_data.text", after: { input: "some-role" }, unknown: { output: true } },
  { address: "random_id.x", unknown: { hex: true } },
  { address: "aws_sqs_queue.q", after: { name: "q" }, unknown: { arn: true } },
];

const find = candidatesIn(resolve(planFromJson(planDocument(PLAN), { path: "plan.json", sha256: "0" })));

function found(value: Value): readonly string[] {
  const { resources, open } = find(value);
  return [...resources.map(({ address }) => address.text), ...(open === undefined ? [] : [`? ${open}`])];
}

const hole = (...references: readonly string[]): Hole => new Hole("what is not known", { references });

test.each<[string, Value, readonly string[]]>([
  ["what is known", "arn:aws:iam::111122223333:role/r", []],
  ["a role", hole("aws_iam_role.r.arn"), ["aws_iam_role.r"]],
  ["a role and a key", hole("aws_iam_role.r.arn", "aws_kms_key.k.arn"), ["aws_iam_role.r", "aws_kms_key.k"]],
  ["a role in text", text(["x-", hole("aws_iam_role.r.name")]), ["aws_iam_role.r"]],
  ["a hole that is named by a role alone", new Hole("aws_iam_role.r.arn"), ["aws_iam_role.r"]],
  ["a document that refers to a role", hole("data.aws_iam_policy_document.inner.json"), ["aws_iam_role.r"]],
  ["a document made of such a one", hole("data.aws_iam_policy_document.outer.json"), ["aws_iam_role.r"]],
  ["terraform_data that holds a role's name", hole("terraform_data.role.output"), ["aws_iam_role.r"]],
  ["another resource of AWS", hole("aws_sqs_queue.q.arn"), ["aws_sqs_queue.q"]],
  ["what names nothing", hole("each.key", "count.index", "path.module"), []],
  ["an account", new Hole("account of provider aws", { shape: "account" }), []],
  ["a local", hole("local.role"), ["? local.role"]],
  ["a resource that is not in the plan", hole("aws_iam_role.none.arn"), ["? aws_iam_role.none.arn"]],
  ["no reference", new Hole("main.tf:20:9 (a whole number is required)"), ["? "]],
  [
    "an unseen part of a document",
    hole("data.aws_iam_policy_document.dynamic.json"),
    ["? data.aws_iam_policy_document.dynamic.json"],
  ],
  // Text that may be a part of a name.
  ["known text", hole("terraform_data.text.output"), ["? terraform_data.text.output"]],
  ["a random name", hole("random_id.x.hex"), ["? random_id.x.hex"]],
])("%s", (_, value, expected) => {
  expect(found(value)).toEqual(expected);
});
