import type { Facts, Key, Role, Use } from "../../src/facts/facts";
import { rules } from "../../src/rules";
import { judge } from "../../src/rules/judge";
import type { JudgingRuleId } from "../../src/findings/rule-ids";
import { parseHcl } from "./hcl";
import { beforeThat } from "./cases/access-is-not-revoked";
import {
  KEY_ARN,
  PERSONALIZE_KEY_ACTIONS,
  RIGHT_KEY_POLICY,
  RIGHT_ROLE_POLICY,
  aKey,
  aPolicy,
  aRole,
  aUse,
  theFacts,
  toService,
} from "./build-facts";

/** Where the sample of a rule's words stands; all else is right. */
const placed: Readonly<Record<JudgingRuleId, (sample: string) => Facts>> = {
  "key-policy-grants-role": (sample) => using({ policy: keyPolicy(sample, [toService(PERSONALIZE_KEY_ACTIONS)]) }),
  "key-policy-grants-service": (sample) => using({ policy: keyPolicy(sample) }),
  "role-policy-grants-role": (sample) => using({}, { identityPolicies: [aPolicy(sample, "identity")] }),
  "no-deny-blocks-service": (sample) => using({ policy: keyPolicy(sample) }),
  "caller-may-use-key": (sample) => {
    const { uses, ...facts } = using({ policy: aPolicy(sample, "key") });
    const ofCaller = { service: "eventbridge-bus", operations: ["event-bus"], role: null, withoutRole: true } as const;
    return { ...facts, uses: uses.map((use) => ({ ...use, ...ofCaller })) };
  },
  "key-is-usable": (sample) => using(keyOf(sample)),
  "role-trusts-service": (sample) => using({}, { trust: aPolicy(sample, "trust") }),
  "policy-is-well-formed": (sample) => using({ policy: aPolicy(sample, "key") }),
  "key-is-known": (sample) => ({ ...using({}), runtimeKeys: runtimeKeysOf(sample) }),
  "export-needs-data-key-without-plaintext": (sample) =>
    using(
      { policy: keyPolicy(sample) },
      {},
      { operations: ["dataset-group"], datasetGroupKey: true, exportSeen: true },
    ),
  "grants-no-more-than-needed": (sample) => using({ policy: keyPolicy(sample) }),
  "access-is-not-revoked": (sample) => using({ policy: keyPolicy(sample) }),
  "declaration-names-operations": (sample) => using({}, {}, undeclaredIn(sample)),
};

function using(key: Partial<Key>, role: Partial<Role> = {}, use: Partial<Use> = {}): Facts {
  return theFacts([aUse(aKey(RIGHT_KEY_POLICY, key), aRole(RIGHT_ROLE_POLICY, role), use)]);
}

function keyPolicy(sample: string, more: readonly unknown[] = []): Key["policy"] {
  const document = JSON.parse(sample) as { Statement: unknown[] };
  return aPolicy(JSON.stringify({ ...document, Statement: [...document.Statement, ...more] }), "key");
}

function keyOf(sample: string): Partial<Key> {
  const block = parseHcl(sample).resource?.aws_kms_key?.data?.[0] ?? {};
  return {
    arn: KEY_ARN,
    spec: String(block.customer_master_key_spec),
    usage: String(block.key_usage),
    enabled: block.is_enabled !== false,
  };
}

/** The key of the state machine is known at run time where the sample gives it by a path. */
function runtimeKeysOf(sample: string): Facts["runtimeKeys"] {
  const at = { address: "aws_sfn_state_machine.train", attribute: "definition" };
  const key = { service: "personalize", operation: "dataset-group", at, plan: 0, because: "it is known at run time" };
  return sample.includes('"KmsKeyArn.$"') ? [key] : [];
}

/** What the declaration leaves out where the plan shows an import job and a dataset group. */
function undeclaredIn(sample: string): Partial<Use> {
  const operations = ["dataset-group", "dataset-import-job"].filter((each) => !sample.includes(`"${each}"`));
  const declarations = [{ address: "terraform_data.kmsgate_use", attribute: "input" }];
  return operations.length === 0 ? {} : { undeclared: { operations, declarations } };
}

function toldBy(id: JudgingRuleId, facts: Facts): readonly string[] {
  // What a plan takes is told by what was there before: everything.
  const before = id === "access-is-not-revoked" ? { before: beforeThat(using({})) } : {};
  const { findings } = judge(facts, { profile: "documented", minConfidence: "inferred", ...before });
  return findings.filter(({ rule }) => rule === id).map(({ level, verdict }) => `${level} ${verdict}`);
}

describe.each(rules)("$id", ({ id, level, fails, passes }) => {
  test("the example that fails fails, at the level of the rule", () => {
    const verdict = id === "key-is-known" ? "undecided" : "violated";
    expect(new Set(toldBy(id, placed[id](fails)))).toEqual(new Set([`${level} ${verdict}`]));
  });

  test("the example that passes passes", () => {
    expect(toldBy(id, placed[id](passes))).toEqual([]);
  });
});

test("a rule's words are whole: an id of its own, sentences, and a source with what AWS says", () => {
  expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
  for (const { title, why, source } of rules) {
    expect(title).toMatch(/^[^A-Z].*[^.]$/);
    expect(why).toMatch(/\.$/);
    expect(source).toEqual({
      title: expect.stringMatching(/, /) as string,
      url: expect.stringMatching(/^https:\/\/docs\.aws\.amazon\.com\//) as string,
      read: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) as string,
      says: expect.stringMatching(/\S/) as string,
    });
  }
});
