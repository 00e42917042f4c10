import type { ContextState } from "../../src/policy";
import { Choice, Hole, OpenList, text, type Value, type ValueMap } from "../../src/values/value";
import { KEY, ROLE, SERVICE, allow, ask, deny, service, short, type Question } from "./ask";

/**
 * One thing that is not known stands in an Allow, and in a Deny of everybody. Where it is the same thing, it is denied
 * either way; where it is not, nobody can tell.
 */
const SAME = "denied no-allow";
const OTHER = "unknown";

const h = new Hole("h");
const h2 = new Hole("h2");
const arn = new Hole("arn", { shape: "arn" });
const arn2 = new Hole("arn2", { shape: "arn" });
const more = new OpenList([], h);
const more2 = new OpenList([], h2);
const since = (notBefore: string): ContextState => ({ state: "present", notBefore });
const on = (operator: string, values: Value, key = "aws:a"): ValueMap => ({
  Condition: { [operator]: { [key]: values } },
});
const ab = (a: NonNullable<Question["context"]>[string], b = a): Question => ({ context: { "aws:a": a, "aws:b": b } });

test.each<[string, ValueMap, ValueMap, string, Question?]>([
  ["a condition", { Condition: h }, { Condition: h }, SAME],
  ["two conditions", { Condition: h }, { Condition: h2 }, OTHER],
  ["the block of an operator", { Condition: { Bool: h } }, { Condition: { Bool: h } }, SAME],
  ["the blocks of an operator", { Condition: { Bool: h } }, { Condition: { Bool: h2 } }, OTHER],
  ["the blocks of two operators", { Condition: { Bool: h } }, { Condition: { StringLike: h } }, OTHER],
  ["a condition and a block", { Condition: h }, { Condition: { Bool: h } }, OTHER],

  ["the presence of a key", on("StringLike", "*"), on("StringLike", "*"), SAME, { otherwise: "unknown" }],
  ["the presence of two keys", on("StringLike", "*"), on("StringLike", "*", "aws:b"), OTHER, { otherwise: "unknown" }],

  ["what else a list may hold", on("StringEquals", more), on("StringEquals", more), SAME, ab("1")],
  ["that, of two keys of one value", on("StringEquals", more), on("StringEquals", more, "aws:b"), SAME, ab("1")],
  ["that, of two values", on("StringEquals", more), on("StringEquals", more, "aws:b"), OTHER, ab("1", "2")],
  ["two lists", on("StringEquals", more), on("StringEquals", more2), OTHER, ab("1")],
  ["a list under two operators", on("StringEquals", more), on("StringLike", more), OTHER, ab("1")],
  ["a list, case apart", on("StringEquals", more), on("StringEqualsIgnoreCase", more), OTHER, ab("1")],
  ["a list, two relations", on("NumericLessThan", more), on("NumericGreaterThan", more), OTHER, ab("1")],

  ["a number", on("NumericLessThan", h), on("NumericLessThan", h), SAME, ab("1")],
  ["two numbers", on("NumericLessThan", h), on("NumericLessThan", h2), OTHER, ab("1")],
  ["a number, two relations", on("NumericLessThan", h), on("NumericGreaterThan", h), OTHER, ab("1")],
  ["a number beside two", on("NumericLessThan", h), on("NumericLessThan", h, "aws:b"), OTHER, ab("1", "2")],
  ["a number and a date", on("NumericLessThan", h), on("DateLessThan", h), OTHER, ab("2026")],

  ["whether there is a key", on("Null", more), on("Null", more), SAME, ab(null)],
  ["whether there are two keys", on("Null", more), on("Null", more, "aws:b"), SAME, ab(null)],
  ["one key there, one not", on("Null", more), on("Null", more, "aws:b"), OTHER, ab(null, "1")],

  ["a date", on("DateLessThan", more), on("DateLessThan", more), SAME, ab(since("2026-01-01"))],
  ["a date, two relations", on("DateLessThan", more), on("DateGreaterThan", more), OTHER, ab(since("2026-01-01"))],
  [
    "a date after two",
    on("DateLessThan", more),
    on("DateLessThan", more, "aws:b"),
    OTHER,
    ab(since("2026-01-01"), since("2026-06-01")),
  ],

  ["a text", on("StringEquals", h), on("StringEquals", h), SAME, ab("x")],
  ["two texts", on("StringEquals", h), on("StringEquals", h2), OTHER, ab("x")],
  ["a text, case apart", on("StringEqualsIgnoreCase", h), on("StringEqualsIgnoreCase", h), SAME, ab("x")],
  ["a text, its case once apart", on("StringEquals", h), on("StringEqualsIgnoreCase", h), OTHER, ab("x")],
  [
    "a text of the policy, and the same of the request",
    on("StringEquals", "x"),
    on("StringEquals", h, "aws:b"),
    SAME,
    ab({ state: "known", values: [h] }, "x"),
  ],
  [
    "pieces of a text, side by side",
    on("StringEquals", text(["x", arn, "1", arn2])),
    on("StringEquals", text(["x", arn, "2", arn2])),
    OTHER,
    ab({ state: "known", values: [text(["x", h])] }),
  ],

  ["a pattern", on("StringLike", text([h, "*"])), on("StringLike", text([h, "*"])), SAME, ab("x")],
  ["two patterns", on("StringLike", text([h, "*"])), on("StringLike", text([h2, "*"])), OTHER, ab("x")],
  ["a pattern and a longer one", on("StringLike", text([h, "*"])), on("StringLike", text([h, "?*"])), OTHER, ab("x")],
  [
    "a pattern of two texts",
    on("StringLike", text([h, "*"])),
    on("StringLike", text([h, "*"]), "aws:b"),
    OTHER,
    ab("x", "y"),
  ],

  ["an action", { Action: text(["kms:", h]) }, { Action: text(["kms:", h]) }, SAME],
  ["two actions", { Action: text(["kms:", h]) }, { Action: text(["kms:", h2]) }, OTHER],
  ["what else the actions are", { Action: more }, { Action: more }, SAME],
  ["what else actions are, of two lists", { Action: more }, { Action: more2 }, OTHER],
  ["an odd action", { Action: "k*:Decrypt" }, { Action: "k*:Decrypt" }, SAME],
  ["two odd actions", { Action: "k*:Decrypt" }, { Action: "*s:Decrypt" }, OTHER],

  ["a resource", { Resource: arn }, { Resource: arn }, SAME],
  ["two resources", { Resource: arn }, { Resource: arn2 }, OTHER],
  ["what else the resources are", { Resource: more }, { Resource: more }, SAME],
  ["what else resources are, of two lists", { Resource: more }, { Resource: more2 }, OTHER],
  ["an odd resource", { Resource: "*key/*" }, { Resource: "*key/*" }, SAME],
  ["two odd resources", { Resource: "*key/*" }, { Resource: "*ms:*" }, OTHER],
  [
    "a resource with a variable too early",
    { Resource: "arn:${aws:a}:*" },
    { Resource: "arn:${aws:a}:*" },
    SAME,
    ab("aws"),
  ],
  ["too few components", { Resource: "arn:aws:kms:*" }, { Resource: "arn:aws:kms:*" }, SAME],
  ["too few components, twice", { Resource: "arn:aws:kms:*" }, { Resource: "arn:aws:*" }, OTHER],
  ["too few components of two texts", on("ArnLike", "arn:*"), on("ArnLike", "arn:*", "aws:b"), OTHER, ab(ROLE, KEY)],
  [
    "components that nobody can tell",
    on("ArnLike", text(["arn:", h])),
    on("ArnLike", text(["arn:", h])),
    SAME,
    ab(ROLE),
  ],
  ["such, twice", on("ArnLike", text(["arn:", h])), on("ArnLike", text(["arn:", h2])), OTHER, ab(ROLE)],

  ["a principal", { Principal: { AWS: arn } }, { Principal: { AWS: arn } }, SAME],
  ["two principals", { Principal: { AWS: arn } }, { Principal: { AWS: arn2 } }, OTHER],
  ["who else is listed", { Principal: { AWS: more } }, { Principal: { AWS: more } }, SAME],
  ["who else is on two lists", { Principal: { AWS: more } }, { Principal: { AWS: more2 } }, OTHER],
  [
    "a unique id",
    { Principal: { AWS: "AROAIGDTESTANDEXAMPLE" } },
    { Principal: { AWS: "AROAIGDTESTANDEXAMPLE" } },
    SAME,
  ],
  [
    "two unique ids",
    { Principal: { AWS: "AROAIGDTESTANDEXAMPLE" } },
    { Principal: { AWS: "AROAIGDTESTANDEXAMPLF" } },
    OTHER,
  ],
  ["whoever is meant", { Principal: h }, { Principal: h }, SAME],
  ["two, whoever is meant", { Principal: h }, { Principal: h2 }, OTHER],
  ["accounts and whoever is meant", { Principal: { AWS: more } }, { Principal: h }, OTHER],
  [
    "which services are listed",
    { Principal: { Service: more } },
    { Principal: { Service: more } },
    SAME,
    { principal: service },
  ],
  [
    "services on two lists",
    { Principal: { Service: more } },
    { Principal: { Service: more2 } },
    OTHER,
    { principal: service },
  ],
  [
    "a service",
    { Principal: { Service: new Hole("s", { shape: "name" }) } },
    { Principal: { Service: new Hole("s", { shape: "name" }) } },
    SAME,
    { principal: service },
  ],
  [
    "any service",
    { Principal: { Service: "*" } },
    { Principal: { Service: ["*", "sns.amazonaws.com"] } },
    SAME,
    { principal: service },
  ],
  [
    "any service, and a service",
    { Principal: { Service: "*" } },
    { Principal: { Service: new Hole("s", { shape: "name" }) } },
    OTHER,
    { principal: service },
  ],

  ["an effect", { Effect: h }, {}, "denied explicit"],
  [
    "whether it stands",
    { Sid: "A", Action: new Choice(h, "kms:*", "s3:*") },
    { Action: new Choice(h, "kms:*", "s3:*") },
    SAME,
  ],
  [
    "whether one or the other stands",
    { Action: new Choice(h, "kms:*", "s3:*") },
    { Action: new Choice(h2, "kms:*", "s3:*") },
    OTHER,
  ],
])("%s, in an Allow and in a Deny", (_, allowed, denied, expected, question = {}) => {
  const { principal } = question;
  const rest =
    principal === undefined || "Principal" in allowed ? allowed : { Principal: { Service: SERVICE }, ...allowed };
  expect(short(ask({ ...question, key: [allow(rest), deny(denied)] }))).toBe(expected);
});
