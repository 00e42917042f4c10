import { documents, explicitDeny } from "../../src/policy";
import { prepare } from "../../src/policy/decide";
import { Choice, Hole, OpenList } from "../../src/values/value";
import type { Verdict } from "../../src/verdict";
import {
  ACCOUNT,
  KEY,
  OTHER,
  ROLE,
  ROOT,
  SERVICE,
  SESSION_ARN,
  allow,
  ask,
  delegate,
  deny,
  mayDo,
  queryOf,
  role,
  service,
  type Question,
  inText,
  lineOf,
} from "./ask";

const use = { Sid: "Use" };
const unnamed = { kind: "role", arn: ROLE, account: ACCOUNT, name: "GeoRole" } as const;
const cross: Question = { keyAccount: OTHER, keyArn: KEY.replace(ACCOUNT, OTHER) };
const CONTEXT_UNKNOWN = { otherwise: "unknown" } as const;

const told = (verdict: Verdict): string =>
  [
    String(verdict.because),
    ...(verdict.outcome === "unknown"
      ? verdict.blockers.map(lineOf)
      : verdict.statements.map((each) => [each.layer, each.policy, each.statement].filter(Boolean).join(" "))),
  ].join("\n");

test.each<[string, Question, string[]]>([
  [
    "the role by name",
    { key: [allow(use)] },
    ["statement `Use` names the role and allows kms:Decrypt", "key-policy Use"],
  ],
  [
    "its session by name",
    { key: [allow({ ...use, Principal: { AWS: SESSION_ARN } })] },
    ["statement `Use` names the role and allows kms:Decrypt", "key-policy Use"],
  ],
  [
    "everyone",
    { key: [allow({ ...use, Principal: "*" })] },
    ["statement `Use` admits everyone (`*`) and allows kms:Decrypt", "key-policy Use"],
  ],
  [
    "the role, beside everyone",
    { key: [allow({ Sid: "All", Principal: "*" }), allow(use)] },
    ["statement `Use` names the role and allows kms:Decrypt", "key-policy Use"],
  ],
  [
    "a service",
    { principal: service, key: [allow({ ...use, Principal: { Service: SERVICE } })] },
    ["statement `Use` names personalize.amazonaws.com and allows kms:Decrypt", "key-policy Use"],
  ],
  [
    "within a boundary",
    { key: [allow(use)], boundary: [mayDo({ Sid: "B" })] },
    ["statement `Use` names the role and allows kms:Decrypt", "key-policy Use", "boundary B"],
  ],
  [
    "everyone, outside the boundary",
    { key: [allow(use), allow({ Sid: "All", Principal: "*" })], boundary: [mayDo({ Action: "s3:*" })] },
    ["statement `All` admits everyone (`*`) and allows kms:Decrypt", "key-policy All"],
  ],
  [
    "delegation",
    { key: [{ ...delegate, Sid: "Root" }], identity: [[mayDo({ Sid: "Kms" })]] },
    [
      "statement `Root` leaves kms:Decrypt to the IAM policies of the account, and statement `Kms` of `policy-1` allows it to the role",
      "key-policy Root",
      "role-policy policy-1 Kms",
    ],
  ],
  [
    "delegation within a boundary",
    { key: [delegate], identity: [[mayDo()]], boundary: [mayDo()] },
    [
      "statement `#1` leaves kms:Decrypt to the IAM policies of the account, and statement `#1` of `policy-1` allows it to the role",
      "key-policy #1",
      "role-policy policy-1 #1",
      "boundary #1",
    ],
  ],
  [
    "another account",
    { ...cross, key: [allow(use)], identity: [[mayDo({ Sid: "Kms" })]] },
    [
      "statement `Use` names the role and allows kms:Decrypt; in the role's own account statement `Kms` of `policy-1` allows it",
      "key-policy Use",
      "role-policy policy-1 Kms",
    ],
  ],
  [
    "another account's root",
    { ...cross, key: [{ ...delegate, Sid: "Root" }], identity: [[mayDo({ Sid: "Kms" })]] },
    [
      "statement `Root` leaves kms:Decrypt to the IAM policies of the account, and statement `Kms` of `policy-1` allows it to the role",
      "key-policy Root",
      "role-policy policy-1 Kms",
    ],
  ],
  [
    "a grant",
    { grants: [{ name: "aws_kms_grant.g", granteePrincipal: ROLE, operations: ["Decrypt"] }] },
    ["grant `aws_kms_grant.g` allows kms:Decrypt to the role", "grant aws_kms_grant.g"],
  ],
  [
    "one of two, whatever turns out",
    {
      key: [
        allow({ Sid: "A", Principal: { AWS: new Choice(new Hole("c"), ROLE, "x") } }),
        allow({ Sid: "B", Principal: { AWS: new Choice(new Hole("c"), "x", ROLE) } }),
        allow({ Sid: "C", Action: "s3:*" }),
      ],
    },
    [
      "statement `A` and statement `B` allow kms:Decrypt, whatever is known only after apply",
      "key-policy A",
      "key-policy B",
    ],
  ],
  [
    "one with a choice in it",
    { key: [allow({ Sid: "A", Principal: { AWS: [new Choice(new Hole("c"), ROLE, "*")] } })] },
    ["statement `A` allows kms:Decrypt, whatever is known only after apply", "key-policy A"],
  ],
])("allowed: %s", (_, question, expected) => {
  const verdict = ask(question);
  expect(verdict.outcome).toBe("allowed");
  expect(told(verdict).split("\n")).toEqual(expected);
});

