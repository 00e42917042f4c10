import { authorize } from "../../src/policy";
import { Choice, Hole, JsonText, OpenList, text, type Value } from "../../src/values/value";
import {
  ACCOUNT,
  KEY,
  OTHER,
  ROLE,
  ROOT,
  allow,
  ask,
  delegate,
  deny,
  mayDo,
  queryOf,
  role,
  service,
  short,
  type Question,
  inText,
} from "./ask";

const account = new Hole("account", { shape: "account" });
const partition = new Hole("partition", { shape: "partition" });
const roleArn = new Hole("aws_iam_role.geo.arn", { shape: "arn" });
const any = new Hole("var.x");
const inAccount = (rest: string): Value => text(["arn:aws:iam::", account, rest]);
const ofAccount = { ...role, arn: inAccount(":role/GeoRole"), account } as typeof role;
const byHole = { ...role, arn: roleArn } as typeof role;
const newKey = text([`arn:aws:kms:us-west-2:${ACCOUNT}:key/`, new Hole("k", { shape: "id", fresh: true })]);

test.each<[string, string, Question]>([
  [
    "a role and a statement that hold the same hole",
    "allowed",
    { principal: byHole, key: [allow({ Principal: { AWS: roleArn } })] },
  ],
  [
    "the same hole within text",
    "allowed",
    { principal: ofAccount, keyAccount: account, key: [allow({ Principal: { AWS: inAccount(":role/GeoRole") } })] },
  ],
  [
    "the same hole, another name after it",
    "denied no-allow",
    { principal: ofAccount, keyAccount: account, key: [allow({ Principal: { AWS: inAccount(":role/Other") } })] },
  ],
  [
    "the same hole, another text before it",
    "denied no-allow",
    {
      principal: ofAccount,
      keyAccount: account,
      key: [allow({ Principal: { AWS: text(["arn:aws-cn:iam::", account, ":role/GeoRole"]) } })],
    },
  ],
  [
    "an account root of the same account, not known",
    "allowed",
    {
      principal: ofAccount,
      keyAccount: account,
      key: [allow({ Principal: { AWS: inAccount(":root") } })],
      identity: [[mayDo()]],
    },
  ],
  [
    "the account's number, not known",
    "allowed",
    { principal: ofAccount, keyAccount: account, key: [allow({ Principal: { AWS: account } })], identity: [[mayDo()]] },
  ],
  [
    "the root of an account that may be another",
    "unknown",
    { principal: ofAccount, keyAccount: account, key: [delegate], identity: [[mayDo()]] },
  ],
  [
    "the role in text that may be its own",
    "unknown",
    { key: [allow({ Principal: { AWS: inAccount(":role/GeoRole") } })] },
  ],
  [
    "the name in text that may be its own",
    "unknown",
    { key: [allow({ Principal: { AWS: text([`arn:aws:iam::${ACCOUNT}:role/`, any]) } })] },
  ],
  [
    "an account's hole where the role has a slash",
    "denied no-allow",
    { key: [allow({ Principal: { AWS: text(["arn:aws:iam::", account, "/GeoRole"]) } })] },
  ],
  [
    "an id where more than an id is needed",
    "denied no-allow",
    { key: [allow({ Principal: { AWS: text(["arn:aws:iam::", new Hole("i", { shape: "id" })]) } })] },
  ],
  [
    "a path in an ARN",
    "unknown",
    {
      principal: { ...role, arn: `arn:aws:iam::${ACCOUNT}:role/a/GeoRole` } as typeof role,
      key: [
        allow({
          Principal: { AWS: text([`arn:aws:iam::${ACCOUNT}:role`, new Hole("p", { shape: "path" }), "GeoRole"]) },
        }),
      ],
    },
  ],
  [
    "a name where a path is needed",
    "denied no-allow",
    {
      principal: { ...role, arn: `arn:aws:iam::${ACCOUNT}:role/a/GeoRole` } as typeof role,
      key: [
        allow({
          Principal: { AWS: text([`arn:aws:iam::${ACCOUNT}:role`, new Hole("p", { shape: "name" }), "GeoRole"]) },
        }),
      ],
    },
  ],
  [
    "an ARN is never everyone",
    "denied no-allow",
    { principal: service, key: [allow({ Principal: { AWS: roleArn } })] },
  ],
  ["anything may be everyone", "unknown", { principal: service, key: [allow({ Principal: { AWS: any } })] }],
  ["a Principal that is not known", "unknown", { principal: service, key: [allow({ Principal: any })] }],
  [
    "a Principal that is not known, but an ARN",
    "denied no-allow",
    { principal: service, key: [allow({ Principal: roleArn })] },
  ],
  [
    "a Principal that is text with a hole",
    "denied no-allow",
    { principal: service, key: [allow({ Principal: text(["x", any]) })] },
  ],
  ["a service that is not known", "unknown", { principal: service, key: [allow({ Principal: { Service: any } })] }],
  [
    "a service of another name, whatever its region",
    "denied no-allow",
    { principal: service, key: [allow({ Principal: { Service: text(["sns.", any]) } })] },
  ],
  [
    "a service that is an AWS principal",
    "denied no-allow",
    { principal: service, key: [allow({ Principal: { AWS: text(["personalize.", any]) } })] },
  ],
  ["an AWS principal's hole in Federated", "denied no-allow", { key: [allow({ Principal: { Federated: any } })] }],
  ["more principals than are listed", "unknown", { key: [allow({ Principal: { AWS: new OpenList([], any) } })] }],
  [
    "more principals than are listed, this one listed",
    "allowed",
    { key: [allow({ Principal: { AWS: new OpenList([ROLE], any) } })] },
  ],
  [
    "more services than are listed, and a role",
    "denied no-allow",
    { key: [allow({ Principal: { Service: new OpenList([], any) } })] },
  ],
  [
    "more AWS principals than are listed, and a service",
    "unknown",
    { principal: service, key: [allow({ Principal: { AWS: new OpenList([], any) } })] },
  ],
  ["more actions than are listed", "unknown", { key: [allow({ Action: new OpenList(["kms:Encrypt"], any) })] }],
  [
    "more exempt actions than are listed",
    "unknown",
    { key: [allow({ NotAction: new OpenList(["kms:Encrypt"], any) })] },
  ],
  [
    "more exempt actions than are listed, this one listed",
    "denied no-allow",
    { key: [allow({ NotAction: new OpenList(["kms:Decrypt"], any) })] },
  ],
  ["an action in two pieces", "unknown", { key: [allow({ Action: text(["kms:", any]) })] }],
  ["an action in two pieces, of another service", "denied no-allow", { key: [allow({ Action: text(["s3:", any]) })] }],
  [
    "an action's hole and a wildcard",
    "unknown",
    { key: [allow({ Action: text(["kms:D", new Hole("i", { shape: "id" }), "*"]) })] },
  ],
  [
    "an action's hole that cannot end so",
    "denied no-allow",
    { key: [allow({ Action: text(["kms:", new Hole("i", { shape: "id" }), "xyz"]) })] },
  ],
  [
    "the same key's hole in a Resource",
    "allowed",
    { keyArn: newKey, key: [delegate], identity: [[mayDo({ Resource: newKey })]] },
  ],
  [
    "a pattern over a new key",
    "allowed",
    { keyArn: newKey, key: [delegate], identity: [[mayDo({ Resource: "arn:aws:kms:*:*:key/*" })]] },
  ],
  [
    "a pattern over another kind of thing",
    "denied no-allow",
    { keyArn: newKey, key: [delegate], identity: [[mayDo({ Resource: "arn:aws:kms:*:*:alias/*" })]] },
  ],
  [
    "a pattern that a new key may match",
    "unknown",
    { keyArn: newKey, key: [delegate], identity: [[mayDo({ Resource: "arn:aws:kms:*:*:key/1*" })]] },
  ],
  ["a key ARN that may be this one", "unknown", { key: [delegate], identity: [[mayDo({ Resource: roleArn })]] }],
  [
    "a Resource of two pieces",
    "unknown",
    { key: [delegate], identity: [[mayDo({ Resource: text(["arn:aws:kms:us-west-2:", account, ":key/*"]) })]] },
  ],
  [
    "a Resource of two pieces, in another region",
    "denied no-allow",
    { key: [delegate], identity: [[mayDo({ Resource: text(["arn:aws:kms:eu-west-1:", account, ":key/*"]) })]] },
  ],
  ["an Effect that is not known", "unknown", { key: [allow(), allow({ Effect: any, Principal: "*" })] }],
  [
    "an Effect in pieces that is neither",
    "denied no-allow",
    { key: [allow({ Effect: text(["A", new Hole("e", { shape: "id" }), "x"]) })] },
  ],
  ["a statement that is not known", "unknown", { key: [allow(), any] }],
  ["statements that are not known", "unknown", { key: { Version: "2012-10-17", Statement: any } }],
  [
    "more statements than are listed",
    "unknown",
    { key: { Version: "2012-10-17", Statement: new OpenList([allow()], any) } },
  ],
  ["a document that is not known", "unknown", { key: any }],
  ["a document of text with a hole in front", "unknown", { key: text([any, "x"]) }],
  ["a boundary that is not known", "unknown", { key: [allow()], boundary: [any] }],
  ["a policy that may be attached, and denies", "unknown", { key: [allow()], attached: [[mayDo({ Effect: "Deny" })]] }],
  ["a policy that may be attached, and allows", "denied no-allow", { key: [delegate], attached: [[mayDo()]] }],
  [
    "a policy that may be attached, and denies something else",
    "allowed",
    { key: [allow()], attached: [[mayDo({ Effect: "Deny", Action: "s3:*" })]] },
  ],
  [
    "two policies that may be attached",
    "unknown",
    { key: [allow()], attached: [[mayDo({ Effect: "Deny" })], [mayDo({ Effect: "Deny", Action: "s3:*" })]] },
  ],
  ["JSON within JSON", "allowed", { key: new JsonText({ Version: "2012-10-17", Statement: [allow()] }) }],
  ["accounts that may be the same", "unknown", { keyAccount: account, key: [allow()] }],
  [
    "accounts that may be the same: it does not matter",
    "allowed",
    { keyAccount: account, key: [allow()], identity: [[mayDo()]] },
  ],
  [
    "accounts that may be the same: nothing allows it",
    "denied no-allow",
    { keyAccount: account, key: [], identity: [[mayDo()]] },
  ],
  [
    "a partition's hole in the role",
    "allowed",
    {
      principal: { ...role, arn: text(["arn:", partition, `:iam::${ACCOUNT}:role/GeoRole`]) } as typeof role,
      key: [allow({ Principal: { AWS: text(["arn:", partition, `:iam::${ACCOUNT}:role/GeoRole`]) } })],
    },
  ],
  [
    "a partition's hole in the role, and the root as written",
    "allowed",
    {
      principal: { ...role, arn: text(["arn:", partition, `:iam::${ACCOUNT}:role/GeoRole`]) } as typeof role,
      key: [delegate],
      identity: [[mayDo()]],
    },
  ],
  [
    "a root of another partition",
    "denied no-allow",
    { key: [allow({ Principal: { AWS: `arn:aws-cn:iam::${ACCOUNT}:root` } })], identity: [[mayDo()]] },
  ],
  [
    "a session of a role whose ARN is a hole",
    "unknown",
    {
      principal: byHole,
      key: [allow({ Principal: { AWS: `arn:aws:sts::${ACCOUNT}:assumed-role/GeoRole/StartJob` } })],
    },
  ],
])("%s: %s", (_, expected, question) => {
  expect(short(ask(question))).toBe(expected);
});

