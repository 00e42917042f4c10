import type { Json, JsonObject } from "../plan/plan";
import { put, UNKNOWN, type SavedValue } from "./value";

/**
 * The known part of a value, as plan JSON's `after`: what is unknown is left out of maps, and is null in lists, where
 * the place counts. A part that is wholly known is the same object as before.
 */
export function knownPart(value: SavedValue): Json {
  if (value === UNKNOWN) return null;
  if (isWhollyKnown(value)) return value;
  if (isList(value)) return value.map(knownPart);
  const known: Record<string, Json> = {};
  for (const key of Object.keys(value)) {
    const item = value[key] as SavedValue;
    if (item !== UNKNOWN) put(known, key, knownPart(item));
  }
  return known;
}

/** Where a value is unknown, as plan JSON's `after_unknown`: `true` there, known attributes left out, known list items `false`. */
export function unknownPart(value: SavedValue): Json {
  if (value === UNKNOWN) return true;
  if (isList(value)) return value.map(unknownPart);
  return isMap(value) ? withoutFalse(value, unknownPart) : false;
}

/** A resource's `after_unknown` in plan JSON: `{}` where everything is known. */
export function afterUnknown(value: SavedValue): Json {
  return isWhollyKnown(value) ? {} : unknownPart(value);
}

/** True where no part of the value is unknown. */
export function isWhollyKnown(value: SavedValue): value is Json {
  if (typeof value !== "object" || value === null) return value !== UNKNOWN;
  if (isList(value)) return value.every(isWhollyKnown);
  for (const key in value) if (!isWhollyKnown(value[key] as SavedValue)) return false;
  return true;
}

/** Steps from a value to one of its parts: attribute names, list indexes, map keys; anything else goes through a set. */
export type SensitivePath = readonly SavedValue[];

/**
 * Where a value is sensitive, as plan JSON's `after_sensitive`: `true` there, other attributes left out, other list items
 * `false`. What is sensitive inside a set makes the whole set sensitive, since its elements have no place.
 */
export function sensitivePart(value: SavedValue, paths: readonly SensitivePath[], depth = 0): Json {
  if (paths.some((path) => path.length === depth)) return true;
  const below = (item: SavedValue, key: string | number): Json =>
    sensitivePart(item, paths.length === 0 ? paths : paths.filter((path) => path[depth] === key), depth + 1);
  if (isList(value)) return paths.some((path) => typeof path[depth] !== "number") ? true : value.map(below);
  return isMap(value) ? withoutFalse(value, below) : false;
}

type SavedMap = Readonly<Record<string, SavedValue>>;

function withoutFalse(value: SavedMap, part: (item: SavedValue, key: string) => Json): JsonObject {
  const parts: Record<string, Json> = {};
  for (const key of Object.keys(value)) {
    const found = part(value[key] as SavedValue, key);
    if (found !== false) put(parts, key, found);
  }
  return parts;
}

function isList(value: SavedValue): value is readonly SavedValue[] {
  return Array.isArray(value);
}

function isMap(value: SavedValue): value is SavedMap {
  return typeof value === "object" && value !== null && !isList(value);
}
