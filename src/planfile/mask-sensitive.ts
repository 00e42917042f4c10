import { asArray, asObject, asString, isArray, isSensitiveAttribute, type Json, type JsonObject, own } from "../plan";
import { inModules, mapObject, within } from "./map-json";
import { MASK, SensitiveTexts } from "./sensitive-texts";

/**
 * Plan JSON with every sensitive value masked: what `before_sensitive`, `after_sensitive` and `sensitive_values` mark,
 * what attribute names and providers' schemas call sensitive, sensitive outputs, and the values of all variables that the
 * document's own configuration does not declare, or declares sensitive, with their defaults. A text that is sensitive in one place of a resource is
 * masked wherever the resource has it: a tag stands in `tags_all` too, which nobody marks. Null stays null.
 */
export function maskSensitive(plan: JsonObject): JsonObject {
  const texts = new SensitiveTexts();
  const resources = { change: changeMasker(texts), values: valuesMasker(texts) };
  const masked = mapObject(plan, (part, key) => PARTS.get(key)?.(part, { plan, ...resources }) ?? part);
  const again = { change: texts.inChange, values: texts.inValues };
  return mapObject(masked, (part, key) => RESOURCES.get(key)?.(part, { plan, ...again }) ?? part);
}

/** What the parts of a plan are masked with. */
interface Masks {
  readonly plan: JsonObject;
  /** An entry of `resource_changes`. */
  readonly change: (entry: Json) => Json;
  /** `planned_values`, or a state's `values`. */
  readonly values: (values: Json) => Json;
}

type MaskPart = (part: Json, masks: Masks) => Json;

/** The parts that hold resources. */
const RESOURCES: ReadonlyMap<string, MaskPart> = new Map<string, MaskPart>([
  ["resource_changes", (part, { change }) => asArray(part).map(change)],
  ["resource_drift", (part, { change }) => asArray(part).map(change)],
  ["deferred_changes", (part, { change }) => asArray(part).map((each) => within(each, "resource_change", change))],
  ["planned_values", (part, { values }) => values(part)],
  ["prior_state", (part, { values }) => within(part, "values", values)],
]);

const PARTS: ReadonlyMap<string, MaskPart> = new Map<string, MaskPart>([
  ...RESOURCES,
  ["variables", (part, { plan }) => maskVariables(part, plan)],
  ["configuration", (part) => within(part, "root_module", maskDefaults)],
  ["output_changes", (part) => mapObject(part, maskChange)],
  ["action_invocations", (part) => asArray(part).map(maskInvocation)],
  [
    "deferred_action_invocations",
    (part) => asArray(part).map((each) => within(each, "action_invocation", maskInvocation)),
  ],
]);

function maskVariables(variables: Json, plan: JsonObject): Json {
  const declared = own(own(own(plan, "configuration"), "root_module"), "variables");
  return mapObject(variables, (variable, name) => {
    const declaration = own(declared, name);
    const open = declaration !== undefined && own(declaration, "sensitive") !== true;
    return open ? variable : within(variable, "value", (value) => maskMarked(value, true));
  });
}

/** The defaults of sensitive variables, in a module's configuration and in that of the modules that it calls. */
function maskDefaults(module: Json): Json {
  const masked = within(module, "variables", (variables) =>
    mapObject(variables, (variable) =>
      own(variable, "sensitive") === true ? within(variable, "default", (value) => maskMarked(value, true)) : variable,
    ),
  );
  return within(masked, "module_calls", (calls) => mapObject(calls, (call) => within(call, "module", maskDefaults)));
}

function changeMasker(texts: SensitiveTexts): (entry: Json) => Json {
  return (entry) => {
    const named = maskNamed(asString(own(entry, "type")) ?? "");
    const masked = within(entry, "change", (change) =>
      within(within(maskChange(change), "before", named), "after", named),
    );
    for (const part of ["before", "after"]) {
      texts.note(entry, own(own(entry, "change"), part), own(own(masked, "change"), part));
    }
    return masked;
  };
}

function maskInvocation(entry: Json): Json {
  const named = maskNamed(asString(own(entry, "type")) ?? "");
  const marks = own(entry, "config_sensitive") ?? false;
  return within(entry, "config_values", (values) => named(maskMarked(values, marks)));
}

function maskChange(change: Json): JsonObject {
  const before = own(change, "before_sensitive") ?? false;
  const after = own(change, "after_sensitive") ?? false;
  const masked = within(change, "before", (value) => maskMarked(value, before));
  return asObject(within(masked, "after", (value) => maskMarked(value, after))) ?? {};
}

/** `planned_values` and a state's `values`. */
function valuesMasker(texts: SensitiveTexts): (values: Json) => Json {
  return (values) => {
    const masked = within(values, "outputs", (outputs) =>
      mapObject(outputs, (output) =>
        within(output, "value", (value) => maskMarked(value, own(output, "sensitive") ?? false)),
      ),
    );
    return inModules(masked, (resource) => {
      const sensitive = own(resource, "sensitive_values") ?? false;
      const named = maskNamed(asString(own(resource, "type")) ?? "");
      const found = within(resource, "values", (each) => named(maskMarked(each, sensitive)));
      texts.note(resource, own(resource, "values"), own(found, "values"));
      return found;
    });
  };
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
