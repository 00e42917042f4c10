import type { ContextState } from "../../src/policy";
import { Hole, text, type Value } from "../../src/values/value";
import { ACCOUNT, KEY, allow, ask, delegate, deny, mayDo, role, short, type Question } from "./ask";

const TAG = "aws:PrincipalTag/team";

type Row = readonly [string, string, Value, Question["context"], string];

/** An Allow under one condition on `aws:x`. */
const conditions: readonly Row[] = [
  ["StringEquals", "is replaced", "${aws:PrincipalTag/team}", { "aws:x": "geo", [TAG]: "geo" }, "allowed"],
  [
    "StringEquals",
    "is replaced within text",
    "a-${aws:PrincipalTag/team}-b",
    { "aws:x": "a-geo-b", [TAG]: "geo" },
    "allowed",
  ],
  [
    "StringEquals",
    "is replaced, and differs",
    "${aws:PrincipalTag/team}",
    { "aws:x": "geo", [TAG]: "other" },
    "denied no-allow",
  ],
  [
    "StringEquals",
    "does not mind the case of its name",
    "${AWS:principaltag/TEAM}",
    { "aws:x": "geo", [TAG]: "geo" },
    "allowed",
  ],
  [
    "StringEquals",
    "does not mind space around its name",
    "${ aws:PrincipalTag/team }",
    { "aws:x": "geo", [TAG]: "geo" },
    "allowed",
  ],
  ["StringEquals", "two in one text", "${aws:a}${aws:b}", { "aws:x": "12", "aws:a": "1", "aws:b": "2" }, "allowed"],
  ["StringEquals", "no value: equals nothing", "${aws:PrincipalTag/team}", { "aws:x": "geo" }, "denied no-allow"],
  [
    "StringEquals",
    "no value, but another text matches",
    ["${aws:PrincipalTag/team}", "geo"],
    { "aws:x": "geo" },
    "allowed",
  ],
  ["StringNotEquals", "no value: differs from all", "${aws:PrincipalTag/team}", { "aws:x": "geo" }, "allowed"],
  ["StringLike", "no value: matches nothing", "${aws:PrincipalTag/team}*", { "aws:x": "geo" }, "denied no-allow"],
  [
    "ArnLike",
    "no value: matches nothing",
    "arn:aws:iam::${aws:y}:role/x",
    { "aws:x": "arn:aws:iam::1:role/x" },
    "denied no-allow",
  ],
  ["StringEquals", "default where there is no value", "${aws:PrincipalTag/team, 'geo'}", { "aws:x": "geo" }, "allowed"],
  ["StringEquals", "default of nothing", "x${aws:PrincipalTag/team,''}", { "aws:x": "x" }, "allowed"],
  [
    "StringEquals",
    "default is not taken where there is a value",
    "${aws:PrincipalTag/team, 'geo'}",
    { "aws:x": "geo", [TAG]: "b" },
    "denied no-allow",
  ],
  [
    "StringEquals",
    "default without quotes is no default",
    "${aws:PrincipalTag/team, geo}",
    { "aws:x": "geo" },
    "unknown",
  ],
  ["StringEquals", "default with half a quote is none", "${aws:PrincipalTag/team, '}", { "aws:x": "geo" }, "unknown"],
  ["StringEquals", "default with one quote before", "${aws:PrincipalTag/team, 'geo}", { "aws:x": "geo" }, "unknown"],
  ["StringEquals", "default with one quote after", "${aws:PrincipalTag/team, geo'}", { "aws:x": "geo" }, "unknown"],
  ["StringEquals", "no name", "${}", { "aws:x": "geo" }, "unknown"],
  ["StringEquals", "not closed", "${aws:PrincipalTag/team", { "aws:x": "geo", [TAG]: "geo" }, "unknown"],
  ["StringEquals", "the characters themselves", "${*}${?}${$}", { "aws:x": "*?$" }, "allowed"],
  ["StringLike", "an asterisk that is no wildcard", "a${*}", { "aws:x": "ab" }, "denied no-allow"],
  ["StringLike", "an asterisk that is one, beside", "${*}*", { "aws:x": "*ab" }, "allowed"],
  ["StringLike", "a question mark that is no wildcard", "a${?}", { "aws:x": "ab" }, "denied no-allow"],
  ["StringLike", "a value's asterisk is no wildcard", "${aws:y}", { "aws:x": "ab", "aws:y": "a*" }, "denied no-allow"],
  ["StringLike", "a value with a wildcard after it", "${aws:y}*", { "aws:x": "ab", "aws:y": "a" }, "allowed"],
  ["StringLike", "an empty value", "a${aws:y}*", { "aws:x": "ab", "aws:y": "" }, "allowed"],
  [
    "ArnLike",
    "in an ARN",
    "arn:aws:iam::${aws:y}:role/*",
    { "aws:x": "arn:aws:iam::1:role/r", "aws:y": "1" },
    "allowed",
  ],
  [
    "ArnLike",
    "in an ARN, another",
    "arn:aws:iam::${aws:y}:role/*",
    { "aws:x": "arn:aws:iam::1:role/r", "aws:y": "2" },
    "denied no-allow",
  ],
  ["StringEqualsIgnoreCase", "folded", "${aws:y}", { "aws:x": "geo", "aws:y": "GEO" }, "allowed"],
  ["Bool", "of a boolean key", "${aws:y}", { "aws:x": "true", "aws:y": "true" }, "allowed"],
  ["Bool", "of no boolean", "${aws:y}", { "aws:x": "true", "aws:y": "yes" }, "unknown"],
  ["NumericEquals", "numbers take no variables", "${aws:y}", { "aws:x": "5", "aws:y": "5" }, "unknown"],
  ["StringEquals", "value not known", "${aws:y}", { "aws:x": "5", "aws:y": { state: "present" } }, "unknown"],
  [
    "StringEquals",
    "value not known, yet the same",
    "${aws:y}",
    { "aws:x": { state: "known", values: [new Hole("h")] }, "aws:y": { state: "known", values: [new Hole("h")] } },
    "allowed",
  ],
  ["StringEquals", "perhaps absent", "${aws:y}", { "aws:x": "5", "aws:y": { state: "unknown" } }, "unknown"],
  [
    "StringLike",
    "perhaps absent, with a default that matches either way",
    "${aws:y, 'q'}",
    { "aws:x": "5", "aws:y": { state: "unknown" } },
    "unknown",
  ],
  ["StringEquals", "several values", "${aws:y}", { "aws:x": "5", "aws:y": ["5", "6"] }, "unknown"],
  [
    "StringEquals",
    "perhaps more values",
    "${aws:y}",
    { "aws:x": "5", "aws:y": { state: "known", values: ["5"], more: true } },
    "unknown",
  ],
  [
    "StringEquals",
    "one of two",
    "${aws:y}",
    { "aws:x": "5", "aws:y": { state: "one-of", values: ["5", "6"] } },
    "unknown",
  ],
  [
    "StringEquals",
    "not ours, perhaps absent",
    "${aws:y}",
    { "aws:x": "5", "aws:y": { state: "not-ours", possiblyAbsent: true } },
    "unknown",
  ],
  ["StringEquals", "not ours", "${aws:y}", { "aws:x": "5", "aws:y": { state: "not-ours" } }, "denied no-allow"],
  [
    "StringNotEquals",
    "both of them unknown to the plan",
    "${aws:y}",
    { "aws:x": { state: "not-ours" }, "aws:y": { state: "present" } },
    "unknown",
  ],
];

