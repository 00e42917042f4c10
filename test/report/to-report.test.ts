import { catalogue } from "../../src/services/catalogue";
import { Hole } from "../../src/values/value";
import {
  PERSONALIZE_KEY_ACTIONS,
  RIGHT_KEY_POLICY,
  RIGHT_ROLE_POLICY,
  ROOT,
  aKey,
  aRole,
  aUse,
  outsideRole,
  theFacts,
  toRole,
  toService,
} from "../rules/build-facts";
import { reportOf } from "./report-of";

const right = aUse(aKey(RIGHT_KEY_POLICY), aRole(RIGHT_ROLE_POLICY));
const failing = aUse(aKey([ROOT], { id: "aws_kms_key.bare" }), aRole(RIGHT_ROLE_POLICY));
const open = aUse(aKey(new Hole("policy"), { id: "aws_kms_key.open" }), aRole(RIGHT_ROLE_POLICY));

test("a report says what made it, of which plans", () => {
  const { tool, plans, profile, format_version: version } = reportOf(theFacts([right]));
  expect({ tool, profile, version }).toEqual({
    tool: { name: "kmsgate", version: "1.2.3", catalogue },
    profile: "documented",
    version: "1.2",
  });
  expect(plans).toEqual([
    {
      path: "tfplan",
      sha256: "9f".repeat(32),
      reader: "direct",
      terraform_version: "1.11.4",
      format_version: null,
      complete: true,
      resource_count: 3,
      accounts: [{ id: "111122223333", inferred: false }],
      source: "plan",
    },
  ]);
});

describe("verdicts", () => {
  test("no key in scope", () => {
    const { summary } = reportOf(theFacts([], { keys: [aKey(RIGHT_KEY_POLICY)] }));
    expect(summary).toMatchObject({ verdict: "none", keys: 0, not_judged: 1 });
  });

  test("each key by what is found of it, the whole by its worst", () => {
    const facts = theFacts([right, failing, open], {
      keys: [right.key, failing.key, open.key, aKey([], { id: "aws_kms_key.unused" })],
    });
    const { summary, keys } = reportOf(facts);
    expect(keys.map(({ id, verdict }) => [id, verdict])).toEqual([
      ["aws_kms_key.bare", "fail"],
      ["aws_kms_key.data", "pass"],
      ["aws_kms_key.open", "undecided"],
    ]);
    expect(summary).toEqual({
      verdict: "fail",
      keys: 3,
      not_judged: 1,
      passed: 1,
      failed: 1,
      undecided: 1,
      errors: 2,
      warnings: 0,
      notes: 0,
      ignored: 0,
    });
    expect(reportOf(theFacts([right, open])).summary.verdict).toBe("undecided");
    expect(reportOf(theFacts([right])).summary.verdict).toBe("pass");
  });

  test("an error that is ignored fails no key", () => {
    const ignored = { reason: "accepted" };
    const { summary } = reportOf(theFacts([failing]), (findings) => findings.map((each) => ({ ...each, ignored })));
    expect(summary).toMatchObject({ verdict: "pass", passed: 1, errors: 0, ignored: 2 });
  });

  test("notes make no key fail and none undecided", () => {
    const key = aKey([...RIGHT_KEY_POLICY, toRole(["kms:*"])]);
    const group = { operations: ["dataset-group"], datasetGroupKey: true };
    const { summary } = reportOf(theFacts([aUse(key, aRole(RIGHT_ROLE_POLICY), group)]));
    expect(summary).toMatchObject({ verdict: "pass", errors: 0, notes: 2 });
  });

  test("two plans may hold keys of one address: each keeps its own verdict", () => {
    const other = { ...failing.key, id: "aws_kms_key.data", plan: 1 };
    const { keys } = reportOf(theFacts([right, { ...failing, key: other }]));
    expect(keys.map(({ id, plan: index, verdict }) => [id, index, verdict])).toEqual([
      ["aws_kms_key.data", 0, "pass"],
      ["aws_kms_key.data", 1, "fail"],
    ]);
  });
});

