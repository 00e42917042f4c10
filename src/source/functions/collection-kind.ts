import { emptyMap } from "../../plan";
import { BudgetExceeded } from "./failure";
import { isList, isMap, type Value, type ValueMap } from "../../values";
import { isAscii, normalized } from "./normalized";
import type { Type } from "./type";
import { WholeNumber } from "./whole-number";

/**
 * What Terraform knows of a collection's type and JSON does not show. `bag`: came from a set (or the like) that holds holes,
 * so that neither its order nor its count is certain; as a set of elements it is right.
 */
export type CollectionKind = "tuple" | "list" | "set" | "bag" | "object" | "map";

interface Marked {
  readonly kind: CollectionKind;
  readonly element?: Type;
}

const marks = new WeakMap<object, Marked>();

/** The kind of a collection. `undefined`: it came from the plan, which tells neither lists from sets nor maps from objects. */
export function kindOf(value: Value): CollectionKind | undefined {
  return typeof value === "object" && value !== null ? marks.get(value)?.kind : undefined;
}

/** The type of the elements of a list, set or map, where it was said when the collection was made. */
export function elementTypeOf(value: Value): Type | undefined {
  return typeof value === "object" && value !== null ? marks.get(value)?.element : undefined;
}

/**
 * Marks a collection that was just made (and is held by nobody else) with its kind.
 *
 * @param element of a list, set or map: the type of its elements, which an empty one does not show
 */
export function ofKind<T extends readonly Value[] | ValueMap>(
  kind: CollectionKind | undefined,
  value: T,
  element?: Type,
): T {
  if (kind !== undefined) marks.set(value, element === undefined ? { kind } : { kind, element });
  return value;
}

/** A map without a prototype, so that `__proto__` is a key like any other. */
export function makeMap(
  entries: Iterable<readonly [string, Value]>,
  kind: CollectionKind | undefined = "object",
  element?: Type,
): ValueMap {
  const map = emptyMap<Value>();
  for (const [key, value] of entries) map[key] = value;
  return ofKind(kind, map, element);
}

/** How deep JSON may nest. */
export const DEEPEST_JSON = 200;

/** A value read from JSON as Terraform sees it: tuples and objects all the way down. */
export function fromJson(json: unknown, depth = 0): Value {
  if (typeof json === "string") return asText(json);
  if (typeof json !== "object" || json === null) return json as Value;
  if (depth > DEEPEST_JSON) throw new BudgetExceeded("JSON nests too deeply");
  if (Array.isArray(json)) {
    return ofKind(
      "tuple",
      json.map((item) => fromJson(item, depth + 1)),
    );
  }
  return makeMap(Object.entries(json).map(([key, value]) => [asText(key), fromJson(value, depth + 1)] as const));
}

/** A text of JSON as Terraform holds it: normalized, halves of characters replaced. */
export function asText(text: string): string {
  return isAscii(text) ? text : normalized(text.replace(/\p{Surrogate}/gu, "\ufffd"));
}

/** Go's order of strings: by code point, not by UTF-16 unit. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const left = a.charCodeAt(i);
    const right = b.charCodeAt(i);
    if (left === right) continue;
    const surrogates = left >= 0xd800 && right >= 0xd800;
    return surrogates ? rank(left) - rank(right) : left - right;
  }
  return a.length - b.length;
}

/** Surrogates stand for code points above U+FFFF, so they sort after the units U+E000 to U+FFFF. */
function rank(unit: number): number {
  return unit <= 0xdfff ? unit + 0x2000 : unit - 0x800;
}

/** The keys of a map in Terraform's order. */
export function sortedKeys(map: ValueMap): string[] {
  return Object.keys(map).sort(compareText);
}

/** True where order or count of a list are not certain: of sets that hold holes, and what was made of them. */
export function isUnordered(value: Value): boolean {
  const kind = kindOf(value);
  return kind === "bag" || (kind === "set" && isList(value) && !value.every(isDetermined));
}

/** True where nothing in the value is unknown to Terraform's functions. */
export function isDetermined(value: Value): boolean {
  if (typeof value !== "object" || value === null || value instanceof WholeNumber) return true;
  if (isList(value)) return value.every(isDetermined);
  return isMap(value) && Object.values(value).every(isDetermined);
}

/** The value under a key, own keys only. */
export function entryOf(map: Value, key: string): Value | undefined {
  return isMap(map) && Object.hasOwn(map, key) ? map[key] : undefined;
}
