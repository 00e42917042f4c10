import type { Body } from "../../../src/source/syntax/ast";
import { parseJsonConfiguration } from "../../../src/source/syntax/json";
import { parseNative } from "../../../src/source/syntax/native";
import { isOverride, mergeOverrides } from "../../../src/source/syntax/override";
import { positionOf, SourceError } from "../../../src/source/syntax/position";
import { write } from "./notation";

function merge(files: Readonly<Record<string, string>>): ReturnType<typeof mergeOverrides> {
  const bodies = Object.entries(files).map(([name, text]): Body => {
    const body = name.endsWith(".json") ? parseJsonConfiguration(text, name) : parseNative(text, name);
    if (body instanceof SourceError) throw body;
    return body;
  });
  return mergeOverrides(bodies);
}

function outline(body: Body): unknown {
  const attributes = [...body.attributes.values()].map(({ name, value }) => [name, write(value)]);
  const blocks = body.blocks.map((block) => [[block.type, ...block.labels].join(" "), outline(block.body)]);
  return { ...Object.fromEntries(attributes), ...(blocks.length > 0 ? { blocks } : {}) };
}

function merged(files: Readonly<Record<string, string>>): unknown {
  const { blocks, errors } = merge(files);
  expect(errors.map(({ message }) => message)).toEqual([]);
  return blocks.map((block) => [[block.type, ...block.labels].join(" "), outline(block.body)]);
}

test("the names of override files", () => {
  const names = [
    "override.tf",
    "a_override.tf",
    "override.tf.json",
    "m/x_override.tf.json",
    "main.tf",
    "overrides.tf",
    "myoverride.tf",
  ];
  expect(names.filter(isOverride)).toEqual(names.slice(0, 4));
});

test("arguments replace arguments; nested blocks replace all of their type, dynamic ones too", () => {
  const base = `
    resource "aws_x" "r" {
      a = 1
      b = 2
      statement {
        sid = "a"
      }
      dynamic "statement" {
        for_each = []
        content {}
      }
      other {}
    }`;
  const one = 'resource "aws_x" "r" {\n b = 3\n c = 4\n statement {\n sid = "z"\n}\n}\n';
  const made = 'resource "aws_x" "r" {\n dynamic "statement" {\n for_each = [1]\n}\n}\n';
  expect(merged({ "override.tf": one, "main.tf": base })).toEqual([
    [
      "resource aws_x r",
      {
        a: "1",
        b: "3",
        c: "4",
        blocks: [
          ["other", {}],
          ["statement", { sid: '"z"' }],
        ],
      },
    ],
  ]);
  expect(merged({ "override.tf": made, "main.tf": base })).toEqual([
    [
      "resource aws_x r",
      {
        a: "1",
        b: "2",
        blocks: [
          ["other", {}],
          ["dynamic statement", { for_each: "[1]" }],
        ],
      },
    ],
  ]);
});

test("JSON overrides native syntax and is overridden by it, whatever a property turns out to be", () => {
  const native = 'data "aws_iam_policy_document" "d" {\n statement {\n sid = "a"\n}\n}\n';
  const json = '{"data": {"aws_iam_policy_document": {"d": {"statement": [{"sid": "b"}]}}}}';
  expect(merged({ "main.tf": native, "override.tf.json": json })).toEqual([
    ["data aws_iam_policy_document d", { statement: '[{"sid": "b"}]' }],
  ]);
  expect(merged({ "main.tf.json": json, "override.tf": native })).toEqual([
    ["data aws_iam_policy_document d", { blocks: [["statement", { sid: '"a"' }]] }],
  ]);
});

test("lifecycle is merged argument by argument", () => {
  const base = 'resource "aws_x" "r" {\n lifecycle {\n prevent_destroy = true\n ignore_changes = [a]\n}\n}\n';
  const override = 'resource "aws_x" "r" {\n lifecycle {\n ignore_changes = [b]\n}\n}\n';
  expect(merged({ "main.tf": base, "override.tf": override })).toEqual([
    ["resource aws_x r", { blocks: [["lifecycle", { prevent_destroy: "true", ignore_changes: "[b]" }]] }],
  ]);
});

