import {
  Choice,
  Hole,
  isKnown,
  isList,
  isMap,
  JsonText,
  OpenList,
  Text,
  type Value,
  type ValueMap,
} from "../../values/value";
import { compareText, isUnordered, kindOf, makeMap, ofKind } from "./collection-kind";
import { derived, describe } from "./describe";
import { EvaluationFailure } from "./failure";
import { ObjectHole } from "./object-hole";
import { numberText, parseNumber } from "./number";
import { ANY, type AttributeType, type Type, typeOf, unify } from "./type";

/** Converts a value as Terraform does where it is assigned to that type. Holes stay holes. Fails where Terraform would. */
export function convert(value: Value, type: Type): Value {
  if (value instanceof ObjectHole) return convertObject(value, type);
  if (value === null || value instanceof Hole) return value;
  if (value instanceof Choice) {
    return new Choice(value.condition, convert(value.whenTrue, type), convert(value.whenFalse, type));
  }
  switch (type.kind) {
    case "any":
      return value;
    case "string":
      return toText(value);
    case "number":
      return toNumber(value);
    case "bool":
      return toBool(value);
    case "list":
    case "set":
      return toSequence(value, type.kind, type.of);
    case "map":
      return toMap(value, type.of);
    case "tuple":
      return toTuple(value, type.items);
    case "object":
      return toObject(value, type.attributes);
  }
}

/** A resource passed as an object of some attributes is those attributes. */
function convertObject(value: ObjectHole, type: Type): Value {
  if (type.kind === "any" || type.kind === "map") return value;
  if (type.kind !== "object") throw new EvaluationFailure(`a ${type.kind} is required`);
  return makeMap([...type.attributes].map(([name, each]) => [name, convert(value.at([name]), each.type)] as const));
}

/** Converts to text: what `"${…}"` does. Fails for null and collections. */
export function toText(value: Value): Value {
  if (typeof value === "string" || value instanceof Text || value instanceof JsonText || value instanceof Hole) {
    return value;
  }
  if (typeof value === "number") return numberText(value);
  if (typeof value === "boolean") return String(value);
  throw new EvaluationFailure("a string is required");
}

/** Converts to a number; text that is no number fails. */
export function toNumber(value: Value): Value {
  if (typeof value === "number" || value instanceof Hole) return value;
  if (value instanceof Text) return derived(`tonumber(${describe(value)})`, [value]);
  const parsed = typeof value === "string" ? parseNumber(value) : undefined;
  if (parsed === undefined) throw new EvaluationFailure("a number is required");
  return Number.isNaN(parsed) ? derived(`tonumber(${describe(value)})`, []) : parsed;
}

/** Converts to a boolean: `true` and `false`, as such or as text. */
export function toBool(value: Value): Value {
  if (typeof value === "boolean" || value instanceof Hole) return value;
  if (value instanceof Text) return derived(`tobool(${describe(value)})`, [value]);
  if (value === "true" || value === "false") return value === "true";
  throw new EvaluationFailure("a bool is required");
}

function toSequence(value: Value, kind: "list" | "set", of: Type): Value {
  if (value instanceof OpenList) return new OpenList(convertAll(value.items, of), value.rest);
  if (!isList(value)) throw new EvaluationFailure(`a ${kind} is required`);
  const items = convertAll(value, of);
  if (kind === "set") return makeSet(items);
  const wanted = isUnordered(value) ? "bag" : "list";
  return kindOf(value) === wanted && same(items, value) ? value : ofKind(wanted, items);
}

function convertAll(items: readonly Value[], of: Type): readonly Value[] {
  if ((of.kind === "any" || of.kind === "string") && areTexts(items)) return [...items];
  const type = of.kind === "any" ? unify(items.map(typeOf)) : of;
  if (type === undefined) throw new EvaluationFailure("all elements must have the same type");
  return type.kind === "any" ? [...items] : items.map((item) => convert(item, type));
}

/** A set: each element once, in Terraform's order where all are scalars. */
export function makeSet(items: readonly Value[]): readonly Value[] {
  if (areTexts(items)) return ofKind("set", [...new Set(items)].sort(compareText));
  const distinct = new Map(items.map((item) => [describe(item), item]));
  return ofKind("set", [...distinct.values()].sort(compareElements));
}

function areTexts(items: readonly Value[]): items is readonly string[] {
  return items.every((item) => typeof item === "string");
}

function compareElements(a: Value, b: Value): number {
  if (typeof a === "string" && typeof b === "string") return compareText(a, b);
  if (typeof a === "number" && typeof b === "number") return a - b;
  return Number(typeof a === "boolean" && a) - Number(typeof b === "boolean" && b);
}

function toMap(value: Value, of: Type): Value {
  if (!isMap(value)) throw new EvaluationFailure("a map is required");
  const keys = Object.keys(value);
  const values = Object.values(value);
  const converted = convertAll(values, of);
  if (kindOf(value) === "map" && same(converted, values)) return value;
  return makeMap(
    keys.map((key, index) => [key, converted[index] ?? null] as const),
    "map",
  );
}

function toTuple(value: Value, types: readonly Type[]): Value {
  if (!isList(value) || value.length !== types.length || kindOf(value) === "set") {
    throw new EvaluationFailure(`a tuple of ${types.length} is required`);
  }
  const items = value.map((item, index) => convert(item, types[index] ?? ANY));
  return kindOf(value) === "tuple" && same(items, value) ? value : ofKind("tuple", items);
}

/** What needs no conversion is shared, not copied. */
function same(converted: readonly Value[], values: readonly Value[]): boolean {
  return converted.every((item, index) => item === values[index]);
}

function toObject(value: Value, attributes: ReadonlyMap<string, AttributeType>): ValueMap {
  if (!isMap(value)) throw new EvaluationFailure("an object is required");
  const entries = [...attributes].map(([name, attribute]) => [name, attributeOf(value, name, attribute)] as const);
  const unchanged =
    entries.length === Object.keys(value).length && entries.every(([name, each]) => each === value[name]);
  return unchanged && kindOf(value) === "object" ? value : makeMap(entries);
}

function attributeOf(value: ValueMap, name: string, attribute: AttributeType): Value {
  const given = Object.hasOwn(value, name) ? value[name] : undefined;
  if (given === undefined && !attribute.optional) throw new EvaluationFailure(`attribute "${name}" is required`);
  if (given === undefined || (given === null && attribute.optional)) {
    return convert(attribute.default ?? null, attribute.type);
  }
  return convert(given, attribute.type);
}

/** True for a list whose elements are all there, in this order, whatever its holes turn out to be. */
export function isSettledList(value: Value): value is readonly Value[] {
  return isList(value) && !isUnordered(value);
}

/** True for a collection whose count is certain. */
export function isCountable(value: Value): value is readonly Value[] | ValueMap {
  if (isMap(value)) return true;
  return isList(value) && (isSettledList(value) || isKnown(value));
}