test.each<[string, Question, string[]]>([
  [
    "a Deny",
    { key: [allow(), deny({ Sid: "No" })] },
    ["statement `No` denies kms:Decrypt to the role", "key-policy No"],
  ],
  [
    "a Deny under a condition",
    {
      key: [
        allow(),
        deny({ Sid: "No", Condition: { StringNotEquals: { "aws:SourceVpce": "vpce-1", "aws:SourceVpc": "vpc-1" } } }),
      ],
    },
    [
      "statement `No` denies kms:Decrypt to the role, since its condition on `aws:SourceVpce` and `aws:SourceVpc` is met",
      "key-policy No",
    ],
  ],
  [
    "a Deny of the role's policy",
    { key: [allow()], identity: [[mayDo({ Effect: "Deny" })]] },
    ["statement `#1` of `policy-1` denies kms:Decrypt to the role", "role-policy policy-1 #1"],
  ],
  [
    "a Deny of the boundary",
    { key: [allow()], boundary: [mayDo({ Effect: "Deny", Sid: "No" })] },
    ["statement `No` of the permissions boundary denies kms:Decrypt to the role", "boundary No"],
  ],
  [
    "two Denies",
    { principal: service, key: [deny({ Sid: "A" }), deny({ Sid: "B" }), deny({ Sid: "C", Action: "s3:*" })] },
    [
      "statement `A` denies kms:Decrypt to personalize.amazonaws.com; statement `B` denies kms:Decrypt to personalize.amazonaws.com",
      "key-policy A",
      "key-policy B",
    ],
  ],
  [
    "one Deny or another",
    {
      key: [
        allow(),
        deny({ Sid: "A", Condition: { Null: { "aws:x": "true" } } }),
        deny({ Sid: "B", Condition: { Null: { "aws:x": "false" } } }),
      ],
      ...CONTEXT_UNKNOWN,
    },
    [
      "statement `A` denies kms:Decrypt to the role, since its condition on `aws:x` is met; statement `B` denies kms:Decrypt to the role, since its condition on `aws:x` is met",
      "key-policy A",
      "key-policy B",
    ],
  ],
  [
    "the boundary",
    { key: [allow()], boundary: [mayDo({ Action: "s3:*" })] },
    ["the role's permissions boundary does not allow kms:Decrypt"],
  ],
  [
    "the boundary, nearly",
    { key: [allow()], boundary: [mayDo({ Sid: "B", Resource: "arn:aws:kms:*:*:alias/*" })] },
    [
      "the role's permissions boundary does not allow kms:Decrypt (statement `B` of the permissions boundary allows kms:Decrypt, but not on this key)",
      "boundary B",
    ],
  ],
  [
    "another action",
    { action: "kms:CreateGrant", key: [allow({ ...use, Action: "kms:Decrypt" })] },
    ["statement `Use` names the role but does not allow kms:CreateGrant", "key-policy Use"],
  ],
  [
    "another action, to everyone",
    { action: "kms:CreateGrant", key: [allow({ ...use, Principal: "*", Action: "kms:Decrypt" })] },
    ["statement `Use` admits everyone (`*`) but does not allow kms:CreateGrant", "key-policy Use"],
  ],
  [
    "another role",
    { key: [allow({ Sid: "Admin", Principal: { AWS: `${ROLE}2` } })] },
    [
      "no statement of the key policy names the role (statement `Admin` allows kms:Decrypt, but not to the role)",
      "key-policy Admin",
    ],
  ],
  [
    "another role and another action",
    { key: [allow({ Principal: { AWS: `${ROLE}2` }, Action: "s3:*" })] },
    ["no statement of the key policy names the role"],
  ],
  [
    "a role pattern",
    { key: [allow({ ...use, Principal: { AWS: ["x", `${ROLE}*`] } })] },
    [
      `no statement of the key policy names the role (statement \`Use\` names \`${ROLE}*\`, and AWS takes no wildcard in part of a principal)`,
      "key-policy Use",
    ],
  ],
  [
    "no Principal",
    { key: [{ ...allow(use), Principal: null }] },
    [
      "no statement of the key policy names the role (statement `Use` has no `Principal`, so that it has no effect)",
      "key-policy Use",
    ],
  ],
  [
    "no Resource",
    { key: [{ ...allow(use), Resource: null }] },
    ["statement `Use` has no `Resource`, so that it has no effect", "key-policy Use"],
  ],
  [
    "another key",
    { key: [allow({ ...use, Resource: `${KEY}9` })] },
    ["statement `Use` allows kms:Decrypt, but not on this key", "key-policy Use"],
  ],
  [
    "a condition that the call does not carry",
    { key: [allow({ ...use, Condition: { StringEquals: { "aws:SourceAccount": ACCOUNT } } })] },
    [
      "statement `Use` allows kms:Decrypt to the role only under a condition on `aws:SourceAccount`, which this call does not carry",
      "key-policy Use",
    ],
  ],
  [
    "a condition that the call does not meet",
    {
      key: [allow({ ...use, Condition: { Bool: { "aws:PrincipalIsAWSService": "true" } } })],
      context: { "aws:PrincipalIsAWSService": "false" },
    },
    [
      "statement `Use` allows kms:Decrypt to the role only where `aws:PrincipalIsAWSService` is true, which this call does not meet",
      "key-policy Use",
    ],
  ],
  [
    "two conditions, one of them there",
    {
      key: [allow({ ...use, Condition: { StringEquals: { "aws:a": "1", "aws:b": "1", "aws:c": "1" } } })],
      context: { "aws:a": "2", "aws:c": "1" },
    },
    [
      "statement `Use` allows kms:Decrypt to the role only under a condition on `aws:a` and under a condition on `aws:b`, which this call does not meet",
      "key-policy Use",
    ],
  ],
  [
    "a key that must be there",
    { key: [allow({ ...use, Condition: { Null: { "aws:a": "false" } } })] },
    [
      "statement `Use` allows kms:Decrypt to the role only where there is a `aws:a`, which this call does not carry",
      "key-policy Use",
    ],
  ],
  [
    "a key that must not be there",
    { key: [allow({ ...use, Condition: { Null: { "aws:a": "true" } } })], context: { "aws:a": "1" } },
    [
      "statement `Use` allows kms:Decrypt to the role only where there is no `aws:a`, which this call does not meet",
      "key-policy Use",
    ],
  ],
  [
    "several booleans",
    { key: [allow({ ...use, Condition: { Bool: { "aws:a": ["true", "true"] } } })], context: { "aws:a": "false" } },
    [
      "statement `Use` allows kms:Decrypt to the role only under a condition on `aws:a`, which this call does not meet",
      "key-policy Use",
    ],
  ],
  [
    "not through a service",
    {
      key: [allow({ ...use, Condition: { StringNotEquals: { "kms:ViaService": "x" } } })],
      context: { "kms:ViaService": "x" },
    },
    [
      "statement `Use` allows kms:Decrypt to the role only under a condition on `kms:ViaService`, which this call does not meet",
      "key-policy Use",
    ],
  ],
  [
    "many near misses",
    { action: "kms:CreateGrant", key: ["A", "B", "C", "D"].map((Sid) => allow({ Sid, Action: "kms:Decrypt" })) },
    [
      "statement `A` names the role but does not allow kms:CreateGrant; statement `B` names the role but does not allow kms:CreateGrant; statement `C` names the role but does not allow kms:CreateGrant",
      "key-policy A",
      "key-policy B",
      "key-policy C",
      "key-policy D",
    ],
  ],
  [
    "those that name the role first",
    {
      action: "kms:CreateGrant",
      key: [allow({ Sid: "Admin", Principal: { AWS: `${ROLE}2` } }), allow({ ...use, Action: "kms:Decrypt" })],
    },
    ["statement `Use` names the role but does not allow kms:CreateGrant", "key-policy Use"],
  ],
  [
    "delegation, no policy",
    { key: [{ ...delegate, Sid: "Root" }] },
    [
      "statement `Root` of the key policy leaves kms:Decrypt to the IAM policies of the account, and no policy of the role allows it",
      "key-policy Root",
    ],
  ],
  [
    "delegation, nearly",
    {
      key: [{ ...delegate, Sid: "Root" }],
      identity: [[mayDo({ Sid: "S3", Action: "s3:*" }), mayDo({ Sid: "Kms", Resource: "x" })]],
    },
    [
      "statement `Root` of the key policy leaves kms:Decrypt to the IAM policies of the account, and no policy of the role allows it (statement `Kms` of `policy-1` allows kms:Decrypt, but not on this key)",
      "key-policy Root",
      "role-policy policy-1 Kms",
    ],
  ],
  [
    "another account, its IAM silent",
    { ...cross, key: [allow(use)] },
    [
      "statement `Use` names the role, which is in another account, and no policy of the role allows kms:Decrypt",
      "key-policy Use",
    ],
  ],
  ["no key policy", { key: null }, ["the key has no key policy"]],
  [
    "a malformed key policy",
    { key: "{" },
    [
      "the key policy is malformed (line 1 column 2: not JSON: the name of a member is expected here, in double quotes)",
    ],
  ],
  ["an empty key policy", { key: [] }, ["no statement of the key policy names the role"]],
  [
    "a service",
    { principal: service, key: [allow()] },
    [
      "no statement of the key policy names personalize.amazonaws.com (statement `#1` allows kms:Decrypt, but not to personalize.amazonaws.com)",
      "key-policy #1",
    ],
  ],
])("denied: %s", (_, question, expected) => {
  const verdict = ask(question);
  expect(verdict.outcome).toBe("denied");
  expect(told(verdict).split("\n")).toEqual(expected);
});

