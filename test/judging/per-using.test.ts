import type { Key, Use, Using } from "../../src/facts/facts";
import { judge } from "../../src/rules/judge";
import type { Service } from "../../src/services";
import { Hole, join } from "../../src/values";
import { ACCOUNT, aKey, aResource, theFacts } from "../rules/build-facts";

/*
 * Built facts and a small service: what is held here is how a key's uses are asked about and told, which no real service has
 * all of. The scenarios of the catalogue hold the rest with real plans.
 */

const source = { title: "A guide, a page", url: "https://example.com/", read: "2026-12-01", says: "It needs them." };

/** Calls by a name of its Region, and sends the ARN of its resource. */
const logs: Service = {
  id: "logs",
  title: "Some Logs",
  principals: [],
  callsByItself: true,
  operations: [],
  requirements: [
    {
      id: "logs.key-policy.service",
      layer: "key-policy",
      grantee: { service: "logs.{region}.{dns_suffix}" },
      neededBy: ["group"],
      actions: ["kms:Decrypt", "kms:DescribeKey"],
      when: "always",
      context: [
        {
          key: "kms:EncryptionContext:aws:logs:arn",
          state: "is",
          value: "{using.arn}",
          except: ["kms:DescribeKey"],
          label: "doc",
        },
      ],
      source,
    },
  ],
  exemptions: [],
  notes: {},
};

const arnOf = (name: string): string => `arn:aws:logs:us-west-2:${ACCOUNT}:log-group:${name}`;

function group(name: string, given: Partial<Using> = {}): Using {
  return {
    id: `aws_cloudwatch_log_group.${name}`,
    resource: aResource(`aws_cloudwatch_log_group.${name}`),
    arn: arnOf(name),
    name,
    account: ACCOUNT,
    region: "us-west-2",
    bucketKey: "unknown",
    ...given,
  };
}

function aUseBy(key: Key, using: Using | null): Use {
  return {
    service: "logs",
    operations: ["group"],
    key,
    role: null,
    withoutRole: true,
    confidence: "certain",
    evidence: [{ address: using?.id ?? "kmsgate.yaml", attribute: "kms_key_id" }],
    datasetGroupKey: false,
    exportSeen: false,
    using,
  };
}

function statement(principal: string, condition?: object): object {
  return {
    Effect: "Allow",
    Principal: { Service: principal },
    Action: ["kms:Decrypt", "kms:Describe*"],
    Resource: "*",
    ...(condition !== undefined && { Condition: condition }),
  };
}

function judged(key: Key, usings: readonly (Using | null)[]): ReturnType<typeof judge> {
  const uses = usings.map((using) => aUseBy(key, using));
  return judge({ ...theFacts(uses), services: [logs] }, { profile: "documented", minConfidence: "inferred" });
}

const own = "logs.us-west-2.amazonaws.com";

test("a service is asked by the name of the Region of what uses the key", () => {
  const { findings } = judged(aKey([statement("logs.us-east-1.amazonaws.com")] as never), [group("a")]);
  expect(findings.map(({ rule, grantee, actions }) => ({ rule, grantee, actions }))).toEqual([
    { rule: "key-policy-grants-service", grantee: own, actions: ["kms:Decrypt", "kms:DescribeKey"] },
  ]);
  expect(judged(aKey([statement(own)] as never), [group("a")]).findings).toEqual([]);
});

test("in China it calls by another suffix", () => {
  const key = aKey([statement("logs.cn-north-1.amazonaws.com.cn")] as never, {
    region: "cn-north-1",
    arn: `arn:aws-cn:kms:cn-north-1:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`,
  });
  expect(judged(key, [group("a", { region: "cn-north-1" })]).findings).toEqual([]);
});

test("a Region that is not known leaves it open, unless it is the same", () => {
  const region = new Hole("region of provider aws", { shape: "region" });
  const literal = judged(aKey([statement(own)] as never), [group("a", { region })]).findings;
  expect(literal.map(({ verdict }) => verdict)).toEqual(["undecided"]);
  const same = aKey([statement(join(["logs.", region, ".amazonaws.com"]) as never)] as never);
  expect(judged(same, [group("a", { region })]).findings).toEqual([]);
});

test("a condition on what AWS sends is met by the resource that it names, and by no other", () => {
  const condition = { ArnEquals: { "kms:EncryptionContext:aws:logs:arn": arnOf("a") } };
  const key = aKey([statement(own, condition), { ...statement(own), Action: "kms:DescribeKey" }] as never);
  expect(judged(key, [group("a")]).findings).toEqual([]);
  const { findings, access } = judged(key, [group("a"), group("b"), group("c")]);
  expect(findings.map(({ actions }) => actions)).toEqual([["kms:Decrypt"]]);
  expect(findings[0]?.message).toContain("AWS sends the ARN of aws_cloudwatch_log_group.b");
  const calls = access[0]?.calls.map(({ action, uses, effective }) => [
    action,
    effective.outcome,
    uses.map(({ using }) => using?.id.replace(/.*\./, "")),
  ]);
  expect(calls).toEqual([
    ["kms:Decrypt", "allowed", ["a"]],
    ["kms:Decrypt", "denied", ["b", "c"]],
    ["kms:DescribeKey", "allowed", ["a", "b", "c"]],
  ]);
});

test("a declared use without its resource leaves a condition on it open", () => {
  const condition = { ArnEquals: { "kms:EncryptionContext:aws:logs:arn": arnOf("a") } };
  const key = aKey([statement(own, condition), { ...statement(own), Action: "kms:DescribeKey" }] as never);
  const open = judged(key, [null]).findings;
  expect(open.map(({ verdict }) => verdict)).toEqual(["undecided"]);
});

test("a thousand resources on one key are asked about together", () => {
  const names = Array.from({ length: 1000 }, (_, at) => `g${String(at)}`);
  const conditions = [
    undefined,
    { ArnEquals: { "kms:EncryptionContext:aws:logs:arn": names.slice(500).map(arnOf) } },
    { ArnLike: { "kms:EncryptionContext:aws:logs:arn": arnOf("*") } },
  ];
  const all = names.map((name) => group(name));
  const counts = conditions.map((condition) => {
    const key = aKey([statement(own, condition), { ...statement(own), Action: "kms:DescribeKey" }] as never);
    return judged(key, all).access[0]?.calls.map(({ uses }) => uses.length);
  });
  expect(counts).toEqual([
    [1000, 1000],
    [500, 500, 1000],
    [1000, 1000],
  ]);
});
