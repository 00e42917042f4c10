import { authorize, documents, parsePolicy } from "../../src/policy";
import { prepare } from "../../src/policy/decide";
import { Choice, Hole, OpenList, type Value } from "../../src/values/value";
import type { Verdict } from "../../src/verdict";
import {
  ACCOUNT,
  KEY,
  OTHER,
  ROLE,
  SERVICE,
  allow,
  ask,
  delegate,
  deny,
  mayDo,
  queryOf,
  role,
  service,
  type Question,
  lineOf,
} from "./ask";

const use = { Sid: "Use" };
const c = new Hole("c");
const grant = { name: "g", granteePrincipal: ROLE, operations: ["Decrypt"] };
const cross: Question = { keyAccount: OTHER, keyArn: KEY.replace(ACCOUNT, OTHER) };
const root = { ...delegate, Sid: "Root" };
const either = (one: Value, other: Value): Value => new Choice(c, one, other);

/** The sentence, and the statements it is about. */
const told = (verdict: Verdict): readonly string[] => [
  String(verdict.because),
  ...(verdict.outcome === "unknown"
    ? verdict.blockers.map(lineOf)
    : verdict.statements.map((each) => [each.layer, each.policy, each.statement].filter(Boolean).join(" "))),
];

test.each<[string, Question, string[]]>([
  [
    "the key policy is enough, whatever the role's policies say",
    { key: [root, allow(use)], identity: [[mayDo()]], grants: [grant] },
    ["statement `Use` names the role and allows kms:Decrypt", "key-policy Use"],
  ],
  [
    "a grant, where the account's policies do not allow",
    { key: [root], grants: [{ ...grant, name: "other", operations: ["Encrypt"] }, grant] },
    ["grant `g` allows kms:Decrypt to the role", "grant g"],
  ],
  [
    "a grant, where the key policy does not ask the role's policies",
    { key: [allow({ Principal: { AWS: `${ROLE}2` } })], identity: [[mayDo()]], grants: [grant] },
    ["grant `g` allows kms:Decrypt to the role", "grant g"],
  ],
  [
    "a grant, which no boundary limits",
    { key: [root, allow(use)], identity: [[mayDo()]], boundary: [mayDo({ Action: "s3:*" })], grants: [grant] },
    ["grant `g` allows kms:Decrypt to the role", "grant g"],
  ],
  [
    "another account, either way",
    {
      ...cross,
      key: [allow(use)],
      identity: [[mayDo({ Action: either("kms:*", "s3:*") }), mayDo({ Action: either("s3:*", "kms:*") })]],
    },
    [
      "statement `Use`, statement `#1` of `policy-1` and statement `#2` of `policy-1` allow kms:Decrypt, whatever is known only after apply",
      "key-policy Use",
      "role-policy policy-1 #1",
      "role-policy policy-1 #2",
    ],
  ],
])("allowed: %s", (_, question, expected) => {
  const verdict = ask(question);
  expect(verdict.outcome).toBe("allowed");
  expect(told(verdict)).toEqual(expected);
});

const on = (operator: string, key: string, value: Value) => ({ Condition: { [operator]: { [key]: value } } });
const only = (clause: string, why: string): string[] => [
  `statement \`Use\` allows kms:Decrypt to the role only ${clause}, which this call does not ${why}`,
  "key-policy Use",
];

