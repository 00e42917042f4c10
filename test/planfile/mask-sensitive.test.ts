import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { JsonObject } from "../../src/plan";
import { maskSensitive, savedPlanToJson } from "../../src/planfile";
import { create, EMPTY_STATE, PLAN, savedPlan, value } from "./make";

const M = "(sensitive value)";

test("what is marked sensitive is masked wherever it stands", () => {
  const marks = { tags: { a: true }, list: [false, true], whole: true };
  const values = { tags: { a: "s", b: "o" }, list: ["o", "s"], whole: { x: "s" }, unset: null, open: "o" };
  const masked = { tags: { a: M, b: "o" }, list: ["o", M], whole: M, unset: null, open: "o" };
  const change = { before: values, after: values, before_sensitive: { ...marks, unset: true }, after_sensitive: marks };
  const resource = { type: "aws_x", values, sensitive_values: marks };
  const tree = { root_module: { resources: [resource], child_modules: [{ resources: [resource] }] } };
  const maskedTree = {
    root_module: {
      resources: [{ ...resource, values: masked }],
      child_modules: [{ resources: [{ ...resource, values: masked }] }],
    },
  };
  const plan = {
    resource_changes: [{ type: "aws_x", change }],
    resource_drift: [{ type: "aws_x", change }],
    deferred_changes: [{ reason: "unknown", resource_change: { type: "aws_x", change } }],
    output_changes: { o: { before: "s", after: "s", before_sensitive: true, after_sensitive: true } },
    planned_values: { ...tree, outputs: { o: { sensitive: true, value: "s" }, p: { sensitive: false, value: "o" } } },
    prior_state: { values: tree },
    errored: false,
  };
  const maskedChange = { ...change, before: masked, after: masked };
  expect(maskSensitive(plan)).toEqual({
    resource_changes: [{ type: "aws_x", change: maskedChange }],
    resource_drift: [{ type: "aws_x", change: maskedChange }],
    deferred_changes: [{ reason: "unknown", resource_change: { type: "aws_x", change: maskedChange } }],
    output_changes: { o: { before: M, after: M, before_sensitive: true, after_sensitive: true } },
    planned_values: {
      ...maskedTree,
      outputs: { o: { sensitive: true, value: M }, p: { sensitive: false, value: "o" } },
    },
    prior_state: { values: maskedTree },
    errored: false,
  });
});

test("a text that is sensitive in one place of a resource is masked in all of the resource's", () => {
  const values = { tags: { owner: "s", open: "o" }, tags_all: { owner: "s", open: "o" }, list: ["s", { deep: "s" }] };
  const masked = { tags: { owner: M, open: "o" }, tags_all: { owner: M, open: "o" }, list: [M, { deep: M }] };
  const change = {
    actions: ["update"],
    before: { tags_all: { owner: "s" }, password: "p", empty: "" },
    after: values,
    before_sensitive: {},
    after_sensitive: { tags: { owner: true }, none: true },
    after_unknown: {},
    after_identity: { owner: "s", id: "p" },
  };
  const other = { address: "aws_x.other", values: { owner: "s" } };
  const state = { address: "aws_x.y", values: { ...values, id: "p" }, sensitive_values: {}, identity: { owner: "s" } };
  const tree = (...resources: readonly JsonObject[]): JsonObject => ({
    root_module: { child_modules: [{ resources }] },
  });
  const plan = {
    resource_changes: [{ address: "aws_x.y", type: "aws_x", change }],
    prior_state: { values: tree(state, other) },
  };
  expect(maskSensitive(plan)).toEqual({
    resource_changes: [
      {
        address: "aws_x.y",
        type: "aws_x",
        change: {
          ...change,
          before: { tags_all: { owner: M }, password: M, empty: "" },
          after: masked,
          after_identity: { owner: M, id: M },
        },
      },
    ],
    prior_state: { values: tree({ ...state, values: { ...masked, id: M }, identity: { owner: M } }, other) },
  });
});

