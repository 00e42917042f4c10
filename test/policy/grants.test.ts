import type { ContextState, Grant } from "../../src/policy";
import { Hole, OpenList, text, type Value } from "../../src/values/value";
import {
  ACCOUNT,
  OTHER,
  ROLE,
  ROOT,
  SERVICE,
  SESSION_ARN,
  allow,
  ask,
  deny,
  mayDo,
  role,
  service,
  short,
  type Question,
  lineOf,
} from "./ask";

const grant = (rest: Partial<Grant> = {}): Grant => ({
  name: "g",
  granteePrincipal: ROLE,
  operations: ["Decrypt"],
  ...rest,
});
const byGrant = (rest: Partial<Grant>, question: Question = {}): string =>
  short(ask({ grants: [grant(rest)], ...question }));

test.each<[string, Value, Question, string]>([
  ["the role", ROLE, {}, "allowed"],
  ["another role", `${ROLE}2`, {}, "denied no-allow"],
  ["its session", SESSION_ARN, {}, "allowed"],
  [
    "a session, where none is known",
    SESSION_ARN,
    { principal: { kind: "role", arn: ROLE, account: ACCOUNT, name: "GeoRole" } },
    "unknown",
  ],
  [
    "its unique id",
    "AROAIGDTESTANDEXAMPLE",
    { principal: { ...role, uniqueId: "AROAIGDTESTANDEXAMPLE" } as typeof role },
    "allowed",
  ],
  ["its account", ROOT, {}, "unknown"],
  ["its account's number", ACCOUNT, {}, "unknown"],
  ["another account", OTHER, {}, "denied no-allow"],
  ["a hole", new Hole("h"), {}, "unknown"],
  ["what is no text", [ROLE], {}, "unknown"],
  ["a service", SERVICE, { principal: service }, "allowed"],
  ["another service", "sns.amazonaws.com", { principal: service }, "denied no-allow"],
  ["a service of an unknown region", text(["personalize.", new Hole("h")]), { principal: service }, "unknown"],
  ["a service, where the role calls", SERVICE, {}, "denied no-allow"],
])("a grant to %s", (_, granteePrincipal, question, expected) => {
  expect(byGrant({ granteePrincipal }, question)).toBe(expected);
});

test.each<[string, Value, string]>([
  ["kms:Decrypt", ["Encrypt", "Decrypt"], "allowed"],
  ["kms:Decrypt", "Decrypt", "allowed"],
  ["KMS:decrypt", ["Decrypt"], "allowed"],
  ["kms:Decrypt", ["Encrypt"], "denied no-allow"],
  ["kms:Decrypt", [], "denied no-allow"],
  ["kms:Decrypt", [new Hole("h")], "unknown"],
  ["kms:Decrypt", new OpenList(["Decrypt"], new Hole("h")), "allowed"],
  ["kms:Decrypt", new OpenList([], new Hole("h")), "unknown"],
  ["kms:Decrypt", null, "denied no-allow"],
  ["kms:GenerateDataKey", ["GenerateDataKeyWithoutPlaintext"], "denied no-allow"],
  ["kms:GenerateDataKeyWithoutPlaintext", ["GenerateDataKeyWithoutPlaintext"], "allowed"],
  ["kms:CreateGrant", ["CreateGrant"], "unknown"],
  ["kms:CreateGrant", ["Decrypt"], "denied no-allow"],
  ["kms:ListGrants", ["ListGrants"], "denied no-allow"],
  ["kms:ListGrants", [new Hole("h")], "denied no-allow"],
  ["s3:GetObject", ["GetObject"], "denied no-allow"],
  ...[
    "Encrypt",
    "GenerateDataKey",
    "GenerateDataKeyPair",
    "GenerateDataKeyPairWithoutPlaintext",
    "ReEncryptFrom",
    "ReEncryptTo",
    "Sign",
    "Verify",
    "GenerateMac",
    "VerifyMac",
    "GetPublicKey",
    "DeriveSharedSecret",
    "DescribeKey",
    "RetireGrant",
  ].map((operation): [string, Value, string] => [`kms:${operation}`, [operation], "allowed"]),
])("%s under a grant of %j", (action, operations, expected) => {
  expect(byGrant({ operations }, { action })).toBe(expected);
});

type Context = Readonly<Record<string, ContextState | string | readonly string[] | null>>;

const IT: Context = { "kms:EncryptionContextKeys": ["Department"], "kms:EncryptionContext:Department": "IT" };

