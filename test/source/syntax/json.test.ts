import type { Block, Body } from "../../../src/source/syntax/ast";
import { blocksOf } from "../../../src/source/syntax/blocks-of";
import { parseJsonConfiguration } from "../../../src/source/syntax/json";
import { positionOf, SourceError } from "../../../src/source/syntax/position";
import { parsed, write } from "./notation";

function read(text: string): Body {
  const body = parseJsonConfiguration(text, "cdk.tf.json");
  if (body instanceof SourceError) throw body;
  return body;
}

/** A body written down: arguments as they are written in native syntax, blocks by type and labels. */
function outline(body: Body): unknown {
  const attributes = [...body.attributes.values()].map(({ name, value }) => [name, write(value)]);
  const blocks = body.blocks.map((block) => [[block.type, ...block.labels].join(" "), outline(block.body)]);
  return { ...Object.fromEntries(attributes), ...(blocks.length > 0 ? { blocks } : {}) };
}

function resource(properties: unknown): Block {
  const body = read(JSON.stringify({ resource: { aws_kms_key: { k: properties } } }));
  const [block] = body.blocks;
  if (block === undefined) throw new Error("no resource");
  return block;
}

test("a resource is the same in JSON as in native syntax", () => {
  const json = resource({
    "//": { metadata: { path: "stack/key", uniqueId: "${" } },
    description: "key of ${var.name}",
    policy: '${jsonencode({"Version" = "2012-10-17", "Statement" = []})}',
    enable_key_rotation: true,
    deletion_window_in_days: 7,
    tags: { "k${count.index}": "$${x}", b: null },
    list: ["a", "${b}"],
    count: "${var.n}",
    depends_on: ["aws_iam_role.r", "module.m"],
    provider: "aws.west",
    lifecycle: {
      ignore_changes: ["tags", 'tags["a"]'],
      replace_triggered_by: ["aws_x.y[count.index]"],
      prevent_destroy: true,
      precondition: [{ condition: "${var.a != null}", error_message: "x" }],
    },
    provisioner: [{ "local-exec": { command: "echo ${self.arn}", when: "destroy" } }],
    connection: { host: "h" },
  });
  const native = parsed(`
    resource "aws_kms_key" "k" {
      description             = "key of \${var.name}"
      policy                  = "\${jsonencode({"Version" = "2012-10-17", "Statement" = []})}"
      enable_key_rotation     = true
      deletion_window_in_days = 7
      tags                    = { "k\${count.index}" = "$\${x}", "b" = null }
      list                    = ["a", "\${b}"]
      count                   = "\${var.n}"
      depends_on              = [aws_iam_role.r, module.m]
      provider                = aws.west
      lifecycle {
        ignore_changes       = [tags, tags["a"]]
        replace_triggered_by = [aws_x.y[count.index]]
        prevent_destroy      = true
        precondition {
          condition     = "\${var.a != null}"
          error_message = "x"
        }
      }
      provisioner "local-exec" {
        command = "echo \${self.arn}"
        when    = destroy
      }
      connection {
        host = "h"
      }
    }`);
  expect(outline(json.body)).toEqual(outline(native.blocks[0]?.body ?? native));
  expect(json.labels).toEqual(["aws_kms_key", "k"]);
});

test("every block of a file that Terraform knows", () => {
  const body = read(`{
    "//": "a comment with \${",
    "terraform": { "required_version": "\${", "backend": { "s3": { "bucket": "b" } }, "required_providers": { "aws": { "source": "hashicorp/aws" } } },
    "provider": { "aws": [{ "region": "\${var.region}" }, { "alias": "west" }] },
    "variable": { "v": { "type": "map(object({ a = string }))", "default": { "a": "\${b}" }, "validation": { "condition": "\${var.v != null}" } } },
    "locals": [{ "a": "\${var.v}" }, { "b": 1 }],
    "module": { "m": { "source": "./m\${", "providers": { "aws": "aws.west" }, "x": "\${local.a}" } },
    "data": [{ "aws_x": { "d": {} } }, { "aws_x": [{ "e": {} }, { "f": [{}] }] }],
    "output": { "o": { "value": "\${local.a}", "depends_on": ["module.m"], "description": "\${" } },
    "moved": { "from": "aws_x.a", "to": "module.m.aws_x.a" },
    "import": [{ "to": "aws_x.a", "id": "\${local.a}" }],
    "removed": { "from": "aws_x.b", "lifecycle": { "destroy": false } },
    "check": { "c": { "assert": { "condition": "\${true}" } } }
  }`);
  expect(body.blocks.map((block) => [[block.type, ...block.labels].join(" "), outline(block.body)])).toEqual([
    ["terraform", expect.objectContaining({ required_version: '"${"' })],
    ["provider aws", { region: "wrap(var.region)" }],
    ["provider aws", { alias: '"west"' }],
    [
      "variable v",
      {
        type: 'map(object({"a": string}))',
        default: '{"a": "${b}"}',
        blocks: [["validation", { condition: "wrap((var.v != null))" }]],
      },
    ],
    ["locals", { a: "wrap(var.v)" }],
    ["locals", { b: "1" }],
    ["module m", { source: '"./m${"', providers: '{"aws": aws.west}', x: "wrap(local.a)" }],
    ["data aws_x d", {}],
    ["data aws_x e", {}],
    ["data aws_x f", {}],
    ["output o", { value: "wrap(local.a)", depends_on: "[module.m]", description: '"${"' }],
    ["moved", { from: "aws_x.a", to: "module.m.aws_x.a" }],
    ["import", { to: "aws_x.a", id: "wrap(local.a)" }],
    ["removed", { from: "aws_x.b", blocks: [["lifecycle", { destroy: "false" }]] }],
    ["check c", { blocks: [["assert", { condition: "wrap(true)" }]] }],
  ]);
});

