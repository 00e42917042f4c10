import * as fc from "fast-check";
import type { ContextState, Grant } from "../../src/policy";
import { Choice, Hole, JsonText, OpenList, Text, isList, isMap, type Value } from "../../src/values/value";
import {
  ACCOUNT,
  KEY,
  KEY_ID,
  OTHER,
  OTHER_ROLE,
  ROLE,
  SERVICE,
  SESSION,
  UNIQUE_ID,
  oneOf,
  type Template,
} from "./generate";

/** What each hole turns out to be, by name; and which way each undecided thing of the request goes, by a number. */
export interface Filling {
  readonly holes: Readonly<Record<string, Value>>;
  readonly ways: readonly number[];
}

const cleanTexts = oneOf<Value>(
  ROLE,
  ACCOUNT,
  "x",
  "X",
  "Decrypt",
  "decrypt",
  OTHER_ROLE,
  "job",
  UNIQUE_ID,
  SERVICE,
  "",
);
const knownPrincipals = oneOf<Value>(
  ROLE,
  "*",
  ACCOUNT,
  OTHER,
  SESSION,
  UNIQUE_ID,
  SERVICE,
  `arn:aws:iam::${ACCOUNT}:root`,
);
const knownActions = oneOf<Value>("kms:*", "kms:Decrypt", "*", "s3:*", "kms:CreateGrant", "Decrypt");
const knownValues = oneOf<Value>(ROLE, ACCOUNT, "*", "a*", "x", "true", "Decrypt", "2030-01-01", "2020-01-01");
const knownResources = oneOf<Value>("*", KEY, "arn:aws:kms:*:*:key/*", KEY_ID);
const knownStatements = fc
  .tuple(oneOf("Allow", "Deny"), knownPrincipals, knownActions)
  .map(([Effect, AWS, Action]) => ({ Effect, Principal: { AWS }, Action, Resource: "*" }));

function oneOrMore(texts: fc.Arbitrary<Value>): fc.Arbitrary<Value> {
  return fc.oneof(texts, fc.array(texts, { maxLength: 2 }));
}

/** What the holes of {@link templates} may turn out to be. */
export const fillings: fc.Arbitrary<Filling> = fc.record({
  holes: fc.record({
    account: oneOf<Value>(ACCOUNT, OTHER, "777788889999"),
    account2: oneOf<Value>(ACCOUNT, OTHER, "777788889999"),
    arn: oneOf<Value>(
      ROLE,
      KEY,
      OTHER_ROLE,
      `arn:aws:iam::${ACCOUNT}:root`,
      SESSION,
      `arn:aws:kms:us-west-2:${ACCOUNT}:alias/x`,
    ),
    "role arn": oneOf<Value>(ROLE, OTHER_ROLE, `arn:aws:iam::${ACCOUNT}:role/path/geo`),
    "role text": oneOf<Value>(ROLE, OTHER_ROLE),
    "key arn": oneOf<Value>(KEY, `arn:aws:kms:us-west-2:${OTHER}:key/fresh-key-id`),
    "key id": fc.constant<Value>("fresh-key-id"),
    "other id": fc.constant<Value>("another-fresh-id"),
    id: oneOf<Value>("Decrypt", "crypt", "job", "geo", "other", "fresh-key-id"),
    plain: cleanTexts,
    plain2: cleanTexts,
    wild: oneOf<Value>(
      "*",
      "kms:*",
      ROLE,
      "Decrypt",
      "a",
      "",
      "x",
      "fresh-key-id",
      "?",
      "De*",
      "AROA*",
      ACCOUNT,
      KEY_ID,
      "arn:aws:iam::*:role/*",
    ),
    path: oneOf<Value>("/", "/path/", "/a/b/"),
    principals: oneOrMore(knownPrincipals),
    actions: oneOrMore(fc.oneof(knownActions, oneOf<Value>("CreateGrant", "Encrypt"))),
    resources: oneOrMore(knownResources),
    values: oneOrMore(knownValues),
    "more principals": fc.array(knownPrincipals, { maxLength: 2 }),
    "more actions": fc.array(fc.oneof(knownActions, oneOf<Value>("CreateGrant")), { maxLength: 2 }),
    "more values": fc.array(knownValues, { maxLength: 2 }),
    statement: knownStatements,
    "more statements": fc.array(knownStatements, { maxLength: 2 }),
    document: fc.array(knownStatements, { maxLength: 2 }).map((Statement) => ({ Version: "2012-10-17", Statement })),
    condition: oneOf<Value>(
      {},
      { StringEquals: { "kms:CallerAccount": ACCOUNT } },
      { Bool: { "aws:SecureTransport": "true" } },
    ),
    effect: oneOf<Value>("Allow", "Deny"),
    version: oneOf<Value>("2012-10-17", "2008-10-17"),
    switch: fc.boolean(),
    switch2: fc.boolean(),
  }),
  ways: fc.array(fc.nat(11), { minLength: 16, maxLength: 16 }),
});

