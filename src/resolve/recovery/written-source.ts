import { kept } from "../../grouping";
import type { Address, AddressStep, Configuration, Json, JsonObject, Plan, PlanSource, SourceModule } from "../../plan";

/**
 * Plan JSON shows how a JSON configuration (CDKTF's) writes its attributes: templates in `constant_value`, beside the
 * references in them. This puts them together as the JSON configuration that they came from, so that they are evaluated as
 * any other source. What plan JSON does not show (locals, expressions of native syntax) refers to a local that is not there,
 * so that it stays unknown. `undefined`: the plan shows no template.
 *
 * The templates are opportunistic: Terraform does not document them.
 */
export function writtenSource(plan: Plan): PlanSource | undefined {
  const { configuration } = plan;
  if (configuration === null) return undefined;
  const resources = plan.resources.flatMap(({ address }) => {
    const configured = configuration.resource(address);
    return configured === undefined ? [] : [{ address, configured }];
  });
  if (!resources.some(({ configured }) => holdsTemplate(configured.expressions))) return undefined;
  const folders = new Map<string, Folder>();
  for (const { address, configured } of resources) {
    addModules(folders, configuration, address.modules);
    const block = { ...repetition(configured), ...(written(configured.expressions) as JsonObject) };
    folderOf(folders, configured.module).add(address, block);
  }
  const modules = new Map<string, SourceModule>();
  for (const [module, folder] of folders)
    modules.set(module, { directory: ".", files: new Map([["plan.tf.json", folder.text()]]) });
  return { origin: "plan", modules, readFile: () => ({ missing: "plan JSON holds no files" }) };
}

/** What stands for an expression that plan JSON does not show. */
const HIDDEN = "${local.not_in_plan_json}";

type Draft = Record<string, Record<string, unknown>>;

class Folder {
  readonly body: Draft = {};

  add(address: Address, block: JsonObject): void {
    const kind = address.mode === "data" ? "data" : "resource";
    const types = (this.body[kind] ??= {});
    const named = (types[address.type] ??= {}) as Record<string, unknown>;
    named[address.name] = block;
  }

  put(kind: "module" | "variable" | "output", name: string, block: unknown): void {
    (this.body[kind] ??= {})[name] = block;
  }

  text(): string {
    return JSON.stringify(this.body);
  }
}

function folderOf(folders: Map<string, Folder>, module: string): Folder {
  return kept(folders, module, () => new Folder());
}

/** The calls on the way to a module, with their inputs, and the module's own variables and outputs. */
function addModules(folders: Map<string, Folder>, configuration: Configuration, steps: readonly AddressStep[]): void {
  let caller = "";
  for (const { name } of steps) {
    const called = caller === "" ? `module.${name}` : `${caller}.module.${name}`;
    const known = folders.has(called);
    const call = configuration.module(called);
    if (!known && call !== undefined) {
      const inputs = written(call.inputs) as JsonObject;
      folderOf(folders, caller).put("module", name, { source: "./module", ...repetition(call), ...inputs });
      const folder = folderOf(folders, called);
      for (const [variable, declared] of Object.entries(call.variables))
        folder.put("variable", variable, declared ?? {});
      for (const [output, expression] of Object.entries(call.outputs)) {
        folder.put("output", output, { value: written(expression) });
      }
    }
    caller = called;
  }
}

function repetition({ count, forEach }: { readonly count?: Json; readonly forEach?: Json }): JsonObject {
  return {
    ...(count === undefined ? {} : { count: written(count) }),
    ...(forEach === undefined ? {} : { for_each: written(forEach) }),
  };
}

/** An expression, or a block of them, as JSON configuration would write it. */
function written(json: Json): Json {
  if (Array.isArray(json)) return (json as readonly Json[]).map(written);
  if (typeof json !== "object" || json === null) return json;
  const object = json as JsonObject;
  if (!isExpression(object))
    return Object.fromEntries(Object.entries(object).map(([key, each]) => [key, written(each)]));
  if (!Object.hasOwn(object, "constant_value")) return HIDDEN;
  const value = object.constant_value ?? null;
  return object.references === undefined ? escaped(value) : value;
}

/** A constant of native syntax holds `${` as text: only where references stand beside it is it a template. */
function escaped(value: Json): Json {
  if (typeof value === "string") return value.replaceAll("${", "$${").replaceAll("%{", "%%{");
  if (Array.isArray(value)) return (value as readonly Json[]).map(escaped);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, escaped(each)]));
}

function isExpression(object: JsonObject): boolean {
  return Object.keys(object).every((key) => key === "constant_value" || key === "references");
}

function holdsTemplate(json: Json): boolean {
  if (Array.isArray(json)) return (json as readonly Json[]).some(holdsTemplate);
  if (typeof json !== "object" || json === null) return false;
  const object = json as JsonObject;
  if (isExpression(object)) return Object.hasOwn(object, "constant_value") && object.references !== undefined;
  return Object.values(object).some(holdsTemplate);
}
