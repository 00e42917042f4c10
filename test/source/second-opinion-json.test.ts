import fc from "fast-check";
import { secondOpinions } from "../../src/source/second-opinion/second-opinion";
import type { Block } from "../../src/source/syntax/ast";
import { parseJsonConfiguration } from "../../src/source/syntax/json";
import { SourceError } from "../../src/source/syntax/position";
import { type Change, refused, within } from "./misreadings";
import { grammar } from "./syntax/arbitrary-hcl";

const secondOpinion = (...[block]: Parameters<ReturnType<typeof secondOpinions>>) => secondOpinions()(block);

function jsonBlock(properties: unknown): Block {
  const body = parseJsonConfiguration(JSON.stringify({ resource: { aws_kms_key: { k: properties } } }), "cdk.tf.json");
  const [block] = body instanceof SourceError ? [] : body.blocks;
  if (block === undefined) throw new Error("no block");
  return block;
}

const inJson = {
  "//": { metadata: { path: "stack/${" } },
  policy: '${jsonencode({"Statement" = [for s in var.s : {"Sid" = "S${s.id}", "Action" = ["kms:Decrypt"]} if s.on]})}',
  arns: [
    "arn:${data.aws_partition.p.partition}:iam::${(local.a)[0]}:role/x ~}",
    "$${x}",
    "${a ~}",
    "END\n%{ if b ~}\nx\n%{ endif ~}",
  ],
  tags: { "${var.k}": "plain" },
  depends_on: ["aws_iam_role.r"],
  lifecycle: { ignore_changes: ["tags", 'tags["a"]'] },
};

test("of JSON configuration, the templates and references in strings are compared", () => {
  expect(secondOpinion(jsonBlock(inJson))).toEqual({ agrees: true });
  expect(secondOpinion(jsonBlock({ description: "nothing to compare", n: [1] }))).toEqual({ agrees: true });
});

const misreadingsInJson: readonly (readonly [what: string, change: Change])[] = [
  [
    "a literal",
    within("policy", (node) =>
      node.kind === "literal" && node.value === "kms:Decrypt" ? { ...node, value: "kms:*" } : undefined,
    ),
  ],
  [
    "an item left out",
    within("policy", (node) =>
      node.kind === "object" && node.items.length === 2 ? { ...node, items: node.items.slice(1) } : undefined,
    ),
  ],
  [
    "a text left out",
    within("arns", (node) =>
      node.kind === "template" && node.parts.length > 3 ? { ...node, parts: node.parts.slice(1) } : undefined,
    ),
  ],
  [
    "a step left out",
    within("arns", (node) =>
      node.kind === "reference" && node.root === "data" ? { ...node, steps: node.steps.slice(1) } : undefined,
    ),
  ],
  [
    "an escape not decoded",
    within("arns", (node) =>
      node.kind === "literal" && node.value === "${x}" ? { ...node, value: "$${x}" } : undefined,
    ),
  ],
  [
    "another reference",
    within("depends_on", (node) => (node.kind === "reference" ? { ...node, root: "aws_iam_user" } : undefined)),
  ],
];

test.each(misreadingsInJson)("in JSON it finds %s", (_, change) => {
  const block = jsonBlock(inJson);
  expect(secondOpinion(change(block))).toMatchObject({ agrees: false, at: { file: "cdk.tf.json", line: 1 } });
});

test("it agrees on generated templates in JSON", () => {
  let read = 0;
  fc.assert(
    fc.property(
      fc.oneof(
        grammar.sequence,
        grammar.heredoc.map((text) => text.split("\n").slice(1, -2).join("\n")),
      ),
      (template) => {
        const body = parseJsonConfiguration(JSON.stringify({ locals: { a: template } }), "x.tf.json");
        if (body instanceof SourceError || refused.test(template) || /\r(?!\n)/.test(template)) return;
        read++;
        expect(body.blocks.map(secondOpinion)).toEqual([{ agrees: true }]);
      },
    ),
    { seed: 20_251_122, numRuns: 100 },
  );
  expect(read).toBeGreaterThan(30);
});
