import {
  authorize,
  requestContext,
  type ContextKey,
  type ContextQuery,
  type ContextRole,
  type ContextState,
} from "../../src/policy";
import { contextHole } from "../../src/policy/evaluate/context-hole";
import { personalize } from "../../src/services/entries/personalize";
import { requestContextTable } from "../../src/services/request-context";
import { sagemakerGeospatial } from "../../src/services/entries/sagemaker-geospatial";
import { Hole, OpenList, text, type Value } from "../../src/values/value";
import { ACCOUNT, KEY, ROLE, allow, deny, queryOf, role as session, service as itself, short } from "./ask";

const key: ContextKey = {
  arn: KEY,
  account: ACCOUNT,
  region: "us-west-2",
  spec: "SYMMETRIC_DEFAULT",
  usage: "ENCRYPT_DECRYPT",
  keyOrigin: "AWS_KMS",
  multiRegion: false,
  tags: { Team: "geo", Cost: new Hole("cost"), twice: "1", Twice: "2", none: null, list: ["x"] },
  aliases: ["alias/geo"],
};
const role: ContextRole = { arn: ROLE, account: ACCOUNT, uniqueId: "AROAIGDTESTANDEXAMPLE", tags: { Team: "geo" } };

type Asked = Partial<Omit<ContextQuery, "service">> & { readonly geospatial?: boolean };

function state(name: string, { geospatial = false, ...asked }: Asked = {}): ContextState {
  const service = geospatial ? sagemakerGeospatial : personalize;
  const caller = asked.caller ?? "role";
  return requestContext({
    action: "kms:Decrypt",
    key,
    role: caller === "role" ? role : null,
    ...asked,
    caller,
    service,
  }).state(name);
}

/** Documentation is what a fact rests on where nothing else is said. */
function plain({ basis, ...rest }: ContextState): object {
  return basis === "trace" ? { ...rest, basis } : rest;
}

const itselfCalls: Asked = { caller: "service" };
const CREATE: Asked = { action: "kms:CreateGrant" };
const known = (...values: Value[]): ContextState => ({ state: "known", values, basis: "documentation" });
const USER_ID = text([new Hole(`unique id of "${ROLE}"`, { shape: "id" }), ":", contextHole("aws:userid", "name")]);
const ABSENT: ContextState = { state: "absent", basis: "documentation" };
const UNKNOWN: ContextState = { state: "unknown" };
const NOT_OURS: ContextState = { state: "not-ours", possiblyAbsent: true, basis: "documentation" };

