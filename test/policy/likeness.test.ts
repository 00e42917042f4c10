import { authorize, Likeness, type Principal, type RoleSession } from "../../src/policy";
import { Choice, Hole, OpenList, text, type ValueMap } from "../../src/values/value";
import {
  ACCOUNT,
  KEY,
  OTHER,
  OTHER_KEY,
  ROLE,
  ROOT,
  SERVICE,
  SESSION,
  SESSION_ARN,
  allow,
  delegate,
  deny,
  mayDo,
  queryOf,
  service,
  short,
  type Question,
} from "./ask";

const named = (name: string): RoleSession => ({
  kind: "role",
  arn: `arn:aws:iam::${ACCOUNT}:role/${name}`,
  account: ACCOUNT,
  name: name.replace(/^.*\//, ""),
});
const admitting = (name: string): ValueMap => allow({ Principal: { AWS: `arn:aws:iam::${ACCOUNT}:role/${name}` } });

test.each<[string, Question, Question]>([
  [
    "each role by its own name",
    { key: [admitting("a")], principal: named("a") },
    { key: [admitting("b")], principal: named("b") },
  ],
  [
    "each key by its own ARN",
    { key: [allow({ Resource: KEY })] },
    { key: [allow({ Resource: OTHER_KEY })], keyArn: OTHER_KEY },
  ],
  [
    "statements about others",
    { key: [allow()] },
    { key: [admitting("b"), allow(), allow({ Principal: { Service: SERVICE } })] },
  ],
  ["statements about other keys", { identity: [[mayDo()]] }, { identity: [[mayDo({ Resource: OTHER_KEY }), mayDo()]] }],
  ["another session", { key: [allow()] }, { key: [allow()], principal: { ...named("GeoRole"), session: "other" } }],
])("one name: %s", (_, one, other) => {
  const likeness = new Likeness();
  const [a, b] = [one, other].map((each) => likeness.nameOf(queryOf(each)));
  expect(a).toBeDefined();
  expect(a).toBe(b);
  expect(short(authorize(queryOf(one)))).toBe(short(authorize(queryOf(other))));
});

const another: Principal = { kind: "role", arn: ROLE.replace(ACCOUNT, OTHER), account: OTHER, name: "GeoRole" };
const noBoundary: Question = { key: [delegate], identity: [[mayDo()]] };

/** Alike but for one thing, which the answer hangs on. */
test.each<[string, Question, Question]>([
  [
    "another account",
    { key: ["*"].map((AWS) => allow({ Principal: { AWS } })) },
    { key: [allow({ Principal: "*" })], principal: another },
  ],
  ["a path in the role's ARN", { key: [allow()] }, { key: [allow()], principal: named("path/GeoRole") }],
  [
    "a service in the place of a role",
    { key: [allow({ Principal: "*" })], principal: service },
    { key: [allow({ Principal: "*" })], principal: another },
  ],
  [
    "another service",
    { key: [allow({ Principal: { Service: SERVICE } })], principal: service },
    { key: [allow({ Principal: { Service: SERVICE } })], principal: { kind: "service", service: "s3.amazonaws.com" } },
  ],
  [
    "one service more",
    { key: [allow({ Principal: { Service: SERVICE } })], principal: service },
    {
      key: [allow({ Principal: { Service: SERVICE } })],
      principal: { kind: "service", service: [SERVICE, "s3.amazonaws.com"] },
    },
  ],
  ["the account in the place of the role", { key: [allow()] }, { key: [delegate] }],
  [
    "another session",
    { key: [allow({ Principal: { AWS: SESSION_ARN } })] },
    { key: [allow({ Principal: { AWS: SESSION_ARN } })], principal: { ...named("GeoRole"), session: "other" } },
  ],
  [
    "a unique id",
    { key: [allow({ Principal: { AWS: "AROAX" } })], principal: { ...named("GeoRole"), uniqueId: "AROAX" } },
    { key: [allow({ Principal: { AWS: "AROAX" } })], principal: { ...named("GeoRole"), uniqueId: "AROAY" } },
  ],
  [
    "a key that no pattern matches",
    { key: [allow({ Resource: "arn:aws:kms:*:*:key/1234*" })] },
    { key: [allow({ Resource: "arn:aws:kms:*:*:key/1234*" })], keyArn: OTHER_KEY },
  ],
  [
    "a key that the role's pattern does not match",
    { key: [delegate], identity: [[mayDo({ Resource: KEY })]] },
    { key: [delegate], identity: [[mayDo({ Resource: KEY })]], keyArn: OTHER_KEY },
  ],
  [
    "other actions",
    { key: [allow({ Action: ["kms:Decrypt", "kms:Encrypt"] })] },
    { key: [allow({ Action: ["kms:Encrypt"] })] },
  ],
  ["all other actions", { key: [allow({ Action: "kms:Decrypt" })] }, { key: [allow({ NotAction: "kms:Decrypt" })] }],
  ["a Deny in the place of an Allow", { key: [allow({ Principal: "*" })] }, { key: [deny()] }],
  ["a Deny", { key: [allow()] }, { key: [allow(), deny()] }],
  ["a Deny in the role's policy", noBoundary, { ...noBoundary, identity: [[mayDo(), { ...mayDo(), Effect: "Deny" }]] }],
  ["a boundary", noBoundary, { ...noBoundary, boundary: [mayDo({ Action: "s3:*" })] }],
  ["an empty boundary", noBoundary, { ...noBoundary, boundary: [mayDo({ Resource: OTHER_KEY })] }],
  ["the role's Allow in the boundary", noBoundary, { key: [delegate], boundary: [mayDo()] }],
  ["the key policy's Allow in the role's policy", { key: [allow()] }, { identity: [[mayDo()]] }],
])("other names: %s", (_, one, other) => {
  const likeness = new Likeness();
  const [a, b] = [one, other].map((each) => likeness.nameOf(queryOf(each)));
  expect(a).toBeDefined();
  expect(b).toBeDefined();
  expect(a).not.toBe(b);
  expect(short(authorize(queryOf(one)))).not.toBe(short(authorize(queryOf(other))));
});

const hole = new Hole("h");
const inAccount = text(["arn:aws:iam::", new Hole("account", { shape: "account" }), ":role/GeoRole"]);
const through = { StringEquals: { "kms:ViaService": "s3.us-west-2.amazonaws.com" } };

test.each<[string, Question]>([
  ["a condition on who calls", { key: [allow({ Condition: { ArnEquals: { "aws:PrincipalArn": ROLE } } })] }],
  ["a condition on its account", { key: [allow({ Condition: { StringEquals: { "kms:CallerAccount": ACCOUNT } } })] }],
  ["a condition on the source", { key: [allow({ Condition: { StringEquals: { "aws:SourceAccount": ACCOUNT } } })] }],
  ["a condition in a role policy", { key: [delegate], identity: [[mayDo({ Condition: through })]] }],
  ["a condition in a boundary", { ...noBoundary, boundary: [mayDo({ Condition: through })] }],
  ["a condition of a Deny", { key: [allow(), deny({ Condition: through })] }],
  ["a condition that is not known", { key: [allow({ Condition: hole })] }],
  [
    "a policy variable",
    { key: [delegate], identity: [[mayDo({ Resource: `${KEY.slice(0, -4)}\${aws:PrincipalTag/k}` })]] },
  ],
  ["a grant", { key: [], grants: [{ name: "g", granteePrincipal: ROLE, operations: ["Decrypt"] }] }],
  ["a policy that may be attached", { key: [allow()], attached: [[{ ...mayDo(), Effect: "Deny" }]] }],
  ["a malformed policy", { key: [allow({ Sid: 5 })] }],
  ["a policy without a version", { key: { Statement: [allow()] } }],
  ["NotPrincipal", { key: [allow(), { ...deny({ NotPrincipal: { AWS: [ROLE, ROOT] } }) }] }],
  [
    "NotPrincipal beside Allow",
    { key: [{ Effect: "Allow", NotPrincipal: { AWS: OTHER }, Action: "kms:*", Resource: "*" }] },
  ],
  ["a policy that is not known", { key: hole }],
  ["a statement that is not known", { key: [allow(), hole] }],
  ["a statement that may not stand", { key: [new Choice(hole, allow(), deny())] }],
  ["an effect that is not known", { key: [allow({ Effect: hole })] }],
  ["more statements", { key: { Version: "2012-10-17", Statement: new OpenList([allow()], hole) } }],
  ["principals that are not known", { key: [allow({ Principal: { AWS: hole } })] }],
  ["more principals", { key: [allow({ Principal: { AWS: new OpenList([ROLE], hole) } })] }],
  ["actions that are not known", { key: [allow({ Action: hole })] }],
  ["an action that is not known", { key: [allow({ Action: ["kms:Decrypt", text(["kms:", hole])] })] }],
  ["an action that may not stand", { key: [allow({ Action: [new Choice(hole, "kms:*", "kms:Encrypt")] })] }],
  ["more actions", { key: [allow({ Action: new OpenList(["kms:Decrypt"], hole) })] }],
  ["an odd action", { key: [allow({ Action: "k*:Decrypt" })] }],
  ["resources that are not known", { key: [allow({ Resource: hole })] }],
  ["an odd resource", { key: [delegate], identity: [[mayDo({ Resource: "*:key/*" })]] }],
  [
    "a role whose ARN is not known",
    { key: [allow()], principal: { kind: "role", arn: inAccount, account: ACCOUNT, name: "GeoRole" } },
  ],
  [
    "a role whose account is not known",
    { key: [allow({ Principal: "*" })], principal: { kind: "role", arn: ROLE, account: hole, name: "GeoRole" } },
  ],
  ["a session that is not known", { key: [allow({ Principal: { AWS: SESSION_ARN } })], principal: named("GeoRole") }],
  [
    "a session by AWS's example",
    {
      key: [allow({ Principal: { AWS: SESSION_ARN } })],
      principal: { ...named("GeoRole"), session: SESSION, sessionBasis: "trace" },
    },
  ],
  ["a unique id that is not known", { key: [allow({ Principal: { AWS: "AROAX" } })] }],
  ["a unique id that is not known, beside the role", { key: [allow({ Principal: { AWS: [ROLE, "AROAX"] } })] }],
  [
    "another role's session beside one by AWS's example",
    {
      key: [allow({ Principal: { AWS: [ROLE, SESSION_ARN.replace("GeoRole", "Other")] } })],
      principal: { ...named("GeoRole"), session: SESSION, sessionBasis: "trace" },
    },
  ],
  ["any service", { key: [allow({ Principal: { Service: "*" } })], principal: service }],
  ["a role that took another's place", { key: [allow()], principal: { ...named("GeoRole"), replaced: true } }],
  ["a key whose ARN is not known", { key: [delegate], identity: [[mayDo({ Resource: KEY })]], keyArn: hole }],
])("no name: %s", (_, question) => {
  expect(new Likeness().nameOf(queryOf(question))).toBeUndefined();
});

test("a role that took another's place has a name where this plan writes the key policy, or names it otherwise", () => {
  const likeness = new Likeness();
  const question: Question = { key: [allow()], principal: { ...named("GeoRole"), replaced: true } };
  const plain = likeness.nameOf(queryOf({ key: [allow()] }));
  expect(likeness.nameOf(queryOf({ ...question, keyPolicyWritten: true }))).toBe(plain);
  expect(likeness.nameOf(queryOf({ ...question, key: [delegate] }))).toBe(
    likeness.nameOf(queryOf({ key: [delegate] })),
  );
});