test.each<[string, string, Question]>([
  [
    "a Deny and an Allow of the same unknown principal",
    "denied no-allow",
    { key: [allow({ Principal: { AWS: any } }), deny({ Principal: { AWS: any } })] },
  ],
  [
    "a Deny and an Allow of the same unknown action",
    "denied no-allow",
    { key: [allow({ Action: any }), deny({ Action: any })] },
  ],
  [
    "a Deny for all but an account, an Allow for that account",
    "denied explicit",
    {
      principal: { ...role, account: OTHER, arn: ROLE.replace(ACCOUNT, OTHER) } as typeof role,
      keyAccount: ACCOUNT,
      key: [
        allow({ Principal: { AWS: account } }),
        deny({ Condition: { StringNotEquals: { "kms:CallerAccount": account } } }),
        deny({ Condition: { StringEquals: { "kms:CallerAccount": account } } }),
      ],
      identity: [[mayDo()]],
      context: { "kms:CallerAccount": OTHER },
    },
  ],
  [
    "one Allow or the other",
    "allowed",
    {
      key: [
        allow({ Condition: { StringEquals: { "aws:x": any } } }),
        allow({ Condition: { StringNotEquals: { "aws:x": any } } }),
      ],
      context: { "aws:x": "1" },
    },
  ],
  [
    "one Allow or the other, by a key that may be absent",
    "allowed",
    {
      key: [
        allow({ Condition: { StringEquals: { "aws:x": "1" } } }),
        allow({ Condition: { StringNotEquals: { "aws:x": "1" } } }),
      ],
      otherwise: "unknown",
    },
  ],
  [
    "one Allow or the other, by whether a key is there",
    "allowed",
    {
      key: [allow({ Condition: { Null: { "aws:x": "true" } } }), allow({ Condition: { Null: { "aws:x": "false" } } })],
      otherwise: "unknown",
    },
  ],
  [
    "a choice between two ways to allow",
    "allowed",
    { key: [allow({ Principal: new Choice(any, "*", { AWS: ROLE }) })] },
  ],
  [
    "a choice between allowing and not",
    "unknown",
    { key: [allow({ Principal: { AWS: new Choice(any, ROLE, ROOT) } })] },
  ],
  [
    "two choices that go the same way",
    "denied no-allow",
    {
      key: [
        allow({ Action: [new Choice(any, "kms:*", "s3:*")] }),
        deny({ Action: [new Choice(any, "kms:*", "s3:*")] }),
      ],
    },
  ],
  [
    "two choices that go opposite ways",
    "allowed",
    {
      key: [
        allow({ Action: [new Choice(any, "kms:*", "s3:*")] }),
        allow({ Action: [new Choice(any, "s3:*", "kms:*")] }),
      ],
    },
  ],
  [
    "a choice of Effect beside an Allow",
    "unknown",
    { key: [allow(), allow({ Effect: new Choice(any, "Allow", "Deny") })] },
  ],
  [
    "a choice of documents, both allowing",
    "allowed",
    {
      key: new Choice(
        any,
        { Version: "2012-10-17", Statement: [allow()] },
        { Version: "2012-10-17", Statement: [allow({ Principal: "*" })] },
      ),
    },
  ],
  [
    "a choice of documents, one unknown",
    "unknown",
    { key: new Choice(any, { Version: "2012-10-17", Statement: [allow()] }, new Hole("other")) },
  ],
  [
    "a choice of statement lists",
    "allowed",
    { key: { Version: "2012-10-17", Statement: new Choice(any, [allow()], [allow(), allow({ Action: "s3:*" })]) } },
  ],
  [
    "a choice of versions",
    "allowed",
    { key: { Version: new Choice(any, "2012-10-17", "2008-10-17"), Statement: [allow()] } },
  ],
  [
    "a choice of conditions",
    "allowed",
    {
      key: [allow({ Condition: new Choice(any, { StringEquals: { "aws:x": "1" } }, { Null: { "aws:x": "false" } }) })],
      context: { "aws:x": "1" },
    },
  ],
  [
    "a choice of an operator's block",
    "allowed",
    {
      key: [allow({ Condition: { StringEquals: new Choice(any, { "aws:x": "1" }, { "aws:x": ["1", "2"] }) } })],
      context: { "aws:x": "1" },
    },
  ],
  [
    "a choice of values",
    "allowed",
    {
      key: [allow({ Condition: { StringEquals: { "aws:x": new Choice(any, "1", ["1", "2"]) } } })],
      context: { "aws:x": "1" },
    },
  ],
  [
    "choices within a choice",
    "allowed",
    {
      key: [
        new Choice(
          any,
          new Choice(new Hole("b"), allow(), allow({ Principal: "*" })),
          allow({ Principal: { AWS: new Choice(any, "x", ROLE) } }),
        ),
      ],
    },
  ],
  [
    "which account it is decides nothing",
    "allowed",
    { principal: ofAccount, keyAccount: ACCOUNT, key: [allow({ Principal: "*" })], identity: [[mayDo()]] },
  ],
  [
    "the same account's hole, put in its place",
    "allowed",
    {
      principal: ofAccount,
      keyAccount: ACCOUNT,
      key: [
        allow({ Principal: { AWS: ROLE }, Condition: { StringEquals: { "kms:CallerAccount": account } } }),
        allow({ Principal: "*", Condition: { StringNotEquals: { "kms:CallerAccount": account } } }),
      ],
      identity: [[mayDo()]],
      context: { "kms:CallerAccount": { state: "known", values: [ACCOUNT] } },
    },
  ],
])("split: %s: %s", (_, expected, question) => {
  expect(short(ask(question))).toBe(expected);
});

