import { Hole, text } from "../../src/values/value";
import {
  ACCOUNT,
  KEY,
  OTHER,
  OTHER_KEY,
  ROLE,
  ROOT,
  SERVICE,
  SESSION_ARN,
  allow,
  ask,
  delegate,
  deny,
  mayDo,
  role,
  service,
  short,
  type Question,
} from "./ask";

/** Beside the cases of the file, their complements: what changes the answer, changed. */
const neighbours: readonly (readonly [string, string, Question])[] = [
  [
    "K003 IAM allow without the account in the key policy",
    "denied no-allow",
    { key: [allow({ Principal: { AWS: `${ROLE}Admin` } })], identity: [[mayDo()]] },
  ],
  [
    "K006 the root of another account",
    "denied no-allow",
    { key: [allow({ Principal: { AWS: `arn:aws:iam::${OTHER}:root` } })], identity: [[mayDo()]] },
  ],
  [
    "K006 the number of another account",
    "denied no-allow",
    { key: [allow({ Principal: { AWS: OTHER } })], identity: [[mayDo()]] },
  ],
  [
    "K009 delegation under a condition that holds",
    "allowed",
    {
      key: [allow({ Principal: { AWS: ROOT }, Condition: { StringEquals: { "kms:CallerAccount": ACCOUNT } } })],
      identity: [[mayDo()]],
      context: { "kms:CallerAccount": ACCOUNT },
    },
  ],
  [
    "K012 another role is named",
    "denied no-allow",
    { key: [allow({ Principal: { AWS: `arn:aws:iam::${ACCOUNT}:role/Other` } })] },
  ],
  ["K015 this session is named", "allowed", { key: [allow({ Principal: { AWS: SESSION_ARN } })] }],
  [
    "K018 a unique id, the role's not known",
    "unknown",
    { key: [allow({ Principal: { AWS: "AROAIGDTESTANDEXAMPLE" } })] },
  ],
  [
    "K018 another unique id",
    "denied no-allow",
    {
      key: [allow({ Principal: { AWS: "AROAIGDTESTANDEXAMPLE" } })],
      principal: { ...role, uniqueId: "AROAANOTHERROLEEXAMPLE" } as typeof role,
    },
  ],
  ["K018 a user's unique id", "denied no-allow", { key: [allow({ Principal: { AWS: "AIDAIGDTESTANDEXAMPLE" } })] }],
  [
    "K021 everyone of another account",
    "denied no-allow",
    {
      key: [allow({ Principal: { AWS: "*" }, Condition: { StringEquals: { "kms:CallerAccount": OTHER } } })],
      context: { "kms:CallerAccount": ACCOUNT },
    },
  ],
  [
    "K024 no Resource in a key policy",
    "denied no-allow",
    { key: [{ Effect: "Allow", Principal: { AWS: ROLE }, Action: "kms:*" }] },
  ],
  [
    "K024 a Deny without Resource has no effect either",
    "allowed",
    { key: [allow(), { Effect: "Deny", Principal: "*", Action: "kms:*" }] },
  ],
  [
    "K027 an alias as Resource of a key policy",
    "denied no-allow",
    { key: [allow({ Resource: `arn:aws:kms:us-west-2:${ACCOUNT}:alias/geo` })] },
  ],
  [
    "K027 a key id as Resource of a key policy",
    "denied no-allow",
    { key: [allow({ Resource: "1234abcd-12ab-34cd-56ef-1234567890ab" })] },
  ],
  ["K030 another account admitted, its IAM silent", "denied no-allow", { keyAccount: OTHER, key: [allow()] }],
  [
    "K030 another account admitted by ARN, and by its IAM",
    "allowed",
    { keyAccount: OTHER, key: [allow()], identity: [[mayDo()]] },
  ],
  [
    "K030 another account: a boundary without kms",
    "denied boundary",
    { keyAccount: OTHER, key: [allow()], identity: [[mayDo()]], boundary: [mayDo({ Action: "s3:*" })] },
  ],
  [
    "K030 another account: the session alone is not enough",
    "denied no-allow",
    { keyAccount: OTHER, key: [allow({ Principal: { AWS: SESSION_ARN } })] },
  ],
  [
    "K033 a service under a wildcard action",
    "allowed",
    { principal: service, key: [allow({ Principal: { Service: SERVICE } })] },
  ],
  ["K033 the account root never stands for a service", "denied no-allow", { principal: service, key: [delegate] }],
  [
    "K033 identity policies never stand for a service",
    "denied no-allow",
    { principal: service, key: [delegate], identity: [[mayDo()]] },
  ],
  [
    "K036 a Deny for all outside the organization hits the service",
    "denied explicit",
    {
      principal: service,
      key: [
        allow({ Principal: { Service: SERVICE } }),
        deny({ Condition: { StringNotEquals: { "aws:PrincipalOrgID": "o-abc" } } }),
      ],
    },
  ],
  [
    "K039 SourceAccountIfExists, ours where it is there",
    "allowed",
    {
      principal: service,
      key: [
        allow({
          Principal: { Service: SERVICE },
          Condition: { StringEqualsIfExists: { "aws:SourceAccount": ACCOUNT } },
        }),
      ],
      context: { "aws:SourceAccount": { state: "one-of", values: [ACCOUNT], possiblyAbsent: true } },
    },
  ],
  [
    "K042 a Deny for another role",
    "allowed",
    { key: [allow(), deny({ Principal: { AWS: `arn:aws:iam::${ACCOUNT}:role/Other` } })] },
  ],
  [
    "K042 a Deny for the account is one for its roles",
    "denied explicit",
    { key: [allow(), deny({ Principal: { AWS: ROOT } })] },
  ],
  [
    "K042 a Deny for the account spares a service",
    "allowed",
    { principal: service, key: [allow({ Principal: { Service: SERVICE } }), deny({ Principal: { AWS: ROOT } })] },
  ],
  [
    "K045 a Deny of plain HTTP, the key absent",
    "allowed",
    { key: [allow(), deny({ Condition: { Bool: { "aws:SecureTransport": "false" } } })] },
  ],
  [
    "K045 a Deny of plain HTTP, over plain HTTP",
    "denied explicit",
    {
      key: [allow(), deny({ Condition: { Bool: { "aws:SecureTransport": "false" } } })],
      context: { "aws:SecureTransport": "false" },
    },
  ],
  [
    "K048 a Deny of all but what is listed",
    "allowed",
    { key: [allow(), deny({ NotAction: ["kms:Decrypt", "kms:Describe*"] })] },
  ],
  [
    "K051 NotPrincipal lists account, role and session",
    "allowed",
    { key: [allow(), deny({ NotPrincipal: { AWS: [ROOT, ROLE, SESSION_ARN] } })] },
  ],
  [
    "K051 a caller with a boundary is never exempt",
    "denied explicit",
    { key: [allow(), deny({ NotPrincipal: { AWS: [ROOT, ROLE, SESSION_ARN] } })], boundary: [mayDo()] },
  ],
  [
    "K051 NotPrincipal exempts the service it lists",
    "allowed",
    {
      principal: service,
      key: [allow({ Principal: { Service: SERVICE } }), deny({ NotPrincipal: { Service: SERVICE } })],
    },
  ],
  [
    "K051 NotPrincipal lists the session alone",
    "unknown",
    { key: [allow(), deny({ NotPrincipal: { AWS: SESSION_ARN } })] },
  ],
  ["K051 NotPrincipal lists everyone", "allowed", { key: [allow(), deny({ NotPrincipal: { AWS: "*" } })] }],
  [
    "K054 the role's ARN is limited by the boundary",
    "denied boundary",
    { key: [allow()], boundary: [mayDo({ Action: "s3:*" })] },
  ],
  ["K054 the boundary allows it", "allowed", { key: [allow()], boundary: [mayDo()] }],
  [
    "K057 a Deny in the boundary always counts",
    "denied explicit",
    { key: [allow({ Principal: { AWS: SESSION_ARN } })], boundary: [mayDo(), mayDo({ Effect: "Deny" })] },
  ],
  [
    "K060 GenerateDataKey is not GenerateDataKeyWithoutPlaintext",
    "denied no-allow",
    { action: "kms:GenerateDataKeyWithoutPlaintext", key: [allow({ Action: "kms:GenerateDataKey" })] },
  ],
  ["K063 NotAction that leaves the action in", "allowed", { key: [allow({ NotAction: "kms:Create*" })] }],
  [
    "K066 a bare key id in IAM",
    "denied no-allow",
    { key: [delegate], identity: [[mayDo({ Resource: "1234abcd-12ab-34cd-56ef-1234567890ab" })]] },
  ],
  ["K066 an alias name in IAM", "denied no-allow", { key: [delegate], identity: [[mayDo({ Resource: "alias/geo" })]] }],
  [
    "K069 a new key is no key that has an ARN",
    "denied no-allow",
    {
      keyArn: text([`arn:aws:kms:us-west-2:${ACCOUNT}:key/`, new Hole("k", { shape: "id", fresh: true })]),
      key: [delegate],
      identity: [[mayDo({ Resource: KEY })]],
    },
  ],
  [
    "K069 a new key is no other new key",
    "denied no-allow",
    {
      keyArn: text([`arn:aws:kms:us-west-2:${ACCOUNT}:key/`, new Hole("k", { shape: "id", fresh: true })]),
      key: [delegate],
      identity: [
        [
          mayDo({
            Resource: text([`arn:aws:kms:us-west-2:${ACCOUNT}:key/`, new Hole("l", { shape: "id", fresh: true })]),
          }),
        ],
      ],
    },
  ],
  [
    "K072 NotResource names this key",
    "denied no-allow",
    { key: [delegate], identity: [[mayDo({ NotResource: KEY })]] },
  ],
  ["K072 the other of two keys", "denied no-allow", { key: [delegate], identity: [[mayDo({ Resource: OTHER_KEY })]] }],
  [
    "K075 kms:ViaService absent",
    "denied no-allow",
    { key: [allow({ Condition: { StringEquals: { "kms:ViaService": "s3.us-west-2.amazonaws.com" } } })] },
  ],
  [
    "K078 ForAllValues: all listed",
    "allowed",
    {
      action: "kms:CreateGrant",
      key: [allow({ Condition: { "ForAllValues:StringEquals": { "kms:GrantOperations": ["Decrypt", "Encrypt"] } } })],
      context: { "kms:GrantOperations": ["Decrypt"] },
    },
  ],
  [
    "K081 ForAnyValue on an absent key",
    "denied no-allow",
    { key: [allow({ Condition: { "ForAnyValue:StringEquals": { "kms:EncryptionContextKeys": ["aws:s3:arn"] } } })] },
  ],
  [
    "K084 the case of a key name does not matter",
    "allowed",
    {
      key: [allow({ Condition: { StringEquals: { "kms:encryptioncontext:appname": "ExampleApp" } } })],
      context: { "kms:EncryptionContext:AppName": "ExampleApp" },
    },
  ],
  [
    "K087 StringEqualsIgnoreCase",
    "allowed",
    {
      key: [allow({ Condition: { StringEqualsIgnoreCase: { "kms:EncryptionContext:AppName": "exampleapp" } } })],
      context: { "kms:EncryptionContext:AppName": "ExampleApp" },
    },
  ],
  [
    "K090 ArnLike within the components",
    "allowed",
    {
      key: [
        allow({ Principal: "*", Condition: { ArnLike: { "aws:PrincipalArn": `arn:aws:iam::${ACCOUNT}:role/Geo*` } } }),
      ],
      context: { "aws:PrincipalArn": ROLE },
    },
  ],
  [
    "K093 CalledVia, where it must not be there",
    "allowed",
    { action: "kms:CreateGrant", key: [allow({ Condition: { Null: { "aws:CalledVia": "true" } } })] },
  ],
  [
    "K096 a variable with a default",
    "allowed",
    {
      key: [
        allow({ Condition: { StringEquals: { "aws:ResourceAccount": "${aws:PrincipalTag/acct, '111122223333'}" } } }),
      ],
      context: { "aws:ResourceAccount": ACCOUNT },
    },
  ],
  [
    "K099 Null false on an absent key",
    "denied no-allow",
    { key: [allow({ Condition: { Null: { "kms:ViaService": "false" } } })] },
  ],
  [
    "K102 a grant without the operation",
    "denied no-allow",
    { grants: [{ name: "g", granteePrincipal: ROLE, operations: ["Encrypt"] }] },
  ],
  [
    "K102 a grant to another role",
    "denied no-allow",
    { grants: [{ name: "g", granteePrincipal: `${ROLE}2`, operations: ["Decrypt"] }] },
  ],
  [
    "K105 EncryptionContextSubset minds case",
    "denied no-allow",
    {
      grants: [
        {
          name: "g",
          granteePrincipal: ROLE,
          operations: ["Decrypt"],
          constraints: { encryptionContextSubset: { Department: "IT" } },
        },
      ],
      context: { "kms:EncryptionContext:Department": "it", "kms:EncryptionContextKeys": ["Department"] },
    },
  ],
  [
    "K108 CreateGrant under a grant only passes on",
    "unknown",
    { action: "kms:CreateGrant", grants: [{ name: "g", granteePrincipal: ROLE, operations: ["CreateGrant"] }] },
  ],
  [
    "K111 an unknown key policy cannot undo a Deny",
    "denied explicit",
    { key: new Hole("p"), identity: [[mayDo({ Effect: "Deny" })]] },
  ],
  ["K111 an unknown statement beside no Allow", "unknown", { key: [new Hole("s")] }],
  [
    "K114 unknown principals of another action",
    "denied no-allow",
    { key: [allow({ Principal: { AWS: new Hole("roles") }, Action: "kms:Encrypt" })] },
  ],
];

test.each(neighbours)("%s: %s", (_, expected, question) => {
  expect(short(ask(question))).toBe(expected);
});
