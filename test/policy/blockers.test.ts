import { authorize, parsePolicy } from "../../src/policy";
import { Choice, Hole, OpenList, text, type Value } from "../../src/values/value";
import {
  ACCOUNT,
  KEY,
  OTHER,
  ROLE,
  SERVICE,
  SESSION_ARN,
  allow,
  ask,
  delegate,
  deny,
  inText,
  lineOf,
  mayDo,
  queryOf,
  role,
  service,
  type Question,
} from "./ask";

/** A condition on a key of which nothing is known. */
const on = (key: string) => ({ Condition: { StringEquals: { [key]: "1" } } });
const PARTITION = new Hole("p", { shape: "partition" });
const NAME = new Hole("n", { shape: "name" });
const unknown = { otherwise: "unknown" } as const;
const grant = { name: "g", granteePrincipal: ROLE, operations: ["Decrypt"] };
const unknownGrant = { ...grant, granteePrincipal: new Hole("grantee", { shape: "arn" }) };
const perhapsDenied = deny({ Sid: "No", ...on("aws:no") });
const otherKey: Question = { keyAccount: OTHER, keyArn: KEY.replace(ACCOUNT, OTHER) };

/** An answer that is not known, by what is in the way: all of it, and nothing that could not change the answer. */
test.each<[string, Question, string[]]>([
  [
    "a statement for another principal",
    {
      ...unknown,
      key: [allow({ Principal: { AWS: `${ROLE}2` }, ...on("aws:a") }), delegate],
      identity: [[mayDo(on("aws:b"))]],
    },
    ["condition-key aws:b policy-1 #1"],
  ],
  [
    "a statement that fails for another reason",
    {
      ...unknown,
      key: [allow({ Condition: { StringEquals: { "aws:a": "1", "aws:SourceVpc": "1" } } }), delegate],
      identity: [[mayDo(on("aws:b"))]],
      context: { "aws:SourceVpc": null },
    },
    ["condition-key aws:b policy-1 #1"],
  ],
  [
    "an action that a statement lists beside one that is not known",
    { ...unknown, key: [{ ...delegate, Action: [new Hole("h"), "kms:*"] }], identity: [[mayDo(on("aws:b"))]] },
    ["condition-key aws:b policy-1 #1"],
  ],
  [
    "a principal that may be the role, in a statement that names its account",
    {
      ...unknown,
      key: [allow({ Principal: { AWS: [new Hole("h", { shape: "arn" }), ACCOUNT] } })],
      identity: [[mayDo(on("aws:b"))]],
    },
    ["condition-key aws:b policy-1 #1", "hole h #1"],
  ],
  [
    "a delegation to policies that do not allow",
    {
      ...unknown,
      key: [{ ...delegate, ...on("aws:a") }],
      identity: [[mayDo({ Action: "s3:*" })]],
      grants: [unknownGrant],
    },
    ["grant to-an-account g", "hole grantee g"],
  ],
  [
    "a delegation to policies that allow",
    { ...unknown, key: [{ ...delegate, ...on("aws:a") }], identity: [[mayDo()]], grants: [unknownGrant] },
    ["condition-key aws:a #1", "grant to-an-account g", "hole grantee g"],
  ],
  [
    "policies of the role, where the key policy does not ask them",
    { ...unknown, key: [allow(on("aws:a"))], identity: [[mayDo(on("aws:b"))]] },
    ["condition-key aws:a #1"],
  ],
  [
    "policies of a role of another account",
    { ...otherKey, ...unknown, key: [allow()], identity: [[mayDo(on("aws:b"))]] },
    ["condition-key aws:b policy-1 #1"],
  ],
  [
    "a statement beside one that allows",
    { ...unknown, key: [allow()], identity: [[mayDo(on("aws:b")), mayDo()]], boundary: [mayDo(on("aws:c"))] },
    ["condition-key aws:c #1"],
  ],
  [
    "two statements of the role, and its boundary",
    {
      ...unknown,
      key: [delegate],
      identity: [[mayDo(on("aws:b")), mayDo()], [mayDo(on("aws:d"))]],
      boundary: [mayDo(on("aws:c"))],
    },
    ["condition-key aws:c #1"],
  ],
  [
    "a Deny, where the role is allowed by name",
    { ...unknown, key: [allow(on("aws:a")), allow(), perhapsDenied] },
    ["condition-key aws:no No"],
  ],
  [
    "a Deny, where everyone is allowed",
    { ...unknown, key: [allow(on("aws:a")), allow({ Principal: "*" }), perhapsDenied] },
    ["condition-key aws:no No"],
  ],
  [
    "a Deny, where the session is allowed",
    { ...unknown, key: [allow({ Principal: { AWS: SESSION_ARN } }), perhapsDenied], grants: [unknownGrant] },
    ["condition-key aws:no No"],
  ],
  [
    "a Deny, where the account's policies allow",
    { ...unknown, key: [delegate, perhapsDenied], identity: [[mayDo()]], grants: [unknownGrant] },
    ["condition-key aws:no No"],
  ],
  [
    "a Deny, where a grant allows the role",
    { ...unknown, key: [allow(on("aws:a")), perhapsDenied], grants: [unknownGrant, grant] },
    ["condition-key aws:no No"],
  ],
  [
    "a Deny, where a grant allows the service",
    {
      ...unknown,
      principal: service,
      key: [allow({ Principal: { Service: SERVICE }, ...on("aws:a") }), perhapsDenied],
      grants: [{ ...grant, granteePrincipal: SERVICE }],
    },
    ["condition-key aws:no No"],
  ],
  [
    "a Deny, where the service is allowed by name",
    {
      ...unknown,
      principal: service,
      key: [allow({ Principal: { Service: SERVICE } }), perhapsDenied],
      grants: [{ ...unknownGrant, granteePrincipal: new Hole("s") }],
    },
    ["condition-key aws:no No"],
  ],
  [
    "a Deny and an Allow",
    { ...unknown, key: [allow(on("aws:a")), perhapsDenied] },
    ["condition-key aws:a #1", "condition-key aws:no No"],
  ],
  [
    "a Deny of a policy that may be attached, and an Allow",
    { ...unknown, key: [allow(on("aws:a"))], attached: [[mayDo({ Effect: "Deny" })]] },
    ["condition-key aws:a #1", "possible-attachment attached"],
  ],
  [
    "a statement of the service's, and a grant",
    {
      ...unknown,
      principal: service,
      key: [allow({ Principal: { Service: SERVICE }, ...on("aws:a") })],
      grants: [{ ...unknownGrant, granteePrincipal: new Hole("s", { shape: "name" }) }],
    },
    ["condition-key aws:a #1", "hole s g"],
  ],
  [
    "a condition beside one that holds",
    {
      ...unknown,
      key: [allow({ Condition: { StringEquals: { "aws:a": [new Hole("h"), "1"], "aws:b": "1" } } })],
      context: { "aws:a": "1" },
    },
    ["condition-key aws:b #1"],
  ],
  [
    "a key of several values without a set operator",
    { key: [allow({ Condition: { StringEquals: { "aws:TagKeys": "1" } } })], context: { "aws:TagKeys": "1" } },
    ["condition-key aws:TagKeys #1"],
  ],
  [
    "a value of the policy",
    { key: [allow({ Condition: { NumericEquals: { "aws:a": new Hole("h") } } })], context: { "aws:a": "1" } },
    ["hole h #1"],
  ],
  [
    "a value of the request",
    {
      key: [allow({ Condition: { NumericEquals: { "aws:a": "1" } } })],
      context: { "aws:a": { state: "known", values: [new Hole("h")] } },
    },
    ["hole h #1"],
  ],
  [
    "a value of the policy, and whether the key is there",
    {
      ...unknown,
      key: [allow({ Condition: { StringEquals: { "aws:a": new Hole("h") } } })],
    },
    ["condition-key aws:a #1", "hole h #1"],
  ],
  [
    "a value of the policy, and that of a key that is there",
    {
      key: [allow({ Condition: { StringEquals: { "aws:a": new Hole("h") } } })],
      context: { "aws:a": { state: "present" } },
    },
    ["hole h #1"],
  ],
  [
    "a fact of AWS's example, and what is not documented",
    {
      ...unknown,
      key: [allow({ Condition: { StringEquals: { "aws:a": "1", "aws:b": "1" } } })],
      context: { "aws:a": { state: "known", values: ["1"], basis: "trace" } },
    },
    ["condition-key aws:b #1", "trace aws:a #1"],
  ],
  ["a condition that is not known", { key: [allow({ Condition: { StringEquals: new Hole("h") } })] }, ["hole h #1"]],
  [
    "an operator that AWS does not have",
    { key: [allow(), deny({ Condition: { StringMatches: { "aws:a": "1" } } })] },
    [
      "condition-operator StringMatches #2",
      "malformed-policy Statement[1].Condition.StringMatches: `StringMatches` is no condition operator #1",
    ],
  ],
])("what is in the way: %s", (_, question, expected) => {
  const verdict = ask(question);
  if (verdict.outcome !== "unknown") throw new Error(String(verdict.because));
  const told = verdict.blockers.map((blocker) =>
    [lineOf(blocker), blocker.statement?.policy, blocker.statement?.statement].filter(Boolean).join(" "),
  );
  expect(told).toEqual(expected);
});

