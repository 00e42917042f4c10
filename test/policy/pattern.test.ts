import * as fc from "fast-check";
import { couldMatch, surelyMatches } from "../../src/policy/match/overlap";
import { matches } from "../../src/policy/match/matches";
import { type Pattern, patternOf } from "../../src/policy/document/pattern";
import { spell } from "../../src/values/same-value";
import { fold, partsOf, wordsOf, type Words } from "../../src/values/text";
import { Choice, Hole, JsonText, OpenList, text, type HoleShape, type Value } from "../../src/values/value";
import { allow, ask, short } from "./ask";

const known = (pattern: Pattern): NonNullable<Pattern["pieces"]> => pattern.pieces ?? [];

/** Less, and against no clock, where each of thousands of mutants is tried. */
const MUTATION = "__stryker__" in globalThis;
const RUNS = MUTATION ? 200 : 3000;
const LENGTH = MUTATION ? 3000 : 100_000;

/** The same by regular expressions, which are slow, and right. */
function byExpression(subject: string, pattern: string): boolean {
  const source = Array.from(pattern, (character) =>
    character === "*" ? "[^]*" : character === "?" ? "[^]" : character.replace(/[\\^$.|()[\]{}+]/, "\\$&"),
  ).join("");
  return new RegExp(`^${source}$`).test(subject);
}

const letters = (extra: readonly string[]): fc.Arbitrary<string> =>
  fc.array(fc.constantFrom("a", "b", ":", ...extra), { maxLength: 8 }).map((all) => all.join(""));

test("a pattern matches what a regular expression of it matches", () => {
  fc.assert(
    fc.property(letters([]), letters(["*", "?", "*"]), (subject, pattern) => {
      expect(matches(subject, known(patternOf(pattern)))).toBe(byExpression(subject, pattern));
    }),
    { numRuns: RUNS, seed: 1 },
  );
});

test.each<[string, string, boolean]>([
  ["", "", true],
  ["a", "", false],
  ["", "*", true],
  ["", "?", false],
  ["abc", "a*c", true],
  ["abc", "a*d", false],
  ["ac", "a*c", true],
  ["a", "a*a", false],
  ["aa", "a*a", true],
  ["abab", "*ab", true],
  ["abab", "ab*ab*", true],
  ["ab", "ab*ab*", false],
  ["abcde", "a?c*?e", true],
  ["abce", "a?c*?e", false],
  ["xaby", "*a?y", true],
  ["xabyz", "*a?y*?", true],
  ["a.b", "a.b", true],
  ["axb", "a.b", false],
  ["a\nb", "a?b", true],
  ["ab", "???", false],
  ["abc", "*?b*", true],
  ["bc", "*?b*", false],
])("%j against %j: %j", (subject, pattern, expected) => {
  expect(matches(subject, known(patternOf(pattern)))).toBe(expected);
});

test("no pattern takes long, however many wildcards it has", () => {
  const subject = `${"a".repeat(LENGTH)}b`;
  const start = performance.now();
  expect(matches(subject, known(patternOf(`${"*a".repeat(1000)}*c`)))).toBe(false);
  expect(matches(subject, known(patternOf(`${"*a".repeat(1000)}*b`)))).toBe(true);
  expect(matches(subject, known(patternOf(`${"*a?".repeat(1000)}*c`)))).toBe(false);
  const open = [new Hole("h"), subject];
  expect(surelyMatches(open, patternOf(`${"*a".repeat(1000)}*b`).parts)).toBe(true);
  expect(couldMatch(open, patternOf(`${"*a".repeat(1000)}*c`).parts)).toBe(false);
  expect(couldMatch([subject.slice(1), new Hole("h")], patternOf(`${"*a".repeat(100_000)}*c`).parts)).toBe(true);
  const Condition = { StringLike: { "aws:x": `${"*a".repeat(5000)}*c` } };
  expect(short(ask({ key: [allow({ Condition })], context: { "aws:x": subject } }))).toBe("denied no-allow");
  if (!MUTATION) expect(performance.now() - start).toBeLessThan(4000);
});

const VALUES: Record<HoleShape, readonly string[]> = {
  any: ["", "a", "b:", "*", "a:b", "abab"],
  account: ["111122223333"],
  partition: ["a", "ab"],
  region: ["a", "b"],
  id: ["a", "bb"],
  name: ["a", "ab"],
  path: ["/", "/a/"],
  arn: ["arn:a:b:a:b:a", "arn:a:b:a:b:a:b"],
};

const holes = (Object.keys(VALUES) as HoleShape[]).map((shape) => new Hole(`h ${shape}`, { shape }));

const words = (extra: readonly string[]): fc.Arbitrary<Words> =>
  fc
    .array(fc.oneof(letters(extra), fc.constantFrom("1", "arn:", "/", ...holes)), { maxLength: 4 })
    .map((parts) => text(parts) as Words);

/** The text with one value of each hole. */
function filled(given: Words, choice: readonly number[]): string {
  return partsOf(given)
    .map((part) =>
      typeof part === "string"
        ? part
        : (VALUES[part.shape][(choice[holes.indexOf(part)] ?? 0) % VALUES[part.shape].length] ?? ""),
    )
    .join("");
}

const choices = fc.array(fc.nat(9), { minLength: holes.length, maxLength: holes.length });

