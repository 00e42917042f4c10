import {
  type Configuration,
  configuredAddress,
  type ConfiguredModule,
  type ConfiguredResource,
  emptyMap,
  type Json,
  type JsonObject,
  type PlanSource,
} from "../plan";
import { type ModuleSource, readModuleSource } from "./evaluate";
import type { Block } from "./syntax";
import { describe, describeArgument, expressionsOfBody } from "./written";

/**
 * The configuration as plan JSON would show it, made of the source: expressions with their constants and references. A
 * saved plan holds the source alone. Modules are parsed, and resources looked at, when they are asked for.
 *
 * With `dynamic`, it tells of dynamic blocks, too, what they refer to, which plan JSON does not.
 * Of a file that cannot be read, the blocks are missing.
 * Without the providers' schemas, a block that JSON configuration writes like an argument is an expression, but for those
 * that matter here. Provider configurations are left out: `SourceConfiguration.provider` has them, evaluated.
 */
export function planConfiguration(source: PlanSource, options: { readonly dynamic?: true } = {}): Configuration {
  const resources = new Map<string, ConfiguredResource | undefined>();
  const modules = new Map<string, ConfiguredModule | undefined>();
  const moduleAt = (address: string): ModuleSource | undefined => {
    const module = source.modules.get(address);
    return module && readModuleSource(module);
  };
  return {
    resource(address) {
      const name = address.configured;
      if (!resources.has(name)) {
        const module = configuredAddress(address.module);
        const local = module === "" ? name : name.slice(module.length + 1);
        const read = moduleAt(module);
        const block = read?.resources.get(local);
        const configured = block && configuredResource(name, module, block, options);
        // What cannot be read might override what can.
        resources.set(name, configured && read?.uncertain === true ? { ...configured, uncertain: true } : configured);
      }
      return resources.get(name);
    },
    module(address) {
      const name = configuredAddress(address);
      if (!modules.has(name)) modules.set(name, configuredModule(name, moduleAt));
      return modules.get(name);
    },
    local(address, name) {
      const local = moduleAt(configuredAddress(address))?.locals.get(name);
      return local && describe(local.attribute);
    },
    providers: emptyMap(),
  };
}

function configuredResource(
  address: string,
  module: string,
  block: Block,
  options: { readonly dynamic?: true },
): ConfiguredResource {
  const repeated = repetition(block);
  return {
    address,
    module,
    providerKey: "",
    expressions: expressionsOfBody(block.body, options),
    repeated: Object.keys(repeated).length > 0,
    ...repeated,
    provisioners: block.body.blocks
      .filter(({ type }) => type === "provisioner")
      .map(({ labels, body }) => ({ type: labels[0] ?? "", expressions: expressionsOfBody(body) })),
  };
}

function configuredModule(
  address: string,
  moduleAt: (address: string) => ModuleSource | undefined,
): ConfiguredModule | undefined {
  const module = moduleAt(address);
  if (module === undefined) return undefined;
  const cut = address.lastIndexOf("module.");
  const call =
    cut < 0 ? undefined : moduleAt(address.slice(0, Math.max(0, cut - 1)))?.calls.get(address.slice(cut + 7));
  if (cut >= 0 && call === undefined) return undefined;
  return {
    address,
    inputs: call === undefined ? {} : withoutSource(expressionsOfBody(call.body)),
    outputs: mapOf(module.outputs, ({ body }) => describeArgument(body, "value") ?? {}),
    variables: mapOf(module.variables, declaredVariable),
    ...(call === undefined ? {} : repetition(call)),
  };
}

/** Arguments of a module call that are no inputs. */
function withoutSource(expressions: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(expressions).filter(([name]) => name !== "source" && name !== "version"));
}

function declaredVariable({ body }: Block): Json {
  const fallback = describeArgument(body, "default");
  return fallback?.constant_value === undefined ? {} : { default: fallback.constant_value };
}

function mapOf(blocks: ReadonlyMap<string, Block>, describe: (block: Block) => Json): Record<string, Json> {
  const found = emptyMap<Json>();
  for (const [name, block] of blocks) found[name] = describe(block);
  return found;
}

function repetition({ body }: Block): { readonly count?: Json; readonly forEach?: Json } {
  const count = describeArgument(body, "count");
  const forEach = describeArgument(body, "for_each");
  return { ...(count === undefined ? {} : { count }), ...(forEach === undefined ? {} : { forEach }) };
}
