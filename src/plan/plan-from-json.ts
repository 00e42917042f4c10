import { InputError } from "../errors";
import type { Address } from "./address";
import { isMarked } from "./attribute";
import { configurationFromJson } from "./configuration";
import { deferredResource, parseDeferredAddress } from "./deferred";
import { asArray, asObject, asString, emptyMap, isArray, own } from "./json";
import { addressReader, makeAddress, parseModuleAddress } from "./parse-address";
import type { Json, JsonObject, Plan, PlanFile, PlannedChange, PlannedResource, PriorResource } from "./plan";
import { planMakerOfJson } from "./plan-maker";

/** Which file a plan document was read from. */
export interface PlanOrigin {
  readonly path: string;
  readonly sha256: string;
  /** `terraform` where `terraform show -json` printed it. */
  readonly reader?: "json" | "terraform";
}

/**
 * Makes the model of a plan JSON document (`terraform show -json`, formats 0.1 to 1.x, Terraform and OpenTofu). Only
 * `resource_changes[]` entries have to be what they are: every other key may be missing.
 * Where `resource_changes` itself is missing (nothing is planned, or the document is cut down), what `planned_values`
 * holds beyond the prior state counts as created, and what is absent from it as unknown.
 *
 * @throws InputError where `resource_changes` is not a list, or an entry has no change, or neither an address nor a type
 *   and a name
 */
export function planFromJson(document: JsonObject, origin: PlanOrigin): Plan {
  const read = addressReader();
  const prior = stateResources(own(own(document, "prior_state"), "values"), read);
  const changes = own(document, "resource_changes") ?? null;
  if (changes !== null && !isArray(changes)) throw malformed("resource_changes is not a list", origin.path);
  const deferred = deferredChanges(own(document, "deferred_changes"), origin.path);
  const planned =
    changes === null
      ? plannedOnly(own(document, "planned_values"), new Set(prior.map((each) => each.address.text)), read)
      : changes.map((each, at) => plannedResource(each, `resource_changes[${at}]`, origin.path, read));
  const resources = [...withoutDeferred(planned, deferred), ...deferred];
  const changing = new Set(resources.filter((each) => !each.deposed).map((each) => each.address.text));
  const drift = driftIn(own(document, "resource_drift"), origin.path, read);
  return {
    file: planFile(document, origin),
    resources,
    prior: prior.filter((each) => !changing.has(each.address.text)),
    ...(drift.length > 0 && { drift: () => drift }),
    configuration: configurationFromJson(own(document, "configuration")),
    variables: variables(own(document, "variables")),
  };
}

function planFile(document: JsonObject, origin: PlanOrigin): PlanFile {
  const complete = own(document, "complete");
  const maker = planMakerOfJson(document);
  return {
    path: origin.path,
    sha256: origin.sha256,
    reader: origin.reader ?? "json",
    terraformVersion: asString(own(document, "terraform_version")) ?? null,
    ...(maker === undefined ? {} : { maker }),
    formatVersion: asString(own(document, "format_version")) ?? null,
    complete: typeof complete === "boolean" ? complete : null,
    deferred: asArray(own(document, "deferred_changes")).length > 0,
  };
}

type ReadAddress = ReturnType<typeof addressReader>;

/**
 * Changes that are left to a later plan, as resources of this one.
 *
 * @throws InputError where an entry is no change of a resource: none is passed over in silence
 */
function deferredChanges(json: Json | undefined, path: string): PlannedResource[] {
  if (json !== undefined && json !== null && !isArray(json)) throw malformed("deferred_changes is not a list", path);
  return asArray(json).map((each, at) => {
    const name = `deferred_changes[${at}].resource_change`;
    const planned = plannedResource(own(each, "resource_change") ?? null, name, path, parseDeferredAddress);
    return deferredResource(planned, asString(own(each, "reason")) ?? "unknown");
  });
}

/** A plan document that was cut down may lack it; what is no list says nothing. */
function driftIn(json: Json | undefined, path: string, read: ReadAddress): readonly PlannedResource[] {
  return asArray(json).map((each, at) => plannedResource(each, `resource_drift[${at}]`, path, read));
}

/** `planned_values` show what is deferred, too, without saying so. */
function withoutDeferred(
  planned: readonly PlannedResource[],
  deferred: readonly PlannedResource[],
): readonly PlannedResource[] {
  if (deferred.length === 0) return planned;
  const addresses = new Set(deferred.map(({ address }) => address.text));
  return planned.filter(({ address, deposed }) => deposed || !addresses.has(address.text));
}

