import { ACTION, Sentence, phrase, type Clause } from "../../src/sentence";

const list = (actions: readonly string[]): string => actions.join(" + ");
const told = (...all: readonly (readonly [string, Clause])[]): string[] =>
  Sentence.together(
    all.map(([action, clause]) => new Sentence(action, [clause])),
    list,
  );

const lacks: Clause = { says: phrase`nothing allows ${ACTION}` };

test("what several sentences share is told once, with their actions in place", () => {
  expect(told(["kms:B", lacks], ["kms:A", lacks])).toEqual(["nothing allows these actions"]);
  expect(told(["kms:A", lacks])).toEqual(["nothing allows kms:A"]);
  expect(told(["kms:A", lacks], ["kms:B", { says: ["a policy is unknown"] }])).toEqual([
    "nothing allows kms:A",
    "kms:B: a policy is unknown",
  ]);
});

test("an action whose name is part of another's keeps its own place", () => {
  const says = phrase`nothing allows ${ACTION}, but something kms:GenerateDataKeyWithoutPlaintext`;
  expect(told(["kms:GenerateDataKey", { says }])).toEqual([
    "nothing allows kms:GenerateDataKey, but something kms:GenerateDataKeyWithoutPlaintext",
  ]);
});

test("an aside is told where all share it, and left out where they do not", () => {
  expect(told(["kms:A", { ...lacks, aside: ["x"] }], ["kms:B", { ...lacks, aside: ["x"] }])).toEqual([
    "nothing allows these actions (x)",
  ]);
  expect(told(["kms:A", { ...lacks, aside: ["x"] }], ["kms:B", { ...lacks, aside: ["y"] }])).toEqual([
    "nothing allows these actions",
  ]);
});

test("of a sentence that says again what the message said, only the aside is told", () => {
  expect(told(["kms:A", { ...lacks, restates: true }])).toEqual([]);
  expect(told(["kms:A", { ...lacks, restates: true, aside: phrase`the role may ${ACTION} elsewhere` }])).toEqual([
    "the role may kms:A elsewhere",
  ]);
});

test("no more than three reasons are told, and of the clauses of a sentence each is told once", () => {
  const reasons = ["a", "b", "c", "d"].map((text): [string, Clause] => [`kms:${text}`, { says: [text] }]);
  expect(told(...reasons)).toHaveLength(3);
  expect(String(new Sentence("kms:A", [lacks, lacks, { says: ["end"], aside: ["x"] }]))).toBe(
    "nothing allows kms:A; end (x)",
  );
});
