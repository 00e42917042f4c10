import type { Json, JsonObject } from "../plan";
import { put } from "./saved-value";

/** Steps from a value to one of its parts: attribute names, list indexes, map keys; anything else goes through a set. */
export type SavedPath = readonly Json[];

/**
 * Where a value is sensitive, as plan JSON's `after_sensitive`: `true` there, other attributes left out, other list items
 * `false`. What is sensitive inside a set makes the whole set sensitive, since its elements have no place.
 *
 * @param unknown what is not known of the value, of which `known` has nothing
 */
export function sensitivePart(known: Json, unknown: Json, paths: readonly SavedPath[], depth = 0): Json {
  if (paths.some((path) => path.length === depth)) return true;
  const onward = byStep(paths, depth);
  const below = (key: string | number): Json =>
    sensitivePart(part(known, key), part(unknown, key), onward?.get(key) ?? NONE, depth + 1);
  if (isList(known))
    return paths.some((path) => typeof path[depth] !== "number") ? true : known.map((_, at) => below(at));
  if (typeof known !== "object" || known === null) return false;
  const parts: Record<string, Json> = {};
  for (const key of new Set([...Object.keys(known), ...keysOf(unknown)])) {
    const found = below(key);
    if (found !== false) put(parts, key, found);
  }
  return parts;
}

const NONE: readonly SavedPath[] = [];

/** The paths by their next step, so that each is looked at once at each depth. */
function byStep(paths: readonly SavedPath[], depth: number): ReadonlyMap<Json, readonly SavedPath[]> | undefined {
  if (paths.length === 0) return undefined;
  const found = new Map<Json, SavedPath[]>();
  for (const path of paths) {
    const step = path[depth] ?? null;
    const same = found.get(step);
    if (same === undefined) found.set(step, [path]);
    else same.push(path);
  }
  return found;
}

function part(value: Json, key: string | number): Json {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return null;
  return (value as JsonObject)[key] ?? null;
}

function keysOf(unknown: Json): readonly string[] {
  return typeof unknown === "object" && unknown !== null ? Object.keys(unknown) : [];
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
