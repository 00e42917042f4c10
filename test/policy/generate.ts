import * as fc from "fast-check";
import { parsePolicy, type AuthorizeQuery, type ContextState, type Grant, type Principal } from "../../src/policy";
import { Choice, Hole, JsonText, OpenList, isMap, text, type Value } from "../../src/values/value";

/**
 * Queries with unknown parts everywhere, and ways to fill them: one {@link Template} with one {@link Filling} gives a query
 * of which all is known.
 */
export interface Template {
  readonly principal: Principal;
  readonly action: string;
  readonly keyArn: Value;
  readonly keyAccount: Value;
  readonly keyPolicyWritten?: boolean;
  readonly keyPolicy: Value;
  readonly identityPolicies: readonly Value[];
  readonly possiblyAttached: readonly Value[];
  readonly permissionsBoundary: Value | undefined;
  readonly grants: readonly Grant[];
  readonly context: Readonly<Record<string, ContextState>>;
}

export const ACCOUNT = "111122223333";
export const OTHER = "444455556666";
export const ROLE = `arn:aws:iam::${ACCOUNT}:role/geo`;
export const OTHER_ROLE = `arn:aws:iam::${OTHER}:role/geo`;
export const KEY_ID = "1234abcd-12ab-34cd-56ef-1234567890ab";
export const KEY = `arn:aws:kms:us-west-2:${ACCOUNT}:key/${KEY_ID}`;
export const SESSION = `arn:aws:sts::${ACCOUNT}:assumed-role/geo/job`;
export const UNIQUE_ID = "AROAIGDTESTANDEXAMPLE";
const SERVICES = ["personalize.amazonaws.com", "sagemaker-geospatial.amazonaws.com"];
export const SERVICE = SERVICES[0] ?? "";

/** Holes that stand in the request too, so that they never hold wildcards. */
const account = new Hole("account", { shape: "account" });
const account2 = new Hole("account2", { shape: "account" });
const roleArn = new Hole("role arn", { shape: "arn" });
const roleText = new Hole("role text");
const keyArn = new Hole("key arn", { shape: "arn" });
const arn = new Hole("arn", { shape: "arn" });
const keyId = new Hole("key id", { shape: "id", fresh: true });
const otherId = new Hole("other id", { shape: "id", fresh: true });
const id = new Hole("id", { shape: "id" });
const plain = new Hole("plain");
const plain2 = new Hole("plain2");
/** Holes of policies alone: text with anything in it. */
const wild = new Hole("wild");
const path = new Hole("path", { shape: "path" });
/** Holes that may turn out to be lists, or whole elements. */
const principals = new Hole("principals");
const actions = new Hole("actions");
const resources = new Hole("resources");
const values = new Hole("values");
const morePrincipals = new Hole("more principals");
const moreActions = new Hole("more actions");
const moreValues = new Hole("more values");
const statement = new Hole("statement");
const moreStatements = new Hole("more statements");
const document = new Hole("document");
const condition = new Hole("condition");
const effect = new Hole("effect");
const version = new Hole("version");
const switches = [new Hole("switch"), new Hole("switch2")] as const;

export const oneOf = <T>(...items: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...items);

const roleArns = oneOf<Value>(
  ROLE,
  ROLE,
  ROLE,
  ROLE,
  text(["arn:aws:iam::", account, ":role/geo"]),
  roleArn,
  `arn:aws:iam::${ACCOUNT}:role/path/geo`,
  roleText,
);
const accounts = oneOf<Value>(ACCOUNT, ACCOUNT, account, account2, OTHER);
const keyArns = oneOf<Value>(
  KEY,
  KEY,
  text([`arn:aws:kms:us-west-2:${ACCOUNT}:key/`, keyId]),
  text(["arn:aws:kms:us-west-2:", account, ":key/", keyId]),
  keyArn,
);

const principalTexts = oneOf<Value>(
  ROLE,
  ROLE,
  "*",
  ACCOUNT,
  OTHER,
  `arn:aws:iam::${ACCOUNT}:root`,
  `arn:aws:iam::${OTHER}:root`,
  OTHER_ROLE,
  SESSION,
  `arn:aws:sts::${ACCOUNT}:assumed-role/geo/other`,
  UNIQUE_ID,
  "AROAOTHERTESTEXAMPLE1",
  `arn:aws:iam::${ACCOUNT}:user/u`,
  `arn:aws:iam::${ACCOUNT}:role/*`,
  text(["arn:aws:iam::", account, ":role/geo"]),
  text(["arn:aws:iam::", account2, ":role/geo"]),
  text(["arn:aws:iam::", account, ":root"]),
  text([`arn:aws:iam::${ACCOUNT}:role`, path, "geo"]),
  text([`arn:aws:iam::${ACCOUNT}:role/`, plain2]),
  text([`arn:aws:sts::${ACCOUNT}:assumed-role/geo/`, id]),
  arn,
  roleArn,
  roleText,
  account,
  wild,
  plain,
);

