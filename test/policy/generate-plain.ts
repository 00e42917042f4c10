import * as fc from "fast-check";
import type { Principal } from "../../src/policy";
import type { Value } from "../../src/values/value";
import { ACCOUNT, KEY, OTHER, OTHER_ROLE, ROLE, SERVICE, SESSION, UNIQUE_ID, oneOf, type Template } from "./generate";

/*
 * Queries of few kinds, nearly all of which is known, so that many of them look alike: for the law on those that have one
 * name. Some hold one thing that no name may leave out.
 */

const PATH_ROLE = `arn:aws:iam::${ACCOUNT}:role/path/geo`;

const callers: fc.Arbitrary<Principal> = fc.oneof(
  fc
    .record({
      arn: oneOf<Value>(ROLE, ROLE, PATH_ROLE, OTHER_ROLE),
      session: oneOf(undefined, "job", "other"),
      uniqueId: oneOf(undefined, UNIQUE_ID),
      replaced: fc.nat(5).map((n) => n === 0),
      traced: fc.nat(5).map((n) => n === 0),
    })
    .map(({ arn, session, uniqueId, replaced, traced }): Principal => ({
      kind: "role",
      arn,
      account: arn === OTHER_ROLE ? OTHER : ACCOUNT,
      name: "geo",
      replaced,
      ...(session !== undefined && { session, ...(traced && { sessionBasis: "trace" as const }) }),
      ...(uniqueId !== undefined && { uniqueId }),
    })),
  oneOf<Principal>(
    { kind: "service", service: SERVICE },
    { kind: "service", service: "other.amazonaws.com" },
    { kind: "service", service: [SERVICE, "other.amazonaws.com"] },
  ),
);

const principals = oneOf<Value>(
  { AWS: ROLE },
  { AWS: [ROLE, `arn:aws:iam::${ACCOUNT}:root`] },
  { AWS: `arn:aws:iam::${ACCOUNT}:root` },
  { AWS: [OTHER, PATH_ROLE] },
  { AWS: SESSION },
  { AWS: UNIQUE_ID },
  { AWS: ROLE, Service: SERVICE },
  { Service: "other.amazonaws.com" },
  "*",
);

const actions = oneOf<Value>("kms:*", "kms:Decrypt", ["kms:De*", "kms:CreateGrant"], "kms:CreateGrant", "s3:*");

const resources = oneOf<Value>("*", "*", KEY, `arn:aws:kms:*:${ACCOUNT}:key/*`, `arn:aws:kms:*:${OTHER}:key/*`);

/** What a name may not leave out: one in ten statements has one of them. */
const more = oneOf<Readonly<Record<string, Value>>>(
  { Condition: { StringEquals: { "aws:PrincipalArn": ROLE } } },
  { Condition: { StringEquals: { "kms:CallerAccount": ACCOUNT } } },
  { Condition: { StringEquals: { "aws:SourceAccount": ACCOUNT } } },
  { Resource: "arn:aws:kms:*:${aws:PrincipalAccount}:key/*" },
  { Resource: 5, Sid: 5 },
  { Effect: "allow" },
);

function documents(ofKey: boolean): fc.Arbitrary<Value> {
  const statement = fc
    .record({
      Effect: oneOf("Allow", "Allow", "Allow", "Deny"),
      Principal: principals,
      except: fc.nat(19),
      actions,
      Resource: resources,
      more: fc.option(more, { freq: 9 }).map((given) => given ?? {}),
      plain: fc.nat(9),
    })
    .map(({ Effect, Principal, except, actions: listed, Resource, more: given, plain }): Value => ({
      Effect,
      ...(ofKey && { [except === 0 ? "NotPrincipal" : "Principal"]: Principal }),
      [except === 1 ? "NotAction" : "Action"]: listed,
      [except === 2 ? "NotResource" : "Resource"]: Resource,
      ...(plain === 0 && given),
    }));
  const list = fc.array(statement, { minLength: 1, maxLength: 2 });
  return list.map((Statement) => ({ Version: "2012-10-17", Statement }));
}

const rare = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<readonly T[]> =>
  fc.oneof({ weight: 9, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: arbitrary.map((one) => [one]) });

/** Queries of which many look alike. */
export const plainTemplates: fc.Arbitrary<Template> = fc
  .record({
    principal: callers,
    action: oneOf("kms:Decrypt", "kms:CreateGrant", "kms:DescribeKey"),
    keyArn: oneOf<Value>(KEY, KEY, KEY.replace(ACCOUNT, OTHER)),
    keyAccount: fc.constant<Value>(ACCOUNT),
    keyPolicyWritten: fc.boolean(),
    keyPolicy: documents(true),
    identityPolicies: fc.array(documents(false), { maxLength: 1 }),
    possiblyAttached: rare(documents(false)),
    permissionsBoundary: fc.option(documents(false), { nil: undefined, freq: 1 }),
    grants: rare(fc.constant({ name: "grant", granteePrincipal: ROLE, operations: ["Decrypt"] })),
    context: oneOf(
      {},
      { "aws:principalarn": { state: "known" as const, values: [ROLE] } },
      { "kms:calleraccount": { state: "known" as const, values: [ACCOUNT] } },
      { "aws:sourceaccount": { state: "known" as const, values: [ACCOUNT] } },
      { "aws:principalaccount": { state: "known" as const, values: [ACCOUNT] } },
    ),
  })
  .map((template) => ({ ...template, keyAccount: template.keyArn === KEY ? ACCOUNT : OTHER }));