test.each<[string, NonNullable<Grant["constraints"]>, Context, string]>([
  ["a subset that is there", { encryptionContextSubset: { Department: "IT" } }, IT, "allowed"],
  ["a subset of another value", { encryptionContextSubset: { Department: "it" } }, IT, "denied no-allow"],
  ["a subset of another name", { encryptionContextSubset: { department: "IT" } }, IT, "denied no-allow"],
  ["a subset of two", { encryptionContextSubset: { Department: "IT", Purpose: "x" } }, IT, "denied no-allow"],
  ["a subset of nothing", { encryptionContextSubset: {} }, {}, "allowed"],
  ["a subset, no context at all", { encryptionContextSubset: { Department: "IT" } }, {}, "denied no-allow"],
  [
    "a subset among others",
    { encryptionContextSubset: { Department: "IT" } },
    { ...IT, "kms:EncryptionContextKeys": ["Purpose", "Department"] },
    "allowed",
  ],
  [
    "a subset, the keys not known",
    { encryptionContextSubset: { Department: "IT" } },
    { ...IT, "kms:EncryptionContextKeys": { state: "unknown" } },
    "unknown",
  ],
  [
    "a subset, more keys than are known",
    { encryptionContextSubset: { Department: "IT" } },
    { ...IT, "kms:EncryptionContextKeys": { state: "known", values: ["Department"], more: true } },
    "allowed",
  ],
  [
    "a subset, perhaps among more keys",
    { encryptionContextSubset: { Department: "IT" } },
    { ...IT, "kms:EncryptionContextKeys": { state: "known", values: [], more: true } },
    "unknown",
  ],
  [
    "a subset, a key that is a hole",
    { encryptionContextSubset: { Department: "IT" } },
    { ...IT, "kms:EncryptionContextKeys": { state: "known", values: [new Hole("h")] } },
    "unknown",
  ],
  [
    "a subset, the value not known",
    { encryptionContextSubset: { Department: "IT" } },
    { ...IT, "kms:EncryptionContext:Department": { state: "present" } },
    "unknown",
  ],
  [
    "a subset, the value perhaps there",
    { encryptionContextSubset: { Department: "IT" } },
    { ...IT, "kms:EncryptionContext:Department": { state: "unknown" } },
    "unknown",
  ],
  [
    "a subset, one of two values",
    { encryptionContextSubset: { Department: "IT" } },
    { ...IT, "kms:EncryptionContext:Department": { state: "one-of", values: ["IT", "HR"] } },
    "unknown",
  ],
  [
    "a subset, one of two others",
    { encryptionContextSubset: { Department: "IT" } },
    { ...IT, "kms:EncryptionContext:Department": { state: "one-of", values: ["a", "b"], possiblyAbsent: true } },
    "denied no-allow",
  ],
  [
    "a subset, this value if any",
    { encryptionContextSubset: { Department: "IT" } },
    { ...IT, "kms:EncryptionContext:Department": { state: "one-of", values: ["IT"], possiblyAbsent: true } },
    "unknown",
  ],
  [
    "a subset, this value",
    { encryptionContextSubset: { Department: "IT" } },
    { ...IT, "kms:EncryptionContext:Department": { state: "one-of", values: ["IT"] } },
    "allowed",
  ],
  [
    "a subset, a value of somebody else",
    { encryptionContextSubset: { Department: "IT" } },
    { ...IT, "kms:EncryptionContext:Department": { state: "not-ours" } },
    "unknown",
  ],
  [
    "a subset, two values",
    { encryptionContextSubset: { Department: "IT" } },
    { ...IT, "kms:EncryptionContext:Department": ["IT", "IT"] },
    "unknown",
  ],
  [
    "a subset, perhaps more values",
    { encryptionContextSubset: { Department: "IT" } },
    { ...IT, "kms:EncryptionContext:Department": { state: "known", values: ["IT"], more: true } },
    "unknown",
  ],
  [
    "a subset, a value that is no text",
    { encryptionContextSubset: { Department: "IT" } },
    { ...IT, "kms:EncryptionContext:Department": { state: "known", values: [{}] } },
    "unknown",
  ],
  ["a subset with a hole", { encryptionContextSubset: { Department: new Hole("h") } }, IT, "unknown"],
  ["a subset with what is no text", { encryptionContextSubset: { Department: [] } }, IT, "unknown"],
  ["a subset that is not known", { encryptionContextSubset: new Hole("h") }, IT, "unknown"],
  ["a subset that is null", { encryptionContextSubset: null }, IT, "allowed"],
  ["exactly this", { encryptionContextEquals: { Department: "IT" } }, IT, "allowed"],
  [
    "exactly this, and there is more",
    { encryptionContextEquals: { Department: "IT" } },
    { ...IT, "kms:EncryptionContextKeys": ["Department", "Purpose"] },
    "denied no-allow",
  ],
  ["exactly this, and it is another", { encryptionContextEquals: { Department: "HR" } }, IT, "denied no-allow"],
  [
    "exactly this, and perhaps more",
    { encryptionContextEquals: { Department: "IT" } },
    { ...IT, "kms:EncryptionContextKeys": { state: "known", values: ["Department"], more: true } },
    "unknown",
  ],
  [
    "exactly this, and more for certain",
    { encryptionContextEquals: { Department: "IT" } },
    { ...IT, "kms:EncryptionContextKeys": { state: "known", values: ["Department", "x"], more: true } },
    "denied no-allow",
  ],
  ["exactly nothing", { encryptionContextEquals: {} }, {}, "allowed"],
  ["exactly nothing, and there is something", { encryptionContextEquals: {} }, IT, "denied no-allow"],
  [
    "both",
    { encryptionContextEquals: { Department: "IT" }, encryptionContextSubset: { Department: "HR" } },
    IT,
    "denied no-allow",
  ],
  [
    "both, the other way",
    { encryptionContextEquals: { Department: "HR" }, encryptionContextSubset: { Department: "IT" } },
    IT,
    "denied no-allow",
  ],
  [
    "the source's ARN",
    { sourceArn: "arn:aws:personalize:us-west-2:1:job/x" },
    { "aws:SourceArn": "arn:aws:personalize:us-west-2:1:job/x" },
    "allowed",
  ],
  [
    "a pattern of it",
    { sourceArn: "arn:aws:personalize:*:1:job/*" },
    { "aws:SourceArn": "arn:aws:personalize:us-west-2:1:job/x" },
    "allowed",
  ],
  [
    "another source",
    { sourceArn: "arn:aws:personalize:*:2:job/*" },
    { "aws:SourceArn": "arn:aws:personalize:us-west-2:1:job/x" },
    "denied no-allow",
  ],
  ["a source, none given", { sourceArn: "arn:aws:personalize:*:2:job/*" }, {}, "denied no-allow"],
  [
    "a source that is not known",
    { sourceArn: "arn:aws:personalize:*:2:job/*" },
    { "aws:SourceArn": { state: "present" } },
    "unknown",
  ],
  [
    "a source of somebody else",
    { sourceArn: "arn:aws:personalize:*:2:job/*" },
    { "aws:SourceArn": { state: "not-ours" } },
    "unknown",
  ],
  [
    "a source constraint with a hole",
    { sourceArn: new Hole("h") },
    { "aws:SourceArn": "arn:aws:personalize:us-west-2:1:job/x" },
    "unknown",
  ],
  [
    "a subset of two, of which one is certainly missing",
    { encryptionContextSubset: { Department: "IT", Purpose: "x" } },
    { ...IT, "kms:EncryptionContext:Purpose": { state: "unknown" } },
    "denied no-allow",
  ],
  [
    "a subset of nothing, the keys not known",
    { encryptionContextSubset: {} },
    { "kms:EncryptionContextKeys": { state: "unknown" } },
    "allowed",
  ],
  [
    "an exact context, a key not known",
    { encryptionContextEquals: { Department: "IT" } },
    { ...IT, "kms:EncryptionContextKeys": { state: "known", values: ["Department", new Hole("h")] } },
    "unknown",
  ],
  ["a source constraint that is null", { sourceArn: null }, {}, "allowed"],
  ["a source constraint that is no text", { sourceArn: [] }, {}, "unknown"],
  ["no constraint", {}, {}, "allowed"],
])("constrained by %s", (_, constraints, context, expected) => {
  expect(byGrant({ constraints }, { context })).toBe(expected);
});

