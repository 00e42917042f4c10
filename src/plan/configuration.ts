import type { Configuration, ConfiguredModule, ConfiguredProvider, ConfiguredResource, Json, JsonObject } from "./plan";
import { asArray, asObject, asString, emptyMap, own } from "./json";
import { configuredAddress } from "./parse-address";

/**
 * Plan JSON's `configuration`, indexed as it is asked: a module is looked at when one of its resources is looked up, and
 * only once. `null` where the plan has none.
 */
export function configurationFromJson(json: Json | undefined): Configuration | null {
  const object = asObject(json);
  if (object === undefined) return null;
  const modules = new Map<string, Module | undefined>([["", rootModule(object)]]);
  const find = (address: string): Module | undefined => {
    if (!modules.has(address)) modules.set(address, childModule(address, find));
    return modules.get(address);
  };
  let providers: Readonly<Record<string, ConfiguredProvider>> | undefined;
  const allProviders = (): Readonly<Record<string, ConfiguredProvider>> =>
    (providers ??= readProviders(own(object, "provider_config")));
  return {
    resource(address) {
      const module = find(configuredAddress(address.module));
      const found = module?.resource(address.configured, allProviders());
      // Plan JSON leaves out a `for_each` over constants.
      return found === undefined || address.key === undefined ? found : { ...found, repeated: true };
    },
    module: (address) => find(configuredAddress(address))?.configured,
    get providers() {
      return allProviders();
    },
  };
}

interface Module {
  readonly address: string;
  readonly json: JsonObject;
  readonly configured: ConfiguredModule;
  resource(configured: string, providers: Readonly<Record<string, ConfiguredProvider>>): ConfiguredResource | undefined;
}

function rootModule(configuration: JsonObject): Module | undefined {
  const json = asObject(own(configuration, "root_module"));
  return json && makeModule("", json, {});
}

/** The module at an address without instance keys, found in its parent's `module_calls`. */
function childModule(address: string, find: (address: string) => Module | undefined): Module | undefined {
  const cut = address.lastIndexOf("module.");
  if (cut === -1) return undefined;
  const parent = find(address.slice(0, Math.max(0, cut - 1)));
  const call = asObject(own(own(parent?.json, "module_calls"), address.slice(cut + "module.".length)));
  return call && makeModule(address, asObject(own(call, "module")) ?? {}, call);
}

function makeModule(address: string, json: JsonObject, call: JsonObject): Module {
  const outputs = emptyMap<Json>();
  for (const [name, output] of Object.entries(asObject(own(json, "outputs")) ?? {})) {
    outputs[name] = own(output, "expression") ?? {};
  }
  let index: Map<string, JsonObject> | undefined;
  const made = new Map<string, ConfiguredResource>();
  return {
    address,
    json,
    configured: {
      address,
      inputs: asObject(own(call, "expressions")) ?? {},
      outputs,
      variables: asObject(own(json, "variables")) ?? {},
      ...repetition(call),
    },
    resource(configured, providers) {
      index ??= indexResources(address, json);
      const found = made.get(configured);
      const written = index.get(configured);
      if (found !== undefined || written === undefined) return found;
      const resource = makeResource(configured, address, written, providers);
      made.set(configured, resource);
      return resource;
    },
  };
}

/** By address without instance keys, module included. */
function indexResources(module: string, json: JsonObject): Map<string, JsonObject> {
  const index = new Map<string, JsonObject>();
  for (const each of asArray(own(json, "resources"))) {
    const resource = asObject(each);
    const address = asString(own(resource, "address"));
    if (resource && address !== undefined) index.set(module === "" ? address : `${module}.${address}`, resource);
  }
  return index;
}

function makeResource(
  address: string,
  module: string,
  json: JsonObject,
  providers: Readonly<Record<string, ConfiguredProvider>>,
): ConfiguredResource {
  const repeated = repetition(json);
  return {
    address,
    module,
    providerKey: providerKey(asString(own(json, "provider_config_key")) ?? "", providers),
    expressions: asObject(own(json, "expressions")) ?? {},
    repeated: repeated.count !== undefined || repeated.forEach !== undefined,
    ...repeated,
    provisioners: asArray(own(json, "provisioners")).map((each) => ({
      type: asString(own(each, "type")) ?? "",
      expressions: asObject(own(each, "expressions")) ?? {},
    })),
  };
}

/**
 * Older Terraform names the module of an inherited provider (`module.a:aws`, `a:aws`) where nothing is configured: then it
 * is the provider's only configuration. Where there are several, which one was passed in is not in the plan.
 */
function providerKey(key: string, providers: Readonly<Record<string, ConfiguredProvider>>): string {
  if (Object.hasOwn(providers, key)) return key;
  const name = key.slice(key.lastIndexOf(":") + 1);
  const [only, ...others] = Object.keys(providers).filter((each) => providers[each]?.name === name);
  return only !== undefined && others.length === 0 ? only : key;
}

function repetition(json: JsonObject): { readonly count?: Json; readonly forEach?: Json } {
  const count = own(json, "count_expression");
  const forEach = own(json, "for_each_expression");
  return { ...(count === undefined ? {} : { count }), ...(forEach === undefined ? {} : { forEach }) };
}

function readProviders(json: Json | undefined): Readonly<Record<string, ConfiguredProvider>> {
  const providers = emptyMap<ConfiguredProvider>();
  for (const [key, each] of Object.entries(asObject(json) ?? {})) {
    const alias = asString(own(each, "alias"));
    providers[key] = {
      name: asString(own(each, "name")) ?? key,
      ...(alias === undefined ? {} : { alias }),
      module: asString(own(each, "module_address")) ?? "",
      expressions: asObject(own(each, "expressions")) ?? {},
    };
  }
  return providers;
}
