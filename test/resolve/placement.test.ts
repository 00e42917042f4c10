import { resolve } from "../../src/resolve/resolve";
import { Hole } from "../../src/values/value";
import { fixture, handMade } from "./read-fixture";

describe("the account", () => {
  test.each([
    ["18b-data-sources-mocked", [{ id: "111122223333", inferred: false }], "caller identity was read"],
    ["22-import", [{ id: "111122223333", inferred: false }], "the key's ARN is in the state"],
    ["41-noop", [{ id: "111122223333", inferred: false }], "the key's ARN is in the state"],
    ["01-jsonencode-known", [{ id: "111122223333", inferred: false }], "only its root may write the new key's policy"],
    ["02-jsonencode-unknown", [], "no ARN is known"],
    ["23-iam-policies", [], "only a trust policy names an account, and it is another one"],
  ])("%s", (name, accounts) => {
    expect(fixture(name).plans[0]?.accounts).toEqual(accounts);
  });

  test("is the user's where nothing in the plan tells it", () => {
    const infrastructure = fixture("02-jsonencode-unknown", { account: "444455556666" });
    expect(infrastructure.at("aws_kms_key.k")?.account).toBe("444455556666");
  });

  test("is the plan's where the plan tells it, whatever the user says", () => {
    const infrastructure = fixture("22-import", { account: "444455556666" });
    expect(infrastructure.at("aws_kms_key.imp")?.account).toBe("111122223333");
  });

  test("where it is unknown is one hole for all resources of a provider configuration", () => {
    const infrastructure = fixture("02-jsonencode-unknown");
    const key = infrastructure.at("aws_kms_key.k")?.account;
    expect(key).toBeInstanceOf(Hole);
    expect((infrastructure.at("aws_iam_role.app")?.account as Hole).name).toBe((key as Hole).name);
  });

  test("is shared by configurations that differ only in alias, region and tags", () => {
    const plan = handMade([{ type: "aws_kms_key" }, { type: "aws_iam_role", provider: "aws.west" }], {
      aws: { name: "aws", expressions: { region: { constant_value: "eu-west-1" } } },
      "aws.west": { name: "aws", alias: "west", expressions: { region: { constant_value: "us-west-2" } } },
    });
    const infrastructure = resolve(plan);
    const [key, role] = ["aws_kms_key.x", "aws_iam_role.x"].map((address) => infrastructure.at(address));
    expect((key?.account as Hole).name).toBe((role?.account as Hole).name);
    expect([key?.region, role?.region]).toEqual(["eu-west-1", "us-west-2"]);
  });

  test("is each one's own where another role is assumed", () => {
    const assume = (account: string) => ({ role_arn: { constant_value: `arn:aws:iam::${account}:role/deployer` } });
    const plan = handMade([{ type: "aws_kms_key" }, { type: "aws_iam_role", provider: "aws.other" }], {
      aws: { name: "aws", expressions: { assume_role: [assume("111122223333")] } },
      "aws.other": { name: "aws", alias: "other", expressions: { assume_role: [assume("444455556666")] } },
    });
    const infrastructure = resolve(plan);
    expect(infrastructure.at("aws_kms_key.x")?.account).toBe("111122223333");
    expect(infrastructure.at("aws_iam_role.x")?.account).toBe("444455556666");
  });

  test("is that of its own ARN for what exists, whatever its provider's configuration says", () => {
    const arn = "arn:aws:iam::444455556666:role/r";
    const assume = { role_arn: { constant_value: "arn:aws:iam::111122223333:role/deployer" } };
    const plan = handMade([{ type: "aws_kms_key" }, { type: "aws_iam_role", after: { arn } }], {
      aws: { name: "aws", expressions: { assume_role: [assume] } },
    });
    const infrastructure = resolve(plan);
    expect(infrastructure.at("aws_iam_role.x")?.account).toBe("444455556666");
    expect(infrastructure.at("aws_kms_key.x")?.account).toBe("111122223333");
  });

  test("is not inferred where two configurations might be two accounts", () => {
    const policy = '{"Statement":[{"Principal":{"AWS":"arn:aws:iam::111122223333:root"}}]}';
    const plan = handMade(
      [
        { type: "aws_kms_key", after: { policy } },
        { type: "aws_iam_role", provider: "aws.other" },
      ],
      {
        aws: { name: "aws", expressions: { profile: { constant_value: "a" } } },
        "aws.other": { name: "aws", alias: "other", expressions: { profile: { constant_value: "b" } } },
      },
    );
    expect(resolve(plan).plans[0]?.accounts).toEqual([]);
  });

  test("is that of allowed_account_ids, where it is one", () => {
    const plan = handMade([{ type: "aws_kms_key" }], {
      aws: { name: "aws", expressions: { allowed_account_ids: { constant_value: ["111122223333"] } } },
    });
    expect(resolve(plan).at("aws_kms_key.x")?.account).toBe("111122223333");
  });
});

/** The accounts of a plan that creates a key with this policy. */
function accountsOf(policy: unknown, more: Readonly<Record<string, unknown>> = {}, change = "create"): unknown {
  const actions = change === "no-op" ? ["no-op"] : [change];
  const after = { policy: typeof policy === "string" ? policy : JSON.stringify(policy), ...more };
  const plan = handMade([{ type: "aws_kms_key", after, actions }], { aws: { name: "aws", expressions: {} } });
  return resolve(plan).plans[0]?.accounts;
}

