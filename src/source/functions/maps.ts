import { type Hole, isList, isMap, type Value } from "../../values";
import { compareText, entryOf, isUnordered, kindOf, makeMap, ofKind, sortedKeys } from "./collection-kind";
import { convert, isSettledList } from "./convert";
import { EvaluationFailure } from "./failure";
import { elementOf, refuseSet } from "./lists";
import * as parameter from "./parameters";
import { type CallContext, seen, type TerraformFunction } from "./terraform-function";
import { isPrimitive, sameType, STRING, typeOf } from "./type";

/** Functions over maps and objects. Keys are known or the whole is a hole. */
export const MAPS: Readonly<Record<string, TerraformFunction>> = {
  keys: seen([parameter.any], ([map = null], { unsettled }) => {
    if (!isMap(map)) return openUnlessWrong(map, unsettled);
    return ofKind(kindOf(map) === "map" ? "list" : "tuple", sortedKeys(map), STRING);
  }),
  values: seen([parameter.any], ([map = null], { unsettled }) => {
    if (!isMap(map)) return openUnlessWrong(map, unsettled);
    const values = sortedKeys(map).map((key) => map[key] ?? null);
    return ofKind(kindOf(map) === "map" ? "list" : "tuple", values, elementOf(map));
  }),
  lookup: { ...seen([parameter.any, parameter.text, parameter.nullable], lookup), required: 2 },
  merge: seen([], merge, parameter.nullable),
  zipmap: seen([parameter.listOfText, parameter.any], ([keys = null, values = null], { unsettled }) => {
    refuseSet(values);
    if (!isSettledList(keys) || !isSettledList(values)) {
      if (isMap(values) || typeof values !== "object") throw new EvaluationFailure("a list of values is required");
      return unsettled();
    }
    if (keys.length !== values.length) throw new EvaluationFailure("keys and values differ in length");
    if (keys.includes(null)) throw new EvaluationFailure("a key is null");
    if (!keys.every((key) => typeof key === "string")) return unsettled();
    return makeMap(
      keys.map((key, index) => [key, values[index] ?? null] as const),
      kindOf(values) === "tuple" ? "object" : "map",
      elementOf(values),
    );
  }),
  transpose: seen([parameter.mapOfTexts], ([map = null], { unsettled }) => {
    if (!isMap(map)) return unsettled();
    const lists = Object.values(map);
    if (lists.some((list) => list === null || (isList(list) && list.includes(null)))) {
      throw new EvaluationFailure("a list or an element is null");
    }
    if (!lists.every((list) => isList(list) && !isUnordered(list))) return unsettled();
    return transpose(map as Readonly<Record<string, readonly Value[]>>) ?? unsettled();
  }),
};

function lookup([map = null, key = null, ...defaults]: readonly Value[], { unsettled }: CallContext): Value {
  if (!isMap(map)) return openUnlessWrong(map, unsettled);
  const element = kindOf(map) === "map" ? elementOf(map) : undefined;
  const [fallback] = defaults.map((each) => (element === undefined ? each : convert(each, element)));
  if (typeof key !== "string") return unsettled();
  const found = entryOf(map, key);
  if (found !== undefined) return found;
  if (fallback === undefined) throw new EvaluationFailure(`there is no ${JSON.stringify(key)}`);
  return fallback;
}

function merge(args: readonly Value[], { unsettled }: CallContext): Value {
  const given = args.filter((arg) => arg !== null);
  if (!given.every(isMap)) {
    given.forEach((arg) => isMap(arg) || openUnlessWrong(arg, unsettled));
    return unsettled();
  }
  const [first, ...others] = given;
  const isOfOneType = first !== undefined && kindOf(first) === "map" && given.length === args.length;
  const entries = given.flatMap(Object.entries<Value>);
  if (!isOfOneType || !others.every((map) => sameType(typeOf(map), typeOf(first)))) return makeMap(entries);
  return makeMap(entries, "map", elementOf(first));
}

function transpose(map: Readonly<Record<string, readonly Value[]>>): Value | undefined {
  const transposed = new Map<string, string[]>();
  for (const key of sortedKeys(map)) {
    for (const item of map[key] ?? []) {
      if (typeof item !== "string") return undefined;
      const keys = transposed.get(item);
      if (keys === undefined) transposed.set(item, [key]);
      else keys.push(key);
    }
  }
  const entries = [...transposed].sort(([a], [b]) => compareText(a, b));
  return makeMap(
    entries.map(([key, list]) => [key, ofKind("list", list.sort(compareText), STRING)] as const),
    "map",
    { kind: "list", of: STRING },
  );
}

function openUnlessWrong(map: Value, unsettled: () => Hole): Hole {
  if (typeof map !== "object" || map === null || isList(map) || isPrimitive(typeOf(map))) {
    throw new EvaluationFailure("a map is required");
  }
  return unsettled();
}
