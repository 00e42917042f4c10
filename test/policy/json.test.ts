import { DATA_RULES, POLICY_RULES, readJson } from "../../src/values/json/read-json";
import type { Text } from "../../src/values/value";
import { Hole, JsonText, OpenList, text, type Value } from "../../src/values/value";

const a = new Hole("a", { references: ["x.a"] });
const b = new Hole("b", { references: ["x.b"] });
const of = (...parts: readonly (string | Hole | JsonText)[]): Text => text(parts) as Text;
const valueOf = (document: string | Text): unknown => {
  const read = readJson(document, POLICY_RULES);
  return "value" in read && read.faults.length === 0 ? read.value : read;
};

test.each<[string, Value]>([
  ["true", true],
  [" false ", false],
  ["null", null],
  ["5", 5],
  ["-0.5", -0.5],
  // what JavaScript would write otherwise stays as it is written
  ["1.50", "1.50"],
  ["1e+5", "1e+5"],
  ["1E-12", "1E-12"],
  ["1e10", "1e10"],
  ["111122223333", 111122223333],
  ["12345678901234567890", "12345678901234567890"],
  ['"\\n1234"', "\n1234"],
  ['"\\u00e9f"', "éf"],
  ['"a\\/b"', "a/b"],
  ["[]", []],
  ["[1, [2], {}]", [1, [2], {}]],
])("JSON: %s", (document, value) => {
  expect(valueOf(document)).toEqual(value);
});

test("holes in strings, one after another", () => {
  expect(valueOf(of('["', a, '","x-', b, '"]'))).toEqual([a, text(["x-", b])]);
  expect(valueOf(of('{"k":"', a, b, '"}'))).toEqual({ k: text([a, b]) });
  expect(valueOf(of('["', new JsonText({ p: a }), '"]'))).toEqual([
    new Hole('jsonencode({"p":<"a">})', { references: ["x.a"] }),
  ]);
});

test("holes in the place of values", () => {
  const decoded = (hole: Hole): Hole => new Hole(`jsondecode(${hole.name})`, { references: hole.references });
  expect(valueOf(of(" ", a))).toEqual(decoded(a));
  expect(valueOf(of('{"k":', a, "}"))).toEqual({ k: decoded(a) });
  expect(valueOf(of('{"k":', new JsonText({ p: a }), ' , "l": 1}'))).toEqual({ k: { p: a }, l: 1 });
  expect(valueOf(of("[1,", new JsonText("x"), "]"))).toEqual([1, "x"]);
  expect(valueOf(of("[1,", a, ",2]"))).toEqual(new OpenList([1, 2], decoded(a)));
  expect(valueOf(of("[", a, ",", b, "]"))).toEqual(
    new OpenList([], new Hole("jsondecode(a) and jsondecode(b)", { references: ["x.a", "x.b"] })),
  );
});

test.each<[string, Text, string[]]>([
  ["before a value goes on", of('{"k":', a, "x}"), ["a"]],
  ["before a string", of("[", a, '"x"]'), ["a"]],
  ["in the place of a member", of("{", a, "}"), ["a"]],
  ["in a member's name", of('{"', a, '":1}'), ["a"]],
  ["in the place of a comma", of("[1", a, "2]"), ["a"]],
  ["that holds JSON", of("{", new JsonText({ p: a }), "}"), ['jsonencode({"p":<"a">})']],
  ["before a fault", of("[", a, ",", b, ",}"), ["a", "b"]],
])("a hole %s may change what is read", (_, document, unknown) => {
  expect(readJson(document, POLICY_RULES)).toEqual({ unknown });
});

test.each([
  ["[", "]"],
  ['{"k":', "}"],
])("%s: 64 levels may stand within another, and no more", (open, close) => {
  const nested = (levels: number): unknown => valueOf(`${open.repeat(levels)}1${close.repeat(levels)}`);
  expect(nested(64)).not.toHaveProperty("malformed");
  expect(nested(65)).toMatchObject({ malformed: { what: "not JSON: nested more than 64 levels deep" } });
});

test.each([
  ['"\\u00zz"', "line 1 column 2", "an escape that JSON does not have"],
  ['"\\u00e"', "line 1 column 2", "an escape that JSON does not have"],
  ['["a\\', "line 1 column 4", "an escape that JSON does not have"],
  ["[1,\n 01]", "line 2 column 3", "a comma or `]` is expected here"],
  ['{"k" 1}', "line 1 column 6", "a colon is expected here"],
  ["", "line 1 column 1", "it ends too early"],
  ["{}x", "line 1 column 3", "text after the end of the document"],
])("no JSON: %s", (document, at, what) => {
  expect(readJson(document, POLICY_RULES)).toEqual({ malformed: { at, what: `not JSON: ${what}` } });
});

test("data: the last of equal names counts, a hole among items is one, a hole in a name is spelled", () => {
  const read = (document: string | Text): unknown => readJson(document, DATA_RULES);
  const decoded = new Hole("jsondecode(a)", { references: ["x.a"] });
  expect(read('{"k": 1, "k": 2}')).toEqual({ value: { k: 2 }, faults: [] });
  expect(read(of("[1,", a, "]"))).toEqual({ value: [1, decoded], faults: [] });
  expect(read(of('{"start-', a, '": 1}'))).toEqual({ value: { "start-${a}": 1 }, faults: [] });
});

test("a policy: each name that stands twice is a fault with its place, of the first hundred of them", () => {
  expect(readJson('{"k": 1,\n "k": 2}', POLICY_RULES)).toEqual({
    value: { k: 1 },
    faults: [{ at: "line 2 column 2", what: "`k` stands twice in one object", repeated: "k" }],
  });
  const names = Array.from({ length: 500 }, () => '"k":1').join();
  expect(readJson(`{${names}}`, POLICY_RULES)).toMatchObject({ faults: { length: 100 } });
});

test("JSON text within a string is a hole that refers to what its own holes refer to", () => {
  expect(valueOf(of('"x', new JsonText([a, b]), '"'))).toEqual(
    text(["x", new Hole('jsonencode([<"a">,<"b">])', { references: ["x.a", "x.b"] })]),
  );
});
