import { arnLike } from "../../src/policy/match/arn-like";
import { arnPatternOf } from "../../src/policy/document/arn-pattern";
import { equal, like } from "../../src/policy/match/comparison";
import { contextHole, foreignHole } from "../../src/policy/evaluate/context-hole";
import { type Leaf, startEvaluation } from "../../src/policy/evaluate/evaluation";
import { NO_CONTEXT } from "../../src/policy/evaluate/request";
import { patternOf } from "../../src/policy/document/pattern";
import { FALSE, TRUE } from "../../src/policy/evaluate/truth";
import type { Words } from "../../src/values/text";
import { Hole, text } from "../../src/values/value";

const any = new Hole("any");
const any2 = new Hole("any2");
const name = new Hole("name", { shape: "name" });
const name2 = new Hole("name2", { shape: "name" });
const arn = new Hole("arn", { shape: "arn" });
const made = new Hole("made", { shape: "id", fresh: true });
const made2 = new Hole("made2", { shape: "id", fresh: true });
const madeAny = new Hole("made any", { fresh: true });
const context = contextHole("aws:x");
const foreign = foreignHole("aws:y");
const words = (...parts: readonly (string | Hole)[]): Words => text(parts) as Words;

type Values = Readonly<Record<string, Words>>;

/** The answer; or, where it takes a question, the question. */
function answer(values: Values, judge: (evaluation: ReturnType<typeof startEvaluation>) => number): boolean | Leaf {
  const evaluation = startEvaluation(NO_CONTEXT, false, {
    answers: new Map(),
    values: new Map(Object.entries(values)),
  });
  const truth = judge(evaluation);
  if (truth === TRUE || truth === FALSE) return truth === TRUE;
  const [leaf] = evaluation.leaves;
  if (leaf === undefined) throw new Error("unknown, and no question");
  return leaf;
}

const isEqual = (left: Words, right: Words, values: Values = {}, folded?: boolean): boolean | Leaf =>
  answer(values, (evaluation) => equal(evaluation, left, right, folded));
const isLike = (subject: Words, pattern: Words, values: Values = {}, folded?: boolean): boolean | Leaf =>
  answer(values, (evaluation) => like(evaluation, subject, patternOf(pattern), folded));

test.each<[string, Words, Words, boolean]>([
  ["the same hole", name, name, true],
  ["the same pieces", words("a", name, "b"), words("a", name, "b"), true],
  ["a piece more", words("a", name, "b"), words("a", name), false],
  ["nothing, and a name", "", name, false],
  ["two beginnings", words("a", any), words("b", any2), false],
  ["two ends", words(any, "a"), words(any2, "b"), false],
  ["ends that overlap", "aba", words("ab", any, "ba"), false],
  ["what is made, and text", made, "key-1", false],
  ["text with what is made, and text", words("key/", made), "key/1", false],
  ["two that are made", made, made2, false],
  ["two that are made, between the same", words("a-", made, "-", name), words("a-", made2, "-", name), false],
  ["one made, and two side by side", made, words(made2, madeAny), false],
  ["what is not ours, and text", foreign, "vpce-1", false],
  ["what is not ours, and what the plan does not know", foreign, any, false],
  ["that within text", any, words("x", foreign), false],
  ["that beside what is made", words(made, foreign), any, false],
])("equal or not, for certain: %s", (_, left, right, expected) => {
  expect(isEqual(left, right)).toBe(expected);
  expect(isEqual(right, left)).toBe(expected);
});

test.each<[string, Words, Words, readonly string[]]>([
  ["a hole and text", name, "x", ["name"]],
  ["two holes", name, name2, ["name", "name2"]],
  ["a hole and nothing", any, "", ["any"]],
  ["what is made, and what the plan does not know", made, any, ["made", "any"]],
  ["text with what is made, and a hole", words("key/", made), any, ["made", "any"]],
  ["what is made, and text with a hole", made, words(made2, any), ["made", "made2", "any"]],
  ["text with what is made, twice", words(made, any), words(made2, any2), ["made", "any", "made2", "any2"]],
  ["what is not ours, and a value of the request", foreign, context, [foreign.name, context.name]],
])("a question: %s", (_, left, right, names) => {
  const asked = isEqual(left, right);
  const { what } = asked as Leaf;
  expect(what.kind === "holes" && [...what.names].sort()).toEqual([...names].sort());
  expect(isEqual(right, left)).toMatchObject({ question: { key: (asked as Leaf).question?.key } });
});

