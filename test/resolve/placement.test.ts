import { resolve } from "../../src/resolve/resolve";
import { Hole } from "../../src/values/value";
import { fixture, handMade } from "./read-fixture";

describe("the account", () => {
  test.each([
    ["18b-data-sources-mocked", [{ id: "111122223333", inferred: false }], "caller identity was read"],
    ["22-import", [{ id: "111122223333", inferred: false }], "the key's ARN is in the state"],
    ["41-noop", [{ id: "111122223333", inferred: false }], "the key's ARN is in the state"],
    ["01-jsonencode-known", [{ id: "111122223333", inferred: true }], "the only account that an ARN names"],
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