test.each<[string, Question, string[]]>([
  [
    "through a service",
    {
      key: [allow({ Sid: "AllowUse", Condition: { StringLike: { "kms:ViaService": "sagemaker*" } } })],
      ...CONTEXT_UNKNOWN,
    },
    [
      "statement `AllowUse` names the role but only through `kms:ViaService`, which AWS does not document for this call",
      "condition-key kms:ViaService",
    ],
  ],
  [
    "for AWS resources",
    {
      action: "kms:CreateGrant",
      key: [
        allow({
          Sid: "Allow attachment of persistent resources",
          Action: ["kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant"],
          Condition: { Bool: { "kms:GrantIsForAWSResource": "true" } },
        }),
      ],
      ...CONTEXT_UNKNOWN,
    },
    [
      "statement `Allow attachment of persistent resources` names the role but only where `kms:GrantIsForAWSResource` is true, which AWS does not document for this call",
      "condition-key kms:GrantIsForAWSResource",
    ],
  ],
  [
    "delegation under a condition",
    {
      key: [{ ...delegate, Sid: "Root", Condition: { StringEquals: { "kms:ViaService": "x" } } }],
      identity: [[mayDo()]],
      ...CONTEXT_UNKNOWN,
    },
    [
      "statement `Root` allows kms:Decrypt but only through `kms:ViaService`, which AWS does not document for this call",
      "condition-key kms:ViaService",
    ],
  ],
  [
    "a condition of the role's policy",
    {
      key: [delegate],
      identity: [[mayDo({ Condition: { StringEquals: { "aws:SourceIp": "x" } } })]],
      ...CONTEXT_UNKNOWN,
    },
    [
      "statement `#1` of `policy-1` allows kms:Decrypt but only under a condition on `aws:SourceIp`, which AWS does not document for this call",
      "condition-key aws:SourceIp",
    ],
  ],
  [
    "a Deny under a condition",
    { key: [allow(), deny({ Sid: "No", Condition: { StringEquals: { "aws:SourceIp": "x" } } })], ...CONTEXT_UNKNOWN },
    [
      "statement `No` denies kms:Decrypt under a condition on `aws:SourceIp`, which AWS does not document for this call",
      "condition-key aws:SourceIp",
    ],
  ],
  [
    "a trace",
    {
      key: [allow({ ...use, Condition: { Bool: { "aws:x": "false" } } })],
      context: { "aws:x": { state: "known", values: ["false"], basis: "trace" } },
    },
    [
      "statement `Use` names the role but only where `aws:x` is false, for which there is only AWS's CloudTrail example",
      "trace aws:x",
    ],
  ],
  [
    "a role's hole",
    { key: [allow({ ...use, Principal: { AWS: new Hole("aws_iam_role.geo.arn", { shape: "arn" }) } })] },
    ["statement `Use` depends on `aws_iam_role.geo.arn`, known only after apply", "hole aws_iam_role.geo.arn"],
  ],
  [
    "a condition's hole",
    {
      key: [allow({ ...use, Condition: { StringEquals: { "aws:x": new Hole("var.x") } } })],
      context: { "aws:x": "1" },
    },
    ["statement `Use` depends on `var.x`, known only after apply", "hole var.x"],
  ],
  [
    "a hole and a key that may be absent",
    { key: [allow({ ...use, Condition: { StringEquals: { "aws:x": new Hole("var.x") } } })], ...CONTEXT_UNKNOWN },
    [
      "statement `Use` depends on `var.x`, known only after apply; statement `Use` names the role but only under a condition on `aws:x`, which AWS does not document for this call",
      "condition-key aws:x",
      "hole var.x",
    ],
  ],
  [
    "a condition's hole, whole",
    { key: [allow({ ...use, Condition: new Hole("var.c") })] },
    ["statement `Use` depends on `var.c`, known only after apply", "hole var.c"],
  ],
  [
    "a switch",
    { key: [allow({ ...use, Action: [new Choice(new Hole("var.on"), "kms:*", "s3:*")] })] },
    ["statement `Use` depends on `var.on`, known only after apply", "hole var.on"],
  ],
  [
    "a statement",
    { key: [new Hole("local.s")] },
    ["statement `#1` is known only after apply (`local.s`)", "policy local.s"],
  ],
  [
    "the whole key policy",
    { key: new Hole("data.d.json") },
    ["the key policy is known only after apply (`data.d.json`)", "policy data.d.json"],
  ],
  [
    "the rest of the key policy",
    { key: { Version: "2012-10-17", Statement: new OpenList([allow()], new Hole("local.more")) } },
    ["the key policy may hold more statements, known only after apply (`local.more`)", "policy local.more"],
  ],
  [
    "a policy of the role",
    { key: [delegate], identity: [new Hole("p")] },
    ["`policy-1` is known only after apply (`p`)", "policy p"],
  ],
  [
    "an unreadable policy of the role",
    { key: [allow()], identity: ["{"] },
    ["`policy-1` is malformed, so that nobody can tell what it denies", "malformed-policy"],
  ],
  [
    "a policy that may be attached",
    { key: [allow()], attached: [[mayDo({ Effect: "Deny" })]] },
    ["`attached` may be attached to the role, and has a Deny", "possible-attachment attached"],
  ],
  [
    "a policy with a fault",
    { key: { Statement: [allow(use)] } },
    [
      "statement `Use` stands in a policy that has a fault (Version: `Version` is missing: AWS then reads the policy by the rules of 2008-10-17, without policy variables)",
      "malformed-policy Version: `Version` is missing: AWS then reads the policy by the rules of 2008-10-17, without policy variables",
    ],
  ],
  [
    "a session",
    { principal: unnamed, key: [allow({ ...use, Principal: { AWS: SESSION_ARN } })] },
    [
      "statement `Use` names one session of the role, and AWS does not say by which session the service calls",
      "session",
    ],
  ],
  [
    "NotPrincipal",
    { key: [allow(), deny({ Sid: "No", NotPrincipal: { AWS: ROLE } })] },
    [
      "statement `No` uses `NotPrincipal` without listing the role together with its account and its session, and AWS's pages disagree on whether that exempts it",
      "not-principal Deny",
    ],
  ],
  [
    "NotPrincipal beside Allow",
    {
      key: [
        {
          Sid: "Odd",
          Effect: new Choice(new Hole("c"), "Allow", "Allow"),
          NotPrincipal: { AWS: OTHER },
          Action: "*",
          Resource: "*",
        },
      ],
    },
    [
      "statement `Odd` depends on `c`, known only after apply; statement `Odd` stands in a policy that has a fault (Statement[0].NotPrincipal: `NotPrincipal` goes with `Deny` only)",
      "hole c",
      "malformed-policy Statement[0].NotPrincipal: `NotPrincipal` goes with `Deny` only",
    ],
  ],
  [
    "NotPrincipal beside an Effect that is not known",
    { key: [{ Sid: "Odd", Effect: new Hole("e"), NotPrincipal: { AWS: OTHER }, Action: "*", Resource: "*" }] },
    [
      "statement `Odd` depends on `e`, known only after apply; statement `Odd` uses `NotPrincipal` beside `Allow`, which AWS does not take",
      "hole e",
      "not-principal Allow",
    ],
  ],
  [
    "a replaced role",
    { principal: { ...role, replaced: true } as typeof role, key: [allow(use)] },
    [
      "statement `Use` names the role's ARN, but this plan makes the role anew and leaves the policy as it is: AWS keeps the former role's unique id behind the ARN, so that the new role may not be admitted",
      "replaced-role",
    ],
  ],
  [
    "a unique id",
    { key: [allow({ ...use, Principal: { AWS: "AROAIGDTESTANDEXAMPLE" } })] },
    ["statement `Use` names a role by its unique id, and this role's is not known", "unique-id"],
  ],
  [
    "every service",
    { principal: service, key: [allow({ ...use, Principal: { Service: "*" } })] },
    [
      "statement `Use` names every service (`*`), and AWS does not say whether that is taken",
      'undescribed-element Principal "Service": "*"',
    ],
  ],
  [
    "a wildcard in the service prefix",
    { key: [allow({ ...use, Action: "k*:Decrypt" })] },
    [
      'statement `Use` has a wildcard in the service prefix of "k*:Decrypt", which AWS does not describe',
      'undescribed-element Action "k*:Decrypt"',
    ],
  ],
  [
    "a Resource that begins with a wildcard",
    { key: [delegate], identity: [[mayDo({ Resource: "a*" })]] },
    [
      'statement `#1` of `policy-1` has the `Resource` "a*", which AWS does not describe',
      'undescribed-element Resource "a*"',
    ],
  ],
  [
    "half an ARN",
    {
      key: [allow({ ...use, Principal: "*", Condition: { ArnLike: { "aws:x": "arn:aws:iam*" } } })],
      context: { "aws:x": ROLE },
    },
    [
      "statement `Use` asks for `arn:aws:iam*`, and AWS does not say what that matches",
      "undescribed-element ARN arn:aws:iam*",
    ],
  ],
  [
    "a grant of CreateGrant",
    { action: "kms:CreateGrant", grants: [{ name: "g", granteePrincipal: ROLE, operations: ["CreateGrant"] }] },
    [
      "grant `g` allows CreateGrant only for passing on its own operations, and AWS does not describe that further",
      "grant passing-on",
    ],
  ],
  [
    "a grant to a role of another account",
    { ...cross, grants: [{ name: "g", granteePrincipal: ROLE, operations: ["Decrypt"] }] },
    [
      "a grant is made to a role of another account, and AWS does not say whether the role's own policies must allow it too",
      "grant to-another-account",
    ],
  ],
  [
    "the account",
    { keyAccount: new Hole("account", { shape: "account" }), key: [allow()] },
    ["it depends on `account`, known only after apply", "account account"],
  ],
  [
    "an identity policy of another account",
    { ...cross, key: [allow()], identity: [new Hole("p")] },
    ["`policy-1` is known only after apply (`p`)", "policy p"],
  ],
  [
    "many things",
    { key: ["a", "b", "c", "d"].map((name) => allow({ Sid: name, Principal: { AWS: new Hole(name) } })) },
    [
      "statement `a` depends on `a`, known only after apply; statement `b` depends on `b`, known only after apply; statement `c` depends on `c`, known only after apply",
      "hole a",
      "hole b",
      "hole c",
      "hole d",
    ],
  ],
])("unknown: %s", (_, question, expected) => {
  const verdict = ask(question);
  expect(verdict.outcome).toBe("unknown");
  expect(told(verdict).split("\n")).toEqual(expected);
});

