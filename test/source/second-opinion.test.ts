import fc from "fast-check";
import { secondOpinions } from "../../src/source/second-opinion/second-opinion";
import type { Block, Body } from "../../src/source/syntax/ast";
import { parseNative } from "../../src/source/syntax/native";
import { mergeOverrides } from "../../src/source/syntax/override";
import { SourceError } from "../../src/source/syntax/position";
import { fixtureBlocks } from "./fixture-blocks";
import { type Change, refused, within, withAttribute, withBlocks } from "./misreadings";
import { grammar } from "./syntax/arbitrary-hcl";
import { parsed } from "./syntax/notation";

const secondOpinion = (...[block]: Parameters<ReturnType<typeof secondOpinions>>) => secondOpinions()(block);

function blockOf(text: string): Block {
  const [block] = parsed(text).blocks;
  if (block === undefined) throw new Error("no block");
  return block;
}

const text = `resource "aws_kms_key" "k" {
  description = "a $\${b} \\u00e9 %%{c} \${var.d} e"
  text        = <<-EOT
    one
      \${~ var.two }
  EOT
  after  = "after"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [for s in var.s : { Sid = "S\${s.id}", Action = ["kms:Decrypt", "kms:\${s.verb}"] } if s.on]
    Other     = var.a ? [{ Effect = "Allow" }] : merge(local.b["c"].d, { (var.k) = -1 })
  })
  statement {
    sid = "a"
    condition {
      test = (var.t)
    }
  }
  statement { sid = "b" }
  dynamic "x" {
    for_each = var.x[*].y
    content {}
  }
}
`;

test("it agrees with what was read, of every kind", () => {
  expect(secondOpinion(blockOf(text))).toEqual({ agrees: true });
});

test.each(["1e21", "1e-7", "1.50", "00.5", "0.1e1", "1e300", "12345678901234567890", "123456789.123456789123", "0e0"])(
  "it agrees on %s in the middle of text",
  (number) => {
    expect(secondOpinion(blockOf(`a "b" {\n  c = "x\${${number}}y"\n}\n`))).toEqual({ agrees: true });
  },
);

test("it reads so much of one configuration, and no more", () => {
  const opinions = secondOpinions();
  const all = Array.from({ length: 8 }, (_, index) =>
    opinions(blockOf(`a "b" {\n  c = ["${`${index}\\n`.repeat(50_000)}"]\n}\n`)),
  );
  expect(all[0]).toEqual({ agrees: true });
  expect(all.at(-1)).toMatchObject({ agrees: false, why: "the configuration is too long to be given to it" });
});

function innerBlock({ body }: Block): Block[] {
  return [...body.blocks];
}

const misreadings: readonly (readonly [what: string, line: number, change: Change])[] = [
  ["an argument swallowed", 1, withAttribute("after", () => undefined)],
  [
    "a heredoc that ends too late",
    3,
    withAttribute("text", (node) => ({ ...node, kind: "literal", value: "one\n  EOT\n" })),
  ],
  [
    "a line of a heredoc left out",
    3,
    within("text", (node) => (node.kind === "template" ? { ...node, parts: node.parts.slice(0, 1) } : undefined)),
  ],
  ["a literal that is another", 7, withAttribute("after", (node) => ({ ...node, kind: "literal", value: "other" }))],
  ["a literal that is a number", 7, withAttribute("after", (node) => ({ ...node, kind: "number", text: "1" }))],
  [
    "an escaped interpolation taken for one",
    2,
    within("description", (node) => (node.kind === "template" ? { ...node, parts: node.parts.slice(1) } : undefined)),
  ],
  ["a block left out", 1, withBlocks(([first]) => (first ? [first] : []))],
  [
    "a block read into its neighbour",
    1,
    withBlocks(([first, ...rest]) => (first ? [...innerBlock(first), first, ...rest] : [])),
  ],
  ["a block nested too high", 1, withBlocks(([first, ...rest]) => [...(first ? innerBlock(first) : []), ...rest])],
  [
    "two blocks the other way round",
    19,
    withBlocks(([first, second, ...rest]) => [second, first, ...rest].filter((block) => block !== undefined)),
  ],
  ["another label", 1, (block) => ({ ...block, labels: ["aws_kms_key", "l"] })],
  ["a label left out", 1, (block) => ({ ...block, labels: ["aws_kms_key"] })],
  [
    "an item of an object left out",
    8,
    within("policy", (node) =>
      node.kind === "object" && node.items.length === 3 ? { ...node, items: node.items.slice(1) } : undefined,
    ),
  ],
  [
    "an item of a list left out, deep inside",
    10,
    within("policy", (node) =>
      node.kind === "tuple" && node.items.length === 2 ? { ...node, items: node.items.slice(1) } : undefined,
    ),
  ],
  [
    "a literal deep inside that is another",
    11,
    within("policy", (node) =>
      node.kind === "literal" && node.value === "Allow" ? { ...node, value: "Deny" } : undefined,
    ),
  ],
  [
    "an argument of a call left out",
    11,
    within("policy", (node) =>
      node.kind === "call" && node.name === "merge" ? { ...node, arguments: node.arguments.slice(1) } : undefined,
    ),
  ],
  [
    "another function",
    8,
    withAttribute("policy", (node) => (node.kind === "call" ? { ...node, name: "yamlencode" } : undefined)),
  ],
  [
    "a condition left out",
    10,
    within("policy", (node) => {
      if (node.kind !== "for-tuple") return undefined;
      const { condition, ...rest } = node;
      return condition && rest;
    }),
  ],
  [
    "branches the other way round",
    11,
    within("policy", (node) =>
      node.kind === "conditional" ? { ...node, whenTrue: node.whenFalse, whenFalse: node.whenTrue } : undefined,
    ),
  ],
  [
    "a step of a reference left out",
    11,
    within("policy", (node) =>
      node.kind === "reference" && node.root === "local" ? { ...node, steps: node.steps.slice(0, 2) } : undefined,
    ),
  ],
  ["another sign", 11, within("policy", (node) => (node.kind === "unary" ? node.operand : undefined))],
];

