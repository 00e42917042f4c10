import { asArray, asObject, asString, isArray, own } from "../plan/json";
import type { Json, JsonObject } from "../plan/plan";
import { isSensitiveAttribute } from "../plan/sensitive-attributes";

/** What stands in the place of a sensitive value; Terraform's own words. */
export const MASK = "(sensitive value)";

/**
 * Plan JSON with every sensitive value masked: what `before_sensitive`, `after_sensitive` and `sensitive_values` mark,
 * what attribute names and providers' schemas call sensitive, sensitive outputs, and the values of all variables that the
 * document's own configuration does not declare, or declares sensitive. Null stays null.
 */
export function maskSensitive(plan: JsonObject): JsonObject {
  return mapObject(plan, (part, key) => PARTS.get(key)?.(part, plan) ?? part);
}

const PARTS: ReadonlyMap<string, (part: Json, plan: JsonObject) => Json> = new Map([
  ["variables", maskVariables],
  ["resource_changes", (part) => asArray(part).map(maskResourceChange)],
  ["resource_drift", (part) => asArray(part).map(maskResourceChange)],
  ["deferred_changes", (part) => asArray(part).map((each) => within(each, "resource_change", maskResourceChange))],
  ["output_changes", (part) => mapObject(part, maskChange)],
  ["planned_values", maskValues],
  ["prior_state", (part) => within(part, "values", maskValues)],
]);

function maskVariables(variables: Json, plan: JsonObject): Json {
  const declared = own(own(own(plan, "configuration"), "root_module"), "variables");
  return mapObject(variables, (variable, name) => {
    const declaration = own(declared, name);
    const open = declaration !== undefined && own(declaration, "sensitive") !== true;
    return open ? variable : within(variable, "value", (value) => maskMarked(value, true));
  });
}

function maskResourceChange(entry: Json): Json {
  const type = asString(own(entry, "type")) ?? "";
  return within(entry, "change", (change) => {
    const masked = maskChange(change);
    return within(within(masked, "before", maskNamed(type)), "after", maskNamed(type));
  });
}

function maskChange(change: Json): JsonObject {
  const before = own(change, "before_sensitive") ?? false;
  const after = own(change, "after_sensitive") ?? false;
  const masked = within(change, "before", (value) => maskMarked(value, before));
  return asObject(within(masked, "after", (value) => maskMarked(value, after))) ?? {};
}

/** `planned_values` and a state's `values`. */
function maskValues(values: Json): Json {
  const masked = within(values, "outputs", (outputs) =>
    mapObject(outputs, (output) =>
      within(output, "value", (value) => maskMarked(value, own(output, "sensitive") ?? false)),
    ),
  );
  return within(masked, "root_module", maskModule);
}

function maskModule(module: Json): Json {
  const masked = within(module, "resources", (resources) => asArray(resources).map(maskResource));
  return within(masked, "child_modules", (modules) => asArray(modules).map(maskModule));
}

function maskResource(resource: Json): Json {
  const sensitive = own(resource, "sensitive_values") ?? false;
  const named = maskNamed(asString(own(resource, "type")) ?? "");
  return within(resource, "values", (values) => named(maskMarked(values, sensitive)));
}

/** Masks what the marks, of the same shape as the value, say is sensitive. */
function maskMarked(value: Json, marks: Json): Json {
  if (value === null || marks === false) return value;
  if (marks === true) return MASK;
  if (isArray(value)) return value.map((item, index) => maskMarked(item, asArray(marks)[index] ?? false));
  return asObject(value) === undefined
    ? value
    : mapObject(value, (item, key) => maskMarked(item, own(marks, key) ?? false));
}

/** Masks text in attributes that are sensitive by name or schema. An ARN only says where a secret is. */
function maskNamed(type: string): (value: Json) => Json {
  const maskAll = (value: Json): Json => {
    if (typeof value === "string") return value.startsWith("arn:") ? value : MASK;
    if (isArray(value)) return value.map(maskAll);
    return asObject(value) === undefined ? value : mapObject(value, maskAll);
  };
  const mask = (value: Json): Json => {
    if (isArray(value)) return value.map(mask);
    if (asObject(value) === undefined) return value;
    return mapObject(value, (item, key) => (isSensitiveAttribute(type, key) ? maskAll(item) : mask(item)));
  };
  return mask;
}

/** The object with one part changed, where it has that part. */
function within(value: Json, key: string, change: (part: Json) => Json): Json {
  const part = own(value, key);
  return part === undefined ? value : { ...asObject(value), [key]: change(part) };
}

function mapObject(value: Json, change: (item: Json, key: string) => Json): JsonObject {
  return Object.fromEntries(Object.entries(asObject(value) ?? {}).map(([key, item]) => [key, change(item, key)]));
}