test.each<[string, Question, string[]]>([
  ["an Allow that may be", { key: [allow({ Principal: { AWS: new Hole("h") } })] }, ["allowed", "no-allow"]],
  ["a Deny that may be", { key: [allow(), deny({ Principal: { AWS: new Hole("h") } })] }, ["allowed", "explicit"]],
  ["a boundary that may be", { key: [allow()], boundary: [new Hole("b")] }, ["allowed", "explicit", "boundary"]],
  [
    "an Allow and a boundary that may be",
    { key: [allow({ Principal: { AWS: new Hole("h") } })], boundary: [mayDo({ Resource: new Hole("r") })] },
    ["allowed", "boundary", "no-allow"],
  ],
  ["a key policy that is not known", { key: new Hole("p") }, ["allowed", "explicit", "no-allow"]],
])("what remains possible: %s", (_, question, expected) => {
  expect(ask(question)).toMatchObject({ outcome: "unknown", possible: expected });
});

test("a fact of the trace makes a denial, told as such, and never an Allow", () => {
  const trace = (values: string[]) => ({ "aws:x": { state: "known", values, basis: "trace" } as const });
  const key = [allow({ Condition: { StringEquals: { "aws:x": "1" } } })];
  expect(ask({ key, context: trace(["1"]) })).toMatchObject({
    outcome: "unknown",
    basis: "trace",
    possible: ["allowed", "no-allow"],
  });
  expect(ask({ key, context: trace(["2"]) })).toMatchObject({ outcome: "denied", by: "no-allow", basis: "trace" });
  expect(ask({ key: [...key, allow()], context: trace(["2"]) })).toMatchObject({
    outcome: "allowed",
    basis: "documentation",
  });
  expect(
    ask({ key: [allow(), deny({ Condition: { StringEquals: { "aws:x": "1" } } })], context: trace(["1"]) }),
  ).toMatchObject({ outcome: "denied", by: "explicit", basis: "trace" });
  expect(ask({ key: [...key, new Hole("s")], context: trace(["2"]) })).toMatchObject({
    outcome: "unknown",
    basis: "documentation",
  });
});

