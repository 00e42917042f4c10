import { InputError } from "../../src/errors";
import { planFromJson, type Json, type JsonObject } from "../../src/plan";
import { fixturePlan, planDocument, resourceOf } from "./fixture";

const ORIGIN = { path: "plan.json", sha256: "ab" } as const;
const read = (document: JsonObject) => planFromJson(document, ORIGIN);
const entry = (actions: string[], rest: JsonObject = {}): JsonObject => ({
  address: "aws_kms_key.k",
  mode: "managed",
  type: "aws_kms_key",
  name: "k",
  provider_name: "registry.terraform.io/hashicorp/aws",
  change: { actions, before: null, after: {}, after_unknown: {} },
  ...rest,
});

describe("what Terraform will do", () => {
  it("is read of a plan with every kind of change", () => {
    const plan = fixturePlan("29-lifecycle");
    expect(Object.fromEntries(plan.resources.map((each) => [each.address.text, each.change]))).toEqual({
      "aws_iam_role.app": "no-op",
      "aws_iam_role.gone": "delete",
      "aws_iam_role.newrole": "create",
      "aws_iam_role_policy.p": "update",
      "aws_kms_key.dropped_policy_arg": "no-op",
      "aws_kms_key.forgotten": "forget",
      "aws_kms_key.gone": "delete",
      "aws_kms_key.ignored": "no-op",
      "aws_kms_key.moved_new": "no-op",
      "aws_kms_key.repl": "replace",
      "aws_kms_key.repl_cbd": "replace",
      "aws_kms_key.same": "no-op",
      "aws_kms_key.upd": "update",
      "aws_kms_key.upd_unknown": "update",
    });
    expect(resourceOf(plan, "aws_kms_key.moved_new").previousAddress).toBe("aws_kms_key.moved_old");
    expect(resourceOf(plan, "aws_kms_key.gone").actionReason).toBe("delete_because_no_resource_config");
    expect(resourceOf(plan, "aws_kms_key.gone").after).toBeNull();
    expect(resourceOf(plan, "aws_kms_key.gone").before).toMatchObject({ key_usage: "ENCRYPT_DECRYPT" });
  });

  it.each<[string[], string]>([
    [["no-op"], "no-op"],
    [["create"], "create"],
    [["read"], "read"],
    [["update"], "update"],
    [["delete"], "delete"],
    [["forget"], "forget"],
    [["delete", "create"], "replace"],
    [["create", "delete"], "replace"],
    [["create", "forget"], "replace"],
    [["some-later-word"], "update"],
    [[], "no-op"],
  ])("%j is %s", (actions, change) => {
    expect(read({ resource_changes: [entry(actions)] }).resources[0]?.change).toBe(change);
  });

  it("a deposed object is told from the resource", () => {
    const plan = read({ resource_changes: [entry(["no-op"]), entry(["delete"], { deposed: "a1b2c3d4" })] });
    expect(plan.resources.map((each) => each.deposed)).toEqual([false, true]);
  });
});

describe("addresses", () => {
  it("take the key from index, which needs no escapes", () => {
    const plan = read({ resource_changes: [entry(["create"], { address: 'aws_kms_key.k["$${x}"]', index: "$${x}" })] });
    expect(plan.resources[0]?.address).toMatchObject({ text: 'aws_kms_key.k["$${x}"]', key: "$${x}" });
  });

  it("are made from the other fields where they are odd or missing", () => {
    const odd = entry(["create"], { address: "aws_kms_key.k[oops]", module_address: 'module.a["b"]', index: 3 });
    const plan = read({ resource_changes: [odd, { type: "aws_kms_key", name: "j", change: {} }] });
    expect(plan.resources.map((each) => [each.address.module, each.address.configured, each.address.key])).toEqual([
      ['module.a["b"]', "module.a.aws_kms_key.k", 3],
      ["", "aws_kms_key.j", undefined],
    ]);
    expect(plan.resources[1]?.address.text).toBe("aws_kms_key.j");
  });

  it("of modules and instances are those of the plan", () => {
    expect(fixturePlan("12-count-foreach").resources.map((each) => each.address.key)).toEqual([
      0,
      1,
      "a",
      "b.c",
      "x/y",
      0,
      1,
      "a",
      "b.c",
      "x/y",
    ]);
  });
});

