import type { ContextState } from "../../src/policy";
import { Hole, OpenList, text, type Value } from "../../src/values/value";
import { ROLE, allow, ask, deny, short, type Question } from "./ask";

const ACCOUNT_HOLE = new Hole("account", { shape: "account" });

/** What a condition comes to, asked of an Allow; and of a Deny, where the opposite must come out. */
function holds(
  operator: string,
  key: string,
  value: Value,
  state: ContextState | string | readonly string[] | null,
): string {
  const Condition = { [operator]: { [key]: value } };
  const context: Question["context"] = { [key]: state };
  const allowed = short(ask({ key: [allow({ Condition })], context }));
  const denied = short(ask({ key: [allow(), deny({ Condition })], context }));
  const answers: Record<string, string> = {
    "allowed/denied explicit": "true",
    "denied no-allow/allowed": "false",
    "unknown/unknown": "unknown",
  };
  return answers[`${allowed}/${denied}`] ?? `${allowed}/${denied}`;
}

const STATES: Record<string, ContextState | string | null> = {
  absent: null,
  same: "x",
  other: "y",
  present: { state: "present" },
  unknown: { state: "unknown" },
  "not ours": { state: "not-ours" },
  "not ours, if any": { state: "not-ours", possiblyAbsent: true },
  "one of": { state: "one-of", values: ["x", "y"] },
  "one of, same": { state: "one-of", values: ["x", "x"] },
  "one of, if any": { state: "one-of", values: ["x"], possiblyAbsent: true },
};

/** By the order of {@link STATES}: t, f, or ? for each. */
const TABLE: readonly (readonly [string, Value, string])[] = [
  ["StringEquals", "x", "ft f?? f f? t ?"],
  ["StringNotEquals", "x", "tf t?? t t? f ?"],
  ["StringEqualsIfExists", "x", "tt f?? f ?? t t"],
  ["StringNotEqualsIfExists", "x", "tf t?? t t? f ?"],
  ["StringLike", "x*", "ft f?? ? ?? t ?"],
  ["StringLike", "*", "ft tt? t ?t t ?"],
  ["StringNotLike", "*", "tf ff? f ?f f ?"],
  ["StringLikeIfExists", "*", "tt ttt t tt t t"],
  ["StringEqualsIgnoreCase", "X", "ft f?? f f? t ?"],
  ["StringNotEqualsIgnoreCase", "X", "tf t?? t t? f ?"],
  ["ForAllValues:StringEquals", "x", "tt f?? f ?? t t"],
  ["ForAnyValue:StringEquals", "x", "ft f?? f f? t ?"],
  ["ForAnyValue:StringLike", "*", "ft tt? t ?t t ?"],
  ["ForAllValues:StringLike", "*", "tt ttt t tt t t"],
  ["ForAnyValue:StringNotEquals", "x", "ff t?? t ?? f f"],
  ["ForAllValues:StringNotEquals", "x", "tf t?? t t? f ?"],
  ["ForAnyValue:StringEqualsIfExists", "x", "?t f?? f ?? t ?"],
  ["ForAllValues:StringEqualsIfExists", "x", "tt f?? f ?? t t"],
  ["Null", "true", "tf ff? f ?f f ?"],
  ["Null", "false", "ft tt? t ?t t ?"],
  ["Null", ["true", "false"], "tt ttt t tt t t"],
];

const CELLS = TABLE.flatMap(([operator, value, row]) =>
  [...row.replaceAll(" ", "")].map((cell, index): [string, string, Value, string] => {
    const [name = ""] = Object.keys(STATES).slice(index);
    return [operator, name, value, cell === "t" ? "true" : cell === "f" ? "false" : "unknown"];
  }),
);

test("the table has a cell for each state", () => {
  expect(TABLE.map(([, , row]) => row.replaceAll(" ", "").length)).toEqual(TABLE.map(() => Object.keys(STATES).length));
});

test.each(CELLS)("%s on a key that is %s (%j): %s", (operator, state, value, expected) => {
  expect(holds(operator, "kms:ViaService", value, STATES[state] ?? null)).toBe(expected);
});