describe("keys", () => {
  test("a key that may be used stands among them, undecided", () => {
    const because = "its policy refers to aws_iam_role.service";
    const { keys, unlinked } = reportOf(
      theFacts([], { keys: [open.key], unlinked: [{ kind: "key", address: "aws_kms_key.open", because }] }),
    );
    expect(keys).toEqual([
      {
        id: "aws_kms_key.open",
        plan: 0,
        address: "aws_kms_key.open",
        arn: open.key.arn,
        verdict: "undecided",
        policy: { origin: "unknown", because: "policy is known after apply" },
        uses: [],
        access: [],
      },
    ]);
    expect(unlinked).toEqual([{ kind: "key", address: "aws_kms_key.open", because }]);
  });

  test("an operation whose key cannot be told stands among them by its address", () => {
    const at = { address: "aws_sfn_state_machine.train", attribute: "definition" };
    const runtimeKey = { service: "personalize", at, plan: 0, because: "KmsKeyArn.$" };
    const { keys, summary } = reportOf(
      theFacts([], {
        runtimeKeys: [
          { ...runtimeKey, operation: "metric-attribution" },
          { ...runtimeKey, operation: "dataset-group" },
        ],
      }),
    );
    expect(summary.verdict).toBe("undecided");
    expect(keys).toEqual([
      {
        id: "aws_sfn_state_machine.train",
        plan: 0,
        address: null,
        arn: null,
        verdict: "undecided",
        policy: { origin: "unknown", because: "which key it is cannot be told" },
        uses: [
          {
            service: "personalize",
            operations: ["dataset-group", "metric-attribution"],
            role: null,
            confidence: "certain",
            evidence: [at],
          },
        ],
        access: [],
      },
    ]);
  });

  test("an ARN that is not wholly known is null, and so is the address of what is not in the plan", () => {
    const key = aKey(RIGHT_KEY_POLICY, { id: "alias/data", resource: null, arn: new Hole("arn") });
    const [found] = reportOf(theFacts([aUse(key, outsideRole({ arn: new Hole("role") }))])).keys;
    expect([found?.address, found?.arn, found?.uses[0]?.role]).toEqual([null, null, { address: null, arn: null }]);
  });
});

describe("the access table", () => {
  test("holds each action of each requirement in force, with both answers", () => {
    const key = aKey([ROOT, toRole(["kms:Decrypt"]), toService(PERSONALIZE_KEY_ACTIONS)]);
    const [found] = reportOf(theFacts([aUse(key, aRole(RIGHT_ROLE_POLICY))])).keys;
    const rows = found?.access.map(({ requirement, grantee, action, documented, effective, by }) =>
      [requirement, grantee.address ?? grantee.principal, action, documented, effective, by ?? "-"].join(" "),
    );
    const actions = PERSONALIZE_KEY_ACTIONS;
    const other = (action: string): string => {
      if (action === "kms:Decrypt") return "yes allowed -";
      return action === "kms:CreateGrant" ? "no denied no-allow" : "no allowed -";
    };
    expect(rows).toEqual([
      ...actions.map((each) => `personalize.key-policy.role aws_iam_role.service ${each} ${other(each)}`),
      ...actions.map((each) => `personalize.key-policy.service personalize.amazonaws.com ${each} yes allowed -`),
      ...actions
        .filter((each) => each !== "kms:CreateGrant")
        .map((each) => `personalize.role-policy.role aws_iam_role.service ${each} yes allowed -`),
    ]);
    expect(found?.access.every(({ because }) => because.length > 10)).toBe(true);
  });

  test("says by what a call is refused", () => {
    const deny = { Effect: "Deny", Principal: "*", Action: "kms:Decrypt", Resource: "*" };
    const [found] = reportOf(theFacts([aUse(aKey([...RIGHT_KEY_POLICY, deny]), aRole(RIGHT_ROLE_POLICY))])).keys;
    const refused = found?.access.filter(({ action }) => action === "kms:Decrypt") ?? [];
    expect(refused.map(({ documented, effective, by }) => [documented, effective, by])).toEqual(
      Array.from({ length: 3 }, () => ["yes", "denied", "explicit"]),
    );
    expect(refused.every(({ because }) => /den/.test(because))).toBe(true);
  });
});

test("the same facts in another order give the same bytes", () => {
  const uses = [
    right,
    failing,
    open,
    aUse(right.key, aRole([], { id: "aws_iam_role.other" }), { evidence: right.evidence }),
  ];
  const [one, other] = [uses, [...uses].reverse()].map((each) => JSON.stringify(reportOf(theFacts(each))));
  expect(other).toBe(one);
});