/** The template with every unknown part as the filling has it. */
export function fill(template: Template, { holes, ways }: Filling): Template {
  const put = (value: Value): Value => fillValue(value, holes);
  const { principal } = template;
  const keepsIdentityPolicies = template.identityPolicies.map((policy) => withoutPrincipals(put(policy)));
  return {
    ...template,
    principal:
      principal.kind === "service"
        ? {
            kind: "service",
            service: isList(principal.service) ? put(pick(principal.service, ways[0])) : put(principal.service),
          }
        : {
            ...principal,
            arn: put(principal.arn),
            account: put(principal.account),
            name: put(principal.name),
            session: principal.session ?? pick(["job", "other"], ways[1]),
            uniqueId: principal.uniqueId ?? pick([UNIQUE_ID, "AROAANOTHERONE00000000"], ways[2]),
          },
    keyArn: put(template.keyArn),
    keyAccount: put(template.keyAccount),
    keyPolicy: put(template.keyPolicy),
    identityPolicies: keepsIdentityPolicies,
    // a policy that is not attached after all
    possiblyAttached: [],
    ...((ways[3] ?? 0) % 2 === 0
      ? {}
      : {
          identityPolicies: [
            ...keepsIdentityPolicies,
            ...template.possiblyAttached.map((policy) => onlyDenies(withoutPrincipals(put(policy)))),
          ],
        }),
    permissionsBoundary:
      template.permissionsBoundary === undefined ? undefined : withoutPrincipals(put(template.permissionsBoundary)),
    grants: template.grants.map((grant) => ({
      ...grant,
      granteePrincipal: put(grant.granteePrincipal),
      operations: put(grant.operations),
      ...(grant.constraints === undefined
        ? {}
        : { constraints: put(grant.constraints as Value) as NonNullable<Grant["constraints"]> }),
    })),
    context: Object.fromEntries(
      Object.entries(template.context).map(([key, state], index) => [
        key,
        fillState(state, holes, ways[4 + index] ?? 0, key),
      ]),
    ),
  };
}

function pick<T>(items: readonly T[], way: number | undefined): T {
  return items[(way ?? 0) % items.length] as T;
}

/** A statement that fills a hole may have been meant for a key policy. */
function withoutPrincipals(policy: Value): Value {
  return mapStatements(policy, (each) => {
    const rest: Record<string, Value> = {};
    for (const [name, member] of Object.entries(each)) if (name !== "Principal") rest[name] = member;
    return rest;
  });
}

function onlyDenies(policy: Value): Value {
  return mapStatements(policy, (each) =>
    each.Effect === "Deny" ? { ...each } : { Effect: "Deny", Action: "none:*", Resource: "*" },
  );
}

function mapStatements(
  policy: Value,
  map: (statement: Readonly<Record<string, Value>>) => Record<string, Value>,
): Value {
  if (typeof policy === "string") return JSON.stringify(mapStatements(JSON.parse(policy) as Value, map));
  if (!isMap(policy) || !isList(policy.Statement)) return policy;
  return { ...policy, Statement: policy.Statement.map((each) => (isMap(each) ? map(each) : each)) };
}

const MULTIVALUED = ["kms:grantoperations", "kms:encryptioncontextkeys"];

function fillState(state: ContextState, holes: Filling["holes"], way: number, key: string): ContextState {
  const anything: readonly Value[] = ["x", ROLE, ACCOUNT, "true", "a", "p-x", "Decrypt", "5", ""];
  const present: ContextState = {
    state: "known",
    values: MULTIVALUED.includes(key) && way > 8 ? ["Decrypt", "x"] : [pick(anything, way)],
  };
  const { basis, ...rest } = fillStateOf(state, holes, way, present);
  const kept = basis ?? state.basis;
  return kept === undefined ? rest : { ...rest, basis: kept };
}

function fillStateOf(state: ContextState, holes: Filling["holes"], way: number, present: ContextState): ContextState {
  switch (state.state) {
    case "absent":
      return state;
    case "known": {
      const values = state.values.map((value) => fillValue(value, holes));
      return { state: "known", values: state.more === true && way % 2 === 0 ? [...values, "x"] : values };
    }
    case "present":
      return state.notBefore === undefined
        ? present
        : { state: "known", values: [pick(["2026-11-22T00:00:00Z", "2031-01-01T00:00:00Z"], way)] };
    case "not-ours":
      return state.possiblyAbsent === true && way % 2 === 0
        ? { state: "absent" }
        : { state: "known", values: ["foreign"] };
    case "one-of":
      return state.possiblyAbsent === true && way % 3 === 0
        ? { state: "absent" }
        : { state: "known", values: [fillValue(pick(state.values, way), holes)] };
    case "unsupported":
      return way % 2 === 0 ? { state: "absent" } : { state: "known", values: ["foreign"] };
    case "unknown":
      return way % 3 === 0 ? { state: "absent" } : present;
  }
}

/** The value with its holes filled and its choices made. */
export function fillValue(value: Value, holes: Filling["holes"]): Value {
  if (value instanceof Hole) return holes[value.name] ?? null;
  if (value instanceof Text) {
    return value.parts.map((part) => (typeof part === "string" ? part : (fillValue(part, holes) as string))).join("");
  }
  if (value instanceof JsonText) return JSON.stringify(fillValue(value.value, holes));
  if (value instanceof OpenList)
    return [...value.items.map((item) => fillValue(item, holes)), ...listed(holes[value.rest.name])];
  if (value instanceof Choice)
    return fillValue(holes[value.condition.name] === true ? value.whenTrue : value.whenFalse, holes);
  if (isList(value)) return value.map((item) => fillValue(item, holes));
  if (!isMap(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, fillValue(member, holes)]));
}

function listed(value: Value | undefined): readonly Value[] {
  return isList(value) ? value : value === undefined ? [] : [value];
}
