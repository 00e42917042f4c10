import { fits } from "../../src/facts/signals/conditions";
import { type Found, valuesAt } from "../../src/facts/signals/paths";
import type { Resource } from "../../src/resolve";
import { Choice, Hole, JsonText, OpenList, type Value } from "../../src/values";

/** A resource of nothing but these attributes: holes and choices of every kind, which few plans show side by side. */
function resource(attributes: Readonly<Record<string, Value>>): Resource {
  return { attribute: (name: string) => attributes[name] } as Resource;
}

const HOLE = new Hole("x");
const told = (found: readonly Found[]): unknown =>
  found.map(({ value, indices, sure, hidden }) => [value, indices.join(), ...(sure ? [] : ["perhaps"]), hidden ?? ""]);

describe("what stands at a path", () => {
  test.each<[string, Value, string, unknown]>([
    ["a text", "k", "a", [["k", "", ""]]],
    ["nothing where nothing is set", null, "a", []],
    [
      "each item of a list",
      ["k", "l"],
      "a",
      [
        ["k", "0", ""],
        ["l", "1", ""],
      ],
    ],
    [
      "each item where the path says so",
      ["k", "l"],
      "a[]",
      [
        ["k", "0", ""],
        ["l", "1", ""],
      ],
    ],
    [
      "in blocks",
      [{ b: [{ c: "k" }] }, { b: [] }, { b: [{ c: "l" }] }],
      "a[].b[].c",
      [
        ["k", "0,0", ""],
        ["l", "2,0", ""],
      ],
    ],
    ["in a block that is not in a list", { b: "k" }, "a[].b", [["k", "0", ""]]],
    ["in a text of JSON", '[{"b":"k"}]', "a{}[].b", [["k", "0", ""]]],
    ["in a text of JSON with holes", new JsonText([{ b: HOLE }]), "a{}[].b", [[HOLE, "0", ""]]],
    ["nothing in what is no JSON", "{", "a{}.b", []],
    ["a hole", HOLE, "a", [[HOLE, "", ""]]],
    ["a list that is not known", HOLE, "a[]", [[HOLE, "-1", "list"]]],
    ["what may hold it", HOLE, "a[].b", [[HOLE, "-1", "around"]]],
    ["a text that may be JSON which holds it", HOLE, "a{}.b", [[HOLE, "", "around"]]],
    [
      "what is known of a list, and the rest",
      new OpenList(["k"], HOLE),
      "a[]",
      [
        ["k", "0", ""],
        [HOLE, "-1", "list"],
      ],
    ],
    ["both ways of a choice", new Choice(HOLE, "k", null), "a", [["k", "", "perhaps", ""]]],
  ])("%s", (_, value, path, expected) => {
    expect(told(valuesAt(resource({ a: value }), path))).toEqual(expected);
  });

  test("in the same block as something else", () => {
    const blocks = resource({
      a: [
        { b: "k", c: "one" },
        { b: "l", c: "two" },
      ],
      d: "three",
    });
    const second = valuesAt(blocks, "a[].b")[1] as Found;
    expect(["a[].c", "a[].b", "d"].map((path) => valuesAt(blocks, path, second).map(({ value }) => value))).toEqual([
      ["two"],
      ["l"],
      ["three"],
    ]);
  });
});

describe("a condition", () => {
  const at = (attributes: Readonly<Record<string, Value>>): unknown => {
    const given = resource({ key: "k", ...attributes });
    const [beside] = valuesAt(given, "key");
    return fits(given, [{ path: "a", is: ["s3", true], orUnset: "orUnset" in attributes }], beside as Found);
  };
  test.each<[unknown, Readonly<Record<string, Value>>]>([
    ["yes", { a: "s3" }],
    ["yes", { a: true }],
    ["yes", { a: "true" }],
    ["no", { a: "logs" }],
    ["no", {}],
    ["yes", { orUnset: true }],
    ["no", { a: "logs", orUnset: true }],
    [{ unknown: "a" }, { a: HOLE }],
    [{ unknown: "a" }, { a: new Choice(HOLE, "s3", "logs") }],
    [{ unknown: "a" }, { a: new Choice(HOLE, "logs", null), orUnset: true }],
    ["no", { a: new Choice(HOLE, "logs", null) }],
  ])("%p for %p", (expected, attributes) => {
    expect(at(attributes)).toEqual(expected);
  });
});