const STATES: readonly (readonly [string, Asked, ContextState])[] = [
  ["aws:PrincipalArn", {}, known(ROLE)],
  ["AWS:PRINCIPALARN", {}, known(ROLE)],
  ["aws:PrincipalArn", itselfCalls, NOT_OURS],
  ["aws:PrincipalAccount", {}, known(ACCOUNT)],
  ["kms:CallerAccount", {}, known(ACCOUNT)],
  ["kms:CallerAccount", itselfCalls, UNKNOWN],
  ["aws:PrincipalOrgID", {}, UNKNOWN],
  ["aws:PrincipalOrgID", itselfCalls, ABSENT],
  ["aws:PrincipalIsAWSService", {}, known("false")],
  ["aws:PrincipalIsAWSService", itselfCalls, known("true")],
  ["aws:PrincipalServiceName", {}, ABSENT],
  ["aws:PrincipalServiceName", itselfCalls, known("personalize.amazonaws.com")],
  [
    "aws:PrincipalServiceName",
    { ...itselfCalls, geospatial: true },
    { state: "one-of", values: [...sagemakerGeospatial.principals], basis: "documentation" },
  ],
  ["aws:PrincipalType", {}, known("AssumedRole")],
  ["aws:PrincipalTag/Team", {}, known("geo")],
  ["aws:principaltag/TEAM", {}, known("geo")],
  ["aws:PrincipalTag/Other", {}, UNKNOWN],
  ["aws:PrincipalTag/Team", itselfCalls, UNKNOWN],
  ["aws:username", {}, ABSENT],
  ["aws:TokenIssueTime", {}, { state: "present", basis: "documentation" }],
  ["aws:MultiFactorAuthPresent", {}, UNKNOWN],
  ["aws:MultiFactorAuthPresent", { geospatial: true }, { state: "known", values: ["false"], basis: "trace" }],
  ["aws:SecureTransport", {}, known("true")],
  ["aws:SecureTransport", itselfCalls, known("true")],
  ["aws:SourceVpce", {}, NOT_OURS],
  ["aws:SourceVpc", itselfCalls, NOT_OURS],
  ["aws:SourceIp", {}, UNKNOWN],
  ["aws:SourceAccount", {}, ABSENT],
  ["aws:SourceArn", {}, ABSENT],
  [
    "aws:SourceAccount",
    itselfCalls,
    { state: "one-of", values: [ACCOUNT], possiblyAbsent: true, basis: "documentation" },
  ],
  ["aws:SourceArn", itselfCalls, UNKNOWN],
  ["aws:CalledVia", {}, ABSENT],
  ["aws:CalledViaFirst", itselfCalls, ABSENT],
  ["aws:ViaAWSService", {}, known("false")],
  ["aws:ViaAWSService", itselfCalls, UNKNOWN],
  ["kms:ViaService", {}, UNKNOWN],
  ["kms:GrantIsForAWSResource", {}, ABSENT],
  ["kms:GrantIsForAWSResource", CREATE, { state: "unknown", basis: "documentation" }],
  ["kms:GrantIsForAWSResource", { action: "kms:ListGrants" }, { state: "unknown", basis: "documentation" }],
  ["kms:GrantIsForAWSResource", { action: "KMS:listgrants" }, { state: "unknown", basis: "documentation" }],
  ["kms:GrantOperations", {}, ABSENT],
  ["kms:GrantOperations", CREATE, UNKNOWN],
  ["kms:GrantOperations", { ...CREATE, geospatial: true }, { state: "known", values: ["Decrypt"], basis: "trace" }],
  ["kms:GrantConstraintType", { ...CREATE, geospatial: true }, { state: "absent", basis: "trace" }],
  ["kms:GranteePrincipal", {}, ABSENT],
  ["kms:EncryptionContextKeys", { action: "kms:DescribeKey" }, ABSENT],
  ["kms:EncryptionContext:x", { action: "kms:ListGrants" }, ABSENT],
  ["kms:EncryptionContext:x", CREATE, UNKNOWN],
  ["kms:EncryptionContext:x", { ...CREATE, geospatial: true }, { state: "absent", basis: "trace" }],
  [
    "kms:EncryptionContextKeys",
    { action: "kms:GenerateDataKeyWithoutPlaintext", geospatial: true },
    { state: "absent", basis: "trace" },
  ],
  ["kms:EncryptionContext:x", { geospatial: true }, UNKNOWN],
  [
    "kms:EncryptionContextKeys",
    { ...itselfCalls, geospatial: true },
    { state: "known", values: ["aws:s3:arn"], basis: "trace" },
  ],
  ["kms:EncryptionContext:aws:s3:arn", { ...itselfCalls, geospatial: true }, { state: "present", basis: "trace" }],
  ["kms:EncryptionContext:other", { ...itselfCalls, geospatial: true }, { state: "absent", basis: "trace" }],
  ["kms:EncryptionContext:aws:s3:arn", itselfCalls, UNKNOWN],
  ["kms:EncryptionAlgorithm", {}, known("SYMMETRIC_DEFAULT")],
  ["kms:EncryptionAlgorithm", { action: "kms:Encrypt" }, known("SYMMETRIC_DEFAULT")],
  ["kms:EncryptionAlgorithm", { action: "kms:ReEncryptTo" }, known("SYMMETRIC_DEFAULT")],
  ["kms:GrantIsForAWSResource", { action: "kms:Encrypt" }, ABSENT],
  ["kms:EncryptionAlgorithm", CREATE, ABSENT],
  ["kms:KeySpec", {}, known("SYMMETRIC_DEFAULT")],
  ["kms:KeyUsage", itselfCalls, known("ENCRYPT_DECRYPT")],
  ["kms:KeyOrigin", {}, known("AWS_KMS")],
  ["kms:MultiRegion", {}, known("false")],
  ["aws:ResourceAccount", {}, known(ACCOUNT)],
  ["aws:RequestedRegion", {}, known("us-west-2")],
  ["aws:ResourceTag/Team", {}, known("geo")],
  ["aws:ResourceTag/team", itselfCalls, known("geo")],
  ["aws:ResourceTag/Cost", {}, known(new Hole("cost"))],
  ["aws:ResourceTag/other", {}, ABSENT],
  ["aws:ResourceTag/none", {}, ABSENT],
  ["aws:ResourceTag/twice", {}, UNKNOWN],
  ["aws:ResourceTag/list", {}, UNKNOWN],
  ["aws:ResourceTag/a", { key: { ...key, tags: new Hole("tags") } }, UNKNOWN],
  ["aws:ResourceTag/a", { key: { ...key, tags: null } }, ABSENT],
  ["aws:PrincipalTag/a", { role: { ...role, tags: null } }, UNKNOWN],
  ["aws:PrincipalTag/Team", { role: { ...role, tags: new Hole("tags") } }, UNKNOWN],
  ["kms:ResourceAliases", {}, { state: "known", values: ["alias/geo"], more: true, basis: "documentation" }],
  ["kms:ResourceAliases", itselfCalls, UNKNOWN],
  ["kms:RequestAlias", {}, UNKNOWN],
  ["aws:CurrentTime", {}, { state: "present", notBefore: "2026-11-22", basis: "documentation" }],
  ["aws:UserAgent", {}, UNKNOWN],
  ["no:such:key", {}, UNKNOWN],
  ["aws:PrincipalTag/unset", {}, UNKNOWN],
  ["aws:userid", { role: { arn: ROLE, account: ACCOUNT, tags: null } }, known(USER_ID)],
  ["aws:ResourceTag/odd", { key: { ...key, tags: { odd: new OpenList([], new Hole("o")) } } }, UNKNOWN],
  ["aws:ResourceTag/Team", { ...itselfCalls }, known("geo")],
];