test("constraints on the encryption context do not count where there is none", () => {
  const constraints = { encryptionContextEquals: { a: "b" }, encryptionContextSubset: { a: "b" } };
  expect(byGrant({ constraints, operations: ["DescribeKey"] }, { action: "kms:DescribeKey" })).toBe("allowed");
  expect(byGrant({ constraints, operations: ["RetireGrant"] }, { action: "kms:RetireGrant" })).toBe("allowed");
  expect(
    byGrant(
      { constraints: { ...constraints, sourceArn: "arn:aws:a::1:x" }, operations: ["DescribeKey"] },
      { action: "kms:DescribeKey" },
    ),
  ).toBe("denied no-allow");
});

test("a constraint on what only the trace tells", () => {
  const context: Context = {
    ...IT,
    "kms:EncryptionContext:Department": { state: "known", values: ["HR"], basis: "trace" },
  };
  expect(byGrant({ constraints: { encryptionContextSubset: { Department: "IT" } } }, { context })).toBe(
    "denied no-allow by trace",
  );
});

test("a grant is beside policies: boundaries do not limit it, Denies do", () => {
  expect(byGrant({}, { boundary: [] })).toBe("allowed");
  expect(byGrant({}, { key: [deny()] })).toBe("denied explicit");
  expect(byGrant({}, { identity: [[mayDo({ Effect: "Deny" })]] })).toBe("denied explicit");
});

