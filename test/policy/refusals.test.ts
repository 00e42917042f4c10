import { leastSize, mostSize, parsePolicy, refusalsOf, type PolicyKind } from "../../src/policy";
import { Choice, Hole, JsonText, OpenList, text, type Value } from "../../src/values/value";

const allow = (rest: object = {}): Value => ({ Effect: "Allow", Action: "kms:*", Resource: "*", ...rest });
const document = (...statements: readonly Value[]): Value => ({ Version: "2012-10-17", Statement: statements });
const told = (value: Value, kind: PolicyKind = "identity"): string[] =>
  refusalsOf(parsePolicy(value, { kind })).map(({ kind: what, sure, ...rest }) =>
    [sure ? "" : "perhaps", what, ...Object.values(rest)].join(" ").trim(),
  );
const hole = new Hole("h");

test.each<[string, Value, string[]]>([
  ["a Sid twice", document(allow({ Sid: "A" }), allow({ Sid: "B" }), allow({ Sid: "A" })), ["repeated-sid A"]],
  [
    "a Sid thrice, told once",
    document(allow({ Sid: "A" }), allow({ Sid: "A" }), allow({ Sid: "A" })),
    ["repeated-sid A"],
  ],
  ["Sids that differ in case", document(allow({ Sid: "A" }), allow({ Sid: "a" })), []],
  ["empty Sids", document(allow({ Sid: "" }), allow({ Sid: "" }), allow()), []],
  ["a Sid with an underscore", document(allow({ Sid: "a_b" })), ["sid-characters a_b"]],
  ["a Sid that is not known", document(allow({ Sid: text(["a ", hole]) }), allow({ Sid: hole })), []],
  ["text", JSON.stringify(document(allow({ Sid: "A" }), allow({ Sid: "A" }))), ["repeated-sid A"]],
  ["JSON of a value with holes", new JsonText(document(allow({ Sid: "a-b", Resource: hole }))), ["sid-characters a-b"]],
  ["text with a hole", text(['{"Statement":[{"Sid":"a b","Resource":"', hole, '"}]}']), ["sid-characters a b"]],
  [
    "a list that may go on",
    { Statement: new OpenList([allow({ Sid: "A" }), allow({ Sid: "A" })], hole) },
    ["repeated-sid A"],
  ],
  [
    "one statement without a list",
    { Statement: allow({ Sid: "a b", Condition: null }) },
    ["sid-characters a b", "null-condition Statement"],
  ],
  ["a Condition that is null", document(allow(), allow({ Condition: null })), ["null-condition Statement[1]"]],
  [
    "on a condition",
    new Choice(hole, document(allow({ Sid: "a b" })), document(allow())),
    ["perhaps sid-characters a b"],
  ],
  ["a character outside of Latin-1", document(allow({ Sid: "A", Resource: "arn:aws:s3:::€" })), ["character U+20AC"]],
  ["characters of Latin-1, tabs and line ends", ` \t\r\n${JSON.stringify(document(allow({ Resource: "é" })))}`, []],
  ["nothing that is known", hole, []],
  ["no JSON", "{", []],
])("an IAM policy: %s", (_, value, expected) => {
  expect(told(value)).toEqual(expected);
});

test.each<[string, Value, string[]]>([
  ["a Sid twice, with spaces", document(allow({ Sid: "a b" }), allow({ Sid: "a b" })), []],
  ["no Resource", document(allow({ Resource: null })), ["missing-resource Statement[0]"]],
  ["`*` in a list", document(allow({ Resource: ["*"] })), []],
  ["an ARN", document(allow({ Resource: "arn:x" })), ["perhaps resource-of-key-policy Statement[0] arn:x"]],
  [
    "text with a hole",
    document(allow({ Resource: text(["arn:", hole]) })),
    ["perhaps resource-of-key-policy Statement[0] arn:${h}"],
  ],
  [
    "a hole that is an ARN",
    document(allow({ Resource: new Hole("k.arn", { shape: "arn" }) })),
    ["perhaps resource-of-key-policy Statement[0] k.arn"],
  ],
  ["a hole", document(allow({ Resource: hole })), []],
  [
    "NotResource",
    document(allow({ Resource: null, NotResource: "x" })),
    ["perhaps resource-of-key-policy Statement[0] NotResource"],
  ],
])("a key policy: %s", (_, value, expected) => {
  expect(told(value, "key")).toEqual(expected);
});

test.each<[string, Value, number]>([
  ["white space is not counted", ' { "Version" :\n"2012-10-17" } ', 24],
  ["an object is counted as its JSON", { Version: "2012-10-17" }, 24],
  ["of what is not known, nothing is", { Version: hole, Id: text(["ab", hole]) }, '{"Version":,"Id":"ab"}'.length],
  ["of two, the shorter", new Choice(hole, "{}", '{"Id":"x"}'), 2],
  ["of a list that may go on, what is known", new OpenList(["a", 1, true], hole), '["a",1,true]'.length],
])("the size of a policy: %s", (_, value, size) => {
  expect(leastSize(parsePolicy(value, { kind: "identity" }))).toBe(size);
});

test("where it hangs on something which of several documents is in force, the largest counts at most", () => {
  const either = new Choice(hole, "{}", new Choice(hole, hole, '{"Id":"x"}'));
  expect([leastSize, mostSize].map((size) => size(parsePolicy(either, { kind: "identity" })))).toEqual([0, 10]);
});

test("of a policy that is not to be quoted, what AWS refuses is told without its texts", () => {
  const key = parsePolicy(document(allow({ Resource: "arn:secret" })), { kind: "key", concealed: "x.policy" });
  const own = parsePolicy(document(allow({ Sid: "secret-a" }), allow({ Sid: "secret-a" })), {
    kind: "identity",
    concealed: "x.policy",
  });
  expect(refusalsOf(key)).toMatchObject([{ kind: "resource-of-key-policy", sure: false, at: "Statement[0]" }]);
  expect(refusalsOf(own)).toMatchObject([{ kind: "sid-characters" }, { kind: "repeated-sid" }]);
  expect(JSON.stringify([refusalsOf(key), refusalsOf(own)])).not.toContain("secret");
  expect(leastSize(own)).toBeGreaterThan(100);
});