test("a session known from the trace alone", () => {
  const traced = { ...role, sessionBasis: "trace" } as typeof role;
  expect(ask({ principal: traced, key: [allow({ Principal: { AWS: SESSION_ARN } })] })).toMatchObject({
    outcome: "unknown",
    basis: "trace",
  });
  expect(ask({ principal: traced, key: [allow({ Principal: { AWS: `${SESSION_ARN}2` } })] })).toMatchObject({
    outcome: "denied",
    basis: "trace",
  });
});

test("a replaced role is admitted by a policy that the plan writes", () => {
  const replaced = { ...role, replaced: true } as typeof role;
  expect(ask({ principal: replaced, key: [allow()], keyPolicyWritten: true }).outcome).toBe("allowed");
  expect(ask({ principal: replaced, key: [allow()], keyPolicyWritten: false }).outcome).toBe("unknown");
  expect(ask({ principal: replaced, key: [delegate], identity: [[mayDo()]] }).outcome).toBe("allowed");
  expect(ask({ principal: replaced, key: [allow(), deny({ Principal: { AWS: ROLE } })] }).outcome).toBe("unknown");
  expect(
    ask({ principal: replaced, key: [allow({ Principal: { AWS: new OpenList([], new Hole("h")) } })] }).outcome,
  ).toBe("unknown");
});

