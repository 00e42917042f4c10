import { fill, foldWords, holeNames, join, partsOf, wordsOf, type Words } from "../../src/values/text";
import { isSame, spell } from "../../src/values/same-value";
import { Choice, Hole, JsonText, text } from "../../src/values/value";

const a = new Hole("a");
const again = new Hole("a");
const b = new Hole("b");
const of = (...parts: readonly (string | Hole)[]): Words => text(parts) as Words;

test.each<[Words, Words, boolean]>([
  ["x", "x", true],
  ["x", "y", false],
  [a, again, true],
  [a, b, false],
  [a, "a", false],
  ["a", a, false],
  ["", a, false],
  [of("x", a), of("x", again), true],
  [of("x", a), of("x", b), false],
  [of("x", a), of("y", a), false],
  [of("x", a), of("x", a, "y"), false],
  [of("x", a, "y"), of("x", a), false],
  [of("x", a), "x", false],
  ["x", of("x", a), false],
  [of("x", a), a, false],
])("the same pieces: %j and %j", (left, right, expected) => {
  expect(isSame(left, right)).toBe(expected);
});

test("pieces of text", () => {
  expect([isSame(a, again), isSame(a, b), isSame("x", "x"), isSame("x", a)]).toEqual([true, false, true, false]);
  expect([partsOf(""), partsOf("x"), partsOf(a), partsOf(of("x", a))]).toEqual([[], ["x"], [a], ["x", a]]);
  expect(join(["x", a, of("y", b)])).toEqual(of("x", a, "y", b));
  expect([holeNames("x"), holeNames(a), holeNames(of(a, "x", b, again))]).toEqual([[], ["a"], ["a", "b"]]);
});

test("words in the place of holes", () => {
  const put = (words: Words): Words => fill(words, (hole) => (hole.name === "a" ? of("x", b) : undefined));
  expect([put("a"), put(a), put(b), put(of("y", a, b))]).toEqual(["a", of("x", b), b, of("yx", b, b)]);
});

test("lower case, of text with holes", () => {
  expect([foldWords("AB"), foldWords(a), foldWords(of("AB", a, "\u00c4"))]).toEqual(["ab", a, of("ab", a, "\u00e4")]);
});

test("what two values share only where they are the same is how they are spelled", () => {
  expect(spell([a])).not.toBe(spell([b]));
  expect(spell([a, b])).not.toBe(spell([b, a]));
  expect(spell(["a"])).not.toBe(spell({ 0: "a" }));
  expect(spell({ x: a, y: b })).toBe(spell({ y: b, x: again }));
  expect(wordsOf(text(["x", new JsonText([a])]))).toEqual(of("x", new Hole('jsonencode([<"a">])')));
});

test("choices on different conditions are different values", () => {
  const choice = (condition: Hole): Choice => new Choice(condition, "x", "y");
  expect([isSame(choice(a), choice(again)), isSame(choice(a), choice(b))]).toEqual([true, false]);
  expect([isSame({ k: 1, l: [a] }, { l: [again], k: 1 }), isSame(null, null), isSame(1, "1")]).toEqual([
    true,
    true,
    false,
  ]);
});