// first of all, so that the table is read here
test("the states of a call, by the table and by the plan", () => {
  expect(STATES.map(([name, asked]) => plain(state(name, asked)))).toEqual(
    STATES.map(([, , expected]) => plain(expected)),
  );
  const kinds = new Set(requestContextTable.map(({ label }) => label));
  expect([...kinds].sort()).toEqual(["doc", "inf"]);
  for (const { keys, label, fact, caller, actions = ["kms:Decrypt"] } of requestContextTable) {
    if (["tag", "at-least", "is", "one-of"].includes(fact.state)) continue;
    const asked: Asked = {
      caller: caller === "service" ? "service" : "role",
      action: actions[0] ?? "",
      geospatial: false,
    };
    const found = state((keys[0] ?? "").replace("*", "x"), asked);
    // a key may have several entries, the first that fits before the others
    const entries = requestContextTable.filter((each) => each.keys.includes(keys[0] ?? ""));
    const states = entries.map((each) => each.fact.state.replace("since", "present"));
    expect([keys, found.state]).toEqual([
      keys,
      expect.stringMatching(new RegExp(`^(known|one-of|${states.join("|")})$`)),
    ]);
    if (entries.length > 1) continue;
    expect([keys, found.basis]).toEqual([keys, label === "trace" ? "trace" : "documentation"]);
    expect([keys, found.state]).toEqual([keys, fact.state.replace("since", "present")]);
  }
});

test.each(STATES)("%s in %j", (name, asked, expected) => {
  expect(plain(state(name, asked))).toEqual(plain(expected));
});

test("what the plan does not know of key and role stays a value that nobody knows", () => {
  const open = { ...key, spec: { odd: true } as unknown as Value, account: new Hole("account") };
  expect(state("kms:KeySpec", { key: open })).toMatchObject({ state: "known", values: [{ shape: "any" }] });
  expect(state("aws:ResourceAccount", { key: open })).toEqual(known(new Hole("account")));
  for (const name of ["aws:PrincipalArn", "kms:CallerAccount", "aws:userid"]) {
    expect(state(name, { role: null })).toMatchObject({ state: "known", values: [{ shape: "any" }] });
  }
  expect(plain(state("aws:PrincipalTag/x", { role: null }))).toEqual(UNKNOWN);
});

