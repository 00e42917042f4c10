import { emptyMap } from "../../plan";
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
} from "../../values";
import { isUnordered, kindOf, makeMap, ofKind, sortedKeys } from "./collection-kind";
import { derived, describe } from "./describe";
import { EvaluationFailure } from "./failure";
import { numberText, parseNumber } from "./number";
import { ObjectHole } from "./object-hole";
import { makeSet } from "./set-elements";
import { ANY, type AttributeType, commonType, isPrimitive, STRING, type Type, typeOf } from "./type";
import { canConvert, unify } from "./unify";
import { TypedHole } from "./typed-hole";
import { WholeNumber } from "./whole-number";

/** Converts a value as Terraform does where it is assigned to that type. Holes stay holes. Fails where Terraform would. */
export function convert(value: Value, type: Type): Value {
  if (type.kind === "any") return value;
  if (value instanceof ObjectHole) return convertObject(value, type);
  if (value === null) return null;
  if (value instanceof Hole && !(value instanceof WholeNumber)) {
    if (!canConvert(typeOf(value), type)) throw new EvaluationFailure(`a ${type.kind} is required`);
    return value;
  }
  if (value instanceof Choice) {
    return new Choice(value.condition, convert(value.whenTrue, type), convert(value.whenFalse, type));
  }
  if (type.kind === "unknown") return loosened(value, [value]);
  if (value instanceof OpenList) {
    if (type.kind !== "list" && type.kind !== "set") throw new EvaluationFailure(`a ${type.kind} is required`);
    return new OpenList(convertAll(value.items, type.of).items, value.rest);
  }
  if (isPrimitive(type)) return toPrimitive(value, type);
  const own = typeOf(value);
  if (!canConvert(own, type)) throw new EvaluationFailure(`a ${type.kind} is required`);
  return toStructure(value, type);
}

function toPrimitive(value: Value, { kind }: Type): Value {
  return kind === "string" ? toText(value) : kind === "number" ? toNumber(value) : toBool(value);
}

function toStructure(value: Value, type: Type): Value {
  switch (type.kind) {
    case "list":
    case "set":
      return toSequence(value, type.kind, type.of);
    case "map":
      return toMap(value, type.of);
    case "tuple":
      return toTuple(value, type.items);
    case "object":
      return toObject(value, type.attributes);
    default:
      return value;
  }
}

/** A resource passed as an object of some attributes is those attributes. */
function convertObject(value: ObjectHole, type: Type): Value {
  if (type.kind === "unknown" || type.kind === "map") return value;
  if (type.kind !== "object") throw new EvaluationFailure(`a ${type.kind} is required`);
  return makeMap([...type.attributes].map(([name, each]) => [name, convert(value.at([name]), each.type)] as const));
}

/**
 * A value that may be converted to a type that is not known: texts stay, but a number may become its text. What it becomes is
 * named, with the references of what decides it.
 *
 * @param from what decides it
 */
export function loosened(value: Value, from: readonly Value[]): Value {
  if (typeof value === "number" || typeof value === "boolean" || value instanceof WholeNumber) {
    return derived(`(${describe(value)} or "${describe(value)}")`, from);
  }
  if (isList(value)) {
    // A tuple may become a list, or a set, which has another order.
    const kind = kindOf(value) === "list" ? "list" : isUnordered(value) || value.length > 1 ? "bag" : undefined;
    return ofKind(
      kind,
      value.map((item) => loosened(item, from)),
    );
  }
  if (!isMap(value)) return value;
  const entries = Object.entries(value).map(([key, each]) => [key, loosened(each, from)] as const);
  return kindOf(value) === "map" ? makeMap(entries, "map") : ofOpenKind(entries);
}

/** An object that may become a map. */
function ofOpenKind(entries: readonly (readonly [string, Value])[]): ValueMap {
  const map = emptyMap<Value>();
  for (const [key, value] of entries) map[key] = value;
  return map;
}

/** Converts to text: what `"${…}"` does. Fails for null and collections. */
export function toText(value: Value): Value {
  if (typeof value === "string" || value instanceof Text || value instanceof JsonText) return value;
  if (typeof value === "number" || value instanceof WholeNumber) return numberText(value);
  if (value instanceof Hole) return value;
  if (typeof value === "boolean") return String(value);
  throw new EvaluationFailure("a string is required");
}

