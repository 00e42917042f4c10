import { planFromJson, planFromState, type Json, type JsonObject } from "../../src/plan";
import type { Infrastructure, Resource, ThingKind } from "../../src/resolve/infrastructure";
import { joinInfrastructures, managedTwice } from "../../src/resolve/joining/join";
import { resolve } from "../../src/resolve/resolve";
import { inPlan, planOf, valueIn, withoutPlans } from "../../src/resolve/joining/plan-prefix";
import { Hole } from "../../src/values/value";

const A = "111122223333";
const B = "444455556666";
const ID = "1234abcd-12ab-34cd-56ef-1234567890ab";
const MRK = "mrk-1234abcd12ab34cd56ef1234567890ab";

interface Stack {
  /** `null`: nothing tells it. */
  readonly account?: string | null;
  readonly region?: string | null;
  readonly resources: readonly { readonly address: string; readonly values: JsonObject; readonly change?: string }[];
}

/** A plan of things that exist, in an account and Region that its identity data sources tell. */
function planOfStack({ account = A, region = "eu-west-1", resources }: Stack, index: number): Infrastructure {
  const data = (type: string, values: JsonObject): JsonObject => ({
    address: `data.${type}.x`,
    mode: "data",
    type,
    name: "x",
    provider_name: "registry.terraform.io/hashicorp/aws",
    values,
  });
  const known = [
    ...(account === null ? [] : [data("aws_caller_identity", { account_id: account })]),
    ...(region === null ? [] : [data("aws_region", { name: region })]),
  ];
  const document: JsonObject = {
    format_version: "1.2",
    resource_changes: resources.map(({ address, values, change = "no-op" }): Json => {
      const mode = address.startsWith("data.") ? "data" : "managed";
      const [type = "", name = ""] = address.replace(/^data\./, "").split(".");
      const provider_name = "registry.terraform.io/hashicorp/aws";
      const gone = change === "delete";
      const states = { actions: [change], before: values, after: gone ? null : values, after_unknown: {} };
      return { address, mode, type, name, provider_name, change: states };
    }),
    prior_state: { values: { root_module: { resources: known } } },
  };
  const plan = planFromJson(document, { path: `${String(index)}.json`, sha256: "" });
  return resolve(plan, { plan: index, inferAccount: false });
}

const join = (...stacks: readonly Stack[]): Infrastructure => joinInfrastructures(stacks.map(planOfStack));

const keyArn = (region = "eu-west-1", id = ID): string => `arn:aws:kms:${region}:${A}:key/${id}`;
const aKey = { address: "aws_kms_key.k", values: { arn: keyArn(), key_id: ID } };
const anAlias = {
  address: "aws_kms_alias.a",
  values: { arn: `arn:aws:kms:eu-west-1:${A}:alias/x`, name: "alias/x", target_key_id: ID },
};
const aRole = {
  address: "aws_iam_role.r",
  values: { arn: `arn:aws:iam::${A}:role/r`, name: "r", unique_id: "AROAEXAMPLE0000000001" },
};
const holder = { address: "aws_s3_bucket.holder", values: { bucket: "holder" } };

/** The address and plan of what a text means to the holder in the second plan. */
function meant(infrastructure: Infrastructure, text: string, as: ThingKind, from = true): string | undefined {
  const by = from ? infrastructure.at(inPlan(1, "aws_s3_bucket.holder")) : undefined;
  const found: Resource | undefined = infrastructure.identify(text, as, by)?.resource;
  return found && `${String(found.plan)} ${withoutPlans(found.address.text)}`;
}

describe("what is known meets across plans", () => {
  test.each([
    ["a key's ARN", keyArn(), "key", "0 aws_kms_key.k"],
    ["a key's id", ID, "key", "0 aws_kms_key.k"],
    ["an alias's ARN", `arn:aws:kms:eu-west-1:${A}:alias/x`, "key", "0 aws_kms_key.k"],
    ["a role's ARN", `arn:aws:iam::${A}:role/r`, "role", "0 aws_iam_role.r"],
    ["a role's unique id", "AROAEXAMPLE0000000001", "role", "0 aws_iam_role.r"],
  ] as const)("%s", (_, text, as, expected) => {
    const other = { account: B, region: "us-east-1", resources: [holder] };
    expect(meant(join({ resources: [aKey, anAlias, aRole] }, other), text, as)).toBe(expected);
  });
});