test.each<[string, Words, Words, Words, Words]>([
  ["beginning and end", words("a", any, "z"), words("a", any2, "z"), any, any2],
  ["a part of both", words("ab", any, "yz"), words("abc", any2, "xyz"), any, words("c", any2, "x")],
  ["a part of a text", "abxyz", words("ab", any, "yz"), "x", words("", any)],
  ["all of the end", words(any, "yz"), words(any2, "xyz"), any, words(any2, "x")],
  ["all of the beginning", words("abc", any), words("ab", any2), words("c", any), any2],
  ["holes at the beginning", words(name, "-", any), words(name, "-", any2), any, any2],
  ["holes at the end", words(any, "-", name), words(any2, "-", name), any, any2],
  ["a hole and text at both ends", words("a", name, "b", any), words("a", name, "bc", any2), any, words("c", any2)],
])("what both begin and end with is not asked: %s", (_, left, right, a, b) => {
  const key = (asked: boolean | Leaf): unknown => (typeof asked === "boolean" ? asked : asked.question?.key);
  expect(key(isEqual(left, right))).toEqual(key(isEqual(a, b)));
  expect(key(isEqual(right, left))).toEqual(key(isEqual(a, b)));
});

test.each<[string, Words, Words, Hole | null, Words | null]>([
  ["an ARN that stands alone", arn, "x:y", null, null],
  ["an ARN that may be this one", arn, "arn:aws:iam::1:root", arn, "arn:aws:iam::1:root"],
  ["a name, and text with a hole", name, words("x-", name2), name, words("x-", name2)],
  ["anything that stands alone: it may be a list", any, "x", null, null],
  ["anything within text", words("a", any), "ax", any, "x"],
  ["anything at the end of text with a hole", words(name, any), words(name, "x"), any, "x"],
  ["a value of the request", context, "x", context, "x"],
  ["a value of the request, and anything", context, any, context, any],
  ["several holes", words(any, "-", any2), "a-b", null, null],
  ["a hole, and text around itself", any, words("x", any, "y"), null, null],
  ["a hole within text, and text around itself", words("a", any), words("ax", any, "y"), null, null],
])("what a yes means: %s", (_, left, right, hole, meant) => {
  for (const asked of [isEqual(left, right), isEqual(right, left)]) {
    const means = typeof asked === "boolean" ? undefined : asked.question?.means;
    expect(means?.hole ?? null).toEqual(hole);
    expect(means?.words ?? null).toEqual(meant);
    if (hole === null && typeof asked !== "boolean") expect(asked.question).not.toHaveProperty("means");
  }
});

test("where case does not count, a yes does not tell the text", () => {
  const [folded, exact] = [isEqual(name, "x", {}, true), isEqual(name, "x")];
  expect(folded).toMatchObject({ question: { key: expect.any(String) as string } });
  expect((folded as Leaf).question).not.toHaveProperty("means");
  expect((folded as Leaf).question?.key).not.toBe((exact as Leaf).question?.key);
});

test("what is assumed of a hole stands in its place", () => {
  expect(isEqual(any, "x", { any: "x" })).toBe(true);
  expect(isEqual(any, "x", { any: "y" })).toBe(false);
  expect(isEqual(any, "x", { any: "X" })).toBe(false);
  expect(isEqual(any, "x", { any: "X" }, true)).toBe(true);
  expect(isEqual(words("a", any), words("a", any2), { any: "x", any2: "x" })).toBe(true);
  expect(isLike(any, "a*", { any: "ab" })).toBe(true);
  expect(isLike(any, "a*", { any: "ba" })).toBe(false);
  expect(isLike(any, "a*", { any: "AB" })).toBe(false);
  expect(isLike(any, "a*", { any: "AB" }, true)).toBe(true);
  // what stands in a pattern may bring wildcards
  expect(isLike("abc", any, { any: "a*" })).toBe(true);
  expect(isLike("abc", words("a", any), { any: "*d" })).toBe(false);
  expect(isLike("abc", any, { any: "A*" })).toBe(false);
  expect(isLike("abc", any, { any: "A*" }, true)).toBe(true);
  expect(isLike("abc", words(any, any2), { any: "a*" })).toMatchObject({ what: { names: ["any2"] } });
  expect(isLike("abc", words(any, any2), { other: "x" })).toMatchObject({ what: { names: ["any", "any2"] } });
  expect(isLike("abc", words(any, any2), { any: "b*" })).toBe(false);
});