/** Converts to a number; text that is no number fails. */
export function toNumber(value: Value): Value {
  if (value instanceof TypedHole && value.type.kind !== "number" && value.type.kind !== "string") {
    throw new EvaluationFailure("a number is required");
  }
  if (typeof value === "number" || value instanceof Hole) return value;
  if (value instanceof Text) return derived(`tonumber(${describe(value)})`, [value]);
  const parsed = typeof value === "string" ? parseNumber(value) : undefined;
  if (parsed === undefined) throw new EvaluationFailure("a number is required");
  return parsed === "inexact" ? derived(`tonumber(${describe(value)})`, []) : parsed;
}

/** Converts to a boolean: `true` and `false` as such or as text, and the texts `1` and `0`. */
export function toBool(value: Value): Value {
  if (typeof value === "boolean") return value;
  if (value instanceof TypedHole && value.type.kind !== "bool" && value.type.kind !== "string") {
    throw new EvaluationFailure("a bool is required");
  }
  if (value instanceof Hole && !(value instanceof WholeNumber)) return value;
  if (value instanceof Text) return derived(`tobool(${describe(value)})`, [value]);
  if (value === "true" || value === "1") return true;
  if (value === "false" || value === "0") return false;
  throw new EvaluationFailure("a bool is required");
}

interface Converted {
  readonly items: readonly Value[];
  readonly element: Type;
}

/** The elements of a list, set or map, converted; where their type is left open, to the one that they have in common. */
function convertAll(items: readonly Value[], of: Type, kind: "list" | "set" | "map" = "list"): Converted {
  if ((of.kind === "any" || of.kind === "string") && items.every((item) => typeof item === "string")) {
    return { items: [...items], element: STRING };
  }
  const wanted = of.kind === "any" && items.length > 0 ? unify(items.map(typeOf)) : of;
  if (wanted === undefined) throw unalike();
  const converted = items.map((item) => (wanted.kind === "unknown" ? loosened(item, items) : convert(item, wanted)));
  if (!hasOpenPart(wanted)) return { items: converted, element: wanted };
  // What the constraint leaves open has to be the same in all of them.
  const types = converted.map(typeOf);
  const element = commonType(types);
  if (element.kind !== "unknown" || types.some(({ kind: each }) => each === "unknown"))
    return { items: converted, element };
  const unified = kind === "set" ? undefined : unify(types);
  if (unified === undefined || unified.kind === "any") throw unalike();
  return { items: converted.map((item) => convert(item, unified)), element: unified };
}

function unalike(): EvaluationFailure {
  return new EvaluationFailure("all elements must have the same type");
}

/** True for a type that a value says more exactly than a constraint. */
function hasOpenPart(type: Type): boolean {
  if (type.kind === "list" || type.kind === "set" || type.kind === "map") return hasOpenPart(type.of);
  if (type.kind === "tuple") return type.items.some(hasOpenPart);
  if (type.kind === "object") return [...type.attributes.values()].some((each) => hasOpenPart(each.type));
  return type.kind === "any";
}

function toSequence(value: Value, kind: "list" | "set", of: Type): Value {
  if (!isList(value)) throw new EvaluationFailure(`a ${kind} is required`);
  const own = typeOf(value);
  const isTuple = own.kind === "tuple";
  const wanted = !isTuple && of.kind === "any" && own.kind !== "unknown" && "of" in own ? own.of : of;
  const { items, element } = convertAll(value, wanted.kind === "unknown" ? ANY : wanted, kind);
  const type = items.length === 0 ? wanted : element;
  if (kind === "set") return makeSet(items, type);
  const ordered = isUnordered(value) ? "bag" : "list";
  return kindOf(value) === ordered && same(items, value) ? value : ofKind(ordered, items, type);
}

function toMap(value: Value, of: Type): Value {
  if (!isMap(value)) throw new EvaluationFailure("a map is required");
  const own = typeOf(value);
  const wanted = own.kind === "map" && of.kind === "any" ? own.of : of;
  const keys = sortedKeys(value);
  const values = keys.map((key) => value[key] ?? null);
  const { items, element } = convertAll(values, wanted.kind === "unknown" ? ANY : wanted, "map");
  if (kindOf(value) === "map" && same(items, values)) return value;
  return makeMap(
    keys.map((key, index) => [key, items[index] ?? null] as const),
    "map",
    keys.length === 0 ? wanted : element,
  );
}

function toTuple(value: Value, types: readonly Type[]): Value {
  if (!isList(value)) throw new EvaluationFailure(`a tuple of ${types.length} is required`);
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
