import { Choice, Hole, type Value } from "../../src/values/value";
import { allow, ask, deny, short } from "./ask";

const c = new Hole("c");
const c2 = new Hole("c2");
const document = (Statement: Value): Value => ({ Version: "2012-10-17", Statement });
const yes = document([allow()]);
const no = document([]);

/** What stands on a condition that nobody knows allows and denies nothing without it. */
test.each<[string, Value, string]>([
  ["a document", new Choice(c, yes, no), "unknown"],
  ["the other document", new Choice(c, no, yes), "unknown"],
  ["both documents", new Choice(c, yes, yes), "allowed"],
  ["its statements", document(new Choice(c, [allow()], [])), "unknown"],
  ["its other statements", document(new Choice(c, [], [allow()])), "unknown"],
  ["a document, and its statements", new Choice(c, document(new Choice(c2, [allow()], [])), yes), "unknown"],
  ["a document, and its statements by the same", new Choice(c, document(new Choice(c, [allow()], [])), yes), "allowed"],
  ["a document that denies", new Choice(c, document([allow(), deny()]), yes), "unknown"],
  ["the other document that denies", new Choice(c, yes, document([allow(), deny()])), "unknown"],
  ["statements that deny", document(new Choice(c, [allow(), deny()], [allow()])), "unknown"],
  ["the text of a document", new Choice(c, JSON.stringify(yes), no), "unknown"],
  ["a document that is malformed", new Choice(c, yes, 5), "unknown"],
  ["a statement", document([new Choice(c, allow(), deny())]), "unknown"],
  ["an element of it", document([allow({ Effect: new Choice(c, "Allow", "Deny") })]), "unknown"],
])("on a condition: %s", (_, key, expected) => {
  expect(short(ask({ key }))).toBe(expected);
});

test("whether a key is there is the same for a variable and for `Null`", () => {
  const absent = allow({ Condition: { Null: { "aws:x": "true" }, StringEquals: { "aws:b": "a${aws:x, 'b'}" } } });
  const present = allow({ Condition: { Null: { "aws:x": "false" } } });
  const context = { "aws:b": "ab", "aws:x": { state: "unknown" } } as const;
  expect(short(ask({ key: [absent, present], context }))).toBe("allowed");
  expect(short(ask({ key: [absent], context }))).toBe("unknown");
  expect(short(ask({ key: [present], context }))).toBe("unknown");
});