test.each(misreadings)("it finds %s", (_, line, change) => {
  const opinionOf = secondOpinions();
  expect(opinionOf(blockOf(text))).toEqual({ agrees: true });
  expect(opinionOf(change(blockOf(text)))).toMatchObject({ agrees: false, at: { file: "main.tf", line } });
});

test("it agrees on generated expressions", () => {
  let read = 0;
  fc.assert(
    fc.property(grammar.free, (expression) => {
      const body = parseNative(`x {\n  a = [${expression}\n]\n}\n`, "x.tf");
      if (body instanceof SourceError || refused.test(expression)) return;
      read++;
      expect(body.blocks.map(secondOpinion)).toEqual([{ agrees: true }]);
    }),
    { seed: 20_251_122, numRuns: 100 },
  );
  expect(read).toBeGreaterThan(30);
});

test("it agrees on every block of the fixtures, but for those that call a provider's function", () => {
  const blocks = new Map(fixtureBlocks().map((block) => [block.file.text.slice(block.start, block.end), block]));
  expect(blocks.size).toBeGreaterThan(100);
  const others = [...blocks.values()].map(secondOpinion).filter((opinion) => !("agrees" in opinion && opinion.agrees));
  expect(others.every((opinion) => "exempt" in opinion)).toBe(true);
});

test("what it cannot judge is exempt", () => {
  const call = blockOf('output "o" {\n  value = [provider::aws::arn_parse("x")]\n}\n');
  expect(secondOpinion(call)).toEqual({ exempt: "it calls provider::aws::arn_parse" });
});

test("merged blocks are compared as they were written", () => {
  const base = parseNative('output "o" {\n  value = 1\n}\n', "main.tf") as Body;
  const override = parseNative('output "o" {\n  value = f(2)\n}\n', "override.tf") as Body;
  expect(mergeOverrides([base, override]).blocks.map(secondOpinion)).toEqual([{ agrees: true }]);
});

test("a block that is too long is not given away", () => {
  const long = blockOf(`locals {\n  a = "${"(".repeat(300_000)}"\n}\n`);
  expect(secondOpinion(long)).toEqual({
    agrees: false,
    at: { file: "main.tf", line: 1, column: 1 },
    why: "the block is too long to be given to it",
  });
});

test("it leaves the global object and the length of stack traces alone", () => {
  const before = { limit: Error.stackTraceLimit, names: Object.getOwnPropertyNames(globalThis).length };
  expect(secondOpinion(blockOf("a {}\n"))).toEqual({ agrees: true });
  expect({ limit: Error.stackTraceLimit, names: Object.getOwnPropertyNames(globalThis).length }).toEqual(before);
});

test("what brings it down is a disagreement, and the next block is read", () => {
  const panic = blockOf("locals {\n  a = { null = 1 }\n}\n");
  expect(secondOpinion(panic)).toMatchObject({ agrees: false, why: "it cannot read this block" });
  const deep = blockOf(`locals {\n  a = ${"[".repeat(98)}${"]".repeat(98)}\n}\n`);
  expect(secondOpinion(deep)).toEqual({ agrees: true });
});
