import { BudgetExceeded } from "./failure";
import { byGenerality } from "./generality";
import {
  ANY,
  type AttributeType,
  type CollectionType,
  isPrimitive,
  type ObjectType,
  sameType,
  type TupleType,
  type Type,
  UNKNOWN,
} from "./type";

/**
 * The type that values of all these types are converted to where Terraform needs one type: the arms of a condition, the elements
 * of a list. `undefined`: there is none, which Terraform refuses.
 *
 * @see https://github.com/zclconf/go-cty/blob/v1.16.0/cty/convert/unify.go
 */
export function unify(types: readonly Type[]): Type | undefined {
  const [first] = types;
  if (first === undefined) return undefined;
  if (types.every((type) => sameType(type, first))) return first;
  const distinct = distinctTypes(types);
  if (distinct.some(({ kind }) => kind === "unknown")) return UNKNOWN;
  const alike = unifyAlike(distinct);
  if (alike !== undefined) return alike === "none" ? undefined : alike;
  if (distinct.length > MOST_TYPES) throw new BudgetExceeded("a list holds too many types");
  return byGenerality(distinct).find((wanted) => distinct.every((type) => fits(type, wanted)));
}

/** As many as are compared with one another; nobody mixes ten. */
const MOST_TYPES = 300;

function distinctTypes(types: readonly Type[]): Type[] {
  return [...new Map(types.map((type) => [spell(type), type])).values()];
}

const spelt = new WeakMap<Type, string>();

/** A text that two types have in common where they are the same. */
function spell(type: Type): string {
  let text = spelt.get(type);
  if (text === undefined) spelt.set(type, (text = spellParts(type)));
  return text;
}

function spellParts(type: Type): string {
  switch (type.kind) {
    case "list":
    case "set":
    case "map":
      return `${type.kind}(${spell(type.of)})`;
    case "tuple":
      return `[${type.items.map(spell).join()}]`;
    case "object": {
      const names = [...type.attributes.keys()].sort();
      return `{${names.map((name) => `${JSON.stringify(name)}:${spell(type.attributes.get(name)?.type ?? ANY)}`).join()}}`;
    }
    default:
      return type.kind;
  }
}

function fits(type: Type, wanted: Type): boolean {
  return sameType(type, wanted) || canConvert(type, wanted);
}

/** The type of structures of one kind. `none`: nothing else is to be tried; `undefined`: they are not of one kind. */
function unifyAlike(types: readonly Type[]): Type | "none" | undefined {
  const rest = types.filter(({ kind }) => kind !== "any");
  const kinds = new Set(rest.map(({ kind }) => kind));
  const [kind] = kinds;
  if (kinds.size === 1 && kind !== undefined) {
    if (kind === "string" || kind === "number" || kind === "bool") return undefined;
    // Null may be of any type; Terraform leaves it at that.
    return rest.length < types.length ? ANY : (unifyKind(kind, rest) ?? "none");
  }
  if (kinds.size !== 2) return kinds.has("object") && kinds.has("tuple") ? "none" : undefined;
  if (kinds.has("map") && kinds.has("object")) return unifyMixed(types, "map", "object");
  if (kinds.has("list") && kinds.has("tuple")) return unifyMixed(types, "list", "tuple");
  return kinds.has("object") && kinds.has("tuple") ? "none" : undefined;
}

function unifyKind(kind: Type["kind"], types: readonly Type[]): Type | undefined {
  switch (kind) {
    case "list":
    case "set":
    case "map": {
      const of = unify((types as readonly CollectionType[]).map((type) => type.of));
      return of && { kind, of };
    }
    case "tuple":
      return unifyTuples(types as readonly TupleType[]);
    case "object":
      return unifyObjects(types as readonly ObjectType[]);
    default:
      return undefined;
  }
}

/** Of lists and tuples (or maps and objects), the tuples count as the list that they would be. */
function unifyMixed(types: readonly Type[], kind: "list" | "map", structure: "tuple" | "object"): Type | undefined {
  const collection = collect(
    kind,
    types.filter((type) => type.kind === structure),
  );
  if (collection === undefined) return undefined;
  const unified = unify(types.map((type) => (type.kind === structure ? collection : type)));
  return unified?.kind === kind ? unified : undefined;
}