const VALUES: readonly (readonly [string, string, Value, string | readonly string[] | ContextState | null, string])[] =
  [
    // several values: one must match, or, negated, none may
    ["StringEquals", "kms:ViaService", ["a", "x"], "x", "true"],
    ["StringEquals", "kms:ViaService", ["a", "b"], "x", "false"],
    ["StringNotEquals", "kms:ViaService", ["a", "x"], "x", "false"],
    ["StringNotEquals", "kms:ViaService", ["a", "b"], "x", "true"],
    ["StringEquals", "kms:ViaService", [], "x", "false"],
    // case
    ["StringEquals", "kms:ViaService", "X", "x", "false"],
    ["StringLike", "kms:ViaService", "X*", "xy", "false"],
    ["StringEqualsIgnoreCase", "kms:ViaService", "ÄX", "äx", "true"],
    // wildcards only where they are taken
    ["StringEquals", "kms:ViaService", "x*", "xy", "false"],
    ["StringEquals", "kms:ViaService", "x*", "x*", "true"],
    ["StringLike", "kms:ViaService", "x?z", "xyz", "true"],
    ["StringLike", "kms:ViaService", "x?z", "xz", "false"],
    ["StringLike", "kms:ViaService", "*.amazonaws.com", "s3.us-west-2.amazonaws.com", "true"],
    ["StringLike", "kms:ViaService", "s3*us*com", "s3.us-west-2.amazonaws.com", "true"],
    ["StringLike", "kms:ViaService", "s3*eu*com", "s3.us-west-2.amazonaws.com", "false"],
    // numbers and booleans are taken for their text
    ["StringEquals", "kms:ViaService", 111122223333, "111122223333", "true"],
    ["Bool", "kms:ViaService", true, "true", "true"],
    ["Bool", "kms:ViaService", "TRUE", "true", "true"],
    ["Bool", "kms:ViaService", "true", "TRUE", "true"],
    ["Bool", "kms:ViaService", false, "true", "false"],
    ["Bool", "kms:ViaService", "yes", "true", "unknown"],
    ["Bool", "kms:ViaService", ["true", "false"], "true", "true"],
    ["NumericEquals", "aws:x", "true", "true", "unknown"],
    ["DateEquals", "aws:x", "false", "false", "unknown"],
    ["Null", "aws:x", "TRUE", null, "true"],
    ["Null", "aws:x", "FALSE", "x", "true"],
    // a key of several values that nobody knows
    ["Null", "kms:GrantOperations", "false", { state: "present" }, "true"],
    ["Null", "kms:GrantOperations", "true", { state: "present" }, "false"],
    ["StringEquals", "kms:GrantOperations", "Decrypt", { state: "present" }, "unknown"],
    ["StringLike", "kms:GrantOperations", "*", { state: "present" }, "unknown"],
    ["ForAnyValue:StringLike", "kms:GrantOperations", "*", { state: "present" }, "true"],
    ["Null", "kms:GrantOperations", "false", { state: "known", values: [], more: true }, "true"],
    ["StringEquals", "aws:x", "x", { state: "known", values: ["x"], more: true }, "unknown"],
    // ARNs
    ["ArnLike", "aws:PrincipalArn", "arn:aws:iam::*:role/*", ROLE, "true"],
    ["ArnEquals", "aws:PrincipalArn", "arn:aws:iam::*:role/Geo?ole", ROLE, "true"],
    ["ArnEquals", "aws:PrincipalArn", ROLE, ROLE, "true"],
    ["ArnEquals", "aws:PrincipalArn", ROLE.toLowerCase(), ROLE, "false"],
    ["ArnNotLike", "aws:PrincipalArn", "arn:aws:iam::*:role/*", ROLE, "false"],
    ["ArnNotEquals", "aws:PrincipalArn", "arn:aws:iam::*:user/*", ROLE, "true"],
    ["ArnLike", "aws:PrincipalArn", "arn:aws:*:role/GeoRole", ROLE, "unknown"],
    ["ArnLike", "aws:PrincipalArn", "*", ROLE, "unknown"],
    ["ArnLike", "aws:PrincipalArn", "arn:aws:s3:::x", ROLE, "false"],
    ["ArnLike", "aws:PrincipalArn", "arn:aws:s3", ROLE, "false"],
    ["ArnLike", "aws:PrincipalArn", "arn:aws:iam", ROLE, "unknown"],
    ["ArnLike", "aws:SourceArn", "arn:aws:a::1:b:*:d", "arn:aws:a::1:b:c:d", "true"],
    ["ArnLike", "aws:SourceArn", "arn:aws:a::1:b:*", "arn:aws:a::1:b:c:d", "true"],
    ["ArnLike", "aws:SourceArn", "arn:aws:a:*:b:c", "arn:aws:a:x:y:b:c", "false"],
    ["ArnLike", "aws:SourceArn", "arn:aws:a::1:bc", "arn:aws:a::1:b:c", "false"],
    ["ArnLike", "aws:SourceArn", "arn:aws:*:*:*:*", "arn:aws", "unknown"],
    ["ArnLike", "aws:SourceArn", text(["arn:aws:a::", new Hole("h"), ":b:c"]), "arn:aws:a::1:x:b:c", "unknown"],
    ["ArnLike", "aws:PrincipalArn", text(["arn:aws:iam::", ACCOUNT_HOLE, "*:role/GeoRole"]), ROLE, "unknown"],
    ["ArnEquals", "aws:SourceArn", new Hole("h"), { state: "known", values: [new Hole("h")] }, "true"],
    ["ArnEquals", "aws:SourceArn", ROLE, { state: "known", values: [new Hole("r", { shape: "arn" })] }, "unknown"],
    [
      "ArnEquals",
      "aws:SourceArn",
      "arn:aws:a:::b",
      { state: "known", values: [new Hole("r", { fresh: true })] },
      "false",
    ],
    ["ArnEquals", "aws:SourceArn", "no-arn", "no-arn", "true"],
    ["ArnEquals", "aws:SourceArn", "arn:aws:iam::1:role/x", "no-arn", "false"],
    // numbers
    ["NumericEquals", "aws:x", "5", "5.0", "true"],
    ["NumericNotEquals", "aws:x", "5", "5", "false"],
    ["NumericLessThan", "aws:x", "6", "5", "true"],
    ["NumericLessThan", "aws:x", "5", "5", "false"],
    ["NumericLessThanEquals", "aws:x", "5", "5", "true"],
    ["NumericLessThanEquals", "aws:x", "6", "5", "true"],
    ["NumericGreaterThanEquals", "aws:x", "4", "5", "true"],
    ["DateLessThanEquals", "aws:x", "2026", "2025", "true"],
    ["NumericLessThanEquals", "aws:x", "4", "5", "false"],
    ["NumericGreaterThan", "aws:x", "-4", "5", "true"],
    ["NumericGreaterThan", "aws:x", "5", "5", "false"],
    ["NumericGreaterThanEquals", "aws:x", "+5", "5", "true"],
    ["NumericGreaterThanEquals", "aws:x", "6", "5", "false"],
    ["NumericEquals", "aws:x", "five", "5", "unknown"],
    ["NumericEquals", "aws:x", "5", "five", "unknown"],
    ["NumericEquals", "aws:x", "5x", "5", "unknown"],
    ["NumericEquals", "aws:x", "x5", "5", "unknown"],
    ["NumericEquals", "aws:x", "5.", "5", "unknown"],
    ["NumericEquals", "aws:x", "55", "5", "false"],
    ["NumericEquals", "aws:x", "5.25", "5.25", "true"],
    // dates
    ["DateLessThan", "aws:x", "2026-01-02T00:00:00Z", "2026-01-01T00:00:00Z", "true"],
    ["DateGreaterThan", "aws:x", "2026-01-02T00:00:00Z", "2026-01-01T00:00:00Z", "false"],
    ["DateEquals", "aws:x", "2026-01-01", "2026-01-01T00:00:00Z", "true"],
    ["DateEquals", "aws:x", "2026-01-01T01:00:00+01:00", "2026-01-01T00:00:00Z", "true"],
    ["DateEquals", "aws:x", "2026-01", "2026-01-01T00:00Z", "true"],
    ["DateEquals", "aws:x", "2026", "2026-01-01T00:00:00.000Z", "true"],
    ["DateEquals", "aws:x", "1767225600", "2026-01-01T00:00:00Z", "true"],
    ["DateNotEquals", "aws:x", "2026-01-01", "2026-01-01", "false"],
    ["DateLessThanEquals", "aws:x", "2026-01-01", "2026-01-01", "true"],
    ["DateGreaterThanEquals", "aws:x", "2026-01-01", "2026-01-01", "true"],
    ["DateEquals", "aws:x", "yesterday", "2026-01-01", "unknown"],
    ["DateEquals", "aws:x", "2026-01-01", "x2026-01-01", "unknown"],
    ["DateEquals", "aws:x", "2026-01-01x", "2026-01-01", "unknown"],
    ["DateEquals", "aws:x", "2026-01-01T00:00:00", "2026-01-01", "unknown"],
    ["DateLessThan", "aws:x", "2026-12-31", { state: "present", notBefore: "2026-11-22" }, "unknown"],
    ["DateLessThan", "aws:x", "2026-11-22", { state: "present", notBefore: "2026-11-22" }, "false"],
    ["DateLessThan", "aws:x", "2020-01-01", { state: "present", notBefore: "2026-11-22" }, "false"],
    ["DateLessThanEquals", "aws:x", "2020-01-01", { state: "present", notBefore: "2026-11-22" }, "false"],
    ["DateLessThanEquals", "aws:x", "2026-11-22", { state: "present", notBefore: "2026-11-22" }, "unknown"],
    ["DateEquals", "aws:x", "2020-01-01", { state: "present", notBefore: "2026-11-22" }, "false"],
    ["DateEquals", "aws:x", "2026-11-22", { state: "present", notBefore: "2026-11-22" }, "unknown"],
    ["DateNotEquals", "aws:x", "2020-01-01", { state: "present", notBefore: "2026-11-22" }, "true"],
    ["DateGreaterThan", "aws:x", "2020-01-01", { state: "present", notBefore: "2026-11-22" }, "true"],
    ["DateGreaterThan", "aws:x", "2026-11-22", { state: "present", notBefore: "2026-11-22" }, "unknown"],
    ["DateGreaterThanEquals", "aws:x", "2026-11-22", { state: "present", notBefore: "2026-11-22" }, "true"],
    ["DateGreaterThanEquals", "aws:x", "2027-01-01", { state: "present", notBefore: "2026-11-22" }, "unknown"],
    ["DateGreaterThan", "aws:x", "soon", { state: "present", notBefore: "2026-11-22" }, "unknown"],
    ["DateGreaterThan", "aws:x", new Hole("d"), { state: "present", notBefore: "2026-11-22" }, "unknown"],
    ["StringEquals", "aws:x", "2020-01-01", { state: "present", notBefore: "2026-11-22" }, "unknown"],
    // bytes
    ["BinaryEquals", "aws:x", "QUI=", "QUI=", "true"],
    ["BinaryEquals", "aws:x", "QUI=", "QUM=", "false"],
    ["BinaryEquals", "aws:x", "no base64", "QUM=", "unknown"],
    ["BinaryEquals", "aws:x", "QUI", "QUI", "unknown"],
    ["BinaryEquals", "aws:x", "QU!=", "QU!=", "unknown"],
    ["BinaryEquals", "aws:x", "!QUI=AAA", "!QUI=AAA", "unknown"],
    // addresses
    ["IpAddress", "aws:SourceIp", "10.0.0.0/8", "10.1.2.3", "true"],
    ["IpAddress", "aws:SourceIp", "10.0.0.0/8", "11.1.2.3", "false"],
    ["NotIpAddress", "aws:SourceIp", "10.0.0.0/8", "11.1.2.3", "true"],
    ["IpAddress", "aws:SourceIp", "10.1.2.3", "10.1.2.3", "true"],
    ["IpAddress", "aws:SourceIp", "10.1.2.3", "10.1.2.4", "false"],
    ["IpAddress", "aws:SourceIp", "10.1.2.3/32", "10.1.2.4", "false"],
    ["IpAddress", "aws:SourceIp", "10.1.2.3/33", "10.1.2.3", "unknown"],
    ["IpAddress", "aws:SourceIp", "10.1.2.3/8/8", "10.1.2.3", "unknown"],
    ["IpAddress", "aws:SourceIp", "10.1.2.3/x8", "10.1.2.3", "unknown"],
    ["IpAddress", "aws:SourceIp", "10.1.2.3/8x", "10.1.2.3", "unknown"],
    ["IpAddress", "aws:SourceIp", "10.1.2.3/", "10.1.2.3", "unknown"],
    ["IpAddress", "aws:SourceIp", "10.1.2.x", "10.1.2.3", "unknown"],
    ["IpAddress", "aws:SourceIp", "10.0.0.0/8", "10.1.2", "unknown"],
    ["IpAddress", "aws:SourceIp", "2001:db8::/32", "2001:db8::1", "true"],
    ["IpAddress", "aws:SourceIp", "2001:db8::/128", "2001:db8::1", "false"],
    ["IpAddress", "aws:SourceIp", "2001:db8::/129", "2001:db8::", "unknown"],
    ["IpAddress", "aws:SourceIp", "2001:db8::/32", "10.1.2.3", "false"],
    ["IpAddress", "aws:SourceIp", "10.0.0.0/8", "2001:db8::1", "false"],
    // keys of several values
    ["ForAllValues:StringEquals", "kms:GrantOperations", ["Decrypt", "Encrypt"], ["Decrypt", "Encrypt"], "true"],
    ["ForAllValues:StringEquals", "kms:GrantOperations", ["Decrypt"], ["Decrypt", "Encrypt"], "false"],
    ["ForAnyValue:StringEquals", "kms:GrantOperations", ["Decrypt"], ["Decrypt", "Encrypt"], "true"],
    ["ForAnyValue:StringEquals", "kms:GrantOperations", ["Sign"], ["Decrypt", "Encrypt"], "false"],
    ["ForAllValues:StringNotEquals", "kms:GrantOperations", ["Decrypt"], ["Decrypt", "Encrypt"], "false"],
    ["ForAnyValue:StringNotEquals", "kms:GrantOperations", ["Decrypt"], ["Decrypt", "Encrypt"], "true"],
    ["ForAllValues:StringEquals", "kms:GrantOperations", ["Decrypt"], [], "true"],
    ["ForAnyValue:StringEquals", "kms:GrantOperations", ["Decrypt"], [], "false"],
    ["StringEquals", "kms:GrantOperations", "Decrypt", ["Decrypt"], "unknown"],
    ["StringNotEquals", "kms:GrantOperations", "Decrypt", ["Sign"], "unknown"],
    ["StringEquals", "kms:GrantOperations", "Decrypt", { state: "absent" }, "false"],
    ["StringLike", "kms:GrantOperations", "*", { state: "present" }, "unknown"],
    ["ForAnyValue:StringLike", "kms:GrantOperations", "*", { state: "present" }, "true"],
    ["ForAnyValue:StringEquals", "kms:GrantOperations", "Decrypt", { state: "present" }, "unknown"],
    ["StringEquals", "kms:ViaService", "x", ["x", "y"], "unknown"],
    ["ForAnyValue:StringEquals", "kms:ViaService", "x", ["x", "y"], "true"],
    [
      "ForAnyValue:StringEquals",
      "kms:ResourceAliases",
      "alias/a",
      { state: "known", values: ["alias/a"], more: true },
      "true",
    ],
    [
      "ForAnyValue:StringEquals",
      "kms:ResourceAliases",
      "alias/b",
      { state: "known", values: ["alias/a"], more: true },
      "unknown",
    ],
    [
      "ForAllValues:StringEquals",
      "kms:ResourceAliases",
      "alias/a",
      { state: "known", values: ["alias/a"], more: true },
      "unknown",
    ],
    [
      "ForAllValues:StringEquals",
      "kms:ResourceAliases",
      "alias/b",
      { state: "known", values: ["alias/a"], more: true },
      "false",
    ],
    [
      "ForAnyValue:StringEquals",
      "kms:ResourceAliases",
      "alias/a",
      { state: "known", values: [], more: true },
      "unknown",
    ],
    ["Null", "kms:ResourceAliases", "false", { state: "known", values: [], more: true }, "true"],
    ["StringEquals", "kms:ResourceAliases", "alias/a", { state: "known", values: ["alias/a"], more: true }, "unknown"],
    // what is not known of the policy's values
    ["StringEquals", "kms:ViaService", new Hole("v"), "x", "unknown"],
    ["StringEquals", "kms:ViaService", ["x", new Hole("v")], "x", "true"],
    ["StringNotEquals", "kms:ViaService", ["x", new Hole("v")], "x", "false"],
    ["StringEquals", "kms:ViaService", new OpenList(["x"], new Hole("v")), "x", "true"],
    ["StringEquals", "kms:ViaService", new OpenList(["x"], new Hole("v")), "y", "unknown"],
    ["StringNotEquals", "kms:ViaService", new OpenList(["x"], new Hole("v")), "y", "unknown"],
    ["StringNotEquals", "kms:ViaService", new OpenList(["x"], new Hole("v")), "x", "false"],
    ["NumericEquals", "aws:x", new Hole("v"), "5", "unknown"],
    ["Bool", "aws:x", new Hole("v"), "true", "unknown"],
    ["Null", "kms:ViaService", new Hole("v"), "x", "unknown"],
    ["StringEquals", "kms:ViaService", "x", { state: "known", values: [new Hole("v")] }, "unknown"],
    ["StringEquals", "kms:ViaService", new Hole("v"), { state: "known", values: [new Hole("v")] }, "true"],
    ["StringNotEquals", "kms:ViaService", new Hole("v"), { state: "known", values: [new Hole("v")] }, "false"],
    ["StringEquals", "kms:ViaService", "x", { state: "known", values: [{ a: "b" }] }, "unknown"],
  ];