describe("the prior state", () => {
  it("gives the data sources that were read", () => {
    const plan = fixturePlan("18b-data-sources-mocked");
    const identity = plan.prior.find((each) => each.type === "aws_caller_identity");
    expect(identity).toMatchObject({ mode: "data", values: { account_id: "111122223333" } });
    expect(identity?.address.text).toBe("data.aws_caller_identity.me");
  });

  it("gives what -target leaves alone, and nothing that has a change", () => {
    const plan = fixturePlan("29-lifecycle/target");
    expect(plan.file.complete).toBe(false);
    const changing = new Set(plan.resources.map((each) => each.address.text));
    expect(plan.prior.filter((each) => each.mode === "managed").length).toBeGreaterThan(3);
    expect(plan.prior.filter((each) => changing.has(each.address.text))).toEqual([]);
  });

  it("is read in child modules, deposed objects left out", () => {
    const resource = (address: string, rest: JsonObject = {}): JsonObject => ({
      address,
      values: { id: "x" },
      ...rest,
    });
    const inner = { address: "module.a.module.b", resources: [resource('module.a.module.b.aws_kms_key.k["z"]')] };
    const values = {
      root_module: {
        resources: [resource("data.aws_region.r"), resource("aws_kms_key.old", { deposed_key: "1" })],
        child_modules: [{ address: "module.a", child_modules: [inner] }],
      },
    };
    const plan = read({ prior_state: { values } });
    expect(plan.prior.map((each) => [each.address.text, each.mode, each.type])).toEqual([
      ["data.aws_region.r", "data", "aws_region"],
      ['module.a.module.b.aws_kms_key.k["z"]', "managed", "aws_kms_key"],
    ]);
  });

  it("stands alone in a refresh-only plan", () => {
    const plan = fixturePlan("37-drift/refreshonly");
    expect(plan.resources).toEqual([]);
    expect(plan.prior.length).toBeGreaterThan(0);
  });
});

describe("what may be missing", () => {
  it("is everything", () => {
    expect(read({})).toMatchObject({ resources: [], prior: [], configuration: null, variables: {} });
    expect(read({}).file).toEqual({
      ...ORIGIN,
      reader: "json",
      terraformVersion: null,
      formatVersion: null,
      complete: null,
      deferred: false,
    });
  });

  it("is resource_changes: then planned values count as created, and what they leave out as unknown", () => {
    const planned = {
      address: "aws_kms_key.k",
      mode: "managed",
      type: "aws_kms_key",
      name: "k",
      values: { policy: "p" },
    };
    const known = { ...planned, address: "aws_kms_key.known", name: "known" };
    const plan = read({
      planned_values: { root_module: { resources: [planned, known], child_modules: [] } },
      prior_state: { values: { root_module: { resources: [known] } } },
    });
    expect(plan.resources).toHaveLength(1);
    expect(plan.resources[0]).toMatchObject({ change: "create", after: { policy: "p" }, afterUnknown: true });
    expect(plan.prior.map((each) => each.address.text)).toEqual(["aws_kms_key.known"]);
  });

  it("is not what a change is about", () => {
    const wrong: Json[] = [
      {},
      [entry(["create"], { address: "?", type: null, name: null })],
      [entry(["create"], { change: null })],
      ["x"],
    ];
    const messages = wrong.map((changes) => {
      try {
        read({ resource_changes: changes });
        return "read";
      } catch (error) {
        return error instanceof InputError ? error.what : String(error);
      }
    });
    expect(messages).toEqual([
      "resource_changes is not a list",
      "resource_changes[0] has no address, and no type and name either",
      "resource_changes[0] has no change",
      "resource_changes[0] has no address, and no type and name either",
    ]);
  });
});

describe("what the plan says of itself", () => {
  it("is kept", () => {
    const plan = fixturePlan("31-sensitive");
    expect(plan.file).toMatchObject({
      terraformVersion: "1.11.4",
      formatVersion: "1.2",
      complete: true,
      deferred: false,
    });
    expect(plan.variables["secret_account"]).toBeDefined();
    const resource_change = { address: "aws_x.y", change: { actions: ["create"] } };
    expect(read({ deferred_changes: [{ reason: "unknown", resource_change }] }).file.deferred).toBe(true);
    expect(planFromJson({}, { ...ORIGIN, reader: "terraform" }).file.reader).toBe("terraform");
  });
});

it("keys such as __proto__ are keys like any other", () => {
  const text = `{"resource_changes":[{"address":"a.b","type":"a","name":"b","change":{"actions":["create"],
    "after":{"__proto__":{"polluted":true},"constructor":"c","n":12345678901234567890,"twice":1,"twice":2},"after_unknown":{"__proto__":{"x":true}}}}],
    "variables":{"__proto__":{"value":{"polluted":true}}}, "configuration":{"root_module":{"resources":[],"module_calls":{"__proto__":{}}}}}`;
  const plan = read(JSON.parse(text) as JsonObject);
  expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  expect(Object.keys(plan.variables)).toEqual(["__proto__"]);
  expect(plan.resources[0]?.after?.["twice"]).toBe(2);
});

it("the plan's own document is left as it was", () => {
  const document = planDocument("06-policydoc-basic");
  const before = JSON.stringify(document);
  read(document);
  expect(JSON.stringify(document)).toBe(before);
});