function unifyTuples(types: readonly TupleType[]): Type | undefined {
  const [first] = types;
  if (first === undefined || types.some(({ items }) => items.length !== first.items.length)) {
    return collect("list", types);
  }
  const items: Type[] = [];
  for (const index of first.items.keys()) {
    const item = unify(types.map((type) => type.items[index] ?? ANY));
    if (item === undefined) return undefined;
    items.push(item);
  }
  const unified: Type = { kind: "tuple", items };
  return types.every((type) => fits(type, unified)) ? unified : collect("list", types);
}

function unifyObjects(types: readonly ObjectType[]): Type | undefined {
  const names = [...(types[0]?.attributes.keys() ?? [])];
  const alike = types.every(
    ({ attributes }) => attributes.size === names.length && names.every((name) => attributes.has(name)),
  );
  if (!alike) return collect("map", types);
  const attributes = new Map<string, AttributeType>();
  for (const name of names) {
    const type = unify(types.map((each) => each.attributes.get(name)?.type ?? ANY));
    if (type === undefined) return undefined;
    attributes.set(name, { type, optional: false });
  }
  const unified: Type = { kind: "object", attributes };
  return types.every((type) => fits(type, unified)) ? unified : collect("map", types);
}

/** The list of the elements of all tuples, or the map of the attributes of all objects. */
function collect(kind: "list" | "map", types: readonly Type[]): Type | undefined {
  const of = unify(types.flatMap(partsOf));
  if (of === undefined) return undefined;
  const unified: Type = { kind, of };
  return types.every((type) => fits(type, unified)) ? unified : undefined;
}

function partsOf(type: Type): readonly Type[] {
  if (type.kind === "tuple") return type.items;
  return type.kind === "object" ? [...type.attributes.values()].map((attribute) => attribute.type) : [];
}

/**
 * Whether Terraform converts values of one type to another at all; a value may still fail (a text that is no number).
 *
 * @see https://github.com/zclconf/go-cty/blob/v1.16.0/cty/convert/conversion.go
 */
export function canConvert(from: Type, to: Type): boolean {
  if (to.kind === "any" || to.kind === "unknown" || from.kind === "any" || from.kind === "unknown") return true;
  if (isPrimitive(from) && isPrimitive(to)) {
    return from.kind === to.kind || to.kind === "string" || from.kind === "string";
  }
  switch (to.kind) {
    case "list":
    case "set":
      if (from.kind === "list" || from.kind === "set") return canConvert(from.of, to.of);
      return from.kind === "tuple" && partsConvert(from, to.of, true);
    case "map":
      if (from.kind === "map") return canConvert(from.of, to.of);
      return from.kind === "object" && partsConvert(from, to.of, false);
    case "tuple":
      if (from.kind !== "tuple" || from.items.length !== to.items.length) return false;
      return from.items.every((item, index) => canConvert(item, to.items[index] ?? ANY));
    case "object":
      return convertsToObject(from, to);
    default:
      return false;
  }
}

function partsConvert(from: TupleType | ObjectType, wanted: Type, isSequence: boolean): boolean {
  const parts = partsOf(from);
  if (parts.length === 0) return true;
  const of = wanted.kind === "any" ? unify(parts) : wanted;
  if (of === undefined) return false;
  // What is left open can hold nothing but nulls.
  if (wanted.kind === "any" && of.kind === "any" && isSequence) return parts.every(({ kind }) => kind === "any");
  return parts.every((part) => canConvert(part, of));
}

function convertsToObject(from: Type, { attributes }: ObjectType): boolean {
  if (from.kind === "map") {
    return [...attributes.values()].every(({ type, optional }) => optional || canConvert(from.of, type));
  }
  if (from.kind !== "object") return false;
  return [...attributes].every(([name, { type, optional }]) => {
    const given = from.attributes.get(name);
    return given === undefined ? optional : canConvert(given.type, type);
  });
}