test.each(VALUES)("%s %s %j, the request having %j: %s", (operator, key, value, actual, expected) => {
  expect(holds(operator, key, value, actual)).toBe(expected);
});

test("all keys of a block and all blocks must hold", () => {
  const both = { StringEquals: { "aws:a": "1", "aws:b": "2" }, Bool: { "aws:c": "true" } };
  const key = [allow({ Condition: both })];
  expect(short(ask({ key, context: { "aws:a": "1", "aws:b": "2", "aws:c": "true" } }))).toBe("allowed");
  expect(short(ask({ key, context: { "aws:a": "1", "aws:b": "x", "aws:c": "true" } }))).toBe("denied no-allow");
  expect(short(ask({ key, context: { "aws:a": "1", "aws:b": "2", "aws:c": "false" } }))).toBe("denied no-allow");
  expect(short(ask({ key, context: { "aws:a": { state: "unknown" }, "aws:b": "x", "aws:c": "true" } }))).toBe(
    "denied no-allow",
  );
});

test.each([
  "StringMatches",
  "stringequals",
  "NullIfExists",
  "ForAnyValue:Null",
  "ForSome:StringEquals",
  "IfExists",
  "",
])("AWS has no operator %j: it cannot be told, and is a fault", (operator) => {
  const Condition = { [operator]: { "aws:x": "x" } };
  expect(short(ask({ key: [allow({ Condition })], context: { "aws:x": "x" } }))).toBe("unknown");
  expect(short(ask({ key: [allow()], identity: [[{ ...deny({ Condition }), Principal: null }]] }))).toBe("unknown");
});

