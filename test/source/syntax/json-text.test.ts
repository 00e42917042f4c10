import fc from "fast-check";
import { type JsonNode, readJsonText } from "../../../src/source/syntax/json/json-templates";
import { SourceError } from "../../../src/source/syntax/position";

function toJson(node: JsonNode): unknown {
  switch (node.kind) {
    case "object":
      return Object.fromEntries(node.members.map(({ name, value }) => [name.value, toJson(value)]));
    case "array":
      return node.items.map(toJson);
    case "number":
      return Number(node.text);
    default:
      return node.value;
  }
}

function read(text: string): { value: unknown } | "rejected" {
  try {
    return { value: toJson(readJsonText({ name: "x", text, syntax: "json" })) };
  } catch (error) {
    if (error instanceof SourceError) return "rejected";
    throw error;
  }
}

function readByNode(text: string): { value: unknown } | "rejected" {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return "rejected";
  }
}

const document = fc.json({ stringUnit: "grapheme", maxDepth: 4 });

test("JSON is read as JSON.parse reads it", () => {
  fc.assert(
    fc.property(document, fc.nat(3), (text, indent) => {
      const spaced = JSON.stringify(JSON.parse(text), null, indent);
      expect(read(spaced)).toEqual(readByNode(spaced));
    }),
    { seed: 20_251_122, numRuns: 300 },
  );
});

test("mutilated JSON is accepted and rejected as JSON.parse does", () => {
  const insert = fc.constantFrom(
    ...'"{}[]:,\\-+.0123eE \n\t\u0001',
    "null",
    "tru",
    "\\u00",
    "\\u0041",
    "0x",
    "1.",
    "-0",
    "//",
  );
  fc.assert(
    fc.property(document, fc.nat(), fc.nat(2), insert, (text, place, cut, inserted) => {
      const at = place % (text.length + 1);
      const changed = (text.slice(0, at) + inserted + text.slice(at + cut)).replace(/\p{Surrogate}/gu, "");
      expect(read(changed)).toEqual(readByNode(changed));
    }),
    { seed: 20_251_122, numRuns: 1000 },
  );
});

test("values know their places", () => {
  const text = ' {"a": [1, "b"]} ';
  const node = readJsonText({ name: "x", text, syntax: "json" });
  if (node.kind !== "object") throw new Error("no object");
  const [member] = node.members;
  if (member?.value.kind !== "array") throw new Error("no array");
  const slices = [node, member.name, member.value, ...member.value.items].map(({ start, end }) =>
    text.slice(start, end),
  );
  expect(slices).toEqual(['{"a": [1, "b"]}', '"a"', '[1, "b"]', "1", '"b"']);
});
