import {
  accountRootAdministers,
  authorizeAssumeRole,
  coversAction,
  parsePolicy,
  viewStatements,
  type Policy,
} from "../../src/policy";
import { Choice, Hole, OpenList, text, type Value } from "../../src/values/value";
import { ACCOUNT, OTHER, ROLE, ROOT, allow, deny, short, lineOf } from "./ask";

const role = { arn: ROLE, account: ACCOUNT };
const PERSONALIZE = "personalize.amazonaws.com";
const GEOSPATIAL = ["sagemaker-geospatial.amazonaws.com", "sagemaker-geospatial.us-west-2.amazonaws.com"];

function trust(...statements: readonly Value[]): Policy {
  return parsePolicy({ Version: "2012-10-17", Statement: statements }, { kind: "trust", name: "aws_iam_role.geo" });
}

function lets(Service: Value, rest: Readonly<Record<string, Value>> = {}): Value {
  return { Sid: "Trust", Effect: "Allow", Principal: { Service }, Action: "sts:AssumeRole", ...rest };
}

/** Statements, a whole document, or none. Parsed within the tests. */
type Given = readonly Value[] | Hole | null;

function policyOf(given: Given): Policy | null {
  if (given === null) return null;
  return given instanceof Hole ? parsePolicy(given, { kind: "trust", name: "aws_iam_role.geo" }) : trust(...given);
}

const under = (Condition: Value): Given => [lets(PERSONALIZE, { Condition })];

test.each<[string, Given, string]>([
  ["the service", [lets(PERSONALIZE)], "allowed"],
  ["everyone", [lets("x", { Principal: "*" })], "allowed"],
  ["another service", [lets("sagemaker.amazonaws.com")], "denied no-allow"],
  ["another action", [lets(PERSONALIZE, { Action: "sts:TagSession" })], "denied no-allow"],
  ["all of sts", [lets(PERSONALIZE, { Action: "sts:*" })], "allowed"],
  ["a Deny", [lets(PERSONALIZE), lets(PERSONALIZE, { Effect: "Deny", Sid: "No" })], "denied explicit"],
  ["a Deny that may be", [lets(PERSONALIZE), new Hole("s")], "unknown"],
  ["an unknown service", [lets(new Hole("s"))], "unknown"],
  ["nothing", null, "denied no-allow"],
  ["an unknown policy", new Hole("p"), "unknown"],
  ["this account", under({ StringEquals: { "aws:SourceAccount": ACCOUNT } }), "allowed"],
  ["another account", under({ StringEquals: { "aws:SourceAccount": OTHER } }), "denied no-allow"],
  [
    "its resources of this account",
    under({ ArnLike: { "aws:SourceArn": `arn:aws:personalize:*:${ACCOUNT}:*` } }),
    "allowed",
  ],
  ["by StringLike", under({ StringLike: { "aws:SourceArn": `arn:aws:personalize:*:${ACCOUNT}:*` } }), "allowed"],
  [
    "its resources of another account",
    under({ ArnLike: { "aws:SourceArn": `arn:aws:personalize:*:${OTHER}:*` } }),
    "denied no-allow",
  ],
  [
    "another service's resources",
    under({ ArnLike: { "aws:SourceArn": `arn:aws:s3:*:${ACCOUNT}:*` } }),
    "denied no-allow",
  ],
  [
    "one of its resources",
    under({ ArnEquals: { "aws:SourceArn": `arn:aws:personalize:us-west-2:${ACCOUNT}:schema/x` } }),
    "unknown",
  ],
  [
    "its resources of one region",
    under({ ArnLike: { "aws:SourceArn": `arn:aws:personalize:us-west-2:${ACCOUNT}:*` } }),
    "unknown",
  ],
  ["no service", under({ Bool: { "aws:PrincipalIsAWSService": "false" } }), "denied no-allow"],
  ["another by name", under({ StringEquals: { "aws:PrincipalServiceName": "x.amazonaws.com" } }), "denied no-allow"],
  ["open transport", under({ Bool: { "aws:SecureTransport": "false" } }), "denied no-allow"],
  ["no external id", under({ Null: { "sts:ExternalId": "true" } }), "allowed"],
  ["a service", under({ Bool: { "aws:PrincipalIsAWSService": "true" } }), "allowed"],
  ["this service by name", under({ StringEquals: { "aws:PrincipalServiceName": PERSONALIZE } }), "allowed"],
  ["encrypted transport", under({ Bool: { "aws:SecureTransport": "true" } }), "allowed"],
  ["an organization", under({ StringEquals: { "aws:PrincipalOrgID": "o-1" } }), "denied no-allow"],
  ["an external id", under({ StringEquals: { "sts:ExternalId": "x" } }), "denied no-allow"],
  ["an organization", under({ StringEquals: { "aws:SourceOrgID": "o-1" } }), "unknown"],
])("a trust policy that names %s", (_, policy, expected) => {
  expect(short(authorizeAssumeRole(policyOf(policy), { service: PERSONALIZE, role }))).toBe(expected);
});

