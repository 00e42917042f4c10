import type { Json, JsonObject } from "../../src/plan";
import { asArray, asObject, asString, own } from "../../src/plan/json";

/**
 * Plan JSON without what no saved plan holds, so that a document of `terraform show -json` and one that was read directly
 * can be compared:
 * - `configuration` and `checks`, which are made of the configuration
 * - `schema_version` of planned values, which only providers know
 * - variables that have their default: those that `given` leaves out
 * - the empty `{}` and `[]` in `after_sensitive` and `sensitive_values` at places that are unknown: which of the two an
 *   unknown collection gets is told by the provider's schema alone
 * - the order of `relevant_attributes` and `replace_paths`, which Terraform leaves open
 */
export function comparable(plan: JsonObject, given: JsonObject): JsonObject {
  const unknown = unknownByAddress(plan);
  const names = Object.keys(asObject(own(given, "variables")) ?? {});
  const changed: Record<string, Json> = { ...plan };
  delete changed["configuration"];
  delete changed["checks"];
  delete changed["variables"];
  const variables = names.map((name) => [name, own(own(plan, "variables"), name) ?? null] as const);
  if (variables.length > 0) changed["variables"] = Object.fromEntries(variables);
  change(changed, "resource_changes", (part) => asArray(part).map(comparableChange));
  change(changed, "resource_drift", (part) => asArray(part).map(comparableChange));
  change(changed, "planned_values", (part) => withPart(part, "root_module", (root) => module(root, unknown)));
  change(changed, "relevant_attributes", sorted);
  return changed;
}

function change(object: Record<string, Json>, key: string, by: (part: Json) => Json): void {
  const part = own(object, key);
  if (part !== undefined) object[key] = by(part);
}

function withPart(value: Json, key: string, by: (part: Json) => Json): Json {
  const part = own(value, key);
  return part === undefined ? value : { ...asObject(value), [key]: by(part) };
}

function comparableChange(entry: Json): Json {
  return withPart(entry, "change", (part) => {
    const unknown = own(part, "after_unknown") ?? {};
    const filled = withPart(part, "after_sensitive", (marks) => withoutEmptyAt(marks, unknown));
    return withPart(filled, "replace_paths", sorted);
  });
}

function unknownByAddress(plan: JsonObject): Map<string, Json> {
  const found = new Map<string, Json>();
  for (const entry of asArray(own(plan, "resource_changes"))) {
    if (own(entry, "deposed") !== undefined) continue;
    found.set(asString(own(entry, "address")) ?? "", own(own(entry, "change"), "after_unknown") ?? {});
  }
  return found;
}

function module(part: Json, unknown: ReadonlyMap<string, Json>): Json {
  const resources = withPart(part, "resources", (list) => asArray(list).map((each) => plannedResource(each, unknown)));
  return withPart(resources, "child_modules", (list) => asArray(list).map((each) => module(each, unknown)));
}

function plannedResource(resource: Json, unknown: ReadonlyMap<string, Json>): Json {
  const rest = Object.fromEntries(Object.entries(asObject(resource) ?? {}).filter(([key]) => key !== "schema_version"));
  const at = unknown.get(asString(own(resource, "address")) ?? "") ?? {};
  return withPart(rest, "sensitive_values", (marks) => withoutEmptyAt(marks, at));
}

/** The marks without the attributes that are empty collections where `unknown` says that nothing is known. */
function withoutEmptyAt(marks: Json, unknown: Json): Json {
  const object = asObject(marks);
  if (object === undefined) {
    return Array.isArray(marks)
      ? (marks as readonly Json[]).map((item, index) => withoutEmptyAt(item, asArray(unknown)[index] ?? false))
      : marks;
  }
  return Object.fromEntries(
    Object.entries(object)
      .filter(([key, item]) => own(unknown, key) !== true || item === true)
      .map(([key, item]) => [key, withoutEmptyAt(item, own(unknown, key) ?? false)]),
  );
}

function sorted(list: Json): Json {
  return [...asArray(list)].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}
