import { Hole, isList, isMap, type Value } from "../../values";
import { derived, describe, makeMap, ofKind, sortedKeys } from "../functions";
import { indexed } from "./steps";
import type { Scope } from "./scope";

/** An instance key: `[0]`, `["x"]`, or none. */
export type InstanceKey = string | number | undefined;

/** What `count` and `for_each` of a block come to. */
export interface Repetition {
  readonly by: "count" | "for_each" | "none";
  /** The keys of all instances; `undefined`: not known. */
  readonly keys: readonly InstanceKey[] | undefined;
  /** The value of `for_each`. */
  readonly over: Value;
}

/** What a block with that meta-argument (or none) repeats over. */
export function repetitionOf(by: string | undefined, over: Value): Repetition {
  if (by === "for_each") return { by, keys: keysOf(over), over };
  if (by !== "count") return { by: "none", keys: [undefined], over };
  const number = typeof over === "string" ? Number(over) : over;
  const known = typeof number === "number" && Number.isInteger(number) && number >= 0 && number <= MOST_INSTANCES;
  return { by, keys: known ? Array.from({ length: number }, (_, index) => index) : undefined, over };
}

const MOST_INSTANCES = 100_000;

function keysOf(over: Value): readonly string[] | undefined {
  if (isMap(over)) return sortedKeys(over);
  return isList(over) && over.every((item) => typeof item === "string") ? over : undefined;
}

/** A resource or module as a value: one object, a list of them, or a map. */
export function instancesAsValue(
  { by, keys }: Repetition,
  address: string,
  instance: (key: InstanceKey) => Value,
): Value {
  if (keys === undefined) return new Hole(address);
  if (by === "none") return instance(undefined);
  if (by === "count") return ofKind("tuple", keys.map(instance));
  return makeMap(keys.map((key) => [String(key), instance(key)] as const));
}

/** What an instance knows of itself: `count.index`, or `each.key` and `each.value`. */
export interface Instance {
  readonly count?: Value;
  readonly each?: { readonly key: Value; readonly value: () => Value };
}

/** What the instance of that key knows of itself. */
export function instanceData({ by, over }: Repetition, key: InstanceKey, scope: Pick<Scope, "meter">): Instance {
  if (by === "none" || key === undefined) return {};
  if (by === "count") return { count: key };
  // The elements of a set are their own keys.
  if (isList(over)) return { each: { key, value: () => key } };
  const absent = isMap(over) && !Object.hasOwn(over, String(key));
  // The plan has an instance that this source does not make.
  const value = (): Value =>
    absent ? derived(`${describe(over)}[${JSON.stringify(key)}]`, [over]) : indexed(over, key, scope);
  return { each: { key, value } };
}