test("a property may be read as an argument or as blocks", () => {
  const { body } = resource({
    statement: [
      { "//": "x", sid: "a", principals: { type: "AWS", identifiers: ["${aws_iam_role.r.arn}"] } },
      { sid: "b", dynamic: { condition: { for_each: "${var.c}", iterator: "it", content: { test: "${it.value}" } } } },
    ],
    dynamic: { statement: [{ for_each: "${[1]}", content: { sid: "c", principals: [] } }] },
    text: "${local.blocks}",
    nothing: null,
    object: { a: 1 },
  });
  expect(body.attributes.get("statement")?.value.kind).toBe("tuple");
  const statements = blocksOf(body, "statement");
  expect(statements.map((block) => [[block.type, ...block.labels].join(" "), outline(block.body)])).toEqual([
    ["statement", { sid: '"a"', principals: '{"type": "AWS", "identifiers": [wrap(aws_iam_role.r.arn)]}' }],
    [
      "statement",
      {
        sid: '"b"',
        blocks: [
          [
            "dynamic condition",
            { for_each: "wrap(var.c)", iterator: "it", blocks: [["content", { test: "wrap(it.value)" }]] },
          ],
        ],
      },
    ],
    ["dynamic statement", { for_each: "wrap([1])", blocks: [["content", { sid: '"c"', principals: "[]" }]] }],
  ]);
  const [first] = statements;
  expect(first && blocksOf(first.body, "principals").map(({ body }) => [...body.attributes.keys()])).toEqual([
    ["type", "identifiers"],
  ]);
  for (const name of ["text", "nothing", "absent"]) expect(blocksOf(body, name)).toEqual([]);
  expect(blocksOf(body, "object")).toHaveLength(1);
});

test("blocks of native syntax are found by type, dynamic ones among them", () => {
  const [block] = parsed('a {\n b {}\n dynamic "b" {\n content {}\n}\n c {}\n b {}\n d = {}\n}').blocks;
  if (block === undefined) throw new Error("no block");
  expect(blocksOf(block.body, "b").map(({ type }) => type)).toEqual(["b", "dynamic", "b"]);
  expect(blocksOf(block.body, "d")).toEqual([]);
});

test("places: those of the properties; of a template, that of its string", () => {
  const body = read('{\n  "resource": {\n    "aws_kms_key": {\n      "k": {\n        "policy": "x${a}"\n} } } }');
  const [key] = body.blocks;
  const policy = key?.body.attributes.get("policy");
  if (key === undefined || policy?.value.kind !== "template") throw new Error("no policy");
  expect(positionOf(key)).toMatchObject({ file: "cdk.tf.json", line: 4, column: 7 });
  expect(positionOf(policy)).toMatchObject({ line: 5, column: 9 });
  const [, interpolation] = policy.value.parts;
  expect(interpolation && positionOf(interpolation)).toEqual({ file: "cdk.tf.json", line: 5, column: 19 });
});

test("values as JSON writes them", () => {
  const { body } = resource({ n: -1.5e3, s: '\u00e9\n"\ud800', t: "e\u0301", big: 1 });
  expect(outline(body)).toEqual({ n: "-1500", s: JSON.stringify('é\n"\ufffd'), t: '"é"', big: "1" });
  const numbers = read('{"locals": {"a": 12345678901234567890.10, "b": -0.5E-7}}').blocks[0]?.body;
  expect(numbers && outline(numbers)).toEqual({ a: "12345678901234567890.10", b: "-0.5E-7" });
});

const rejected: readonly (readonly [text: string, error: string])[] = [
  ["", "x:1:1: The JSON ends too early."],
  ["{", "x:1:2: The name of a property is expected here, in quotes."],
  ['{"a": 1,}', "x:1:9: The name of a property is expected here, in quotes."],
  ['{"a" 1}', "x:1:6: A colon is expected behind the name of a property."],
  ['{"a": 1 "b": 2}', "x:1:9: A comma or a closing brace is expected behind a property."],
  ['{"a": [1 2]}', "x:1:10: A comma or a closing bracket is expected behind an item."],
  ['{"a": nul}', "x:1:7: A JSON value is expected here."],
  ['{"a": -}', "x:1:7: This is no number."],
  ['{"a": 01}', "x:1:8: A comma or a closing brace is expected behind a property."],
  ['{"a": "b', "x:1:7: This string is not closed, or holds a control character."],
  ['{"a": "b\n"}', "x:1:7: This string is not closed, or holds a control character."],
  ['{"a": "\\x"}', "x:1:7: This string has an escape sequence that JSON does not know."],
  ["{} {}", "x:1:4: The JSON value has ended here, but more follows."],
  ['"a"', "x:1:1: A JSON object, or an array of objects, is expected here."],
  ['{"resource": 1}', "x:1:14: A JSON object, or an array of objects, is expected here."],
  ['{"resource": {"a": {"b": "c"}}}', "x:1:26: A JSON object, or an array of objects, is expected here."],
  ['{"locals": {"a": 1, "a": 2}}', "x:1:21: The property a is set twice in this object."],
  ['{"locals": {"a": "${"}}', "x:1:18: A value is expected here, but the text ends."],
];

test.each(rejected)("%j is rejected", (text, error) => {
  const body = parseJsonConfiguration(text, "x");
  expect(body instanceof SourceError ? body.message : body).toBe(error);
});