describe("names meet in one known account, and Region", () => {
  const owner = (parts: Partial<Stack> = {}): Stack => ({ resources: [aKey, anAlias, aRole], ...parts });
  // Without ARNs that would tell them, only the provider says where the owner's things are.
  const bare: Stack = {
    account: null,
    region: null,
    resources: [
      { address: "aws_kms_key.k", values: { key_id: ID } },
      { address: "aws_kms_alias.a", values: { name: "alias/x", target_key_id: ID } },
      { address: "aws_iam_role.r", values: { name: "r" } },
    ],
  };
  test.each([
    ["the same", owner(), { resources: [holder] }, "0 aws_kms_key.k", "0 aws_iam_role.r"],
    ["another Region", owner(), { region: "us-east-1", resources: [holder] }, undefined, "0 aws_iam_role.r"],
    ["another account", owner(), { account: B, resources: [holder] }, undefined, undefined],
    ["an account that is not known", owner(), { account: null, resources: [holder] }, undefined, undefined],
    ["a Region that is not known", owner(), { region: null, resources: [holder] }, undefined, "0 aws_iam_role.r"],
    ["an owner of whom neither is known", bare, { resources: [holder] }, undefined, undefined],
    ["neither known of both", bare, { account: null, region: null, resources: [holder] }, undefined, undefined],
  ] as const)("%s", (_, first, second, key, role) => {
    const infrastructure = join(first, second);
    expect(meant(infrastructure, "alias/x", "key")).toBe(key);
    expect(meant(infrastructure, "r", "role")).toBe(role);
  });

  test("nobody's name means nothing", () => {
    const infrastructure = join(owner(), { resources: [holder] });
    expect(meant(infrastructure, "alias/x", "key", false)).toBeUndefined();
    expect(meant(infrastructure, "r", "role", false)).toBeUndefined();
  });

  test("one's own comes first", () => {
    const own = { address: "aws_iam_role.own", values: { name: "r" } };
    const infrastructure = join(owner(), { account: B, resources: [holder, own] });
    expect(meant(infrastructure, "r", "role")).toBe("1 aws_iam_role.own");
  });

  test("what is taken away is not meant", () => {
    const infrastructure = join({ resources: [{ ...aRole, change: "delete" }] }, { resources: [holder] });
    expect(meant(infrastructure, "r", "role")).toBeUndefined();
  });

  test("an alias that a data source reads in one plan is that account's alone", () => {
    const read = { address: "data.aws_kms_key.d", values: { key_id: "alias/x", arn: keyArn() } };
    const infrastructure = join({ resources: [aKey, read] }, { account: B, resources: [holder] });
    expect(meant(infrastructure, "alias/x", "key")).toBeUndefined();
    expect(meant(join({ resources: [aKey] }, { resources: [holder, read] }), "alias/x", "key")).toBe("0 aws_kms_key.k");
  });

  test("replicas share their id, but not their Region", () => {
    const multi = { address: "aws_kms_key.k", values: { arn: keyArn("eu-west-1", MRK), key_id: MRK } };
    const there = (region: string): string | undefined =>
      meant(join({ resources: [multi] }, { region, resources: [holder] }), MRK, "key");
    expect(there("eu-west-1")).toBe("0 aws_kms_key.k");
    expect(there("us-east-1")).toBeUndefined();
  });
});

