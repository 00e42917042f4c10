import { positionOf } from "../../../src/source/syntax/position";
import { errorOf, parsed, write } from "./notation";

const text = `\uFEFF# a key
resource "aws_kms_key" k { # its label without quotes
  policy = jsonencode({}) // a comment

  statement {
    sid = "a"
  }
  statement { sid = "b" }
  empty {}
  dynamic "x$\${y}" {
    /* over
       lines */ content {
    }
  }
}
locals { a = 1 }
b = 2`;

test("arguments, blocks, labels and nesting", () => {
  const body = parsed(text);
  const [key, locals] = body.blocks;
  expect(body.blocks.map(({ type, labels }) => [type, ...labels])).toEqual([
    ["resource", "aws_kms_key", "k"],
    ["locals"],
  ]);
  expect(key?.body.blocks.map(({ type, labels }) => [type, ...labels])).toEqual([
    ["statement"],
    ["statement"],
    ["empty"],
    ["dynamic", "x${y}"],
  ]);
  expect(key?.body.blocks.map(({ body }) => [...body.attributes.keys()])).toEqual([["sid"], ["sid"], [], []]);
  expect(key?.body.blocks[3]?.body.blocks[0]?.type).toBe("content");
  expect([...(locals?.body.attributes.keys() ?? [])]).toEqual(["a"]);
  expect([...body.attributes.values()].map(({ name, value }) => [name, write(value)])).toEqual([["b", "2"]]);
});

test("blocks and arguments know where they stand", () => {
  const [key] = parsed(text).blocks;
  const policy = key?.body.attributes.get("policy");
  if (key === undefined || policy === undefined) throw new Error("no key");
  expect(positionOf(key)).toEqual({ file: "main.tf", line: 2, column: 1 });
  expect(key.file.text.slice(key.start, key.end)).toMatch(/^resource[^]*\n}$/);
  expect(positionOf(policy)).toEqual({ file: "main.tf", line: 3, column: 3 });
  expect(policy.file.text.slice(policy.start, policy.end)).toBe("policy = jsonencode({})");
});

test("line ends of Windows", () => {
  const [block] = parsed("a {\r\n  b = [\r\n    1,\r\n  ]\r\n\r\n  c = {\r\n d = 1 # x\r\n}\r\n}\r\n").blocks;
  expect([...(block?.body.attributes.values() ?? [])].map(({ value }) => write(value))).toEqual(["[1]", '{"d": 1}']);
});

test("an empty file, and one of comments", () => {
  expect(parsed("")).toMatchObject({ blocks: [], attributes: new Map() });
  expect(parsed("# a\n/* b */ // c")).toMatchObject({ blocks: [], attributes: new Map() });
});

const rejected: readonly (readonly [text: string, error: string])[] = [
  ["a = 1\na = 2", "main.tf:2:1: The argument a is set twice in this block."],
  ["a {", "main.tf:1:3: This block is not closed; its closing brace is missing."],
  ["a {\n b = 1\n", "main.tf:1:3: This block is not closed; its closing brace is missing."],
  ["}", "main.tf:1:1: An argument or a block is expected here."],
  ["a {}}", "main.tf:1:5: A new line is expected behind an argument or a block."],
  ["a {} b {}", "main.tf:1:6: A new line is expected behind an argument or a block."],
  ["a = 1 b = 2", "main.tf:1:7: A new line is expected behind an argument or a block."],
  ["a = 1, b = 2", "main.tf:1:6: A new line is expected behind an argument or a block."],
  ["a = {\n}}", "main.tf:2:2: A new line is expected behind an argument or a block."],
  [
    "a { b = 1, c = 2 }",
    "main.tf:1:10: A block on one line holds one argument only, and its closing brace stands on that line.",
  ],
  [
    "a { b = 1\n}",
    "main.tf:1:10: A block on one line holds one argument only, and its closing brace stands on that line.",
  ],
  ["a { b {} }", "main.tf:1:7: A block on one line holds one argument, name = value, and no block."],
  ["a {\n b = 1 }", "main.tf:2:8: A new line is expected behind an argument or a block."],
  ['"a" = 1', "main.tf:1:1: The name of an argument stands without quotes."],
  ['a "b${c}" {}', "main.tf:1:3: A block's label cannot hold a template."],
  ['a "b"\n{}', "main.tf:1:6: An opening brace is expected here, on the same line."],
  ["a\n", "main.tf:1:2: An equals sign, a label or an opening brace is expected here, on the same line."],
  ["a.b = 1", "main.tf:1:2: An equals sign, a label or an opening brace is expected here, on the same line."],
  ["a =\n1", "main.tf:1:4: A value is expected here."],
  ["a = 1\n\n😀", "main.tf:3:1: This character has no meaning here."],
  ["a = 1;", "main.tf:1:6: Semicolons are not used here; arguments stand on lines of their own."],
];

test.each(rejected)("%j is rejected", (source, error) => {
  expect(errorOf(source)).toBe(error);
});