test.each<[string, Question, string[]]>([
  [
    "a key that must not be there",
    { key: [allow({ ...use, ...on("Null", "aws:x", "true") })], context: { "aws:x": "1" } },
    only("where there is no `aws:x`", "meet"),
  ],
  [
    "a key that must be there",
    { key: [allow({ ...use, ...on("Null", "aws:x", "false") })] },
    only("where there is a `aws:x`", "carry"),
  ],
  [
    "a boolean",
    { key: [allow({ ...use, ...on("Bool", "aws:x", "false") })], context: { "aws:x": "true" } },
    only("where `aws:x` is false", "meet"),
  ],
  [
    "a text that reads like a boolean",
    { key: [allow({ ...use, ...on("StringEquals", "aws:x", "false") })], context: { "aws:x": "true" } },
    only("under a condition on `aws:x`", "meet"),
  ],
  [
    "a text that reads like a boolean, and is true",
    { key: [allow({ ...use, ...on("StringEquals", "aws:x", "true") })], context: { "aws:x": "1" } },
    only("under a condition on `aws:x`", "meet"),
  ],
  [
    "several values",
    { key: [allow({ ...use, ...on("Bool", "aws:x", ["false", "false"]) })], context: { "aws:x": "true" } },
    only("under a condition on `aws:x`", "meet"),
  ],
  [
    "a value, and more that nobody knows",
    { key: [allow({ ...use, ...on("Bool", "aws:x", new OpenList(["false"], c)) })], context: {} },
    only("under a condition on `aws:x`", "carry"),
  ],
  [
    "four keys of one Deny",
    {
      key: [
        deny({
          Sid: "No",
          Condition: { Null: { "aws:a": "true", "aws:b": "true", "aws:c": "true", "aws:d": "true" } },
        }),
      ],
    },
    [
      "statement `No` denies kms:Decrypt to the role, since its condition on `aws:a`, `aws:b`, `aws:c` and `aws:d` is met",
      "key-policy No",
    ],
  ],
  [
    "four Denies",
    { key: ["A", "B", "C", "D"].map((Sid) => deny({ Sid })) },
    [
      "statement `A` denies kms:Decrypt to the role; statement `B` denies kms:Decrypt to the role; statement `C` denies kms:Decrypt to the role",
      "key-policy A",
      "key-policy B",
      "key-policy C",
      "key-policy D",
    ],
  ],
  [
    "two Denies, one of which applies either way",
    {
      key: [
        allow(),
        deny({ Sid: "A", Action: either("kms:*", "s3:*") }),
        deny({ Sid: "B", Action: either("s3:*", "kms:*") }),
        deny({ Sid: "C", Action: "s3:*" }),
      ],
    },
    [
      "statement `A` denies kms:Decrypt to the role; statement `B` denies kms:Decrypt to the role",
      "key-policy A",
      "key-policy B",
    ],
  ],
  [
    "a service, whatever the policies and the boundary of a role say",
    {
      principal: service,
      key: [deny({ Sid: "No" })],
      identity: [[mayDo({ Effect: "Deny" })]],
      boundary: [mayDo({ Effect: "Deny" })],
    },
    [`statement \`No\` denies kms:Decrypt to ${SERVICE}`, "key-policy No"],
  ],
  [
    "a delegation of other actions",
    { key: [{ ...root, Action: "s3:*" }], identity: [[mayDo()]] },
    ["no statement of the key policy names the role"],
  ],
  [
    "a role of another account, named for other actions",
    { ...cross, key: [allow({ ...use, Action: "s3:*" })], identity: [[mayDo()]] },
    ["statement `Use` names the role but does not allow kms:Decrypt", "key-policy Use"],
  ],
  [
    "everyone, for other actions",
    { key: [allow({ ...use, Principal: "*", Action: "s3:*" })] },
    ["statement `Use` admits everyone (`*`) but does not allow kms:Decrypt", "key-policy Use"],
  ],
  [
    "every service, where a role calls",
    { key: [allow({ ...use, Principal: { Service: "*" } })] },
    [
      "no statement of the key policy names the role (statement `Use` allows kms:Decrypt, but not to the role)",
      "key-policy Use",
    ],
  ],
  [
    "a delegation, and what the role's policies lack",
    {
      key: [root],
      identity: [["1", "2", "3", "4"].map((Sid) => mayDo({ Sid, ...on("StringEquals", "aws:x", Sid) }))],
      context: { "aws:x": "0" },
    },
    [
      "statement `Root` of the key policy leaves kms:Decrypt to the IAM policies of the account, and no policy of the role allows it (" +
        ["1", "2", "3"]
          .map(
            (each) =>
              `statement \`${each}\` of \`policy-1\` allows kms:Decrypt to the role only under a condition on \`aws:x\`, which this call does not meet`,
          )
          .join("; ") +
        ")",
      "key-policy Root",
      "role-policy policy-1 1",
      "role-policy policy-1 2",
      "role-policy policy-1 3",
      "role-policy policy-1 4",
    ],
  ],
  [
    "a malformed key policy without Version",
    { key: { Statement: [{ Effect: "Allow", Principal: { AWS: ROLE }, Action: "kms:*", Resource: "*", Extra: 1 }] } },
    ["the key policy is malformed (Statement[0].Extra: `Extra` is no element of a statement)"],
  ],
  ["a key policy that is no object", { key: 5 }, ["the key policy is malformed (the document is no JSON object)"]],
  [
    "what AWS's example alone tells",
    {
      key: [allow({ ...use, ...on("StringEquals", "aws:x", "1") })],
      context: { "aws:x": { state: "known", values: ["2"], basis: "trace" } },
    },
    only("under a condition on `aws:x`", "meet"),
  ],
])("denied: %s", (_, question, expected) => {
  const verdict = ask(question);
  expect(verdict.outcome).toBe("denied");
  expect(told(verdict)).toEqual(expected);
});

