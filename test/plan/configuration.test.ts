import { configurationFromJson } from "../../src/plan/configuration";
import { parseAddress, type Address, type ConfiguredResource, type Json } from "../../src/plan";
import { fixturePlan } from "./fixture";

const address = (text: string): Address => parseAddress(text) ?? fail(text);
const fail = (text: string): never => {
  throw new Error(text);
};

describe("configurationFromJson", () => {
  it("is null without a configuration", () => {
    expect(configurationFromJson(undefined)).toBeNull();
    expect(configurationFromJson(null)).toBeNull();
  });

  it("finds a resource whatever its instance keys", () => {
    const { configuration } = fixturePlan("12-count-foreach");
    const written = configuration?.resource(address('aws_iam_role.f["b.c"]'));
    expect(written).toMatchObject({ address: "aws_iam_role.f", module: "", providerKey: "aws", repeated: true });
    expect(configuration?.resource(address("aws_iam_role.c"))?.repeated).toBe(true);
    expect(written?.expressions["name"]).toEqual({ references: ["each.key"] });
    expect(configuration?.resource(address("aws_iam_role.c[1]"))?.count).toEqual({ references: ["var.n"] });
    expect(configuration?.resource(address("aws_kms_key.each[0]"))?.forEach).toEqual({
      references: ["aws_iam_role.f"],
    });
    expect(configuration?.resource(address("aws_kms_key.gone"))).toBeUndefined();
  });

  it("reads a resource without expressions as one without arguments", () => {
    const { configuration } = fixturePlan("27-grant-s3");
    expect(configuration?.resource(address("aws_kms_key.k"))).toMatchObject({ expressions: {}, repeated: false });
  });

  it("looks into modules, and gives their calls", () => {
    const { configuration } = fixturePlan("11-module-io");
    const raw = configuration?.resource(address("module.key.aws_kms_key.raw"));
    expect(raw).toMatchObject({ address: "module.key.aws_kms_key.raw", module: "module.key" });
    const call = configuration?.module("module.key");
    expect(call?.inputs["grant_admin"]).toEqual({ constant_value: true });
    expect(call?.outputs["arn"]).toEqual({ references: ["aws_kms_key.this.arn", "aws_kms_key.this"] });
    expect(Object.keys(call?.variables ?? {})).toContain("user_arns");
    expect(configuration?.module("")?.outputs["key_policy"]).toEqual({
      references: ["module.key.policy", "module.key"],
    });
    expect(configuration?.module("module.none")).toBeUndefined();
    expect(configuration?.resource(address("module.none.aws_kms_key.k"))).toBeUndefined();
  });

  it("looks up nested modules, by addresses with or without keys", () => {
    const inner = {
      expressions: { a: {} },
      count_expression: { constant_value: 2 },
      module: { resources: [{ address: "a.b" }] },
    };
    const configuration = configurationFromJson({
      root_module: { module_calls: { m: { module: { module_calls: { module: inner } } } } },
    });
    expect(configuration?.module('module.m["x"].module.module[0]')).toMatchObject({
      address: "module.m.module.module",
      inputs: { a: {} },
      count: { constant_value: 2 },
    });
    expect(configuration?.resource(address('module.m["x"].module.module[0].a.b[1]'))?.module).toBe(
      "module.m.module.module",
    );
  });

  it("keeps provisioners", () => {
    const provisioners = [{ type: "local-exec", expressions: { command: { constant_value: "aws personalize help" } } }];
    const configuration = configurationFromJson({ root_module: { resources: [{ address: "a.b", provisioners }] } });
    expect(configuration?.resource(address("a.b"))?.provisioners).toEqual(provisioners);
  });

  it("is not misled by odd shapes", () => {
    const odd: Json[] = [
      {},
      { root_module: [] },
      { root_module: { resources: {}, module_calls: [1] } },
      { provider_config: [] },
    ];
    for (const each of odd) {
      const configuration = configurationFromJson(each);
      expect(configuration?.resource(address("module.a.b.c"))).toBeUndefined();
      expect(configuration?.module("module.__proto__")).toBeUndefined();
      expect(configuration?.providers).toEqual({});
    }
  });
});

describe("providers", () => {
  const providers = {
    aws: { name: "aws", expressions: { region: { constant_value: "eu-west-1" } } },
    "google.x": { name: "google", alias: "x" },
    "google.y": { name: "google", alias: "y" },
    "module.a:azurerm": { name: "azurerm", module_address: "module.a" },
  };
  const written = (key: string): ConfiguredResource | undefined =>
    configurationFromJson({
      provider_config: providers,
      root_module: { resources: [{ address: "a.b", provider_config_key: key }] },
    })?.resource(address("a.b"));

  it("are read as they are written", () => {
    expect(configurationFromJson({ provider_config: providers })?.providers).toEqual({
      aws: { name: "aws", module: "", expressions: { region: { constant_value: "eu-west-1" } } },
      "google.x": { name: "google", alias: "x", module: "", expressions: {} },
      "google.y": { name: "google", alias: "y", module: "", expressions: {} },
      "module.a:azurerm": { name: "azurerm", module: "module.a", expressions: {} },
    });
  });

  it.each([
    ["aws", "aws"],
    ["google.y", "google.y"],
    ["module.a:azurerm", "module.a:azurerm"],
    ["module.b:aws", "aws"],
    ["b:aws", "aws"],
    ["b:google", "b:google"],
    ["b:gone", "b:gone"],
  ])("%s is the configuration %s", (key, expected) => {
    expect(written(key)?.providerKey).toBe(expected);
  });
});
