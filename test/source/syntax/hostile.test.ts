import { parseJsonConfiguration } from "../../../src/source/syntax/json";
import { parseExpression, parseNative, parseTemplate } from "../../../src/source/syntax/native";
import { SourceError } from "../../../src/source/syntax/position";
import { errorOf } from "./notation";

const MEGABYTE = 1024 * 1024;

/** Runs it, and fails where it hangs: what grows with the square of the input takes hours for these. */
function quickly<T>(action: () => T): T {
  const start = performance.now();
  const result = action();
  expect(performance.now() - start).toBeLessThan(60_000);
  return result;
}

const deep = "Nesting deeper than 100 levels is not read.";

test.each(["[", "{a=", "(", "f(", "a[", "-", "!", '"${', "a?", "[for x in ", "<<E\n${", '"%{if '])(
  "10 MB of %j end in an error, soon",
  (opener) => {
    const text = opener.repeat((10 * MEGABYTE) / opener.length);
    const read = quickly(() => parseExpression(text, "main.tf"));
    expect(read).toBeInstanceOf(SourceError);
    expect((read as SourceError).sentence).toBe(deep);
  },
);

test("10 MB of splats", () => {
  expect(quickly(() => parseExpression(`a${"[*]".repeat(3 * MEGABYTE)}`, "x"))).toMatchObject({ sentence: deep });
  expect(quickly(() => parseExpression(`a${"[0].b".repeat(MEGABYTE)}`, "x"))).toMatchObject({ kind: "reference" });
});

test("10 MB of blocks in blocks", () => {
  expect(quickly(() => errorOf("a {\n".repeat(2.5 * MEGABYTE)))).toMatch(deep);
});

test("10 MB of directives in directives", () => {
  const text = "%{if a}".repeat(1.5 * MEGABYTE);
  expect(quickly(() => parseTemplate(text, "x"))).toMatchObject({ sentence: deep });
});

test("10 MB of brackets in JSON", () => {
  expect(quickly(() => parseJsonConfiguration("[".repeat(10 * MEGABYTE), "x"))).toMatchObject({ sentence: deep });
  expect(quickly(() => parseJsonConfiguration('{"a":'.repeat(2 * MEGABYTE), "x"))).toMatchObject({ sentence: deep });
});

test("a hundred levels are read", () => {
  expect(parseExpression("[".repeat(99) + "]".repeat(99), "x")).toMatchObject({ kind: "tuple" });
  expect(parseExpression("[".repeat(100) + "]".repeat(100), "x")).toMatchObject({ kind: "tuple" });
  expect(parseExpression("[".repeat(101) + "]".repeat(101), "x")).toBeInstanceOf(SourceError);
});

test("long chains are no nesting: a thousand operators are read, more are not", () => {
  expect(parseExpression(Array(1000).fill("a").join("+"), "x")).toMatchObject({ kind: "binary" });
  expect(parseExpression(Array(1001).fill("a").join(" ? b : "), "x")).toMatchObject({ kind: "conditional" });
  const chain = quickly(() => parseExpression(Array(MEGABYTE).fill("a").join("+"), "x"));
  expect(chain).toMatchObject({ sentence: "An expression of more than 1000 operators is not read." });
  const inside = `(${Array(600).fill("a").join("+")}) + ${Array(600).fill("a").join("+")}`;
  expect(parseExpression(inside, "x")).toBeInstanceOf(SourceError);
  const beside = `[${Array(600).fill("a").join("+")}, ${Array(600).fill("a").join("+")}]`;
  expect(parseExpression(beside, "x")).toMatchObject({ kind: "tuple" });
});

const unterminated: readonly (readonly [text: string, sentence: string])[] = [
  [`a = "${"x".repeat(MEGABYTE)}`, "This string is not closed."],
  [`a = "${"$".repeat(MEGABYTE)}`, "This string is not closed."],
  [`a = <<EOT\n${"x\n".repeat(MEGABYTE)}`, "This heredoc is not closed; a line with nothing but EOT is missing."],
  [`a = /*${"*".repeat(MEGABYTE)}`, "This comment is not closed; */ is missing."],
  [`a = ${"<<".repeat(MEGABYTE)}`, "A value is expected here."],
  [`a = <<${"A".repeat(MEGABYTE)}`, "A value is expected here."],
  [`a = ${"1".repeat(MEGABYTE)}.`, "A name is expected behind a dot."],
];

test.each(unterminated)("what is never closed: %#", (text, sentence) => {
  expect(quickly(() => parseNative(text, "main.tf"))).toMatchObject({ sentence });
});

test("one huge line", () => {
  const list = quickly(() => parseExpression(`[${'"x",'.repeat(MEGABYTE)}]`, "x"));
  expect(list).toMatchObject({ kind: "tuple" });
  const text = quickly(() => parseExpression(`"${"${a}b".repeat(MEGABYTE)}"`, "x"));
  expect(text).toMatchObject({ kind: "template" });
});

test("3 MB of blanks, comments and line ends", () => {
  for (const blank of [" ", "\n", "#\n", "/**/", "\t//x\n"]) {
    expect(quickly(() => errorOf(`${blank.repeat((3 * MEGABYTE) / blank.length)}a = 1`))).toBeUndefined();
  }
});

const characters: readonly (readonly [text: string, sentence: string])[] = [
  ["a = \0", "This character has no meaning here."],
  ["a\0 = 1", "This character has no meaning here."],
  ["a = 1\r", "This character has no meaning here."],
  ["a = \u00a0b", "This character has no meaning here."],
  ["a = \f1", "This character has no meaning here."],
  ["\uFEFF\uFEFFa = 1", "This character has no meaning here."],
  ['a = "\ud800"', "This is not valid Unicode text."],
  ["# \udc00\n", "This is not valid Unicode text."],
];

test.each(characters)("%j", (text, sentence) => {
  const read = parseNative(text, "main.tf");
  expect(read).toBeInstanceOf(SourceError);
  expect((read as SourceError).sentence).toBe(sentence);
});

test("a NUL in a string is a character like any other", () => {
  expect(parseExpression('"a\0b"', "x")).toMatchObject({ value: "a\0b" });
});