test("what could not match never does, and what surely matches always does", () => {
  fc.assert(
    fc.property(words([]), words(["*", "?"]), choices, (subject, pattern, choice) => {
      const parts = patternOf(pattern).parts;
      // a text that AWS compares holds no wildcards of its own
      const actual = filled(subject, choice);
      const matched = byExpression(actual, filled(pattern, choice));
      if (matched && !actual.includes("*")) expect(couldMatch(partsOf(subject), parts)).toBe(true);
      if (!matched) expect(surelyMatches(partsOf(subject), parts)).toBe(false);
    }),
    { numRuns: RUNS, seed: 2 },
  );
});

const shaped = (shape: HoleShape): Hole => new Hole(shape, { shape });

test.each<[readonly (string | Hole)[], string, boolean]>([
  [[shaped("account")], "111122223333", true],
  [[shaped("account")], "11112222333", false],
  [[shaped("account")], "1111222233334", false],
  [[shaped("account")], "11112222333x", false],
  [[shaped("account")], "/11122223333", false],
  [[shaped("account")], ":11122223333", false],
  [[shaped("id")], "", false],
  [[shaped("id")], "a", true],
  [[shaped("id")], "a:b", false],
  [[shaped("id")], "a/b", false],
  [[shaped("id")], "a*b", true],
  [[shaped("name")], "abc", true],
  [[shaped("region")], "eu-west-1", true],
  [[shaped("partition")], "aws-cn", true],
  [[shaped("path")], "/", true],
  [[shaped("path")], "/a/b/", true],
  [[shaped("path")], "", false],
  [[shaped("path")], "/a:b/", false],
  [[shaped("any")], "", true],
  [[shaped("any")], "a:b/c", true],
  [[shaped("arn")], "arn:aws:iam::111122223333:role/x", true],
  [[shaped("arn")], "arn:aws:iam", false],
  [[shaped("arn")], "111122223333", false],
  [["a", shaped("id"), "c"], "abc", true],
  [["a", shaped("id"), "c"], "ac", false],
  [["a", shaped("id"), "c"], "abd", false],
  [["a", shaped("any"), "c"], "ac", true],
  [["x"], "?", true],
  [["xy"], "?", false],
  [["x"], "??", false],
  [[], "", true],
  [[], "a", false],
  [[], "*", true],
])("%j could match %j: %j", (subject, pattern, expected) => {
  expect(couldMatch(subject, patternOf(pattern).parts)).toBe(expected);
  if (!/[*?]/.test(pattern)) expect(couldMatch(patternOf(pattern).parts, subject)).toBe(expected);
});

test("a colon, an asterisk and a question mark stand in no piece of an ARN, even in a pattern's hole", () => {
  for (const shape of ["id", "path"] as const) {
    expect(couldMatch(["a:b"], [shaped(shape)])).toBe(false);
    expect(couldMatch(["a*b"], [shaped(shape)])).toBe(false);
    expect(couldMatch(["a?b"], [shaped(shape)])).toBe(false);
  }
  expect(couldMatch(["a/b"], [shaped("id")])).toBe(false);
  expect(couldMatch(["a/b"], [shaped("path")])).toBe(true);
});

test.each<[readonly (string | Hole)[], string | Words, boolean]>([
  [["a", shaped("id")], "a*", true],
  [["a", shaped("id")], "a?", false],
  [["a", shaped("id")], text(["a", shaped("id")]) as Words, true],
  [["a", shaped("id")], text(["a", shaped("name")]) as Words, false],
  [["a", shaped("id"), "b"], text(["*", shaped("id"), "b"]) as Words, true],
  [["a", shaped("id"), "b"], "a*b", true],
  [["a", shaped("id"), "b"], "a*c", false],
  [["ab"], "a?", true],
  [[shaped("any")], "*", true],
  [[shaped("any")], "**", true],
  [[shaped("any")], "", false],
  [["xabcx"], "*b*", true],
  [["xabcx"], "x*a*x", true],
  [["xa"], "x*a*a", false],
])("%j surely matches %j: %j", (subject, pattern, expected) => {
  expect(surelyMatches(subject, patternOf(pattern).parts)).toBe(expected);
});

test("case folds one character after the other", () => {
  expect(fold("ABC")).toBe("abc");
  expect(fold("ΑΣ")).toBe(fold("Α") + fold("Σ"));
  expect(fold("Äß")).toBe("äß");
});

test.each<[Value, string]>([
  ["a", '"a"'],
  [5, "5"],
  [null, "null"],
  [new Hole("h"), '<"h">'],
  [text(["a", new Hole("h")]), 'text("a",<"h">)'],
  [new JsonText({ b: 1, a: new Hole("h") }), 'json({"a":<"h">,"b":1})'],
  [new OpenList(["x"], new Hole("h")), 'open("x",<"h">)'],
  [new Choice(new Hole("c"), "x", ["y", true]), 'choice(<"c">,"x",["y",true])'],
])("%j is spelled %s", (value, expected) => {
  expect(spell(value)).toBe(expected);
});

test("what is text to AWS", () => {
  expect(wordsOf(5)).toBe("5");
  expect(wordsOf(true)).toBe("true");
  expect(wordsOf(null)).toBeUndefined();
  expect(wordsOf(["a"])).toBeUndefined();
  expect(wordsOf(new JsonText({ a: new Hole("h") }))).toMatchObject({ name: 'jsonencode({"a":<"h">})' });
  expect(wordsOf(text(["a", new JsonText(new Hole("h"))]))).toMatchObject({
    parts: ["a", { name: 'jsonencode(<"h">)' }],
  });
});
