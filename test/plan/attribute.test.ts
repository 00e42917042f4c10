import {
  attribute,
  isSensitive,
  knownAttribute,
  knownValue,
  mostSpecific,
  type Json,
  type JsonObject,
  type Plan,
} from "../../src/plan";
import { Hole, holesOf, type Value } from "../../src/values/value";
import { fixturePlan, planOf, planWith, planWithDocument, resourceOf } from "./fixture";

const read = (plan: Plan, address: string, name: string): Value | undefined =>
  attribute(resourceOf(plan, address), name, plan.configuration);
/** The holes of an attribute: name to what it refers to. */
const holes = (plan: Plan, address: string, name: string): Record<string, string[]> =>
  Object.fromEntries(
    holesOf(read(plan, address, name) ?? null).map((each) => [each.name, mostSpecific(each.references)]),
  );
const refs = (...references: string[]): Json => ({ references });
const inherits = (value: Value | undefined): boolean =>
  typeof value !== "object" || value === null || "toString" in value || "constructor" in value;
const is = (constant_value: Json): Json => ({ constant_value });

describe("what is known", () => {
  it("is given as it stands in after", () => {
    const plan = fixturePlan("06-policydoc-basic");
    expect(read(plan, "aws_kms_key.known", "policy")).toMatch(/^\{"Statement":\[/);
    expect(read(plan, "aws_kms_key.known", "enable_key_rotation")).toBe(false);
    expect(read(plan, "aws_kms_key.known", "tags")).toBeNull();
    expect(read(plan, "aws_kms_key.known", "no_such_argument")).toBeUndefined();
  });

  it("is nothing of what is deleted or forgotten", () => {
    const plan = fixturePlan("29-lifecycle");
    expect(read(plan, "aws_kms_key.gone", "policy")).toBeUndefined();
    expect(read(plan, "aws_kms_key.forgotten", "key_usage")).toBeUndefined();
    expect(knownAttribute(resourceOf(plan, "aws_kms_key.gone").before, "key_usage")).toBe("ENCRYPT_DECRYPT");
    expect(knownAttribute(null, "key_usage")).toBeUndefined();
  });

  it("has maps that inherit nothing", () => {
    const value = knownValue(JSON.parse('{"__proto__":{"a":[1]},"b":null}') as Json);
    expect(inherits(value)).toBe(false);
    expect(JSON.stringify(value)).toBe('{"__proto__":{"a":[1]},"b":null}');
    const plan = planWith({ actions: ["create"], after: { tags: { a: "b" } }, after_unknown: { tags: {} } });
    expect(inherits(read(plan, "aws_x.y", "tags"))).toBe(false);
  });
});

describe("unset and unknown", () => {
  const plan = fixturePlan("15-conditional");

  it("a key without a policy has none", () => {
    expect(read(plan, "aws_kms_key.unset", "policy")).toBeUndefined();
  });

  it("a policy that comes to null has none", () => {
    expect(read(plan, "aws_kms_key.nullpolicy", "policy")).toBeUndefined();
  });

  it("a policy of what is made in the same plan is a hole that names it", () => {
    expect(holes(plan, "aws_kms_key.coalesced", "policy")).toEqual({
      "aws_kms_key.coalesced.policy": ["var.admin_arn", "aws_iam_role.app.arn", "local.maybe.actions"],
    });
  });

  it("cannot be told apart without a configuration", () => {
    const resource = resourceOf(plan, "aws_kms_key.unset");
    expect(attribute(resource, "policy", null)).toEqual(new Hole("aws_kms_key.unset.policy"));
    const unwritten = planWith({ actions: ["create"], after: {}, after_unknown: { policy: true } });
    expect(read(unwritten, "aws_x.y", "policy")).toEqual(new Hole("aws_x.y.policy"));
  });

  it.each<[string, JsonObject, boolean]>([
    ["no expression", {}, false],
    ["null", { policy: is(null) }, false],
    ["a root variable", { policy: refs("var.policy") }, false],
    ["an instance key", { policy: refs("each.key") }, false],
    ["a function that is called while applying", { policy: {} }, true],
    ["a constant template of such a function", { policy: is("${uuid()}") }, true],
    ["a resource", { policy: refs("aws_z.z.arn", "aws_z.z") }, true],
    ["a variable and a resource", { policy: refs("var.policy", "aws_z.z.arn", "aws_z.z") }, true],
    ["a local", { policy: refs("local.policy") }, true],
  ])("%s", (_, expressions, hole) => {
    const change = { actions: ["create"], after: {}, after_unknown: { policy: true } };
    expect(read(planWith(change, { expressions }), "aws_x.y", "policy") instanceof Hole).toBe(hole);
  });

  it("a module's input that nobody passes leaves the policy unset", () => {
    const resources = [{ address: "aws_x.y", expressions: { policy: refs("var.policy") } }];
    const entry = { address: "module.m.aws_x.y", type: "aws_x", name: "y" };
    const made = (expressions: JsonObject): Value | undefined => {
      const document = { root_module: { module_calls: { m: { expressions, module: { resources } } } } };
      const inModule = planWithDocument(
        [{ ...entry, change: { after: {}, after_unknown: { policy: true } } }],
        document,
      );
      return read(inModule, "module.m.aws_x.y", "policy");
    };
    expect(made({})).toBeUndefined();
    expect(made({ policy: refs("local.policy") })).toBeInstanceOf(Hole);
  });

  it("lists that AWS fills in are unset, other lists may be dynamic blocks", () => {
    const change = {
      actions: ["create"],
      after: {},
      after_unknown: { inline_policy: true, managed_policy_arns: true, statement: true },
      after_sensitive: { inline_policy: [], managed_policy_arns: [], statement: [] },
    };
    const role = planWith(change, {}, "aws_iam_role");
    expect(read(role, "aws_iam_role.y", "inline_policy")).toBeUndefined();
    expect(read(role, "aws_iam_role.y", "managed_policy_arns")).toBeUndefined();
    expect(read(planWith(change, {}), "aws_x.y", "statement")).toBeInstanceOf(Hole);
    const old = planWith({ ...change, after_sensitive: null }, {});
    expect(read(old, "aws_x.y", "statement")).toBeInstanceOf(Hole);
    expect(read(old, "aws_x.y", "managed_policy_arns")).toBeUndefined();
  });

  it("what planned values alone leave out is a hole, what they hold is known", () => {
    const values = { policy: "p" };
    const planned = { root_module: { resources: [{ address: "aws_x.y", type: "aws_x", name: "y", values }] } };
    const plan = planOf({ format_version: "1.2", planned_values: planned });
    expect(read(plan, "aws_x.y", "policy")).toBe("p");
    expect(read(plan, "aws_x.y", "key")).toBeInstanceOf(Hole);
  });
});

describe("references of a hole", () => {
  it("are each module instance's own, though all of them have one block", () => {
    const configuration = {
      root_module: {
        module_calls: {
          m: { module: { resources: [{ address: "aws_x.y", expressions: { arn: refs("aws_z.z.arn") } }] } },
        },
      },
    };
    const addresses = ['module.m["a"].aws_x.y', 'module.m["b"].aws_x.y'];
    const change = { actions: ["create"], after: {}, after_unknown: { arn: true }, after_sensitive: {} };
    const plan = planWithDocument(
      addresses.map((address) => ({ address, type: "aws_x", name: "y", change })),
      configuration,
    );
    for (const address of addresses) {
      const [module = ""] = address.split(".aws_x");
      expect(holes(plan, address, "arn")).toEqual({ [`${address}.arn`]: [`${module}.aws_z.z.arn`] });
    }
  });

  it("are absolute, with the instance keys of the module", () => {
    const document = {
      root_module: {
        module_calls: {
          m: { module: { resources: [{ address: "aws_x.y", expressions: { arn: refs("aws_z.z.arn") } }] } },
        },
      },
    };
    const change = { actions: ["create"], after: {}, after_unknown: { arn: true } };
    const plan = planWithDocument(
      [{ address: 'module.m["a.b"].aws_x.y[0]', type: "aws_x", name: "y", change }],
      document,
    );
    expect(holes(plan, 'module.m["a.b"].aws_x.y[0]', "arn")).toEqual({
      'module.m["a.b"].aws_x.y[0].arn': ['module.m["a.b"].aws_z.z.arn'],
    });
  });

  it("of each.value are those of for_each, once", () => {
    const plan = fixturePlan("12-count-foreach");
    const [hole] = holesOf(read(plan, 'aws_kms_key.each["b.c"]', "policy") ?? null);
    expect(hole?.references).toEqual([
      "aws_iam_role.f.arn",
      "each.key",
      'aws_iam_role.f["b.c"].arn',
      'aws_iam_role.f["b.c"]',
      "aws_iam_role.f",
      "aws_iam_role.f",
      // `for_each` goes over one resource: each.value is the instance of the same key.
      "each.key",
    ]);
    expect(holes(plan, "aws_kms_key.count[1]", "policy")).toEqual({
      "aws_kms_key.count[1].policy": ["aws_iam_role.c"],
    });
  });
});

describe("isSensitive", () => {
  const plan = fixturePlan("31-sensitive");

  it.each<[string, string | (string | number)[], boolean]>([
    ["aws_kms_key.sens_known", "policy", true],
    ["aws_kms_key.sens_unknown", "policy", true],
    ["aws_kms_key.unsens", "policy", false],
    ["aws_kms_key.sens_known", "key_usage", false],
    ["data.aws_iam_policy_document.d", "statement", true],
    ["data.aws_iam_policy_document.d", ["statement", 0, "principals", 0, "identifiers"], true],
    ["data.aws_iam_policy_document.d", ["statement", 0, "actions"], false],
    ["data.aws_iam_policy_document.d", ["statement", 7], false],
  ])("%s %j: %s", (address, path, expected) => {
    expect(isSensitive(resourceOf(plan, address), path)).toBe(expected);
  });

  it("is true of everything in a resource that is marked as a whole", () => {
    const whole = planWith({ actions: ["create"], after: {}, after_sensitive: true });
    expect(isSensitive(resourceOf(whole, "aws_x.y"), "policy")).toBe(true);
  });
});