test("a condition that is not known may hold or not", () => {
  expect(short(ask({ key: [allow({ Condition: new Hole("c") })] }))).toBe("unknown");
  expect(short(ask({ key: [allow({ Condition: { StringEquals: new Hole("c") } })] }))).toBe("unknown");
});

test("of several values, one that is equal does not tell of the others", () => {
  const two = (first: string, second: string): string =>
    short(
      ask({
        key: [first, second].map((operator) => allow({ Condition: { [operator]: { "aws:TagKeys": "x" } } })),
        context: { "aws:TagKeys": { state: "present" } },
      }),
    );
  // neither holds where the values are x and y
  expect(two("ForAllValues:StringEquals", "ForAllValues:StringNotEquals")).toBe("unknown");
  // one of the two holds, but that is not worked out
  expect(two("ForAnyValue:StringEquals", "ForAnyValue:StringNotEquals")).toBe("unknown");
  expect(two("ForAnyValue:StringEquals", "ForAnyValue:StringLike")).toBe("unknown");
});

test("AWS says of each key that holds several values that it needs a set operator", () => {
  for (const key of [
    "kms:GrantOperations",
    "kms:EncryptionContextKeys",
    "kms:ResourceAliases",
    "aws:TagKeys",
    "aws:CalledVia",
    "aws:PrincipalServiceNamesList",
    "aws:PrincipalOrgPaths",
    "aws:ResourceOrgPaths",
    "aws:SourceOrgPaths",
  ]) {
    expect([key, holds("StringEquals", key, "x", "x")]).toEqual([key, "unknown"]);
    expect([key, holds("ForAnyValue:StringEquals", key, "x", "x")]).toEqual([key, "true"]);
  }
  expect(holds("StringEquals", "aws:CalledViaFirst", "x", "x")).toBe("true");
});
