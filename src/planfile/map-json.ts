import { asArray, asObject, type Json, type JsonObject, own } from "../plan";

/** The object with one part changed, where it has that part. */
export function within(value: Json, key: string, change: (part: Json) => Json): Json {
  const part = own(value, key);
  return part === undefined ? value : { ...asObject(value), [key]: change(part) };
}

/** The object with each of its parts changed. */
export function mapObject(value: Json, change: (item: Json, key: string) => Json): JsonObject {
  return Object.fromEntries(Object.entries(asObject(value) ?? {}).map(([key, item]) => [key, change(item, key)]));
}

/** `planned_values` or a state's `values` with each of their resources changed, in every module. */
export function inModules(values: Json, change: (resource: Json) => Json): Json {
  const inModule = (module: Json): Json => {
    const changed = within(module, "resources", (resources) => asArray(resources).map(change));
    return within(changed, "child_modules", (modules) => asArray(modules).map(inModule));
  };
  return within(values, "root_module", inModule);
}
