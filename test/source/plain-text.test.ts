import { secondOpinions } from "../../src/source/second-opinion/second-opinion";
import { parseWithHcl2Parser } from "../../src/source/second-opinion/hcl2-parser";
import { openBlock } from "../../src/source/second-opinion/opened";
import { PlainTexts } from "../../src/source/second-opinion/plain-text";
import type { Block } from "../../src/source/syntax/ast";
import { fixtureBlocks } from "./fixture-blocks";
import { parsed } from "./syntax/notation";

const secondOpinion = (...[block]: Parameters<ReturnType<typeof secondOpinions>>) => secondOpinions()(block);

function blockOf(text: string): Block {
  const [block] = parsed(text).blocks;
  if (block === undefined) throw new Error("no block");
  return block;
}

/** What is given to the second parser. */
function givenOf(block: Block): string {
  return openBlock(block, Infinity)?.text ?? "";
}

/** What is given of `value = …` in a block. */
function given(value: string): string {
  return givenOf(blockOf(`locals {\n  value = ${value}\n}\n`));
}

describe("plain texts in quotes", () => {
  it.each([
    ["strings", '"svc-0001"', '"other.2"'],
    ["strings deep inside", 'f({ a = [{ b = g("one-1") }] })', 'f({ a = [{ b = g("two-2") }] })'],
    ["pieces of a template", '"arn:aws:iam::${var.a}:role/one"', '"arn:other:::${var.a}:user/two"'],
    ["keys of a reference", 'aws_iam_role.r["one-1"].arn', 'aws_iam_role.r["two-2"].arn'],
  ])("make no difference to what is parsed: %s", (_, one, other) => {
    expect(given(one)).toBe(given(other));
    expect(given(one)).not.toContain("one");
  });

  it("nor do they as the label of a block", () => {
    const [one, other] = ["first", "second"].map((name) => givenOf(blockOf(`resource "aws_kms_key" "${name}" {}\n`)));
    expect(one).toBe(other);
    expect(one).toContain("aws_kms_key");
  });

  it.each([
    ["behind the label", 'resource "aws_kms_key" "keyname" /* "keyname" */ {}\n'],
    ["behind a bare label", 'resource aws_kms_key keyname /* "keyname" */ {}\n'],
    ["between the labels", 'resource "keyname" /* "keyname" */ "keyname" {}\n'],
  ])("a comment %s is not taken for it", (_, text) => {
    expect(secondOpinion(blockOf(text))).toEqual({ agrees: true });
    expect(givenOf(blockOf(text))).toContain("keyname");
  });

  it.each([
    ["names", "var.first", "var.other"],
    ["numbers", "11111", "22222"],
    ["functions", 'first("a")', 'other("a")'],
    ["keys of an object, which may be equal", '{ "first" = 1, "third" = 2 }', '{ "third" = 1, "third" = 2 }'],
    ["escapes", '"first\\n"', '"first\\t"'],
    ["what is no letter of ASCII", '"é é é"', '"ü ü ü"'],
    ["an escaped interpolation", '"first $${x}"', '"first %%{x}"'],
    ["heredocs", "<<E\nfirst\nE", "<<E\nother\nE"],
    ["what stands in an interpolation", '"a ${"first"}"', '"a ${"other"}"'],
    ["what stands in a condition", 'var.a ? "first" : 1', 'var.a ? "other" : 1'],
    ["what stands in a splat", 'var.a[*]["first"]', 'var.a[*]["other"]'],
  ])("but these are given as they are: %s", (_, one, other) => {
    expect(given(one)).not.toBe(given(other));
  });

  it("are given as they are in a block that holds such a name itself", () => {
    expect(given('["a text", "~1"]')).toContain('"a text"');
  });

  it("do not hide another number or order of them", () => {
    const texts = ['["one-1", "two-2"]', '["one-1"]', '["one-1", ["two-2"]]', '["one-1", { a = "two-2" }]'].map(given);
    expect(new Set(texts).size).toBe(4);
  });
});

/** The block, with a text of its tree changed, as a misreading would. */
function misread(block: Block, from: string, to: string): Block {
  const change = (value: unknown): unknown => {
    if (value === from) return to;
    if (value instanceof Map) return new Map([...value].map(([key, each]): [unknown, unknown] => [key, change(each)]));
    if (Array.isArray(value)) return value.map(change);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, each]) => [name, name === "file" ? each : change(each)]),
    );
  };
  return change(block) as Block;
}

describe("a block like one that was read before", () => {
  const text = (name: string): string => `resource "aws_kms_key" "${name}" {
  description = "key of ${name}"
  policy = jsonencode({
    Statement = [{ Action = ["kms:Decrypt"], Principal = { AWS = "arn:aws:iam::\${var.account}:role/${name}" } }]
    Other     = aws_iam_role.r["of-${name}"].arn
  })
}
`;

  it("is compared with its own texts", () => {
    const opinionOf = secondOpinions();
    for (const name of ["first", "second"]) expect(opinionOf(blockOf(text(name)))).toEqual({ agrees: true });
    const changes = ["second", "key of second", ":role/second", "of-second"].map((each) => [each, "first"] as const);
    for (const [from, to] of [...changes, ["kms:Decrypt", "kms:Encrypt"] as const]) {
      const opinion = opinionOf(misread(blockOf(text("second")), from, to));
      expect({ from, opinion }).toMatchObject({ from, opinion: { agrees: false } });
    }
  });

  it("is one that the parser refuses as well", () => {
    const opinionOf = secondOpinions();
    const panic = (name: string): Block => blockOf(`locals {\n  a = { null = "${name}" }\n}\n`);
    for (const name of ["first", "second"]) expect(opinionOf(panic(name))).toMatchObject({ agrees: false });
    expect(secondOpinion(panic("second"))).toMatchObject({ agrees: false });
  });
});

test("the names come out of the parser where the texts would", () => {
  let replaced = 0;
  for (const block of fixtureBlocks()) {
    const text = givenOf(block);
    const texts = new PlainTexts(block).edits.map(({ start, end }) => block.file.text.slice(start, end));
    const filled = (named: string): string => named.replace(/~(\d+)/g, (name, at: string) => texts[Number(at)] ?? name);
    const named = parseWithHcl2Parser(text);
    if (named === undefined || texts.length === 0 || /~(?!\d)/.test(text)) continue;
    replaced += texts.length;
    expect(JSON.parse(filled(JSON.stringify(named)))).toEqual(parseWithHcl2Parser(filled(text)));
  }
  expect(replaced).toBeGreaterThan(600);
});
