import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isKnown } from "../../src/values/value";
import { compatible, sameAsJson } from "./evaluate/judge/compare";
import { type Answers, CASES, NUMBERED, rootModule, toldValue, TREES, writeStack } from "./evaluate/judge/stack";

/**
 * One stack of expressions and module trees, evaluated once with its computed attributes known and once with holes for them,
 * against what Terraform said (answers.json, which judge.terraform.test.ts holds against Terraform itself).
 */
const ANSWERS = JSON.parse(readFileSync(join(__dirname, "evaluate/judge/answers.json"), "utf8")) as Answers;

/** Holes although all is known: more digits than JavaScript's numbers have. */
const INEXACT: readonly string[] = [`jsondecode("12345678901234567890")`, `1 / 3 * 3`];

const folder = mkdtempSync(join(tmpdir(), "kmsgate-judge-"));
writeStack(folder);
const known = rootModule(folder, true);
const open = rootModule(folder, false);
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

it("has a corpus of some size, and an answer to each of it", () => {
  expect(NUMBERED.length).toBeGreaterThanOrEqual(150);
  expect(TREES.length).toBeGreaterThanOrEqual(30);
  expect(Object.keys(ANSWERS).sort()).toEqual(CASES.map(({ name }) => name).sort());
});

it.each(CASES)("$name with all known: $expression", ({ name, expression }) => {
  const judged = INEXACT.includes(expression) ? compatible : sameAsJson;
  expect(judged(known.output(name), ANSWERS[name] ?? null, toldValue)).toBeUndefined();
});

it.each(CASES)("$name with holes: $expression", ({ name }) => {
  expect(compatible(open.output(name), ANSWERS[name] ?? null, toldValue)).toBeUndefined();
});

it("leaves no holes where all is known, but for numbers that JavaScript cannot hold", () => {
  const holes = CASES.filter(({ name }) => !isKnown(known.output(name))).map(({ expression }) => expression);
  expect(holes).toEqual(INEXACT);
});
