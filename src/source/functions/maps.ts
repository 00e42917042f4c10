import { type Hole, isList, isMap, type Value, type ValueMap } from "../../values/value";
import { compareText, entryOf, isUnordered, kindOf, makeMap, ofKind, sortedKeys } from "./collection-kind";
import { convert, isSettledList } from "./convert";
import { EvaluationFailure } from "./failure";
import * as parameter from "./parameters";
import { seen, type TerraformFunction } from "./terraform-function";
import { ANY, typeOf } from "./type";

/** Functions over maps and objects. Keys are known or the whole is a hole. */
export const MAPS: Readonly<Record<string, TerraformFunction>> = {
  keys: seen([parameter.any], ([map = null], { unsettled }) => {
    if (!isMap(map)) return openUnlessWrong(map, unsettled);
    return ofKind(kindOf(map) === "map" ? "list" : "tuple", sortedKeys(map));
  }),
  values: seen([parameter.any], ([map = null], { unsettled }) => {
    if (!isMap(map)) return openUnlessWrong(map, unsettled);
    return ofKind(
      kindOf(map) === "map" ? "list" : "tuple",
      sortedKeys(map).map((key) => map[key] ?? null),
    );
  }),
  lookup: {
    ...seen([parameter.any, parameter.text, parameter.nullable], ([map = null, key, ...defaults], { unsettled }) => {
      if (!isMap(map)) return openUnlessWrong(map, unsettled);
      if (typeof key !== "string") return unsettled();
      const found = entryOf(map, key);
      if (found !== undefined) return found;
      const [fallback] = defaults;
      if (fallback === undefined) throw new EvaluationFailure(`there is no ${JSON.stringify(key)}`);
      return kindOf(map) === "map" ? asElement(map, fallback) : fallback;
    }),
    required: 2,
  },
  merge: seen(
    [],
    (args, { unsettled }) => {
      const given = args.filter((arg) => arg !== null);
      if (!given.every(isMap)) {
        given.forEach((arg) => isMap(arg) || openUnlessWrong(arg, unsettled));
        return unsettled();
      }
      const merged = makeMap(given.flatMap(Object.entries<Value>));
      const sameType = given.length > 0 && given.every((map) => kindOf(map) === "map");
      return sameType ? convert(merged, { kind: "map", of: ANY }) : merged;
    },
    parameter.nullable,
  ),
  zipmap: seen([parameter.listOfText, parameter.any], ([keys = null, values = null], { unsettled }) => {
    if (!isSettledList(keys) || !isSettledList(values)) return unsettled();
    if (keys.length !== values.length) throw new EvaluationFailure("keys and values differ in length");
    if (!keys.every((key) => typeof key === "string")) return unsettled();
    const kind = kindOf(values) === "tuple" ? "object" : "map";
    return makeMap(
      keys.map((key, index) => [key, values[index] ?? null] as const),
      kind,
    );
  }),
  transpose: seen([parameter.map], ([map = null], { unsettled }) => {
    if (!isMap(map) || !Object.values(map).every((each) => isList(each) && !isUnordered(each))) return unsettled();
    const transposed = new Map<string, string[]>();
    for (const key of sortedKeys(map)) {
      for (const item of map[key] as readonly Value[]) {
        if (typeof item !== "string") return unsettled();
        transposed.set(item, [...(transposed.get(item) ?? []), key]);
      }
    }
    const entries = [...transposed].sort(([a], [b]) => compareText(a, b));
    return makeMap(
      entries.map(([key, list]) => [key, ofKind("list", list.sort(compareText))] as const),
      "map",
    );
  }),
};

/** A default becomes what the map's elements are: in a map of text, a number becomes text. */
function asElement(map: ValueMap, fallback: Value): Value {
  const [first] = Object.values(map);
  return first === undefined ? fallback : convert(fallback, typeOf(first));
}

function openUnlessWrong(map: Value, unsettled: () => Hole): Hole {
  if (typeof map !== "object" || map === null || isList(map)) throw new EvaluationFailure("a map is required");
  return unsettled();
}
