import { isDetermined } from "../../src/source/functions/collection-kind";
import { readAnswers } from "./differential/answers";
import { differenceOf, evaluateAll, HOLES, KNOWN } from "./differential/evaluate";
import { isKnown } from "../../src/values/value";
import { differencesAmong } from "./differential/evaluate";

/**
 * Every function and operator against Terraform, on arguments drawn at random (`npm run differential` asks Terraform): the same
 * value, or a hole where kmsgate does not say; a failure only where Terraform fails. A part of them here; all of them in
 * differential.terraform.test.ts, or here with `DIFFERENTIAL=all`.
 */
const ALL = readAnswers();
const share = process.env.DIFFERENTIAL === "all" ? 1 : 8;
const SOME = ALL.filter((_, index) => index % share === 0);

it("has answers of some number", () => {
  expect(ALL.length).toBeGreaterThan(20_000);
});

it("gives no other value than Terraform", () => {
  expect(differencesAmong(SOME, false)).toEqual([]);
});

it("leaves room for what unknown arguments turn out to be", () => {
  expect(differencesAmong(SOME, true)).toEqual([]);
});

it("knows most values that Terraform knows", () => {
  const values = SOME.filter(({ answer }) => answer.kind === "value");
  const evaluated = evaluateAll(
    values.map(({ expression }) => expression),
    KNOWN,
  );
  const known = evaluated.filter(({ value }) => isDetermined(value)).length;
  expect(known / values.length).toBeGreaterThan(0.95);
});