test("every action, caller and service has an answer for every key of the table", () => {
  const actions = [
    "CreateGrant",
    "Decrypt",
    "DescribeKey",
    "GenerateDataKey",
    "GenerateDataKeyWithoutPlaintext",
    "ListGrants",
  ];
  for (const name of requestContextTable.flatMap(({ keys }) => keys.map((each) => each.replace("*", "x")))) {
    for (const action of actions) {
      for (const asked of [{}, { geospatial: true }, itselfCalls, { ...itselfCalls, geospatial: true }]) {
        expect(state(name, { ...asked, action: `kms:${action}` }).state).toMatch(
          /absent|known|present|not-ours|one-of|unknown/,
        );
      }
    }
  }
});

/** The verdicts that AUTHORIZATION lists for common conditions, of the role and of the service. */
function conditioned(asked: Asked, Condition: Value, effect: "Allow" | "Deny" = "Allow"): string {
  const { geospatial = false, action = "kms:Decrypt", caller = "role" } = asked;
  const service = geospatial ? sagemakerGeospatial : personalize;
  const Principal = caller === "role" ? { AWS: ROLE } : { Service: personalize.principals };
  const base = queryOf({
    principal: caller === "role" ? session : itself,
    action,
    key: effect === "Allow" ? [allow({ Principal, Condition })] : [allow({ Principal }), deny({ Condition })],
  });
  const context = requestContext({ service, caller, action, key, role: caller === "role" ? role : null });
  return short(authorize({ ...base, context }));
}

test.each<[Value]>([
  [{ ArnLike: { "aws:PrincipalArn": `arn:aws:iam::${ACCOUNT}:role/Geo*` } }],
  [{ StringEquals: { "kms:CallerAccount": ACCOUNT, "aws:PrincipalAccount": ACCOUNT } }],
  [{ Bool: { "aws:SecureTransport": "true", "aws:PrincipalIsAWSService": "false" } }],
  [
    {
      StringEquals: {
        "kms:KeySpec": "SYMMETRIC_DEFAULT",
        "aws:ResourceTag/Team": "geo",
        "aws:ResourceAccount": ACCOUNT,
      },
    },
  ],
  [{ StringEquals: { "kms:EncryptionAlgorithm": "SYMMETRIC_DEFAULT" } }],
  [{ StringEqualsIfExists: { "aws:SourceAccount": ACCOUNT }, ArnLikeIfExists: { "aws:SourceArn": "arn:aws:x::1:y" } }],
  [{ Null: { "aws:SourceAccount": "true", "aws:CalledVia": "true" } }],
  [{ StringLike: { "aws:userid": "AROAIGDTESTANDEXAMPLE:*" } }],
  [{ DateGreaterThan: { "aws:CurrentTime": "2020-01-01T00:00:00Z" } }],
])("provably satisfied by the role: %j", (Condition) => {
  expect(conditioned({}, Condition)).toBe("allowed");
});

