import { readAnswers } from "./differential/answers";
import { differenceOf, evaluateAll, HOLES, KNOWN } from "./differential/evaluate";
import { isKnown } from "../../src/value";

/**
 * Every function and operator against Terraform, on arguments drawn at random (`npm run differential` asks Terraform): the same
 * value, or a hole where kmsgate does not say; a failure only where Terraform fails. A part of them here; all of them in
 * differential.terraform.test.ts.
 */
const ALL = readAnswers();
const share = process.env.DIFFERENTIAL === "all" ? 1 : 8;
const SOME = ALL.filter((_, index) => index % share === 0);

function report(holes: boolean): string[] {
  const asked = holes ? SOME.filter(({ expression }) => expression.includes("local.")) : SOME;
  const evaluated = evaluateAll(
    asked.map(({ expression }) => expression),
    holes ? HOLES : KNOWN,
  );
  return asked.flatMap((each, index) => {
    const found = evaluated[index];
    const why = found && differenceOf(each, found, holes);
    return why === undefined ? [] : [`${each.expression}\n    ${why}`];
  });
}

it("has answers of some number", () => {
  expect(ALL.length).toBeGreaterThan(20_000);
});

it("gives no other value than Terraform", () => {
  expect(report(false)).toEqual([]);
});

it("leaves room for what unknown arguments turn out to be", () => {
  expect(report(true)).toEqual([]);
});

it("knows most values that Terraform knows", () => {
  const values = SOME.filter(({ answer }) => answer.kind === "value");
  const evaluated = evaluateAll(
    values.map(({ expression }) => expression),
    KNOWN,
  );
  const known = evaluated.filter(({ value }) => isKnown(value)).length;
  expect(known / values.length).toBeGreaterThan(0.97);
});