test("the region in which the service runs, where it is known", () => {
  const policy = policyOf(under({ ArnLike: { "aws:SourceArn": `arn:aws:personalize:us-west-2:${ACCOUNT}:*` } }));
  const from = (region: Value): string => short(authorizeAssumeRole(policy, { service: PERSONALIZE, role, region }));
  expect(from("us-west-2")).toBe("allowed");
  expect(from("eu-west-1")).toBe("denied no-allow");
  expect(from(new Hole("r", { shape: "region" }))).toBe("unknown");
});

test("an account and a partition that are not known are the same on both sides", () => {
  const account = new Hole("a", { shape: "account" });
  const arn = text(["arn:aws-cn:iam::", account, ":role/x"]);
  const policy = policyOf(
    under({
      StringEquals: { "aws:SourceAccount": account },
      ArnLike: { "aws:SourceArn": text(["arn:aws-cn:personalize:*:", account, ":*"]) },
    }),
  );
  expect(short(authorizeAssumeRole(policy, { service: PERSONALIZE, role: { arn, account } }))).toBe("allowed");
  expect(short(authorizeAssumeRole(policy, { service: PERSONALIZE, role }))).toBe("denied no-allow");
  expect(short(authorizeAssumeRole(policy, { service: PERSONALIZE, role: { arn: [], account: [] } }))).toBe("unknown");
});

test("of a service's names, the first is the one that AWS documents", () => {
  const by = (Service: Value): string =>
    short(authorizeAssumeRole(trust(lets(Service)), { service: GEOSPATIAL, role }));
  expect(by(GEOSPATIAL[0] ?? "")).toBe("allowed");
  expect(by(GEOSPATIAL[1] ?? "")).toBe("unknown");
  expect(by("sagemaker.amazonaws.com")).toBe("denied no-allow");
  // the second of three decides nothing either, whatever the third is
  const three = [...GEOSPATIAL, "x.amazonaws.com"];
  expect(short(authorizeAssumeRole(trust(lets(GEOSPATIAL[1] ?? "")), { service: three, role }))).toBe("unknown");
  expect(short(authorizeAssumeRole(trust(lets("x.amazonaws.com")), { service: three, role }))).toBe("unknown");
  // where it says by which name it calls
  const byName = { Condition: { StringEquals: { "aws:PrincipalServiceName": GEOSPATIAL[1] ?? "" } } };
  expect(short(authorizeAssumeRole(trust(lets(GEOSPATIAL[1] ?? "", byName)), { service: GEOSPATIAL, role }))).toBe(
    "unknown",
  );
  // what is not known of the others changes nothing
  const open = trust(lets(GEOSPATIAL[0] ?? ""), lets(new Hole("s")));
  expect(short(authorizeAssumeRole(open, { service: GEOSPATIAL, role }))).toBe("allowed");
  const refused = trust(lets(GEOSPATIAL), lets(GEOSPATIAL[0] ?? "", { Effect: "Deny" }));
  expect(short(authorizeAssumeRole(refused, { service: GEOSPATIAL, role }))).toBe("denied explicit");
  expect(short(authorizeAssumeRole(trust(lets("x")), { service: [], role }))).toBe("denied no-allow");
});

test("geospatial resources go by either of two names", () => {
  const named = (service: string): Policy =>
    trust(lets(GEOSPATIAL, { Condition: { ArnLike: { "aws:SourceArn": `arn:aws:${service}:*:${ACCOUNT}:*` } } }));
  expect(short(authorizeAssumeRole(named("sagemaker"), { service: GEOSPATIAL, role }))).toBe("unknown");
  expect(short(authorizeAssumeRole(named("sagemaker*"), { service: GEOSPATIAL, role }))).toBe("allowed");
  expect(short(authorizeAssumeRole(named("s3"), { service: GEOSPATIAL, role }))).toBe("denied no-allow");
});