test.each<[string, Words, Words, boolean]>([
  ["text and a pattern without wildcards", "ab", "ab", true],
  ["other text", "ab", "abc", false],
  ["a wildcard for a hole", words("a", any), "a*", true],
  ["a beginning that differs", words("a", any), "b*", false],
  ["a pattern that asks for what is made, and text", "key/1", words("key/", made, "*"), false],
  ["the same, where it is anything", "key/1", words("*", madeAny), false],
  ["a pattern of what is made alone", "key/1", madeAny, false],
  ["a pattern of two that are made", made, made2, false],
])("matches or not, for certain: %s", (_, subject, pattern, expected) => {
  expect(isLike(subject, pattern)).toBe(expected);
});

test("what is assumed of a hole in an ARN may bring wildcards, and components", () => {
  const isArn = (subject: Words, pattern: Words, values: Values = {}): boolean | Leaf =>
    answer(values, (evaluation) => arnLike(evaluation, subject, arnPatternOf(patternOf(pattern))));
  const role = "arn:aws:iam::111122223333:role/x";
  expect(isArn(role, any, { any: "arn:aws:iam::*:role/*" })).toBe(true);
  expect(isArn(role, any, { any: "arn:aws:iam::*:user/*" })).toBe(false);
  expect(isArn(role, words("arn:", any, ":", any2), { any: "aws:iam:", any2: "*:role/*" })).toBe(true);
  expect(isArn(role, words("arn:", any, ":", any2), { any: "aws:iam:" })).toMatchObject({ what: { names: ["any2"] } });
  expect(isArn(role, words("arn:aws:iam::", any), { other: "x" })).toMatchObject({ what: { names: ["any"] } });
  expect(isArn(any, "arn:aws:iam::*:role/*", { any: role })).toBe(true);
});

test("a pattern that can hold no wildcard is text", () => {
  const key = (asked: boolean | Leaf): string | undefined =>
    typeof asked === "boolean" ? undefined : asked.question?.key;
  const account = new Hole("account", { shape: "account" });
  for (const hole of [name, account, new Hole("id", { shape: "id" }), new Hole("path", { shape: "path" })]) {
    expect(key(isLike("111122223333", hole))).toBe(key(isEqual("111122223333", hole)));
    expect(key(isLike("111122223333", hole))).toBeDefined();
  }
  const root = "arn:aws:iam::111122223333:root";
  for (const hole of [any, arn]) {
    expect(key(isLike(root, hole))).not.toBe(key(isEqual(root, hole)));
    expect(isLike(root, hole)).toMatchObject({ what: { kind: "holes", names: [hole.name] } });
  }
  // AWS makes no name with a wildcard
  expect(key(isLike(name, madeAny))).toBe(key(isEqual(name, madeAny)));
});

test("each question of a pattern is its own", () => {
  const asked = [
    isLike("ab", words(any, "*")),
    isLike("ab", words(any2, "*")),
    isLike("ab", words(any, "?")),
    isLike("abc", words(any, "*")),
    isLike("ab", words(any, "*"), {}, true),
    isLike(words("ab", any2), words(any, "*")),
    isLike(words("ab", name), words(any, "*")),
    isEqual("ab", any),
  ].map((each) => (each as Leaf).question?.key);
  expect(new Set(asked).size).toBe(asked.length);
  expect(isLike(words(name, "b"), words(any, "c*"))).toMatchObject({ what: { kind: "holes", names: ["name", "any"] } });
  expect(isLike(any, words(made, "*"))).toMatchObject({ what: { kind: "holes", names: ["any", "made"] } });
});
