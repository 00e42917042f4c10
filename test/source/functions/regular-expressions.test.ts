import { compile } from "../../../src/source/functions/regular-expressions";
import { valueOf } from "../evaluate/configuration-of";

const meter = { spend: (): void => undefined };
const groupsIn = (pattern: string, text: string): unknown =>
  Array.from(compile(pattern, meter).matches(text), ({ groups }) => groups);

/** What Go's regexp gives: the first alternative wins, and an empty match that touches the match before it is left out. */
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
  ["x*", "axb", [[""], ["x"], [""]]],
  ["a*", "baac", [[""], ["aa"], [""]]],
  ["(a)|(b)", "b", [["b", undefined, "b"]]],
  ["(?m)^a$", "a\nb\na", [["a"], ["a"]]],
  ["(?i)k", "K\u212a", [["K"], ["K"]]],
  ["\\p{Greek}+", "abγδ", [["γδ"]]],
  ["", "😀b", [[""], [""], [""]]],
  ["(?U)a+", "aaa", [["a"], ["a"], ["a"]]],
];

it.each(CASES)("%s in %j", (pattern, text, matches) => {
  expect(groupsIn(pattern, text)).toEqual(matches);
});

it("names groups in either way", () => {
  expect(compile("(?P<a>x)(?<b>y)(?:z)", meter).names).toEqual(["a", "b"]);
});

it.each(["(", "[a", "a?+", "a**", "*a", "\\8", "(?=a)", "(?<!a)b", "a{1001}", "(a{1,100}){1,100}", "\\p{Nonsense}"])(
  "refuses %s, as Go does, so that can() is false",
  (pattern) => {
    expect(valueOf(`can(regex(${JSON.stringify(pattern)}, "a"))`)).toBe(false);
    expect(valueOf(`can(replace("a", ${JSON.stringify(`/${pattern}/`)}, "b"))`)).toBe(false);
  },
);

it("refuses named groups beside others", () => {
  expect(valueOf(`can(regexall("(a)|(?P<x>b)", "ab"))`)).toBe(false);
});

it.each([
  ["abc", "//", "-", "-a-b-c-"],
  ["abc", "/", "-", "abc"],
  ["a/b", "/", "-", "a-b"],
  ["abc", "/x*/", "-", "-a-b-c-"],
  ["axxb", "/x*/", "-", "-a-b-"],
  ["foo bar", "/(\\w+) (\\w+)/", "$2 $1$$ ${1}x $1x $10 ${y $", "bar foo$ foox   ${y $"],
  ["ab", "/(?P<first>a)/", "<$first>", "<a>b"],
])("replace(%j, %j, %j)", (text, pattern, replacement, replaced) => {
  const written = [text, pattern, replacement].map((each) => JSON.stringify(each).split("${").join("$${"));
  expect(valueOf(`replace(${written.join(", ")})`)).toBe(replaced);
});

it.each([
  ["repetitions of a long pattern", `regex("${"\\\\pL{1000}".repeat(400)}", "a")`],
  ["a pattern of many kilobytes", `regex("${"[a".repeat(10_000)}", "a")`],
  ["a scan to the end at every place", `regexall("a*b|a", join("", [for i in range(1000) : "${"a".repeat(100)}"]))`],
])("the budget ends %s", (_, expression) => {
  expect(valueOf(expression)).toMatchObject({ name: expect.stringMatching(/too (large|many steps)/) as string });
});