test("what is in the way of a trust policy that may deny and may allow", () => {
  const policy = trust(
    lets(PERSONALIZE, { Condition: { StringEquals: { "aws:SourceOrgID": "o-1" } } }),
    lets(PERSONALIZE, { Effect: "Deny", Sid: "No", Condition: { StringEquals: { "aws:SourceOrgPaths": "x" } } }),
  );
  const verdict = authorizeAssumeRole(policy, { service: PERSONALIZE, role });
  expect(verdict.outcome === "unknown" && verdict.blockers.map(lineOf)).toEqual([
    "condition-key aws:SourceOrgID",
    "condition-key aws:SourceOrgPaths",
  ]);
  const region = { arn: ROLE.replace("arn:aws:", "arn:aws-cn:"), account: [] };
  const named = authorizeAssumeRole(policyOf(under({ StringEquals: { "aws:SourceAccount": ACCOUNT } })), {
    service: PERSONALIZE,
    role: region,
  });
  expect(named).toMatchObject({ outcome: "unknown", blockers: [{ kind: "condition-key", key: "aws:SourceAccount" }] });
});

test("another request may be asked for", () => {
  const context = { state: () => ({ state: "absent" }) as const };
  expect(
    short(
      authorizeAssumeRole(policyOf(under({ StringEquals: { "aws:SourceAccount": ACCOUNT } })), {
        service: PERSONALIZE,
        role,
        context,
      }),
    ),
  ).toBe("denied no-allow");
});

test.each<[Given, string]>([
  [[lets(PERSONALIZE)], "statement `Trust` of `aws_iam_role.geo` lets personalize.amazonaws.com assume the role"],
  [
    [lets("sagemaker.amazonaws.com")],
    "no statement of the trust policy names personalize.amazonaws.com (statement `Trust` of `aws_iam_role.geo` allows sts:AssumeRole, but not to personalize.amazonaws.com)",
  ],
  [
    [lets(PERSONALIZE, { Action: "sts:TagSession" })],
    "statement `Trust` of `aws_iam_role.geo` names personalize.amazonaws.com but does not allow sts:AssumeRole",
  ],
  [
    [lets(PERSONALIZE, { Effect: "Deny" })],
    "statement `Trust` of `aws_iam_role.geo` denies sts:AssumeRole to personalize.amazonaws.com",
  ],
  [[], "no statement of the trust policy names personalize.amazonaws.com"],
  [null, "no statement of the trust policy names personalize.amazonaws.com"],
  [
    [
      lets(PERSONALIZE, {
        Principal: {
          Service: [new Choice(new Hole("c"), PERSONALIZE, "x"), new Choice(new Hole("c"), "x", PERSONALIZE)],
        },
      }),
    ],
    "statement `Trust` of `aws_iam_role.geo` allows sts:AssumeRole, whatever is known only after apply",
  ],
  [
    [lets(PERSONALIZE, { Condition: { StringEquals: { "aws:SourceOrgID": "o" } } })],
    "statement `Trust` of `aws_iam_role.geo` names personalize.amazonaws.com but only under a condition on `aws:SourceOrgID`, which AWS does not document for this call",
  ],
])("the proof of a trust policy", (policy, because) => {
  expect(String(authorizeAssumeRole(policyOf(policy), { service: PERSONALIZE, role }).because)).toBe(because);
});

const keyPolicy = (document: Value): Policy =>
  parsePolicy(Array.isArray(document) ? { Version: "2012-10-17", Statement: document } : document, { kind: "key" });
const root = (rest: Readonly<Record<string, Value>> = {}): Value => allow({ Principal: { AWS: ROOT }, ...rest });
const account = new Hole("a", { shape: "account" });