test("several override files apply in the order of their names", () => {
  const set = (value: number): string => `output "o" {\n value = ${String(value)}\n}\n`;
  const files = { "b_override.tf": set(3), "main.tf": set(1), "a_override.tf": set(2), "override.tf": set(4) };
  expect(merged(files)).toEqual([["output o", { value: "4" }]]);
});

test("local values are overridden one by one, in whichever block they stand", () => {
  const files = {
    "a.tf": "locals {\n a = 1\n b = 2\n}\nlocals {\n c = 3\n}\n",
    "override.tf": "locals {\n c = 30\n a = 10\n}\n",
  };
  expect(merged(files)).toEqual([
    ["locals", { a: "10", b: "2" }],
    ["locals", { c: "30" }],
  ]);
});

test("variables, module calls and providers", () => {
  const base =
    'variable "v" {\n type = string\n}\nmodule "m" {\n source = "./m"\n a = 1\n}\nprovider "aws" {\n alias = "w"\n region = "x"\n}\n';
  const override =
    'variable "v" {\n default = "d"\n}\nmodule "m" {\n a = 2\n}\nprovider "aws" {\n alias = "w"\n region = "y"\n}\nprovider "aws" {\n region = "z"\n}\nterraform {}\n';
  expect(merged({ "main.tf": base, "override.tf": override })).toEqual([
    ["variable v", { type: "string", default: '"d"' }],
    ["module m", { source: '"./m"', a: "2" }],
    ["provider aws", { alias: '"w"', region: '"y"' }],
    ["provider aws", { region: '"z"' }],
    ["terraform", {}],
  ]);
});

test("merged blocks keep the place of every argument, and the blocks they were made of", () => {
  const { blocks } = merge({
    "main.tf": 'output "o" {\n value = 1\n}\n',
    "override.tf": '\n\noutput "o" {\n value = 2\n}\n',
  });
  const [output] = blocks;
  const value = output?.body.attributes.get("value");
  expect(output && positionOf(output)).toEqual({ file: "main.tf", line: 1, column: 1 });
  expect(value && positionOf(value)).toEqual({ file: "override.tf", line: 4, column: 2 });
  expect(output?.merged?.map(({ file }) => file.name)).toEqual(["main.tf", "override.tf"]);
});

const errors: readonly (readonly [override: string, error: string])[] = [
  ['resource "aws_x" "q" {}', "override.tf:1:1: There is no aws_x.q that could be overridden."],
  ['variable "q" {}', "override.tf:1:1: There is no variable.q that could be overridden."],
  ["locals {\n q = 1\n}", "override.tf:2:2: There is no local.q that could be overridden."],
  ['provider "aws" {\n alias = "q"\n}', "override.tf:1:1: There is no provider.aws.q that could be overridden."],
  ['resource "aws_x" "r" {\n depends_on = [a.b]\n}', "override.tf:2:2: The argument depends_on cannot be overridden."],
  ["moved {\n from = a.b\n to = a.c\n}", "override.tf:1:1: A block moved cannot stand in an override file."],
];

test.each(errors)("%j", (override, error) => {
  const result = merge({ "main.tf": 'resource "aws_x" "r" {}\n', "override.tf": override });
  expect(result.errors.map(({ message }) => message)).toEqual([error]);
  expect(result.blocks).toHaveLength(1);
});

test("what is declared twice is told", () => {
  const files = { "a.tf": "locals {\n a = 1\n}\n", "b.tf": 'locals {\n a = 2\n}\nmodule "m" {}\nmodule "m" {}\n' };
  expect(merge(files).errors.map(({ message }) => message)).toEqual([
    "b.tf:2:2: local.a is declared twice.",
    "b.tf:5:1: module.m is declared twice.",
  ]);
});