test.each<[Asked, Value, string]>([
  [{}, { StringEquals: { "aws:SourceAccount": ACCOUNT } }, "denied no-allow"],
  [{}, { ArnLike: { "aws:SourceArn": "arn:aws:personalize:*:*:*" } }, "denied no-allow"],
  [{}, { StringEquals: { "aws:SourceVpce": "vpce-1" } }, "denied no-allow"],
  [{}, { Bool: { "aws:PrincipalIsAWSService": "true" } }, "denied no-allow"],
  [{}, { "ForAnyValue:StringEquals": { "aws:CalledVia": ["x"] } }, "denied no-allow"],
  [
    {},
    { ArnEquals: { "aws:PrincipalArn": "arn:aws:sts::111122223333:assumed-role/GeoRole/StartJob" } },
    "denied no-allow",
  ],
  [{}, { Bool: { "kms:GrantIsForAWSResource": "true" } }, "denied no-allow"],
  [{ action: "kms:DescribeKey" }, { StringEquals: { "kms:EncryptionContext:x": "y" } }, "denied no-allow"],
  [{}, { "ForAllValues:StringEquals": { "kms:GrantOperations": ["Decrypt"] } }, "allowed"],
  [{}, { "ForAnyValue:StringEquals": { "kms:GrantOperations": ["Decrypt"] } }, "denied no-allow"],
  [CREATE, { StringEquals: { "kms:GranteePrincipal": ROLE } }, "denied no-allow"],
  [CREATE, { StringEquals: { "kms:GranteePrincipal": "personalize.amazonaws.com" } }, "unknown"],
  [
    { ...CREATE, geospatial: true },
    { "ForAllValues:StringEquals": { "kms:GrantOperations": ["Encrypt"] } },
    "denied no-allow by trace",
  ],
  [
    { ...CREATE, geospatial: true },
    { "ForAllValues:StringEquals": { "kms:GrantOperations": ["Decrypt"] } },
    "unknown by trace",
  ],
  [{ ...CREATE, geospatial: true }, { Null: { "kms:EncryptionContextKeys": "false" } }, "denied no-allow by trace"],
  [CREATE, { Bool: { "kms:GrantIsForAWSResource": "true" } }, "unknown"],
  [{}, { StringEquals: { "kms:ViaService": "personalize.us-west-2.amazonaws.com" } }, "unknown"],
  [{}, { IpAddress: { "aws:SourceIp": "10.0.0.0/8" } }, "unknown"],
  [{}, { DateLessThan: { "aws:CurrentTime": "2020-01-01T00:00:00Z" } }, "denied no-allow"],
  [{ caller: "service" }, { Bool: { "aws:PrincipalIsAWSService": "true" } }, "allowed"],
  [{ caller: "service" }, { StringEqualsIfExists: { "aws:SourceAccount": ACCOUNT } }, "allowed"],
  [{ caller: "service" }, { StringEquals: { "aws:SourceAccount": ACCOUNT } }, "unknown"],
  [{ caller: "service" }, { StringEquals: { "aws:SourceAccount": "999999999999" } }, "denied no-allow"],
  [{ caller: "service" }, { StringEquals: { "aws:PrincipalOrgID": "o-1" } }, "denied no-allow"],
  [{ caller: "service" }, { StringEquals: { "kms:CallerAccount": ACCOUNT } }, "unknown"],
])("an Allow in %j under %j: %s", (asked, Condition, expected) => {
  expect(conditioned(asked, Condition)).toBe(expected);
});

test.each<[Asked, Value, string]>([
  [{}, { StringNotEquals: { "aws:SourceVpce": "vpce-1" } }, "denied explicit"],
  [{}, { StringNotEqualsIfExists: { "aws:SourceVpc": "vpc-1" } }, "denied explicit"],
  [{}, { StringNotEquals: { "aws:SourceAccount": ACCOUNT } }, "denied explicit"],
  [{}, { ArnNotEquals: { "aws:PrincipalArn": ROLE } }, "allowed"],
  // AWS's example of a data perimeter: it spares services in their own name, but no role that one uses.
  [
    {},
    {
      StringNotEqualsIfExists: { "aws:SourceVpce": "vpce-1" },
      BoolIfExists: { "aws:ViaAWSService": "false", "aws:PrincipalIsAWSService": "false" },
    },
    "denied explicit",
  ],
  [
    { caller: "service" },
    {
      StringNotEqualsIfExists: { "aws:SourceVpce": "vpce-1" },
      BoolIfExists: { "aws:ViaAWSService": "false", "aws:PrincipalIsAWSService": "false" },
    },
    "allowed",
  ],
  [{ caller: "service" }, { StringNotEquals: { "aws:SourceVpce": "vpce-1" } }, "denied explicit"],
  [{ caller: "service" }, { StringNotEquals: { "aws:PrincipalOrgID": "o-1" } }, "denied explicit"],
  [{ caller: "service" }, { ArnNotEquals: { "aws:PrincipalArn": ROLE } }, "denied explicit"],
  [
    { caller: "service" },
    { StringNotEquals: { "aws:PrincipalOrgID": "o-1" }, BoolIfExists: { "aws:PrincipalIsAWSService": "false" } },
    "allowed",
  ],
])("a Deny in %j under %j: %s", (asked, Condition, expected) => {
  expect(conditioned(asked, Condition, "Deny")).toBe(expected);
});