test.each(conditions)("%s: a variable %s", (operator, _, value, context, expected) => {
  expect(
    short(ask({ key: [allow({ Condition: { [operator]: { "aws:x": value } } })], ...(context && { context }) })),
  ).toBe(expected);
});

test.each<[string, Value, ContextState | string | null, string]>([
  [
    "in the resource part",
    `arn:aws:kms:us-west-2:${ACCOUNT}:key/\${aws:y}`,
    "1234abcd-12ab-34cd-56ef-1234567890ab",
    "allowed",
  ],
  ["in the resource part, another", `arn:aws:kms:us-west-2:${ACCOUNT}:key/\${aws:y}`, "9999", "denied no-allow"],
  ["in the resource part, no value", `arn:aws:kms:us-west-2:${ACCOUNT}:key/\${aws:y}`, null, "denied no-allow"],
  [
    "in the resource part, not known",
    `arn:aws:kms:us-west-2:${ACCOUNT}:key/\${aws:y}`,
    { state: "present" },
    "unknown",
  ],
  [
    "in the resource part, perhaps absent",
    `arn:aws:kms:us-west-2:${ACCOUNT}:key/\${aws:y}`,
    { state: "unknown" },
    "unknown",
  ],
  ["before it, where AWS does not take it", "arn:aws:kms:us-west-2:${aws:y}:key/*", ACCOUNT, "unknown"],
  ["before it, and not matching anyway", "arn:aws:kms:us-west-2:${aws:y}:key/*", "444455556666", "denied no-allow"],
  ["unreadable", `arn:aws:kms:us-west-2:${ACCOUNT}:key/\${`, null, "unknown"],
  ["unreadable, and perhaps matching", `arn:aws:kms:us-west-2:${ACCOUNT}:key/*\${}*`, null, "unknown"],
  [
    "after a hole in the account",
    text(["arn:aws:kms:us-west-2:", new Hole("a", { shape: "account" }), ":key/${aws:y}"]),
    "9999",
    "denied no-allow",
  ],
])("a variable of a Resource, %s", (_, Resource, y, expected) => {
  expect(short(ask({ key: [delegate], identity: [[mayDo({ Resource })]], context: { "aws:y": y } }))).toBe(expected);
});