describe("the account, told by whom a new key's policy lets write it", () => {
  const ROOT = "arn:aws:iam::111122223333:root";
  const ROLE = "arn:aws:iam::111122223333:role/deployer";
  const OTHERS = "arn:aws:iam::444455556666:role/deployer";
  const allow = (principal: unknown, more: object = {}): object => {
    return { Effect: "Allow", Principal: principal, Action: "kms:*", Resource: "*", ...more };
  };
  const condition = { StringEquals: { "aws:PrincipalTag/team": "ml" } };
  const known = [{ id: "111122223333", inferred: false }];
  const inferred = [{ id: "111122223333", inferred: true }];

  test.each([
    ["its root", [allow({ AWS: ROOT })], known],
    ["its number", [allow({ AWS: "111122223333" })], known],
    ["a role", [allow({ AWS: ROLE })], known],
    ["a session", [allow({ AWS: "arn:aws:sts::111122223333:assumed-role/deployer/ci" })], known],
    ["a role, under a condition", [allow({ AWS: ROLE }, { Condition: condition })], known],
    ["by name of the action", [allow({ AWS: [ROLE, ROOT] }, { Action: ["kms:Get*", "kms:put*"] })], known],
    [
      "beside another account that may not",
      [allow({ AWS: ROLE }), allow({ AWS: OTHERS }, { Action: "kms:Decrypt" })],
      known,
    ],
    ["beside a Deny", [allow({ AWS: ROLE }), { ...allow({ AWS: OTHERS }), Effect: "Deny" }], known],
    ["nobody", [allow({ AWS: ROLE }, { Action: "kms:Decrypt" })], []],
    ["two accounts", [allow({ AWS: [ROLE, OTHERS] })], []],
    [
      "another account, under a condition",
      [allow({ AWS: ROOT }), allow({ AWS: OTHERS }, { Condition: condition })],
      inferred,
    ],
    ["anybody", [allow({ AWS: ROOT }), allow({ AWS: "*" }, { Condition: condition })], inferred],
    ["anybody, in short", [allow({ AWS: ROOT }), allow("*", { Condition: condition })], inferred],
    [
      "all but one",
      [allow({ AWS: ROOT }), { Effect: "Allow", NotPrincipal: { AWS: OTHERS }, Action: "kms:*" }],
      inferred,
    ],
    [
      "by an action that is left out of a list",
      [allow({ AWS: ROOT }), { ...allow({ AWS: OTHERS }), Action: undefined, NotAction: "kms:Decrypt" }],
      inferred,
    ],
    [
      "an unique id, which AWS puts for a role that is gone",
      [allow({ AWS: ROOT }), allow({ AWS: "AROAEXAMPLE" })],
      inferred,
    ],
    ["an account with a wildcard", [allow({ AWS: "arn:aws:iam::1111222233*:root" })], []],
    ["a service", [allow({ AWS: ROOT, Service: "s3.amazonaws.com" })], inferred],
  ])("%s", (_, statements, accounts) => {
    expect(accountsOf({ Version: "2012-10-17", Statement: statements })).toEqual(accounts);
  });

  const policy = { Version: "2012-10-17", Statement: [allow({ AWS: ROOT })] };

  test("not where KMS does not check", () => {
    expect(accountsOf(policy, { bypass_policy_lockout_safety_check: false })).toEqual(known);
    expect(accountsOf(policy, { bypass_policy_lockout_safety_check: true })).toEqual(inferred);
  });

  test("not where the policy is not written", () => {
    expect(accountsOf(policy, {}, "no-op")).toEqual(inferred);
  });

  test("not where two new keys contradict each other", () => {
    const other = { Version: "2012-10-17", Statement: [allow({ AWS: OTHERS })] };
    const plan = handMade(
      [
        { type: "aws_kms_key", name: "a", after: { policy: JSON.stringify(policy) } },
        { type: "aws_kms_replica_key", name: "b", after: { policy: JSON.stringify(other) } },
      ],
      { aws: { name: "aws", expressions: {} } },
    );
    expect(resolve(plan).plans[0]?.accounts).toEqual(inferred);
  });

  test("for the provider configuration of the key, and no other", () => {
    const plan = handMade(
      [
        { type: "aws_kms_key", after: { policy: JSON.stringify(policy) } },
        { type: "aws_iam_role", provider: "aws.other" },
      ],
      {
        aws: { name: "aws", expressions: { profile: { constant_value: "a" } } },
        "aws.other": { name: "aws", alias: "other", expressions: { profile: { constant_value: "b" } } },
      },
    );
    const infrastructure = resolve(plan);
    expect(infrastructure.at("aws_kms_key.x")?.account).toBe("111122223333");
    expect(infrastructure.at("aws_iam_role.x")?.account).toBeInstanceOf(Hole);
  });

  test("not where the plan does not show the provider configurations, which may be two", () => {
    const plan = handMade([{ type: "aws_kms_key", after: { policy: JSON.stringify(policy) } }]);
    expect(resolve({ ...plan, configuration: null }).plans[0]?.accounts).toEqual(inferred);
  });
});

describe("partition and region", () => {
  test("the partition follows from the region", () => {
    const plan = handMade([{ type: "aws_kms_key" }], {
      aws: { name: "aws", expressions: { region: { constant_value: "cn-north-1" } } },
    });
    expect(resolve(plan).at("aws_kms_key.x")?.partition).toBe("aws-cn");
  });

  test("a resource's own region beats its provider's", () => {
    const plan = handMade([{ type: "aws_kms_key", after: { region: "us-west-2" } }], {
      aws: { name: "aws", expressions: { region: { constant_value: "eu-west-1" } } },
    });
    expect(resolve(plan).at("aws_kms_key.x")?.region).toBe("us-west-2");
  });

  test("a region that nothing tells is a hole", () => {
    expect(resolve(handMade([{ type: "aws_kms_key" }])).at("aws_kms_key.x")?.region).toBeInstanceOf(Hole);
  });
});
