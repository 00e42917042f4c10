import type { Key, Role, Use } from "../../src/facts/facts";
import { judge, type JudgeOptions } from "../../src/rules/judge";
import { toReport } from "../../src/report/to-report";
import { Hole, type Value } from "../../src/values/value";
import {
  ACCOUNT,
  KEY_ARN,
  PERSONALIZE_KEY_ACTIONS,
  PERSONALIZE_ROLE_ACTIONS,
  ROLE_ARN,
  ROOT,
  aKey,
  aPolicy,
  aRole,
  aUse,
  outsideRole,
  theFacts,
  toService,
} from "./build-facts";

const OPTIONS: JudgeOptions = { profile: "documented", minConfidence: "inferred" };
const OTHER = "444455556666";

/** A key and its role, each like all others but for what is given. */
interface Pair {
  readonly key?: Partial<Key>;
  readonly role?: Partial<Role>;
  readonly inKeyPolicy?: readonly Value[];
  readonly admitted?: Value;
  readonly inRolePolicy?: Readonly<Record<string, Value>>;
  readonly use?: Partial<Use>;
}

function pair(name: string, given: Pair = {}): Use {
  const arn = given.role?.arn ?? `${ROLE_ARN}-${name}`;
  const role = aRole([{ Effect: "Allow", Action: PERSONALIZE_ROLE_ACTIONS, Resource: "*", ...given.inRolePolicy }], {
    id: `aws_iam_role.${name}`,
    arn,
    name: `service-${name}`,
    ...given.role,
  });
  const admits = { Effect: "Allow", Principal: { AWS: given.admitted ?? arn } };
  const statements: readonly Value[] = [
    ROOT,
    { ...admits, Action: PERSONALIZE_KEY_ACTIONS, Resource: "*" },
    toService(PERSONALIZE_KEY_ACTIONS),
    ...(given.inKeyPolicy ?? []),
  ];
  return aUse(aKey(statements, { id: `aws_kms_key.${name}`, ...given.key }), role, given.use);
}

/** What is found of the keys, those that all have in common left aside. */
function found(uses: readonly Use[], incomplete = false): readonly string[] {
  const facts = theFacts(uses, { incomplete });
  return judge(facts, OPTIONS).findings.map((finding) => JSON.stringify({ ...finding, plan: 0 }));
}

const like = [pair("a"), pair("b"), pair("c")];

test("keys and roles that differ in nothing but their names all pass", () => {
  expect(found(like)).toEqual([]);
});

const deny = (more: Readonly<Record<string, Value>>): Value => ({
  Effect: "Deny",
  Principal: "*",
  Action: "kms:*",
  Resource: "*",
  ...more,
});

test.each<[string, Pair]>([
  [
    "a role of another account",
    { role: { arn: ROLE_ARN.replace(ACCOUNT, OTHER), account: OTHER }, inRolePolicy: { Resource: "arn:aws:s3:::b" } },
  ],
  ["a path in the role's ARN", { role: { arn: `arn:aws:iam::${ACCOUNT}:role/path/service` }, admitted: ROLE_ARN }],
  ["the unique id of another role", { admitted: "AROAOTHERTESTEXAMPLE1", role: { uniqueId: "AROAIGDTESTANDEXAMPLE" } }],
  ["a unique id that is not known", { admitted: "AROAOTHERTESTEXAMPLE1" }],
  ["a session", { admitted: `arn:aws:sts::${ACCOUNT}:assumed-role/service-d/job` }],
  ["a pattern that the key does not match", { inRolePolicy: { Resource: `${KEY_ARN.slice(0, -4)}0000` } }],
  ["fewer actions", { inRolePolicy: { Action: ["kms:Decrypt"] } }],
  [
    "a condition on who calls",
    { inKeyPolicy: [deny({ Condition: { ArnEquals: { "aws:PrincipalArn": `${ROLE_ARN}-d` } } })] },
  ],
  [
    "a condition on its account",
    { inKeyPolicy: [deny({ Condition: { StringEquals: { "kms:CallerAccount": ACCOUNT } } })] },
  ],
  [
    "a condition on the source",
    { inKeyPolicy: [deny({ Condition: { StringNotEquals: { "aws:SourceAccount": ACCOUNT } } })] },
  ],
  ["a policy variable", { inRolePolicy: { Resource: "arn:aws:kms:*:${aws:PrincipalTag/account}:key/*" } }],
  ["a Deny", { inKeyPolicy: [deny({ Principal: { AWS: `${ROLE_ARN}-d` } })] }],
  ["a boundary", { role: { boundary: aPolicy([{ Effect: "Allow", Action: "s3:*", Resource: "*" }], "boundary") } }],
  ["a policy that may be attached", { role: { possiblyAttached: [aPolicy([deny({ Principal: null })], "identity")] } }],
  ["a malformed policy", { inRolePolicy: { Sid: 5 } }],
  ["a role whose ARN is not known", { role: { arn: new Hole("arn") }, admitted: ROLE_ARN }],
  [
    "a role that is made anew, under a policy that stays",
    { role: { replaced: true }, key: { policy: { ...pair("d").key.policy, written: false } } },
  ],
  ["a role that nobody sees", { role: { managedHere: false, identityPolicies: outsideRole().identityPolicies } }],
  ["a use that needs more", { use: { datasetGroupKey: true } }],
])("among keys that pass, one that differs is told as if it were alone: %s", (_, given) => {
  const [one, other] = [pair("d", given), pair("d", given)];
  const alone = found([one]);
  expect(alone).not.toEqual([]);
  expect(found([...like, one])).toEqual(alone);
  expect(found([other, ...like])).toEqual(alone);
});

test("a role that is not known is no role that passes", () => {
  const unknown = { ...pair("d"), role: null };
  expect(found([...like, unknown])).toEqual(found([unknown]));
  expect(found([unknown])).not.toEqual([]);
});

test("under -target, what passes passes, and what does not is told as alone", () => {
  expect(found(like, true)).toEqual([]);
  const one = pair("d", { inRolePolicy: { Action: "kms:Decrypt" } });
  expect(found([...like, one], true)).toEqual(found([one], true));
});

test("a key that several use passes where it passes for each of them", () => {
  const one = pair("a");
  const other: Use = { ...pair("b", { inRolePolicy: { Action: "kms:Decrypt" } }), key: one.key };
  expect(found([one, ...like, other])).toEqual(found([other, one]));
  expect(found([one, other]).join()).toContain("aws_iam_role.b");
});

test("the access table of a key that passes for another is its own", () => {
  const tables = (uses: readonly Use[]): readonly unknown[] => {
    const facts = theFacts(uses);
    const meta = { plans: [], version: "0", profile: "documented" } as const;
    return toReport(facts, judge(facts, OPTIONS), meta).keys.map(({ access }) => access);
  };
  expect(tables(like)).toEqual(like.flatMap((use) => tables([use])));
  expect(JSON.stringify(tables(like)[2])).toContain("aws_iam_role.c");
});