describe("holes stay a plan's own", () => {
  const unknown = (index: number): Infrastructure => {
    const document: JsonObject = {
      format_version: "1.2",
      resource_changes: [
        {
          address: "aws_iam_role.r",
          mode: "managed",
          type: "aws_iam_role",
          name: "r",
          provider_name: "registry.terraform.io/hashicorp/aws",
          change: { actions: ["create"], before: null, after: {}, after_unknown: { arn: true, name: true } },
        },
      ],
    };
    return resolve(planFromJson(document, { path: "p", sha256: "" }), { plan: index, inferAccount: false });
  };

  test("of equal addresses, each ARN means its own role", () => {
    const infrastructure = joinInfrastructures([unknown(0), unknown(1)]);
    expect(infrastructure.resources.map(({ plan }) => plan)).toEqual([0, 1]);
    for (const role of infrastructure.resources) {
      expect(infrastructure.identify(role.output("arn"), "role", role)?.resource).toBe(role);
    }
    const [one, other] = infrastructure.resources;
    expect(one?.account).not.toEqual(other?.account);
  });

  test("what a hole refers to is of its own plan", () => {
    const infrastructure = joinInfrastructures([unknown(0), unknown(1)]);
    for (const role of infrastructure.resources) {
      const value = valueIn(role.plan, new Hole("local.role", { references: ["aws_iam_role.r.arn", "each.key"] }));
      expect(infrastructure.identify(value, "role", role)?.resource).toBe(role);
    }
  });

  test("an address that a person writes means the one plan that has it", () => {
    expect(joinInfrastructures([unknown(0), unknown(1)]).at("aws_iam_role.r")).toBeUndefined();
    expect(join({ resources: [aRole] }, { resources: [holder] }).at("aws_iam_role.r")?.plan).toBe(0);
  });
});

describe("managed twice", () => {
  const attachment = { address: "aws_iam_role_policy.p", values: { id: "r:p", role: "r", name: "p" } };
  test.each([
    ["a key", [aKey], [{ ...aKey, address: "aws_kms_key.other" }], true],
    ["a policy of a role", [attachment], [attachment], true],
    ["one forgets it", [{ ...aKey, change: "forget" }], [aKey], false],
    ["one takes away what the other holds to exist", [{ ...aKey, change: "delete" }], [aKey], true],
    ["another key", [aKey], [{ address: "aws_kms_key.k", values: { arn: keyArn("eu-west-2"), key_id: ID } }], false],
  ] as const)("%s", (_, first, second, expected) => {
    const twice = managedTwice(join({ resources: first }, { resources: second }));
    expect(twice?.map(({ plan }) => plan)).toEqual(expected ? [0, 1] : undefined);
  });

  test("a role's policy of the same name in another account is another", () => {
    expect(managedTwice(join({ resources: [attachment] }, { account: B, resources: [attachment] }))).toBeUndefined();
  });
});

describe("a state of several accounts and Regions", () => {
  const of = (resources: readonly JsonObject[]): Infrastructure => {
    const provider_name = "registry.terraform.io/hashicorp/aws";
    const all = resources.map((each) => ({ mode: "managed", name: "x", provider_name, ...each }));
    const document: JsonObject = { format_version: "1.0", values: { root_module: { resources: all } } };
    return resolve(planFromState(document, { path: "s", sha256: "" }), { inferAccount: false });
  };
  const key = (account: string, region: string, index: string): JsonObject => ({
    address: `aws_kms_key.x[${index}]`,
    index: Number(index),
    type: "aws_kms_key",
    values: { arn: `arn:aws:kms:${region}:${account}:key/${index}`, key_id: index },
  });
  const policy: JsonObject = { address: "aws_iam_role_policy.x", type: "aws_iam_role_policy", values: { role: "r" } };

  test("each thing stands where its ARN says", () => {
    const { resources } = of([key(A, "eu-west-1", "0"), key(B, "us-east-1", "1"), policy]);
    const places = resources.map(({ account, region }) => [account, region]);
    expect(places.slice(1)).toEqual([
      [A, "eu-west-1"],
      [B, "us-east-1"],
    ]);
    expect(typeof places[0]?.[0]).toBe("object");
  });

  test("of one account, all stands in it", () => {
    const { resources } = of([key(A, "eu-west-1", "0"), policy]);
    expect(resources.map(({ account }) => account)).toEqual([A, A]);
    expect(resources.every(({ change }) => change === "no-op")).toBe(true);
  });
});

test("a plan's mark is taken out of any text", () => {
  const name = inPlan(12, 'module.a["x"].aws_iam_role.r.arn');
  expect(planOf(name)).toBe(12);
  expect(planOf("module.a.aws_iam_role.r")).toBeUndefined();
  expect(withoutPlans(`of ${name}, and ${inPlan(0, "var.x")}`)).toBe('of module.a["x"].aws_iam_role.r.arn, and var.x');
  expect(withoutPlans(name, (plan) => `${String(plan)}:`)).toBe('12:module.a["x"].aws_iam_role.r.arn');
});