test("a NotResource whose variable has no value leaves nobody the wiser", () => {
  const NotResource = `arn:aws:kms:us-west-2:${ACCOUNT}:key/\${aws:y}`;
  expect(short(ask({ key: [delegate], identity: [[mayDo({ NotResource })]] }))).toBe("unknown");
});

test.each(["2008-10-17", undefined])("with Version %s, variables are text", (version) => {
  const Statement = [allow({ Condition: { StringEquals: { "aws:x": "${aws:y}" } } })];
  const key = { ...(version === undefined ? {} : { Version: version }), Statement };
  expect(short(ask({ key, context: { "aws:x": "1", "aws:y": "1" } }))).toBe("denied no-allow");
  expect(short(ask({ key, context: { "aws:x": "${aws:y}" } }))).toBe(version === undefined ? "unknown" : "allowed");
});

test("with a Version that is not known, variables may be any", () => {
  const Statement = [allow({ Condition: { StringEquals: { "aws:x": "${aws:y}" } } })];
  expect(short(ask({ key: { Version: new Hole("v"), Statement }, context: { "aws:x": "1", "aws:y": "1" } }))).toBe(
    "unknown",
  );
  expect(short(ask({ key: { Version: new Hole("v"), Statement: [allow()] } }))).toBe("allowed");
});

test("a variable that may be absent is split on: both ways come to the same", () => {
  const Condition = { StringNotEquals: { "aws:x": "${aws:y, '1'}" } };
  const key = [allow({ Condition }), allow({ Condition: { StringEquals: { "aws:x": "${aws:y, '1'}" } } })];
  expect(short(ask({ key, context: { "aws:x": "1", "aws:y": { state: "unknown" } } }))).toBe("allowed");
  expect(
    short(ask({ key: [key[0] ?? "", deny({ Condition })], context: { "aws:x": "1", "aws:y": { state: "unknown" } } })),
  ).toMatch(/^denied/);
});

test("a variable with AWS's own value of the call", () => {
  const Resource = `arn:aws:kms:us-west-2:${ACCOUNT}:key/\${kms:RequestAlias}`;
  expect(
    short(ask({ key: [delegate], identity: [[mayDo({ Resource })]], principal: role, otherwise: "unknown" })),
  ).toBe("unknown");
  expect(
    short(ask({ key: [delegate], identity: [[mayDo({ Resource: [Resource, KEY] })]], otherwise: "unknown" })),
  ).toBe("allowed");
});

test("a variable beside a hole, and braces that are no variable", () => {
  const hole = new Hole("h", { shape: "name" });
  const equals = (value: Value, actual: Value): string =>
    short(
      ask({
        key: [allow({ Condition: { StringEquals: { "aws:b": value } } })],
        context: { "aws:a": "x", "aws:b": { state: "known", values: [actual] } },
      }),
    );
  expect(equals(text([hole, "${aws:a}"]), text([hole, "x"]))).toBe("allowed");
  expect(equals(text([hole, "${aws:a}"]), text([hole, "${aws:a}"]))).toBe("denied no-allow");
  expect(equals("${aws:a}b}", "xb}")).toBe("allowed");
  expect(equals("{${aws:a}", "{x")).toBe("allowed");
  expect(equals("$${aws:a}", "$x")).toBe("allowed");
  expect(equals("${aws:none,'d'}", "d")).toBe("allowed");
  // an ARN's wildcard reaches over no colon, whatever a variable brings
  const like = (value: string): string =>
    short(
      ask({
        key: [allow({ Condition: { ArnLike: { "aws:b": value } } })],
        context: { "aws:a": "x", "aws:b": "arn:aws:iam:a::1:role/x" },
      }),
    );
  expect(like("arn:aws:iam:a::1:role/${aws:a}")).toBe("allowed");
  expect(like("arn:aws:*::1:role/${aws:a}")).toBe("denied no-allow");
  const bool = (value: string, actual: string): string =>
    short(
      ask({
        key: [allow({ Condition: { Bool: { "aws:b": value } } })],
        context: { "aws:a": actual, "aws:b": "false" },
      }),
    );
  expect(bool("${aws:a}", "false")).toBe("allowed");
  expect(bool("${aws:a}", "true")).toBe("denied no-allow");
  expect(bool("${aws:a}", "maybe")).toBe("unknown");
});