const asked = (question: Question): string => {
  const verdict = ask(question);
  if (verdict.outcome !== "unknown") return verdict.outcome;
  return [...new Set(verdict.blockers.map(lineOf))].join();
};
const principal = (rest: object): Question => ({ principal: { ...role, ...rest } });
const to = (AWS: Value) => [allow({ Principal: { AWS } })];

/** What a role is not known by. */
test.each<[string, Question, string]>([
  ["an ARN that is no text", { ...principal({ arn: [] }), key: to(ROLE) }, "hole the role's ARN []"],
  ["an account that is no text", { ...principal({ account: [] }), key: [] }, "denied"],
  [
    "an account that is no text, and the root of one",
    { ...principal({ account: [] }), key: [delegate], identity: [[mayDo()]] },
    "hole the role's account []",
  ],
  ["a name that is no text", { ...principal({ name: [] }), key: to(SESSION_ARN) }, "hole the role's name"],
  ["an ARN that is none", { ...principal({ arn: "GeoRole" }), key: [delegate], identity: [[mayDo()]] }, "allowed"],
  [
    "an ARN that is not known, and a session of the role's name",
    { ...principal({ arn: new Hole("r", { shape: "arn" }) }), key: to(SESSION_ARN) },
    "hole the role's partition",
  ],
  ["a session that is not known", { ...principal({ session: undefined }), key: to(SESSION_ARN) }, "session"],
  [
    "a session and a partition that are not known",
    { ...principal({ arn: new Hole("r", { shape: "arn" }), session: undefined }), key: to(SESSION_ARN) },
    "session",
  ],
  ["a session of no possible name", { ...principal({ session: undefined }), key: to(`${SESSION_ARN}/x`) }, "denied"],
  [
    "a session that only AWS's example tells, of no possible name",
    { ...principal({ sessionBasis: "trace" }), key: to(`${SESSION_ARN}/x`) },
    "denied",
  ],
  [
    "a partition that is the same on both sides",
    {
      ...principal({ arn: text(["arn:", PARTITION, `:iam::${ACCOUNT}:role/GeoRole`]) }),
      key: to(text(["arn:", PARTITION, `:sts::${ACCOUNT}:assumed-role/GeoRole/StartJob`])),
    },
    "allowed",
  ],
  [
    "a partition that is the same on both sides, of the account",
    {
      ...principal({ arn: text(["arn:", PARTITION, `:iam::${ACCOUNT}:role/GeoRole`]) }),
      key: to(text(["arn:", PARTITION, `:iam::${ACCOUNT}:root`])),
      identity: [[mayDo()]],
    },
    "allowed",
  ],
  ["a role made anew, and another role", { ...principal({ replaced: true }), key: to(`${ROLE}2`) }, "denied"],
  ["a unique id that may be its own", { key: to(text(["AROA", new Hole("u")])) }, "hole u"],
  ["text that can only be `*`", { key: [allow({ Principal: text([ROLE.slice(0, -1), new Hole("u")]) })] }, "denied"],
  ["text that may be `*`", { key: [allow({ Principal: text(["*", new Hole("u")]) })] }, "hole u"],
  ["text that may be `*` of its kind", { key: to(text(["*", new Hole("u")])) }, "hole u"],
  [
    "a service that is not known, and calls not",
    { key: [allow(), deny({ Principal: { Service: new Hole("s") } })] },
    "allowed",
  ],
  ["a service's name that is a role's", { principal: service, key: to(SERVICE) }, "denied"],
  [
    "what may be everyone, where a service calls",
    {
      principal: service,
      key: [allow({ Principal: { Service: SERVICE } }), deny({ Principal: { AWS: text(["*", new Hole("u")]) } })],
    },
    "hole u",
  ],
  [
    "a role's name, where a service calls",
    {
      principal: service,
      key: [allow({ Principal: { Service: SERVICE } }), deny({ Principal: { AWS: new Hole("u", { shape: "id" }) } })],
    },
    "allowed",
  ],
  [
    "a service that may be every one",
    { principal: service, key: [allow({ Principal: { Service: text(["*", new Hole("u")]) } })] },
    'hole u,undescribed-element Principal "Service": "*"',
  ],
  [
    "a service that can be no other",
    { principal: service, key: [allow({ Principal: { Service: text(["sns.", new Hole("u")]) } })] },
    "denied",
  ],
  [
    "a service that may be this one",
    { principal: service, key: [allow({ Principal: { Service: text(["personalize.", new Hole("u")]) } })] },
    "hole u",
  ],
  ...[
    `xrn:aws:iam::${ACCOUNT}:root`,
    `arn:aws:sts::${ACCOUNT}:root`,
    `arn:aws:iam:us-east-1:${ACCOUNT}:root`,
    `arn:aws:iam::${ACCOUNT}:roots`,
    `arn:aws:iam::${ACCOUNT}`,
    `${ACCOUNT}0`,
    `AROA`,
  ].map((AWS): [string, Question, string] => [
    `no root: ${AWS}`,
    { key: [allow(), deny({ Principal: { AWS } })] },
    "allowed",
  ]),
  ...["Federated", "CanonicalUser"].flatMap((type) =>
    ["*", ROLE, ACCOUNT].map((name): [string, Question, string] => [
      `${type} ${name}`,
      { key: [allow(), deny({ Principal: { [type]: name } })] },
      "allowed",
    ]),
  ),
  [
    "a root of the plan's partition",
    { key: to(text(["arn:", PARTITION, `:iam::${ACCOUNT}:root`])), identity: [[mayDo()]] },
    "allowed",
  ],
  [
    "a Deny that is malformed",
    { key: [allow(), deny({ Sid: "No", Extra: 1 })] },
    "malformed-policy Statement[1].Extra: `Extra` is no element of a statement,malformed-policy",
  ],
  [
    "a list of actions on a condition, beside a Deny on its opposite",
    {
      key: [
        allow({ Action: new Choice(new Hole("c"), new OpenList([], new Hole("h")), "s3:*") }),
        deny({ Action: new Choice(new Hole("c"), "s3:*", "s3:*") }),
        deny({ Action: new Choice(new Hole("c"), "kms:*", "s3:*") }),
      ],
    },
    "denied",
  ],
  ...(
    [
      { state: "known", values: ["1", "2"] },
      { state: "known", values: ["1"], more: true },
      { state: "one-of", values: ["1", "2"] },
      { state: "not-ours", possiblyAbsent: true },
      { state: "unknown" },
    ] as const
  ).map((state): [string, Question, string] => [
    `a variable that is ${JSON.stringify(state)}`,
    { key: [allow({ Resource: `${KEY.slice(0, -1)}\${aws:x}` })], context: { "aws:x": state } },
    "condition-key aws:x",
  ]),
  [
    "`NotPrincipal` beside an Allow, where a service calls",
    { principal: service, key: [{ Effect: "Allow", NotPrincipal: { AWS: ROLE }, Action: "*", Resource: "*" }] },
    "malformed-policy Statement[0].NotPrincipal: `NotPrincipal` goes with `Deny` only",
  ],
  [
    "an action that case may tell from a value",
    {
      key: [allow({ Action: text(["kms:", NAME]), Condition: { StringEquals: { "aws:a": NAME } } })],
      context: { "aws:a": "Decrypt" },
    },
    "hole n",
  ],
  [
    "a boolean that case may tell from a value",
    {
      key: [allow({ Condition: { Bool: { "aws:a": "true" }, StringEquals: { "aws:b": "True" } } })],
      context: { "aws:a": { state: "known", values: [NAME] }, "aws:b": { state: "known", values: [NAME] } },
    },
    "hole n",
  ],
  [
    "a `Null` that case may tell from a value",
    {
      key: [allow({ Condition: { Null: { "aws:a": NAME }, StringEquals: { "aws:b": "True" } } })],
      context: { "aws:a": null, "aws:b": { state: "known", values: [NAME] } },
    },
    "hole n",
  ],
  [
    "a resource that reaches over a colon",
    { key: [delegate], identity: [[mayDo({ Resource: "arn:aws:kms:*key/*" })]] },
    "undescribed-element ARN arn:aws:kms:*key/*",
  ],
  [
    "a resource that reaches over a colon, to other keys",
    { key: [delegate], identity: [[mayDo({ Resource: "arn:aws:kms:*key/9*" })]] },
    "denied",
  ],
  [
    "too few components, with a hole and a wildcard",
    {
      key: [allow({ Condition: { ArnLike: { "aws:a": text(["arn:aws:", NAME, "::?*"]) } } })],
      context: { "aws:a": ROLE },
    },
    "hole n,undescribed-element ARN arn:aws:${n}::?*",
  ],
  [
    "a policy that may be attached, and is not known",
    { key: [allow()], attached: [[new Hole("s")]] },
    "possible-attachment attached",
  ],
])("who calls, and on what: %s", (_, question, expected) => {
  expect(asked(question)).toBe(expected);
});