const actionTexts = oneOf<Value>(
  "kms:*",
  "kms:*",
  "*",
  "kms:Decrypt",
  "KMS:decrypt",
  "kms:CreateGrant",
  "kms:?ecrypt",
  "kms:De*",
  "kms:List*",
  "s3:*",
  "k*:Decrypt",
  text(["kms:", wild]),
  text(["kms:", id]),
  text(["kms:De", id, "*"]),
  wild,
  plain,
);

const resourceTexts = oneOf<Value>(
  "*",
  "*",
  "*",
  KEY,
  "arn:aws:kms:*:*:key/*",
  "arn:aws:kms:*",
  `arn:aws:kms:us-west-2:${OTHER}:key/*`,
  `arn:aws:kms:us-west-2:${ACCOUNT}:alias/geo`,
  KEY_ID,
  "arn:aws:kms:*:key/*",
  `arn:aws:kms:us-west-2:${ACCOUNT}:key/\${aws:PrincipalTag/k}`,
  `arn:aws:kms:us-west-2:\${aws:PrincipalAccount}:key/*`,
  text([`arn:aws:kms:us-west-2:${ACCOUNT}:key/`, keyId]),
  text([`arn:aws:kms:us-west-2:${ACCOUNT}:key/`, otherId]),
  text(["arn:aws:kms:us-west-2:", account, ":key/*"]),
  text(["arn:aws:kms:us-west-2:", account2, ":key/", wild]),
  arn,
  keyArn,
  wild,
);

const conditionKeys = [
  "aws:PrincipalArn",
  "kms:CallerAccount",
  "kms:ViaService",
  "aws:PrincipalTag/k",
  "kms:GrantOperations",
  "kms:EncryptionContextKeys",
  "aws:SecureTransport",
  "aws:CurrentTime",
  "aws:SourceVpce",
  "kms:EncryptionContext:Dept",
] as const;

const valueTexts = oneOf<Value>(
  ROLE,
  ACCOUNT,
  OTHER,
  "true",
  "false",
  "x",
  "X",
  "a*",
  "*",
  "Decrypt",
  "5",
  "2020-01-01T00:00:00Z",
  "arn:aws:iam::*:role/*",
  "${aws:PrincipalTag/k}",
  "${aws:PrincipalTag/k, 'x'}",
  "p-${kms:ViaService}*",
  "${*}",
  account,
  account2,
  arn,
  roleArn,
  roleText,
  plain,
  wild,
  text(["arn:aws:iam::", account, ":role/*"]),
  text(["a", wild]),
  text([plain, "*"]),
  text(["p-", plain2]),
);

const operators = [
  "StringEquals",
  "StringNotEquals",
  "StringEqualsIfExists",
  "StringNotEqualsIfExists",
  "StringEqualsIgnoreCase",
  "StringLike",
  "StringNotLike",
  "ArnLike",
  "ArnEquals",
  "ArnNotEquals",
  "Bool",
  "BoolIfExists",
  "Null",
  "NumericLessThan",
  "DateGreaterThan",
  "DateLessThan",
  "ForAllValues:StringEquals",
  "ForAllValues:StringLike",
  "ForAnyValue:StringEquals",
  "ForAnyValue:StringLike",
  "ForAnyValue:StringNotEquals",
  "ForAllValues:StringNotLikeIfExists",
] as const;

/** A text or a list of texts, with all that may be unknown about it. */
function listOf(texts: fc.Arbitrary<Value>, whole: Hole, rest: Hole): fc.Arbitrary<Value> {
  return fc.oneof(
    { weight: 6, arbitrary: texts },
    { weight: 4, arbitrary: fc.array(texts, { minLength: 1, maxLength: 3 }) },
    { weight: 1, arbitrary: fc.array(texts, { maxLength: 2 }).map((items) => new OpenList(items, rest)) },
    { weight: 1, arbitrary: fc.tuple(oneOf(...switches), texts, texts).map(([on, a, b]) => new Choice(on, a, b)) },
    { weight: 1, arbitrary: fc.tuple(oneOf(...switches), texts, texts).map(([on, a, b]) => [new Choice(on, a, b)]) },
    { weight: 1, arbitrary: fc.constant(whole) },
  );
}

const principalElements = fc.oneof(
  { weight: 8, arbitrary: fc.record({ AWS: listOf(principalTexts, principals, morePrincipals) }) },
  {
    weight: 3,
    arbitrary: fc.record({ Service: listOf(oneOf<Value>(...SERVICES, "*", plain2), principals, morePrincipals) }),
  },
  { weight: 2, arbitrary: fc.constant<Value>("*") },
  {
    weight: 1,
    arbitrary: fc.record({ AWS: principalTexts, Service: oneOf<Value>(...SERVICES) }),
  },
  { weight: 1, arbitrary: fc.constant<Value>({ Federated: "cognito-identity.amazonaws.com" }) },
);