test("more choices than can be told apart leave the statement unknown", () => {
  const switches = Array.from({ length: 8 }, (_, index) => new Hole(`switch ${index}`));
  const Condition = Object.fromEntries(
    switches.map((each, index) => [
      `String${["Equals", "NotEquals", "Like", "NotLike", "EqualsIfExists", "NotEqualsIfExists", "LikeIfExists", "NotLikeIfExists"][index] ?? ""}`,
      new Choice(each, { "aws:x": "1" }, { "aws:y": "1" }),
    ]),
  );
  expect(short(ask({ key: [allow({ Condition })] }))).toBe("unknown");
});

test("an answer that needs many questions is still found, or honestly unknown, in bounded time", () => {
  const many = Array.from({ length: 40 }, (_, index) =>
    allow({ Condition: { StringEquals: { [`aws:${index}`]: new Hole(`h${index}`) } } }),
  );
  const context = Object.fromEntries(many.map((_, index) => [`aws:${index}`, "1"]));
  const start = performance.now();
  expect(short(ask({ key: many, context }))).toBe("unknown");
  // thousands of mutants are tried against no clock
  if (!("__stryker__" in globalThis)) expect(performance.now() - start).toBeLessThan(1000);
});

test("a service that may call by either of two names", () => {
  const both = { kind: "service", service: ["a.amazonaws.com", "b.amazonaws.com"] } as const;
  const to = (Service: Value): string => short(ask({ principal: both, key: [allow({ Principal: { Service } })] }));
  expect(to(["a.amazonaws.com", "b.amazonaws.com"])).toBe("allowed");
  expect(to("a.amazonaws.com")).toBe("unknown");
  expect(to("c.amazonaws.com")).toBe("denied no-allow");
  expect(
    short(
      ask({
        principal: both,
        key: [
          allow({ Principal: { Service: "a.amazonaws.com" } }),
          allow({ Principal: { Service: "b.amazonaws.com" } }),
        ],
      }),
    ),
  ).toBe("allowed");
  const verdict = ask({ principal: both, key: [allow({ Principal: { Service: "a.amazonaws.com" } })] });
  expect(inText(verdict)).toMatchObject({
    possible: ["allowed", "no-allow"],
    because: "it depends on the name by which the service calls (a.amazonaws.com or b.amazonaws.com)",
  });
});

test("a service without a name is allowed nothing", () => {
  expect(ask({ principal: { kind: "service", service: [] }, key: [allow({ Principal: "*" })] }).outcome).toBe(
    "unknown",
  );
});

test("a role's ARN that is a choice may be either", () => {
  const arn = new Choice(any, ROLE, `${ROLE}2`);
  expect(short(ask({ principal: { ...role, arn } as typeof role, key: [allow()] }))).toBe("unknown");
  expect(
    short(ask({ principal: { ...role, account: arn } as typeof role, key: [delegate], identity: [[mayDo()]] })),
  ).toBe("unknown");
  expect(
    short(ask({ keyArn: new Choice(any, KEY, `${KEY}2`), key: [delegate], identity: [[mayDo({ Resource: KEY })]] })),
  ).toBe("unknown");
  expect(short(ask({ keyAccount: new Choice(any, ACCOUNT, OTHER), key: [allow()] }))).toBe("unknown");
});

test("the same answer each time, and the policies unchanged", () => {
  const query = queryOf({ key: [allow({ Principal: { AWS: any } })] });
  expect(authorize(query).outcome).toBe(authorize(query).outcome);
  expect(JSON.stringify(authorize(query))).toBe(JSON.stringify(authorize(query)));
});
