import fc, { type Arbitrary } from "fast-check";
import { parseExpression, parseNative } from "../../../src/source/syntax/native";
import { SourceError } from "../../../src/source/syntax/position";
import { body, grammar, mutated } from "./arbitrary-hcl";
import { differenceFromHashicorp, hashicorpJson, hashicorpShape } from "./hashicorp";
import { shapeOf } from "./shape";

/** One seed, so that a red test is red for everybody; whoever changes the parser tries others. */
const seed = 20_251_122;

/** Checks a text many times over; of those accepted there must be some, or nothing was compared. */
async function agreesOn(
  texts: Arbitrary<string>,
  numRuns: number,
  agrees: (text: string) => Promise<boolean>,
): Promise<void> {
  let accepted = 0;
  await fc.assert(
    fc.asyncProperty(texts, async (text) => {
      if (await agrees(text)) accepted++;
    }),
    { seed, numRuns },
  );
  expect(accepted).toBeGreaterThan(numRuns / 20);
}

/** @returns whether the expression was accepted */
async function expressionAgrees(text: string): Promise<boolean> {
  const parsed = parseExpression(text, "expression");
  const ours = parsed instanceof SourceError ? undefined : shapeOf(parsed);
  expect(ours).toEqual(await hashicorpShape(text));
  return ours !== undefined;
}

async function bodyAgrees(text: string): Promise<boolean> {
  const parsed = parseNative(text, "body");
  const printed = await hashicorpJson(text);
  if (parsed instanceof SourceError || printed === undefined) {
    expect({ accepted: !(parsed instanceof SourceError) }).toEqual({ accepted: printed !== undefined });
    return false;
  }
  expect(differenceFromHashicorp(parsed, printed)).toEqual([]);
  return true;
}

test("generated expressions have the trees that HashiCorp's parser gives them", async () => {
  await agreesOn(grammar.free, 200, expressionAgrees);
});

test("mutilated expressions are accepted and rejected as HashiCorp's parser does", async () => {
  await agreesOn(mutated(grammar.free), 300, expressionAgrees);
});

test("generated bodies are read as HashiCorp's parser reads them", async () => {
  await agreesOn(body, 200, bodyAgrees);
});

test("mutilated bodies are accepted and rejected as HashiCorp's parser does", async () => {
  await agreesOn(mutated(body), 300, bodyAgrees);
});

test("heredocs and strings alone", async () => {
  await agreesOn(
    fc.oneof(grammar.heredoc, grammar.string).map((text) => `a = ${text}\n`),
    300,
    bodyAgrees,
  );
});
