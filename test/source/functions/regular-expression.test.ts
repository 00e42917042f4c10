import { compile } from "../../../src/source/functions/regular-expression/search";

/** Checked against Go's regexp, whose syntax and preferences (leftmost, first alternative) Terraform has. */
const CASES: readonly (readonly [
  pattern: string,
  text: string,
  matches: readonly (readonly (string | undefined)[])[],
])[] = [
  ["a|ab", "ab", [["a"]]],
  [
    "(a+)(b*)",
    "aab ab",
    [
      ["aab", "aa", "b"],
      ["ab", "a", "b"],
    ],
  ],
  ["(?:a*?)(b|c{2,3})", "aaccc", [["aaccc", "ccc"]]],
  ["x*", "axb", [[""], ["x"], [""]]],
  ["(a)|(b)", "b", [["b", undefined, "b"]]],
  ["^a", "aa", [["a"]]],
  ["(?m)^a$", "a\nb\na", [["a"], ["a"]]],
  ["a.c", "a\nc", []],
  ["(?s)a.c", "a\nc", [["a\nc"]]],
  ["(?i)kms", "KmS", [["KmS"]]],
  ["(?i:k)MS", "kMS KMS kms", [["kMS"], ["KMS"]]],
  ["[^a-c\\]]+", "ab]xyz", [["xyz"]]],
  ["[[:alpha:]][[:^digit:]]", "a1bc", [["bc"]]],
  ["\\bfoo\\b", "foo food foo", [["foo"], ["foo"]]],
  ["\\d{3}", "12345", [["123"]]],
  ["a{2}?", "aaa", [["aa"]]],
  ["\\p{Greek}+", "abγδ", [["γδ"]]],
  ["\\x41\\x{1F600}", "A😀", [["A😀"]]],
  ["\\Qa.b\\E.", "a.bc axbc", [["a.bc"]]],
  ["", "ab", [[""], [""], [""]]],
  ["(?U)a+", "aaa", [["a"], ["a"], ["a"]]],
  ["\\Aa|b\\z", "ab", [["a"], ["b"]]],
];

it.each(CASES)("%s in %j", (pattern, text, matches) => {
  expect(
    compile(pattern)
      ?.matches(text)
      .map(({ groups }) => groups),
  ).toEqual(matches);
});

it("names groups in either way", () => {
  expect(compile("(?P<a>x)(?<b>y)(z)")?.names).toEqual(["a", "b", undefined]);
});

it.each([
  "(",
  ")",
  "[a",
  "a**?+(",
  "*a",
  "\\8",
  "(?=a)",
  "(?<!a)b",
  "a{1001}",
  "[b-a]",
  "\\p{Nonsense}",
  "(?P<a",
  "\\",
])("does not know %s, as RE2 does not", (pattern) => {
  expect(compile(pattern)).toBeUndefined();
});

it("takes time by the length of the text, not by the ways to match it", () => {
  const started = process.cpuUsage().user;
  expect(compile("(a*)*(a|aa)+$")?.matches(`${"a".repeat(3_000)}b`)).toEqual([]);
  expect(process.cpuUsage().user - started).toBeLessThan(3_000_000);
});
