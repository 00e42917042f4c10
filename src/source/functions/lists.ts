import { type Hole, isKnown, isList, isMap, OpenList, type Value } from "../../values/value";
import { compareText, isUnordered, kindOf, ofKind } from "./collection-kind";
import { isCountable, isSettledList } from "./convert";
import { equals } from "./equality";
import { EvaluationFailure } from "./failure";
import * as parameter from "./parameters";
import { seen, type TerraformFunction } from "./terraform-function";
import { asKnownText, graphemes } from "./text-parts";

/** Functions that look into lists. */
export const LISTS: Readonly<Record<string, TerraformFunction>> = {
  length: seen([parameter.any], ([value = null], { unsettled }) => {
    if (typeof value === "string") return graphemes(value).length;
    if (isCountable(value)) return Object.keys(value).length;
    if (typeof value === "number" || typeof value === "boolean") throw new EvaluationFailure("a number has no length");
    return unsettled();
  }),
  element: seen([parameter.any, parameter.number], ([list = null, index], { unsettled }) => {
    if (typeof index === "number") requireCount(index);
    if (!isSettledList(list) || typeof index !== "number") return openUnlessWrong(list, unsettled);
    if (list.length === 0) throw new EvaluationFailure("the list is empty");
    return list[index % list.length] ?? null;
  }),
  index: seen([parameter.any, parameter.any], ([list = null, wanted = null], { unsettled }) => {
    if (!isSettledList(list)) return openUnlessWrong(list, unsettled);
    for (const [index, item] of list.entries()) {
      const equal = equals(item, wanted);
      if (equal === undefined) return unsettled();
      if (equal) return index;
    }
    throw new EvaluationFailure("the item is not in the list");
  }),
  contains: seen([parameter.any, parameter.nullable], ([list = null, wanted = null], { unsettled }) => {
    const items = list instanceof OpenList ? list.items : list;
    if (!isList(items)) return openUnlessWrong(list, unsettled);
    const found = items.map((item) => equals(item, wanted));
    if (found.includes(true)) return true;
    return found.includes(undefined) || list instanceof OpenList ? unsettled() : false;
  }),
  one: seen([parameter.any], ([list = null], { unsettled }) => {
    if (!isList(list)) return openUnlessWrong(list, unsettled);
    if (list.length > 1 && isCountable(list)) throw new EvaluationFailure("there is more than one element");
    return list.length > 1 ? unsettled() : (list[0] ?? null);
  }),
  reverse: seen([parameter.any], ([list = null], { unsettled }) => {
    if (!isList(list)) return openUnlessWrong(list, unsettled);
    const kind = isUnordered(list) ? "bag" : kindOf(list) === "set" ? "list" : kindOf(list);
    return ofKind(kind, list.toReversed());
  }),
  slice: seen([parameter.any, parameter.number, parameter.number], ([list = null, from, to], { unsettled }) => {
    if (!isSettledList(list) || typeof from !== "number" || typeof to !== "number") {
      return openUnlessWrong(list, unsettled);
    }
    if (from < 0 || to > list.length || from > to) throw new EvaluationFailure("the slice is out of range");
    return ofKind(kindOf(list), list.slice(from, to));
  }),
  sort: seen([parameter.listOfText], ([list = null], { unsettled }) => {
    if (!isList(list)) return openUnlessWrong(list, unsettled);
    if (!isKnown(list)) return ofKind(list.length > 1 ? "bag" : "list", [...list]);
    return ofKind("list", list.map(asKnownText).sort(compareText));
  }),
  chunklist: seen([parameter.list, parameter.number], ([list = null, size], { unsettled }) => {
    if (!isSettledList(list) || typeof size !== "number") return openUnlessWrong(list, unsettled);
    requireCount(size);
    const step = size === 0 ? Math.max(list.length, 1) : size;
    const chunks = Array.from({ length: Math.ceil(list.length / step) }, (_, index) =>
      ofKind("list", list.slice(index * step, (index + 1) * step)),
    );
    return ofKind("list", chunks);
  }),
  matchkeys: seen(
    [parameter.list, parameter.list, parameter.list],
    ([values = null, keys = null, wanted = null], { unsettled }) => {
      if (!isSettledList(values) || !isSettledList(keys) || !isList(wanted)) return unsettled();
      if (values.length !== keys.length) throw new EvaluationFailure("keys and values differ in length");
      const matches = keys.map((key) => contains(wanted, key));
      if (matches.includes(undefined)) return unsettled();
      return ofKind(
        "list",
        values.filter((_, index) => matches[index]),
      );
    },
  ),
  alltrue: seen([parameter.listOfBool], ([list = null], { unsettled }) => {
    if (!isList(list)) return openUnlessWrong(list, unsettled);
    if (list.some((item) => item === false || item === null)) return false;
    return list.every((item) => item === true) || unsettled();
  }),
  anytrue: seen([parameter.listOfBool], ([list = null], { unsettled }) => {
    if (!isList(list)) return openUnlessWrong(list, unsettled);
    if (list.includes(true)) return true;
    return list.every((item) => item === false || item === null) ? false : unsettled();
  }),
};

/** Whether one of the items is that value; `undefined` where holes leave it open. */
export function contains(items: readonly Value[], wanted: Value): boolean | undefined {
  const found = items.map((item) => equals(item, wanted));
  if (found.includes(true)) return true;
  return found.includes(undefined) ? undefined : false;
}

/** The hole of the call, unless the argument is known to be no list at all. */
export function openUnlessWrong(list: Value, unsettled: () => Hole): Hole {
  if (typeof list !== "object" || list === null || isMap(list)) throw new EvaluationFailure("a list is required");
  return unsettled();
}

function requireCount(count: number): void {
  if (count < 0 || !Number.isInteger(count)) throw new EvaluationFailure("a whole number from 0 is required");
}