const conditionBlocks: fc.Arbitrary<Value> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .array(fc.tuple(oneOf(...operators), oneOf(...conditionKeys), listOf(valueTexts, values, moreValues)), {
        minLength: 1,
        maxLength: 2,
      })
      .map((tests) => {
        const blocks: Record<string, Record<string, Value>> = {};
        for (const [operator, key, value] of tests) (blocks[operator] ??= {})[key] = value;
        return blocks;
      }),
  },
  { weight: 1, arbitrary: fc.constant<Value>(condition) },
);

const ALLOWS = Array.from({ length: 10 }, () => "Allow");

function statements(ofKey: boolean): fc.Arbitrary<Value> {
  const known = fc
    .record({
      effect: oneOf<Value>(...ALLOWS, "Deny", "Deny", effect, new Choice(switches[0], "Allow", "Deny")),
      principal: principalElements,
      notPrincipal: fc.nat(9),
      action: listOf(actionTexts, actions, moreActions),
      notAction: fc.nat(9),
      resource: fc.option(listOf(resourceTexts, resources, resources), { freq: 9 }),
      notResource: fc.nat(12),
      condition: fc.option(conditionBlocks, { freq: 2 }),
      noCondition: fc.nat(3),
    })
    .map((given): Value => {
      const denies = given.effect === "Deny";
      return {
        Effect: given.effect,
        ...(ofKey
          ? {
              [denies && given.notPrincipal < 3 && isMap(given.principal) ? "NotPrincipal" : "Principal"]:
                given.principal,
            }
          : {}),
        [given.notAction === 0 ? "NotAction" : "Action"]: given.action,
        ...(given.resource === null && ofKey
          ? {}
          : { [given.notResource === 0 ? "NotResource" : "Resource"]: given.resource ?? "*" }),
        ...(given.condition === null || given.noCondition > 0 ? {} : { Condition: given.condition }),
      };
    });
  /** A statement that allows what it is about, so that some queries are allowed. */
  const plainly = fc
    .record({
      AWS: fc.oneof({ weight: 3, arbitrary: fc.constant<Value>(ROLE) }, { weight: 1, arbitrary: principalTexts }),
      condition: fc.option(conditionBlocks, { freq: 1 }),
    })
    .map(({ AWS, condition: only }): Value => ({
      Effect: "Allow",
      ...(ofKey ? { Principal: { AWS, Service: SERVICE } } : {}),
      Action: "kms:*",
      Resource: "*",
      ...(only === null ? {} : { Condition: only }),
    }));
  return fc.oneof(
    { weight: 6, arbitrary: known },
    { weight: 10, arbitrary: plainly },
    { weight: 1, arbitrary: fc.constant<Value>(statement) },
    {
      weight: 1,
      arbitrary: fc.tuple(oneOf(...switches), known, known).map(([on, a, b]): Value => new Choice(on, a, b)),
    },
  );
}

function documents(ofKey: boolean): fc.Arbitrary<Value> {
  const one = fc
    .record({
      version: oneOf<Value>("2012-10-17", "2012-10-17", "2012-10-17", "2012-10-17", "2008-10-17", version),
      list: fc.array(statements(ofKey), { minLength: 1, maxLength: 4 }),
      open: fc.nat(11),
    })
    .map(({ version, list, open }): Value => ({
      Version: version,
      Statement: open === 0 ? new OpenList(list, moreStatements) : list,
    }));
  return fc.oneof(
    { weight: 14, arbitrary: one },
    { weight: 2, arbitrary: one.map((value) => new JsonText(value)) },
    { weight: 1, arbitrary: fc.constant<Value>(document) },
    { weight: 1, arbitrary: fc.tuple(oneOf(...switches), one, one).map(([on, a, b]): Value => new Choice(on, a, b)) },
  );
}

const contextValues = oneOf<Value>(
  ROLE,
  ACCOUNT,
  OTHER,
  "true",
  "false",
  "x",
  "X",
  "ab",
  "Decrypt",
  "5",
  account,
  arn,
  roleArn,
  roleText,
  plain,
  text(["p-", plain2]),
);

