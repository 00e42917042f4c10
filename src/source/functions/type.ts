import { Choice, Hole, isList, isMap, JsonText, OpenList, Text, type Value } from "../../values";
import { elementTypeOf, kindOf } from "./collection-kind";
import { TypedHole } from "./typed-hole";
import { WholeNumber } from "./whole-number";

/**
 * A Terraform type, as a constraint (`list(string)`, `object({ a = optional(string, "x") })`) or as a value has it. `any` is what
 * `null` has, and what a constraint leaves open. `unknown` is what a hole has: some type, but nobody knows which.
 */
export type Type =
  { readonly kind: "any" | "unknown" | "string" | "number" | "bool" } | CollectionType | TupleType | ObjectType;

export interface CollectionType {
  readonly kind: "list" | "set" | "map";
  readonly of: Type;
}

export interface TupleType {
  readonly kind: "tuple";
  readonly items: readonly Type[];
}

export interface ObjectType {
  readonly kind: "object";
  readonly attributes: ReadonlyMap<string, AttributeType>;
}

/** One attribute of an object type. */
export interface AttributeType {
  readonly type: Type;
  readonly optional: boolean;
  /** What `optional(type, …)` gives where it is not set. */
  readonly default?: Value;
}

export const ANY: Type = { kind: "any" };
export const UNKNOWN: Type = { kind: "unknown" };
export const STRING: Type = { kind: "string" };
export const NUMBER: Type = { kind: "number" };
export const BOOL: Type = { kind: "bool" };

const known = new WeakMap<object, Type>();

/** The type of a value. */
export function typeOf(value: Value): Type {
  if (value === null) return ANY;
  if (typeof value === "string") return STRING;
  if (typeof value === "number") return NUMBER;
  if (typeof value === "boolean") return BOOL;
  let type = known.get(value);
  if (type === undefined) known.set(value, (type = typeOfObject(value)));
  return type;
}

function typeOfObject(value: Exclude<Value, string | number | boolean | null>): Type {
  if (value instanceof Text || value instanceof JsonText) return STRING;
  if (value instanceof WholeNumber) return NUMBER;
  if (value instanceof TypedHole) return value.type;
  if (value instanceof Hole) return value.shape === "any" && !value.fresh ? UNKNOWN : STRING;
  if (value instanceof Choice) {
    const [one, other] = [typeOf(value.whenTrue), typeOf(value.whenFalse)];
    return sameType(one, other) ? one : UNKNOWN;
  }
  if (value instanceof OpenList) return UNKNOWN;
  const kind = kindOf(value);
  if (isList(value)) {
    const items = value.map(typeOf);
    if (kind === "tuple") return { kind, items };
    return { kind: kind === "set" ? "set" : "list", of: elementTypeOf(value) ?? commonType(items) };
  }
  if (!isMap(value)) return UNKNOWN;
  if (kind === "map") return { kind, of: elementTypeOf(value) ?? commonType(Object.values(value).map(typeOf)) };
  const attributes = Object.entries(value).map(
    ([key, each]) => [key, { type: typeOf(each), optional: false }] as const,
  );
  return { kind: "object", attributes: new Map(attributes) };
}

/** The type of the elements of a collection that has these: nulls aside, all have the same. */
export function commonType(types: readonly Type[]): Type {
  const first = types.find(({ kind }) => kind !== "any");
  if (first === undefined) return ANY;
  return types.every((type) => type.kind === "any" || sameType(type, first)) ? first : UNKNOWN;
}

/** Whether two types are one and the same. */
export function sameType(one: Type, other: Type): boolean {
  if (one === other) return true;
  if (one.kind === "list" || one.kind === "set" || one.kind === "map") {
    return one.kind === other.kind && sameType(one.of, other.of);
  }
  if (one.kind === "tuple") {
    if (other.kind !== "tuple" || one.items.length !== other.items.length) return false;
    return one.items.every((item, index) => sameType(item, other.items[index] ?? ANY));
  }
  if (one.kind !== "object") return one.kind === other.kind;
  if (other.kind !== "object" || one.attributes.size !== other.attributes.size) return false;
  return [...one.attributes].every(([name, { type }]) => {
    const attribute = other.attributes.get(name);
    return attribute !== undefined && sameType(type, attribute.type);
  });
}

/** True for string, number and bool. */
export function isPrimitive({ kind }: Type): boolean {
  return kind === "string" || kind === "number" || kind === "bool";
}