test("so are the defaults of sensitive variables, in every module", () => {
  const module = (secret: string): JsonObject => ({
    variables: { secret: { default: secret, sensitive: true }, open: { default: "o" }, unset: { sensitive: true } },
  });
  const configuration = (secret: string): JsonObject => ({
    root_module: { ...module(secret), module_calls: { m: { module: module(secret) } } },
  });
  expect(maskSensitive({ configuration: configuration("s") })).toEqual({ configuration: configuration(M) });
});

describe("what only a provider's schema marks, is masked by its name", () => {
  test.each<[string, JsonObject, JsonObject]>([
    ["aws_db_instance", { password: "s", username: "o" }, { password: M, username: "o" }],
    ["aws_ssm_parameter", { value: "s", name: "o" }, { value: M, name: "o" }],
    ["aws_x", { value: "o", client_secret: "s" }, { value: "o", client_secret: M }],
    ["aws_msk", { credentials: [{ user: "s" }], count_token: 3 }, { credentials: [{ user: M }], count_token: 3 }],
    ["aws_api_gateway_integration", { credentials: "arn:aws:iam::1:role/r" }, { credentials: "arn:aws:iam::1:role/r" }],
    ["tls_private_key", { private_key_pem: "s", public_key_pem: "o" }, { private_key_pem: M, public_key_pem: "o" }],
    [
      "aws_kms_key",
      { policy: "o", secret_arn: "o", kms_key_id: "o" },
      { policy: "o", secret_arn: "o", kms_key_id: "o" },
    ],
    ["constructor", { toString: "o", key_material_base64: "s" }, { toString: "o", key_material_base64: M }],
  ])("of %s", (type, values, masked) => {
    const change = { before: null, after: values, after_sensitive: {} };
    expect(maskSensitive({ resource_changes: [{ type, change }] })).toEqual({
      resource_changes: [{ type, change: { ...change, after: masked } }],
    });
  });
});

test("variables are masked unless the document's configuration declares them open", () => {
  const variables = { a: { value: "s" }, b: { value: ["s"] }, c: { value: "o" }, d: { value: null } };
  const configuration = { root_module: { variables: { b: { sensitive: true }, c: { description: "x" } } } };
  expect(maskSensitive({ variables, configuration })).toEqual({
    variables: { a: { value: M }, b: { value: M }, c: { value: "o" }, d: { value: null } },
    configuration,
  });
});

test("no sensitive value of a saved plan passes", () => {
  const secret = "hunter2";
  const state = {
    ...EMPTY_STATE,
    outputs: { o: { value: secret, type: "string", sensitive: true } },
    resources: [
      {
        mode: "data",
        type: "aws_secretsmanager_secret_version",
        name: "s",
        provider: 'provider["registry.terraform.io/hashicorp/aws"]',
        instances: [{ attributes: { secret_string: secret }, schema_version: 0 }],
      },
    ],
  };
  const bytes = savedPlan(
    [
      ...PLAN,
      [
        2,
        [
          [1, "v"],
          [2, value(secret)],
        ],
      ],
      create("aws_db_instance.d", { password: secret }),
    ],
    state,
  );
  const shown = savedPlanToJson(bytes);
  expect(JSON.stringify(shown).match(/hunter2/g)).toHaveLength(5);
  expect(JSON.stringify(maskSensitive(shown))).not.toContain(secret);
});

test("of the fixtures, only what is sensitive changes", () => {
  const folder = join(__dirname, "../fixtures/recovery");
  for (const name of readdirSync(folder).filter((each) => /^\d/.test(each))) {
    const json = JSON.parse(readFileSync(join(folder, name, "plan.json"), "utf8")) as JsonObject;
    if (name === "31-sensitive") expect(maskSensitive(json)).not.toEqual(json);
    else expect(maskSensitive(json)).toEqual(json);
  }
});