test.each<[string, Question, string[]]>([
  [
    "the second of two conditions",
    {
      key: [allow({ ...use, Condition: { StringEquals: { "aws:a": "1" }, Bool: { "aws:b": "true" } } })],
      context: { "aws:a": "1", "aws:b": { state: "unknown" } },
    },
    [
      "statement `Use` names the role but only where `aws:b` is true, which AWS does not document for this call",
      "condition-key aws:b",
    ],
  ],
  [
    "a policy variable",
    { key: [allow({ ...use, Resource: `${KEY.slice(0, -1)}\${aws:x}` })], otherwise: "unknown" },
    [
      "statement `Use` names the role but only depending on `aws:x`, which AWS does not document for this call",
      "condition-key aws:x",
    ],
  ],
  [
    "a statement of the role's second policy, by the same name as others",
    {
      key: [delegate],
      identity: [[mayDo({ Action: "s3:*" })], [mayDo(on("Bool", "aws:b", "true"))]],
      boundary: [mayDo()],
      otherwise: "unknown",
    },
    [
      "statement `#1` of `policy-2` allows kms:Decrypt but only where `aws:b` is true, which AWS does not document for this call",
      "condition-key aws:b",
    ],
  ],
  [
    "more actions than are known",
    { key: [allow({ ...use, Action: new OpenList([], c) })] },
    ["statement `Use` depends on `c`, known only after apply", "hole c"],
  ],
])("unknown: %s", (_, question, expected) => {
  const verdict = ask(question);
  expect(verdict.outcome).toBe("unknown");
  expect(told(verdict)).toEqual(expected);
});

const names = ["a.amazonaws.com", "b.amazonaws.com"];
const two: Question = { principal: { kind: "service", service: names } };
const [first = "", second = ""] = names;

test("a service that calls by either of two names", () => {
  const open = ask({
    ...two,
    key: [allow({ Principal: { Service: second } }), deny({ Principal: { Service: first } })],
  });
  expect(open).toMatchObject({ outcome: "unknown", possible: ["allowed", "explicit"] });
  expect(told(open)).toEqual([
    "it depends on the name by which the service calls (a.amazonaws.com or b.amazonaws.com)",
    "service-name a.amazonaws.com b.amazonaws.com",
  ]);
  // what an added Allow would mend comes before what it would not
  for (const denied of names) {
    expect(ask({ ...two, key: [deny({ Principal: { Service: denied } })] })).toMatchObject({ by: "no-allow" });
  }
  expect(ask({ ...two, key: [deny()] })).toMatchObject({ by: "explicit" });
  const traced = { "aws:x": { state: "known", values: ["2"], basis: "trace" } } as const;
  const key = [
    allow({ Principal: { Service: first }, ...on("StringEquals", "aws:x", "1") }),
    deny({ Principal: { Service: second } }),
  ];
  expect(ask({ ...two, key, context: traced })).toMatchObject({ outcome: "denied", basis: "trace" });
});

test("what remains possible of a bounded role that a Deny may hit", () => {
  const key = [allow(), deny(on("Bool", "aws:b", "true"))];
  expect(ask({ key, boundary: [mayDo()], otherwise: "unknown" })).toMatchObject({ possible: ["allowed", "explicit"] });
});

test("a policy's name is told of a role's policy, not of the key's own", () => {
  const document = (Statement: Value): Value => ({ Version: "2012-10-17", Statement });
  const keyPolicy = parsePolicy(document(allow(use)), { kind: "key", name: "aws_kms_key_policy.k" });
  expect(String(authorize({ ...queryOf({}), keyPolicy }).because)).toBe(
    "statement `Use` names the role and allows kms:Decrypt",
  );
  const nameless = parsePolicy(document(mayDo({ Effect: "Deny" })), { kind: "identity" });
  expect(String(authorize({ ...queryOf({ key: [allow()] }), identityPolicies: [nameless] }).because)).toBe(
    "statement `#1` denies kms:Decrypt to the role",
  );
});

test("documented in a layer: the statement that names the caller, not the one that leaves it to its account", () => {
  const inKey = (question: Question): readonly string[] => told(documents(prepare(queryOf(question)), "key-policy"));
  expect(inKey({ key: [root, allow(use)] })).toEqual([
    "statement `Use` names the role and allows kms:Decrypt",
    "key-policy Use",
  ]);
  expect(
    inKey({
      key: [
        root,
        allow({ Sid: "A", Action: either("kms:*", "s3:*") }),
        allow({ Sid: "B", Action: either("s3:*", "kms:*") }),
      ],
    }),
  ).toEqual([
    "statement `A` and statement `B` allow kms:Decrypt, whatever is known only after apply",
    "key-policy A",
    "key-policy B",
  ]);
  const ofRole = (question: Question): readonly string[] => told(documents(prepare(queryOf(question)), "role-policy"));
  expect(ofRole({ identity: [[mayDo()]] })).toEqual([
    "statement `#1` of `policy-1` allows kms:Decrypt",
    "role-policy policy-1 #1",
  ]);
  expect(ofRole({})).toEqual(["the role has no IAM policy"]);
  expect(ofRole({ principal: service, identity: [[mayDo()]] })).toEqual(["a service principal has no IAM policies"]);
  expect(ofRole({ principal: role, identity: [[mayDo({ Action: "s3:*" })]] })).toEqual([
    "no IAM policy of the role allows kms:Decrypt",
  ]);
});
