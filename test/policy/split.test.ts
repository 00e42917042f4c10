import type { Assumptions, Leaf, Question } from "../../src/policy/evaluate/evaluation";
import { type Pass, splitCases } from "../../src/policy/evaluate/split-cases";
import { text } from "../../src/values/value";
import { Hole } from "../../src/values/value";
import type { Words } from "../../src/values/text";

const leaf = (question?: Question): Leaf => ({
  what: { kind: "holes", names: [] },
  ...(question === undefined ? {} : { question }),
});
const unclear = (...questions: readonly Question[]): Pass<string> => ({
  result: "unclear",
  says: undefined,
  leaves: questions.map(leaf),
});
const clear = (says: string, result = says): Pass<string> => ({ result, says, leaves: [] });
const isLast = ({ answers }: Assumptions): boolean => [...answers.values()].includes(false);

test("both answers come to the same, or not", () => {
  const first = unclear({ key: "a" });
  expect(splitCases(first, ({ answers }) => clear("denied", `by ${String(answers.get("a"))}`))).toEqual([
    "by true",
    "by false",
  ]);
  expect(splitCases(first, ({ answers }) => clear(String(answers.get("a"))))).toBeUndefined();
  expect(splitCases(first, () => unclear())).toBeUndefined();
  expect(splitCases(first, (given) => (isLast(given) ? unclear() : clear("denied")))).toBeUndefined();
  expect(splitCases(clear("denied"), () => unclear())).toEqual(["denied"]);
  expect(splitCases({ ...first, leaves: [leaf()] }, () => clear("denied"))).toBeUndefined();
});

test("the question that is asked most often is answered first", () => {
  const asked: string[] = [];
  splitCases(unclear({ key: "a" }, { key: "b" }, { key: "c" }, { key: "b" }), ({ answers }) => {
    asked.push([...answers.keys()].join());
    return clear("denied");
  });
  expect(asked).toEqual(["b", "b"]);
});

test.each([
  [6, true],
  [7, false],
])("%i questions, one after another: %s", (needed, found) => {
  const run = (given: Assumptions): Pass<string> =>
    given.answers.size === needed || isLast(given) ? clear("denied") : unclear({ key: `q${given.answers.size}` });
  expect(splitCases(unclear({ key: "q0" }), run) !== undefined).toBe(found);
});

test.each([
  [4, true],
  [5, false],
])("every answer asks more, %i levels deep: %s", (depth, found) => {
  let passes = 0;
  const run = ({ answers }: Assumptions): Pass<string> => {
    passes += 1;
    return answers.size === depth ? clear("denied") : unclear({ key: `q${answers.size}` });
  };
  expect(splitCases(unclear({ key: "q0" }), run) !== undefined).toBe(found);
  expect(passes).toBeLessThanOrEqual(41);
});

test("a yes puts a text in the place of a hole, in what was taken before too", () => {
  const [a, b] = [new Hole("a"), new Hole("b")];
  const first: Question = { key: "a?", means: { hole: a, words: text(["x", b]) as Words } };
  const second: Question = { key: "b?", means: { hole: b, words: "y" } };
  const seen: [string, Record<string, Words>][] = [];
  splitCases(unclear(first), ({ answers, values }) => {
    seen.push([[...answers].map(([key, answer]) => `${key} ${String(answer)}`).join(), Object.fromEntries(values)]);
    return answers.size === 1 ? unclear(second) : clear("denied");
  });
  expect(seen).toEqual([
    ["a? true", { a: text(["x", b]) }],
    ["a? true,b? true", { a: "xy", b: "y" }],
    ["a? true,b? false", { a: text(["x", b]) }],
    ["a? false", {}],
    ["a? false,b? true", { b: "y" }],
    ["a? false,b? false", {}],
  ]);
});