test.each<[string, Value, Value, "yes" | "no" | "unknown"]>([
  ["the default policy", [root()], ACCOUNT, "yes"],
  ["the account's number", [root({ Principal: { AWS: ACCOUNT } })], ACCOUNT, "yes"],
  ["PutKeyPolicy by name", [root({ Action: ["kms:Decrypt", "kms:PutKeyPolicy"] })], ACCOUNT, "yes"],
  ["PutKeyPolicy by pattern", [root({ Action: "kms:Put*" })], ACCOUNT, "yes"],
  ["PutKeyPolicy left out", [root({ NotAction: "kms:Put*" })], ACCOUNT, "no"],
  ["other actions", [root({ Action: "kms:Decrypt" })], ACCOUNT, "no"],
  ["another account", [root({ Principal: { AWS: OTHER } })], ACCOUNT, "no"],
  ["everyone", [root({ Principal: "*" })], ACCOUNT, "no"],
  ["a role", [allow()], ACCOUNT, "no"],
  ["a service", [allow({ Principal: { Service: PERSONALIZE } })], ACCOUNT, "no"],
  ["a service that is not known", [allow({ Principal: { Service: new Hole("h") } })], ACCOUNT, "no"],
  [
    "more services than are listed",
    [allow({ Principal: { Service: new OpenList([], new Hole("h")) } })],
    ACCOUNT,
    "no",
  ],
  ["a condition", [root({ Condition: { Bool: { "aws:SecureTransport": "true" } } })], ACCOUNT, "no"],
  ["a condition that is not known", [root({ Condition: new Hole("c") })], ACCOUNT, "unknown"],
  ["no condition in its braces", [root({ Condition: {} })], ACCOUNT, "yes"],
  ["no Resource", [{ Effect: "Allow", Principal: { AWS: ROOT }, Action: "kms:*" }], ACCOUNT, "no"],
  ["a Resource that is perhaps this key", [root({ Resource: "arn:aws:kms:*:*:key/*" })], ACCOUNT, "unknown"],
  ["a NotResource", [root({ NotResource: "x" })], ACCOUNT, "no"],
  ["a Deny", [deny({ Principal: { AWS: ROOT } })], ACCOUNT, "no"],
  [
    "a NotPrincipal",
    [{ Effect: new Hole("e"), NotPrincipal: { AWS: ROOT }, Action: "kms:*", Resource: "*" }],
    ACCOUNT,
    "no",
  ],
  ["an Effect that is not known", [root({ Effect: new Hole("e") })], ACCOUNT, "unknown"],
  ["an action that is not known", [root({ Action: new Hole("e") })], ACCOUNT, "unknown"],
  ["principals that are not known", [root({ Principal: { AWS: new Hole("e") } })], ACCOUNT, "unknown"],
  ["a Principal that is not known", [root({ Principal: new Hole("e") })], ACCOUNT, "unknown"],
  [
    "more principals than are listed",
    [root({ Principal: { AWS: new OpenList([], new Hole("e")) } })],
    ACCOUNT,
    "unknown",
  ],
  ["a role's hole", [root({ Principal: { AWS: text(["arn:aws:iam::", account, ":role/x"]) } })], ACCOUNT, "no"],
  ["a statement that is not known", [new Hole("s")], ACCOUNT, "unknown"],
  ["a statement beside one that is not known", [new Hole("s"), root()], ACCOUNT, "yes"],
  ["a document that is not known", new Hole("d"), ACCOUNT, "unknown"],
  ["a document without Version", { Statement: [root()] }, ACCOUNT, "unknown"],
  ["an account that is not known", [root()], account, "unknown"],
  [
    "the same account's hole",
    [root({ Principal: { AWS: text(["arn:aws:iam::", account, ":root"]) } })],
    account,
    "yes",
  ],
  ["the same account's hole as number", [root({ Principal: { AWS: account } })], account, "yes"],
  ["an account that is no text", [root()], [], "unknown"],
  ["a choice", [root({ Principal: { AWS: [new Choice(new Hole("c"), ROOT, ROLE)] } })], ACCOUNT, "unknown"],
])("the account root administers a key by %s: %s", (_, document, of, expected) => {
  expect(accountRootAdministers(keyPolicy(document), of)).toBe(expected);
});