test("a policy that may be attached is told alone, whatever it holds", () => {
  const told = "`attached` may be attached to the role, and has a Deny";
  expect(String(ask({ key: [allow()], attached: [[new Hole("s")]] }).because)).toBe(told);
  const denying = [mayDo({ Effect: "Deny", ...on("aws:a") })];
  expect(String(ask({ key: [allow()], attached: [denying], ...unknown }).because)).toBe(told);
  const query = queryOf({ key: [allow()] });
  const nameless = parsePolicy({ Version: "2012-10-17", Statement: mayDo({ Effect: "Deny" }) }, { kind: "identity" });
  expect(inText(authorize({ ...query, possiblyAttached: [nameless] }))).toMatchObject({
    blockers: [{ kind: "possible-attachment", policy: "a policy" }],
    because: "`a policy` may be attached to the role, and has a Deny",
  });
});

test("a statement of the key's own policy has no policy's name", () => {
  const verdict = ask({ key: [allow()] });
  expect(verdict.outcome === "allowed" && verdict.statements.map((each) => Object.keys(each))).toEqual([
    ["layer", "statement"],
  ]);
});

test.each<[string, Value, string, string]>([
  ["may be any key's", `arn:aws:kms:*:${ACCOUNT}:key/*`, "unknown", "hole the key's ARN []"],
  ["is an ARN all the same", "key/1", "denied", ""],
])("a key's ARN that is no text %s", (_, Resource, outcome, blocker) => {
  const verdict = ask({ keyArn: [], key: [allow({ Resource })] });
  expect(verdict.outcome).toBe(outcome);
  expect(verdict.outcome === "unknown" ? verdict.blockers.map(lineOf).join() : "").toBe(blocker);
});

test("a key's account that is no text is some account", () => {
  const question: Question = { keyAccount: [], key: [allow()] };
  expect(ask(question)).toMatchObject({
    outcome: "unknown",
    blockers: [{ kind: "hole", hole: "the key's account []" }],
  });
  const nowhere = { ...role, account: "none" } as typeof role;
  expect(ask({ ...question, principal: nowhere, identity: [] })).toMatchObject({ outcome: "denied", by: "no-allow" });
});