function plannedResource(entry: Json, name: string, path: string, read: ReadAddress): PlannedResource {
  const change = own(entry, "change");
  const address = resourceAddress(entry, read);
  if (address === undefined) throw malformed(`${name} has no address, and no type and name either`, path);
  if (asObject(change) === undefined) throw malformed(`${name} has no change`, path);
  const sensitiveBefore = own(change, "before_sensitive");
  const reason = asString(own(entry, "action_reason"));
  const previous = asString(own(entry, "previous_address"));
  const replaced = replacePaths(asArray(own(change, "replace_paths")));
  return {
    address,
    mode: address.mode,
    type: address.type,
    provider: asString(own(entry, "provider_name")) ?? "",
    change: plannedChange(asArray(own(change, "actions"))),
    deposed: asString(own(entry, "deposed")) !== undefined,
    before: asObject(own(change, "before")) ?? null,
    after: asObject(own(change, "after")) ?? null,
    afterUnknown: own(change, "after_unknown") ?? false,
    afterSensitive: own(change, "after_sensitive") ?? false,
    ...(sensitiveBefore === undefined || !isMarked(sensitiveBefore, []) ? {} : { beforeSensitive: sensitiveBefore }),
    ...(reason === undefined ? {} : { actionReason: reason }),
    ...(replaced.length > 0 && { replacePaths: replaced }),
    ...(previous === undefined ? {} : { previousAddress: previous }),
  };
}

/** The attributes at the beginning of paths, each once. */
export function replacePaths(paths: readonly Json[]): readonly string[] {
  return [...new Set(paths.flatMap((path) => asString(asArray(path)[0]) ?? []))];
}

function malformed(what: string, path: string): InputError {
  const expected = "Give the plan as a whole, as terraform show -json prints it.";
  return new InputError(what, { where: path === "-" ? "stdin" : path, expected });
}

/** The address as the entry's own fields say it (`index` is exact where the text may be escaped in several ways). */
function resourceAddress(entry: Json, read: ReadAddress): Address | undefined {
  const text = asString(own(entry, "address"));
  const parsed = text === undefined ? undefined : read(text);
  const type = asString(own(entry, "type")) ?? parsed?.type;
  const name = asString(own(entry, "name")) ?? parsed?.name;
  if (type === undefined || name === undefined) return undefined;
  const mode = asString(own(entry, "mode")) ?? parsed?.mode;
  const index = own(entry, "index");
  const key = typeof index === "string" || typeof index === "number" ? index : parsed?.key;
  if (parsed?.type === type && parsed.name === name && parsed.mode === mode && parsed.key === key) return parsed;
  const modules = parsed?.modules ?? parseModuleAddress(asString(own(entry, "module_address")) ?? "") ?? [];
  const parts = { modules, mode: mode === "data" ? "data" : "managed", type, name } as const;
  return makeAddress(key === undefined ? parts : { ...parts, key }, text);
}

/**
 * One word for `change.actions`; combinations that a later Terraform may add count by what becomes of the object, and words that
 * are not known as a change.
 */
function plannedChange(actions: readonly Json[]): PlannedChange {
  if (actions.includes("create")) return actions.length > 1 ? "replace" : "create";
  const order = ["update", "delete", "forget", "read"] as const;
  const known = order.find((each) => actions.includes(each));
  return known ?? (actions.every((each) => each === "no-op") ? "no-op" : "update");
}

/** Every resource of a state's `values`, child modules included. */
export function stateResources(values: Json | undefined, read: ReadAddress = addressReader()): PriorResource[] {
  return moduleResources(own(values, "root_module")).flatMap((entry) => {
    const address = resourceAddress(entry, read);
    if (address === undefined || own(entry, "deposed_key") !== undefined) return [];
    const provider = asString(own(entry, "provider_name")) ?? "";
    const sensitive = own(entry, "sensitive_values") ?? false;
    const values = asObject(own(entry, "values")) ?? {};
    return [{ address, mode: address.mode, type: address.type, provider, values, sensitive }];
  });
}

function moduleResources(module: Json | undefined): Json[] {
  const children = asArray(own(module, "child_modules")).flatMap(moduleResources);
  return [...asArray(own(module, "resources")), ...children];
}

function plannedOnly(values: Json | undefined, known: ReadonlySet<string>, read: ReadAddress): PlannedResource[] {
  return moduleResources(own(values, "root_module")).flatMap((entry) => {
    const address = resourceAddress(entry, read);
    if (address === undefined || known.has(address.text)) return [];
    return [
      {
        address,
        mode: address.mode,
        type: address.type,
        provider: asString(own(entry, "provider_name")) ?? "",
        change: address.mode === "data" ? "read" : "create",
        deposed: false,
        before: null,
        after: asObject(own(entry, "values")) ?? {},
        afterUnknown: true,
        afterSensitive: own(entry, "sensitive_values") ?? false,
      },
    ];
  });
}

function variables(json: Json | undefined): Readonly<Record<string, Json>> {
  const found = emptyMap<Json>();
  for (const [name, each] of Object.entries(asObject(json) ?? {})) found[name] = own(each, "value") ?? null;
  return found;
}