const states: fc.Arbitrary<ContextState> = fc.oneof(
  fc.constant<ContextState>({ state: "absent" }),
  fc.constant<ContextState>({ state: "absent", basis: "trace" }),
  fc
    .array(contextValues, { minLength: 1, maxLength: 2 })
    .map((list): ContextState => ({ state: "known", values: list.slice(0, 1) })),
  fc.array(contextValues, { maxLength: 2 }).map((list): ContextState => ({ state: "known", values: list })),
  contextValues.map((value): ContextState => ({ state: "known", values: [value], basis: "trace" })),
  contextValues.map((value): ContextState => ({ state: "known", values: [value], more: true })),
  fc.constant<ContextState>({ state: "present" }),
  fc.constant<ContextState>({ state: "not-ours", possiblyAbsent: true }),
  fc.constant<ContextState>({ state: "not-ours" }),
  fc
    .array(contextValues, { minLength: 1, maxLength: 2 })
    .map((list): ContextState => ({ state: "one-of", values: list })),
  fc
    .array(contextValues, { minLength: 1, maxLength: 2 })
    .map((list): ContextState => ({ state: "one-of", values: list, possiblyAbsent: true })),
  fc.constant<ContextState>({ state: "unknown" }),
);

const contexts = fc.record(
  Object.fromEntries(
    conditionKeys.map((key): [string, fc.Arbitrary<ContextState>] => [
      key.toLowerCase(),
      key === "aws:CurrentTime" ? fc.constant<ContextState>({ state: "present", notBefore: "2026-11-22" }) : states,
    ]),
  ),
);

const callers: fc.Arbitrary<Principal> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .record({
        kind: fc.constant("role" as const),
        arn: roleArns,
        account: accounts,
        name: oneOf<Value>("geo", "geo", id),
        session: fc.option(fc.constant("job"), { nil: undefined }),
        uniqueId: fc.option(fc.constant(UNIQUE_ID), { nil: undefined }),
        replaced: fc.nat(7).map((n) => n === 0),
        traced: fc.boolean(),
      })
      .map(({ session, uniqueId, traced, ...role }): Principal => ({
        ...role,
        ...(session === undefined ? {} : { session }),
        ...(session !== undefined && traced ? { sessionBasis: "trace" as const } : {}),
        ...(uniqueId === undefined ? {} : { uniqueId }),
      })),
  },
  {
    weight: 2,
    arbitrary: oneOf<Principal>({ kind: "service", service: SERVICE }, { kind: "service", service: SERVICES }),
  },
);

const grants: fc.Arbitrary<Grant> = fc
  .record({
    granteePrincipal: oneOf<Value>(ROLE, ROLE, SERVICE, SESSION, ACCOUNT, OTHER_ROLE, arn, roleArn, plain),
    operations: listOf(oneOf<Value>("Decrypt", "CreateGrant", "ListGrants", "Encrypt", plain), actions, moreActions),
    constraints: fc.option(
      oneOf<NonNullable<Grant["constraints"]>>(
        { encryptionContextSubset: { Dept: "x" } },
        { encryptionContextEquals: { Dept: "x" } },
        { encryptionContextSubset: { Dept: plain } },
        { sourceArn: ROLE },
      ),
      { freq: 2 },
    ),
  })
  .map(({ constraints, ...grant }) => ({ name: "grant", ...grant, ...(constraints === null ? {} : { constraints }) }));

/** Queries with unknown parts. */
export const templates: fc.Arbitrary<Template> = fc.record({
  principal: callers,
  action: oneOf("kms:Decrypt", "kms:Decrypt", "kms:CreateGrant", "kms:ListGrants", "kms:DescribeKey"),
  keyArn: keyArns,
  keyAccount: accounts,
  keyPolicyWritten: fc.boolean(),
  keyPolicy: documents(true),
  identityPolicies: fc.array(documents(false), { maxLength: 2 }),
  possiblyAttached: fc.array(documents(false), { maxLength: 1 }),
  permissionsBoundary: fc.option(documents(false), { nil: undefined, freq: 2 }),
  grants: fc.array(grants, { maxLength: 1 }),
  context: contexts,
});

/** The query that a template stands for. */
export function queryOf(template: Template): AuthorizeQuery {
  const parse = (value: Value, kind: "identity" | "boundary", name?: string) =>
    parsePolicy(value, { kind, ...(name === undefined ? {} : { name }) });
  const { context } = template;
  return {
    principal: template.principal,
    action: template.action,
    key: { arn: template.keyArn, account: template.keyAccount },
    ...(template.keyPolicyWritten === undefined ? {} : { keyPolicyWritten: template.keyPolicyWritten }),
    keyPolicy: parsePolicy(template.keyPolicy, { kind: "key" }),
    identityPolicies: template.identityPolicies.map((value, index) => parse(value, "identity", `policy ${index}`)),
    possiblyAttached: template.possiblyAttached.map((value, index) => parse(value, "identity", `attached ${index}`)),
    ...(template.permissionsBoundary === undefined
      ? {}
      : { permissionsBoundary: parse(template.permissionsBoundary, "boundary") }),
    grants: template.grants,
    context: { state: (key) => context[key.toLowerCase()] ?? { state: "absent" } },
  };
}
