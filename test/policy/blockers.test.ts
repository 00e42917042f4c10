import { Hole, type Value } from "../../src/value";
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
  mayDo,
  role,
  service,
  type Question,
} from "./ask";

/** A condition on a key of which nothing is known. */
const on = (key: string) => ({ Condition: { StringEquals: { [key]: "1" } } });
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
    ["grant a grant to an account g", "hole grantee g"],
  ],
  [
    "a delegation to policies that allow",
    { ...unknown, key: [{ ...delegate, ...on("aws:a") }], identity: [[mayDo()]], grants: [unknownGrant] },
    ["condition-key aws:a #1", "grant a grant to an account g", "hole grantee g"],
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
    ["condition-key aws:a #1", "policy attached"],
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
      "condition-key StringMatches #2",
      "policy Statement[1].Condition.StringMatches: `StringMatches` is no condition operator #1",
    ],
  ],
])("what is in the way: %s", (_, question, expected) => {
  const verdict = ask(question);
  if (verdict.outcome !== "unknown") throw new Error(verdict.because);
  const told = verdict.blockers.map(({ kind, name, statement }) =>
    [kind, name, statement?.policy, statement?.statement].filter(Boolean).join(" "),
  );
  expect(told).toEqual(expected);
});

test.each<[string, Value, string, string]>([
  ["may be any key's", `arn:aws:kms:*:${ACCOUNT}:key/*`, "unknown", "hole the key's ARN []"],
  ["is an ARN all the same", "key/1", "denied", ""],
])("a key's ARN that is no text %s", (_, Resource, outcome, blocker) => {
  const verdict = ask({ keyArn: [], key: [allow({ Resource })] });
  expect(verdict.outcome).toBe(outcome);
  expect(verdict.outcome === "unknown" ? verdict.blockers.map(({ kind, name }) => `${kind} ${name}`).join() : "").toBe(
    blocker,
  );
});

test("a key's account that is no text is some account", () => {
  const question: Question = { keyAccount: [], key: [allow()] };
  expect(ask(question)).toMatchObject({
    outcome: "unknown",
    blockers: [{ kind: "hole", name: "the key's account []" }],
  });
  const nowhere = { ...role, account: "none" } as typeof role;
  expect(ask({ ...question, principal: nowhere, identity: [] })).toMatchObject({ outcome: "denied", by: "no-allow" });
});