test("a view of statements", () => {
  const rest = new Hole("more");
  const policy = keyPolicy([
    {
      Sid: "Use",
      Effect: "Allow",
      Principal: { AWS: [ROLE, "*"], Service: PERSONALIZE },
      Action: ["kms:Decrypt", rest],
      Resource: "*",
      Condition: { Bool: { "aws:SecureTransport": "true" } },
    },
    {
      Effect: "Deny",
      NotPrincipal: { AWS: new OpenList([ROLE], rest) },
      NotAction: "kms:*",
      NotResource: new OpenList(["x"], rest),
      Condition: new Hole("c"),
    },
    new Choice(new Hole("c"), allow({ Principal: "*", Condition: { Is: {} } }), new Hole("s")),
  ]);
  const [use, no, unknownOne, either] = viewStatements(policy);
  expect(use).toEqual({
    id: "Use",
    effect: "Allow",
    principals: [
      { kind: "AWS", value: ROLE, anyone: false },
      { kind: "AWS", value: "*", anyone: true },
      { kind: "Service", value: PERSONALIZE, anyone: false },
    ],
    notPrincipal: false,
    actions: ["kms:Decrypt", rest],
    notAction: false,
    resources: ["*"],
    notResource: false,
    conditionKeys: ["aws:SecureTransport"],
    conditional: false,
    unknown: false,
  });
  expect(no).toMatchObject({
    id: "#2",
    effect: "Deny",
    principals: [
      { kind: "AWS", value: ROLE, anyone: false },
      { kind: "AWS", value: rest, anyone: false },
    ],
    notPrincipal: true,
    actions: ["kms:*"],
    notAction: true,
    resources: ["x", rest],
    notResource: true,
    conditionKeys: ["c"],
  });
  const both = [unknownOne, either];
  expect(both.find((view) => view?.unknown === true)).toMatchObject({
    id: "#3",
    effect: "unknown",
    conditional: true,
    principals: [],
    resources: [],
  });
  expect(both.find((view) => view?.unknown === false)).toMatchObject({
    id: "#3",
    conditional: true,
    conditionKeys: ["Is"],
    principals: [{ kind: "*", value: "*", anyone: true }],
  });
});

test("which actions a statement covers", () => {
  const covers = (statement: Value, action: string): string | undefined => {
    const [view] = viewStatements(keyPolicy([statement]));
    return view && coversAction(view, action);
  };
  expect(covers(allow({ Action: "kms:Create*" }), "kms:CreateGrant")).toBe("yes");
  expect(covers(allow({ Action: "kms:Create*" }), "KMS:CREATEGRANT")).toBe("yes");
  expect(covers(allow({ Action: "kms:Create*" }), "kms:Decrypt")).toBe("no");
  expect(covers(allow({ NotAction: "kms:Create*" }), "kms:Decrypt")).toBe("yes");
  expect(covers(allow({ Action: "*" }), "s3:GetObject")).toBe("yes");
  expect(covers(allow({ Action: "*:*" }), "s3:GetObject")).toBe("yes");
  expect(covers(allow({ Action: "s*:Get*" }), "s3:GetObject")).toBe("unknown");
  expect(covers(allow({ Action: "s*:Get*" }), "s3:PutObject")).toBe("no");
  expect(covers(allow({ Action: new Hole("h") }), "kms:Decrypt")).toBe("unknown");
  expect(covers(new Hole("h"), "kms:Decrypt")).toBe("unknown");
  const [view] = viewStatements(keyPolicy([allow()]));
  expect(view && coversAction({ ...view }, "kms:Decrypt")).toBe("unknown");
});

test("a document that is not known has no statements to view", () => {
  expect(viewStatements(keyPolicy(new Hole("d")))).toEqual([]);
  expect(viewStatements(keyPolicy("{"))).toEqual([]);
});

test("a view of what is not known, and of what is malformed", () => {
  const [unknown, broken] = viewStatements(
    trust(new Hole("s"), { Sid: "", Principal: { Service: PERSONALIZE }, Action: "sts:AssumeRole" }),
  );
  expect(unknown).toEqual({
    id: "#1",
    effect: "unknown",
    principals: [],
    notPrincipal: false,
    actions: [],
    notAction: false,
    resources: [],
    notResource: false,
    conditionKeys: [],
    conditional: false,
    unknown: true,
  });
  expect(broken).toMatchObject({ id: "#2", effect: "unknown", unknown: false });
});

test.each<[string, Value, "yes" | "no" | "unknown"]>([
  ["in text with the account", text(["arn:", new Hole("p", { shape: "partition" }), `:iam::${ACCOUNT}:root`]), "yes"],
  ["that may be the root", text([`arn:aws:iam::${ACCOUNT}:ro`, new Hole("h")]), "unknown"],
  ["that may be another's", text([`arn:aws:iam::${OTHER}:ro`, new Hole("h")]), "no"],
  ["that may be the number", text([ACCOUNT.slice(0, 6), new Hole("h")]), "unknown"],
  ["of another kind", text([`arn:aws:sts::${ACCOUNT}:`, new Hole("h")]), "no"],
])("an administrator %s", (_, AWS, expected) => {
  expect(accountRootAdministers(parsePolicy(trustless(AWS), { kind: "key" }), ACCOUNT)).toBe(expected);
});

function trustless(AWS: Value): Value {
  return { Version: "2012-10-17", Statement: { Effect: "Allow", Principal: { AWS }, Action: "kms:*", Resource: "*" } };
}