test("a verdict is plain data to those who print it", () => {
  for (const question of [{ key: [allow()] }, { key: [] }, { key: new Hole("p") }]) {
    const verdict = ask(question);
    expect(JSON.parse(JSON.stringify(verdict))).toEqual(inText(verdict));
  }
  expect(Object.keys(ask({ key: [allow()] }))).toEqual(["outcome", "statements", "basis", "because"]);
});

test.each<[string, Question, "key-policy" | "role-policy", string, string]>([
  [
    "the role by its ARN",
    { key: [allow(use)] },
    "key-policy",
    "allowed",
    "statement `Use` names the role and allows kms:Decrypt",
  ],
  [
    "everyone",
    { key: [allow({ ...use, Principal: "*" })] },
    "key-policy",
    "allowed",
    "statement `Use` admits everyone (`*`) and allows kms:Decrypt",
  ],
  [
    "its session",
    { key: [allow({ ...use, Principal: { AWS: SESSION_ARN } })] },
    "key-policy",
    "allowed",
    "statement `Use` names the role and allows kms:Decrypt",
  ],
  [
    "the account root, never",
    { key: [delegate], identity: [[mayDo()]] },
    "key-policy",
    "denied",
    "no statement of the key policy names the role (statement `#1` allows kms:Decrypt, but not to the role)",
  ],
  [
    "a service",
    { principal: service, key: [allow({ ...use, Principal: { Service: SERVICE } })] },
    "key-policy",
    "allowed",
    "statement `Use` names personalize.amazonaws.com and allows kms:Decrypt",
  ],
  [
    "Denies aside",
    { key: [allow(use), deny()] },
    "key-policy",
    "allowed",
    "statement `Use` names the role and allows kms:Decrypt",
  ],
  [
    "boundaries aside",
    { key: [allow(use)], boundary: [] },
    "key-policy",
    "allowed",
    "statement `Use` names the role and allows kms:Decrypt",
  ],
  [
    "grants aside",
    { grants: [{ name: "g", granteePrincipal: ROLE, operations: ["Decrypt"] }] },
    "key-policy",
    "denied",
    "no statement of the key policy names the role",
  ],
  [
    "conditions included",
    { key: [allow({ ...use, Condition: { StringEquals: { "kms:ViaService": "x" } } })], ...CONTEXT_UNKNOWN },
    "key-policy",
    "unknown",
    "statement `Use` names the role but only through `kms:ViaService`, which AWS does not document for this call",
  ],
  [
    "another account does not matter",
    { ...cross, key: [allow({ ...use })] },
    "key-policy",
    "allowed",
    "statement `Use` names the role and allows kms:Decrypt",
  ],
  [
    "the role's policy",
    { identity: [[mayDo(use)]] },
    "role-policy",
    "allowed",
    "statement `Use` of `policy-1` allows kms:Decrypt",
  ],
  [
    "the second of the role's policies",
    { identity: [[], [mayDo(use)]] },
    "role-policy",
    "allowed",
    "statement `Use` of `policy-2` allows kms:Decrypt",
  ],
  [
    "a Deny in the role's policy aside",
    { identity: [[mayDo(use), mayDo({ Effect: "Deny" })]] },
    "role-policy",
    "allowed",
    "statement `Use` of `policy-1` allows kms:Decrypt",
  ],
  ["no policy of the role", {}, "role-policy", "denied", "the role has no IAM policy"],
  [
    "a policy of the role, nearly",
    { identity: [[mayDo({ ...use, Resource: "x" })]] },
    "role-policy",
    "denied",
    "no IAM policy of the role allows kms:Decrypt (statement `Use` of `policy-1` allows kms:Decrypt, but not on this key)",
  ],
  [
    "a policy of the role, not at all",
    { identity: [[mayDo({ Action: "s3:*" })]] },
    "role-policy",
    "denied",
    "no IAM policy of the role allows kms:Decrypt",
  ],
  [
    "an unknown policy of the role",
    { identity: [new Hole("p")] },
    "role-policy",
    "unknown",
    "`policy-1` is known only after apply (`p`)",
  ],
  [
    "a service has none",
    { principal: service, identity: [[mayDo()]] },
    "role-policy",
    "denied",
    "a service principal has no IAM policies",
  ],
  [
    "whatever turns out",
    { key: [allow({ ...use, Principal: { AWS: new Choice(new Hole("c"), ROLE, "*") } })] },
    "key-policy",
    "allowed",
    "statement `Use` allows kms:Decrypt, whatever is known only after apply",
  ],
  [
    "an account's unknown root beside",
    { key: [allow({ Principal: { AWS: [ROOT, new Hole("h", { shape: "account" })] } })] },
    "key-policy",
    "denied",
    "no statement of the key policy names the role (statement `#1` allows kms:Decrypt, but not to the role)",
  ],
])("documented: %s", (_, question, layer, outcome, because) => {
  const verdict = documents(prepare(queryOf(question)), layer);
  expect(inText(verdict)).toMatchObject({ outcome, because });
  if (verdict.outcome === "denied") expect(verdict.by).toBe("no-allow");
});

test("explicit Denies alone", () => {
  expect(inText(explicitDeny(prepare(queryOf({ principal: service, key: [] }))))).toMatchObject({
    outcome: "allowed",
    statements: [],
    because: "no Deny applies",
  });
  expect(explicitDeny(prepare(queryOf({ principal: service, key: [deny({ Sid: "No" })] })))).toMatchObject({
    outcome: "denied",
    by: "explicit",
    statements: [{ layer: "key-policy", statement: "No" }],
  });
  expect(
    explicitDeny(
      prepare(
        queryOf({
          principal: service,
          key: [deny({ Condition: { StringEquals: { "aws:x": "1" } } })],
          ...CONTEXT_UNKNOWN,
        }),
      ),
    ),
  ).toMatchObject({ outcome: "unknown", possible: ["allowed", "explicit"] });
  expect(explicitDeny(prepare(queryOf({ principal: service, identity: [[mayDo({ Effect: "Deny" })]] }))).outcome).toBe(
    "allowed",
  );
});
