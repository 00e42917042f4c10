import { Choice, Hole, isList, isMap, JsonText, OpenList, Text, type Value } from "../../values/value";
import { kindOf } from "./collection-kind";

/** A Terraform type, as a constraint (`list(string)`, `object({ a = optional(string, "x") })`) or as a value has it. */
export type Type =
  | { readonly kind: "any" | "string" | "number" | "bool" }
  | { readonly kind: "list" | "set" | "map"; readonly of: Type }
  | { readonly kind: "tuple"; readonly items: readonly Type[] }
  | { readonly kind: "object"; readonly attributes: ReadonlyMap<string, AttributeType> };

/** One attribute of an object type. */
export interface AttributeType {
  readonly type: Type;
  readonly optional: boolean;
  /** What `optional(type, …)` gives where it is not set. */
  readonly default?: Value;
}

export const ANY: Type = { kind: "any" };
export const STRING: Type = { kind: "string" };
export const NUMBER: Type = { kind: "number" };
export const BOOL: Type = { kind: "bool" };

/** The type of a value, `any` wherever holes hide it. */
export function typeOf(value: Value): Type {
  if (value === null) return ANY;
  if (typeof value === "string" || value instanceof Text || value instanceof JsonText) return STRING;
  if (typeof value === "number") return NUMBER;
  if (typeof value === "boolean") return BOOL;
  if (value instanceof Hole) return value.shape === "any" ? ANY : STRING;
  if (value instanceof Choice) return unify([typeOf(value.whenTrue), typeOf(value.whenFalse)]) ?? ANY;
  if (value instanceof OpenList) return { kind: "list", of: unify(value.items.map(typeOf)) ?? ANY };
  if (isList(value)) return listType(value);
  return isMap(value) ? mapType(value) : ANY;
}

function listType(value: readonly Value[]): Type {
  const items = value.map(typeOf);
  const kind = kindOf(value);
  if (kind === "tuple") return { kind, items };
  return { kind: kind === "set" ? "set" : "list", of: unify(items) ?? ANY };
}

function mapType(value: { readonly [key: string]: Value }): Type {
  const entries = Object.entries(value);
  if (kindOf(value) === "map") return { kind: "map", of: unify(entries.map(([, each]) => typeOf(each))) ?? ANY };
  return {
    kind: "object",
    attributes: new Map(entries.map(([key, each]) => [key, { type: typeOf(each), optional: false }])),
  };
}

/** The type that all others convert to, as Terraform unifies the arms of a condition; `undefined` where there is none. */
export function unify(types: readonly Type[]): Type | undefined {
  const [first] = types;
  if (first === undefined || types.some(({ kind }) => kind === "any")) return ANY;
  if (types.every(({ kind }) => kind === "string" || kind === "number" || kind === "bool")) return unifyScalars(types);
  if (types.every((type) => type.kind === "object")) return unifyObjects(types);
  if (types.every((type) => type.kind === "object" || type.kind === "map")) return unifyMaps(types);
  if (types.every((type) => type.kind === "tuple")) return unifyTuples(types);
  if (types.every((type) => type.kind === "set")) return collection("set", types);
  if (types.every((type) => type.kind === "list" || type.kind === "tuple" || type.kind === "set")) {
    return collection("list", types);
  }
  return undefined;
}

function unifyScalars(types: readonly Type[]): Type | undefined {
  const kinds = new Set(types.map(({ kind }) => kind));
  if (kinds.size === 1) return types[0];
  return kinds.has("string") ? STRING : undefined;
}

function unifyTuples(types: readonly Extract<Type, { kind: "tuple" }>[]): Type | undefined {
  const length = types[0]?.items.length ?? 0;
  if (types.some(({ items }) => items.length !== length)) return collection("list", types);
  const items: Type[] = [];
  for (let i = 0; i < length; i++) {
    const item = unify(types.map((type) => type.items[i] ?? ANY));
    if (item === undefined) return undefined;
    items.push(item);
  }
  return { kind: "tuple", items };
}

function unifyObjects(types: readonly Extract<Type, { kind: "object" }>[]): Type | undefined {
  const names = [...(types[0]?.attributes.keys() ?? [])];
  const same = types.every(
    ({ attributes }) => attributes.size === names.length && names.every((name) => attributes.has(name)),
  );
  if (!same) return unifyMaps(types);
  const attributes = new Map<string, AttributeType>();
  for (const name of names) {
    const type = unify(types.map((each) => each.attributes.get(name)?.type ?? ANY));
    if (type === undefined) return undefined;
    attributes.set(name, { type, optional: false });
  }
  return { kind: "object", attributes };
}

function unifyMaps(types: readonly Type[]): Type | undefined {
  const of = unify(
    types.flatMap((type) => {
      if (type.kind === "map") return [type.of];
      return type.kind === "object" ? [...type.attributes.values()].map((attribute) => attribute.type) : [];
    }),
  );
  return of && { kind: "map", of };
}

function collection(kind: "list" | "set", types: readonly Type[]): Type | undefined {
  const of = unify(
    types.flatMap((type) => {
      if (type.kind === "tuple") return type.items;
      return type.kind === "list" || type.kind === "set" ? [type.of] : [];
    }),
  );
  return of && { kind, of };
}