test("of several grants, one is enough", () => {
  expect(
    short(ask({ grants: [grant({ operations: ["Encrypt"] }), grant({ granteePrincipal: new Hole("h") }), grant()] })),
  ).toBe("allowed");
});

test("a grant to a role of another account", () => {
  expect(byGrant({}, { keyAccount: OTHER })).toBe("unknown");
  expect(byGrant({}, { keyAccount: OTHER, identity: [[mayDo()]] })).toBe("allowed");
  expect(byGrant({}, { keyAccount: OTHER, key: [allow({ Action: "s3:*" })] })).toBe("unknown");
  expect(byGrant({ operations: [] }, { keyAccount: OTHER, identity: [[mayDo()]] })).toBe("denied no-allow");
});

test.each<[string, Partial<Grant>, Context, string, string]>([
  ["a grantee that is no text", { granteePrincipal: [] }, {}, "grant grantee", "has a grantee that is not known"],
  [
    "a whole account",
    { granteePrincipal: ROOT },
    {},
    "grant to-an-account",
    "is made to a whole account, and AWS does not say what that gives a role",
  ],
  [
    "constraints that are not known",
    { constraints: { encryptionContextEquals: new Hole("c") } },
    {},
    "grant constraint",
    "has a constraint that is not known",
  ],
  [
    "a constraint's value that is no text",
    { constraints: { encryptionContextSubset: { Department: [] } } },
    IT,
    "grant constraint",
    "has a constraint that is not known",
  ],
  [
    "a source constraint that is no text",
    { constraints: { sourceArn: [] } },
    {},
    "grant constraint",
    "has a constraint that is not known",
  ],
  [
    "keys of the encryption context that are not known",
    { constraints: { encryptionContextEquals: { Department: "IT" } } },
    { ...IT, "kms:EncryptionContextKeys": { state: "unknown" } },
    "condition-key kms:EncryptionContextKeys",
    "it depends on `kms:EncryptionContextKeys`, which AWS does not document for this call",
  ],
  [
    "a value of the encryption context that is not known",
    { constraints: { encryptionContextSubset: { Department: "IT" } } },
    { ...IT, "kms:EncryptionContext:Department": { state: "unknown" } },
    "condition-key kms:EncryptionContext:Department",
    "it depends on `kms:EncryptionContext:Department`, which AWS does not document for this call",
  ],
  [
    "a source that is not known",
    { constraints: { sourceArn: "arn:aws:a::1:x" } },
    { "aws:SourceArn": { state: "unknown" } },
    "condition-key aws:SourceArn",
    "it depends on `aws:SourceArn`, which AWS does not document for this call",
  ],
  [
    "an operation that is not known",
    { operations: [new Hole("h")] },
    {},
    "hole h",
    "depends on `h`, known only after apply",
  ],
])("what is in the way of a grant: %s", (_, rest, context, blocker, sentence) => {
  const verdict = ask({ grants: [grant(rest)], context });
  if (verdict.outcome !== "unknown") throw new Error(String(verdict.because));
  expect(verdict.blockers.map((each) => [lineOf(each), each.statement])).toEqual([
    [blocker, { layer: "grant", statement: "g" }],
  ]);
  expect(String(verdict.because)).toBe(sentence.startsWith("it ") ? sentence : `grant \`g\` ${sentence}`);
});
