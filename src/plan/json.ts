import type { Json, JsonObject } from "./plan";

/** An own property, never one that an object inherits: a plan may hold keys such as `__proto__` or `constructor`. */
export function own(value: Json | undefined, key: string): Json | undefined {
  const object = asObject(value);
  return object !== undefined && Object.hasOwn(object, key) ? object[key] : undefined;
}

/** The value where it is a JSON object. */
export function asObject(value: Json | undefined): JsonObject | undefined {
  return isObject(value) ? value : undefined;
}

/** True for a JSON object. */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !isArray(value);
}

/** The value where it is a JSON array, else an empty one. */
export function asArray(value: Json | undefined): readonly Json[] {
  return isArray(value) ? value : [];
}

/** The value where it is text. */
export function asString(value: Json | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** `Array.isArray` for readonly JSON. */
export function isArray(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** A map that inherits nothing, so that no key of a plan means anything to JavaScript. */
export function emptyMap<T>(): Record<string, T> {
  return new Bare() as Record<string, T>;
}

/** Its instances are laid out as those of any class: `Object.create(null)` would make a hash table of each, of three times the size. */
const Bare = function () {} as unknown as new () => unknown;
Bare.prototype = Object.freeze(Object.create(null) as object);
