import { type Hole, isList, isMap, OpenList, type Value } from "../../values/value";
import { bigOf } from "./arithmetic";
import { compareText, isDetermined, isUnordered, kindOf, ofKind } from "./collection-kind";
import { convert, isCountable, isSettledList } from "./convert";
import { equals } from "./equality";
import { EvaluationFailure } from "./failure";
import { isExact } from "./number";
import { wholeNumber } from "./numbers";
import * as parameter from "./parameters";
import { seen, type TerraformFunction } from "./terraform-function";
import { asKnownText, graphemes } from "./text-parts";
import { isPrimitive, STRING, type Type, typeOf } from "./type";
import { unify } from "./unify";

/** Functions that look into lists. */
export const LISTS: Readonly<Record<string, TerraformFunction>> = {
  length: seen([parameter.any], ([value = null], { unsettled, surroundings: { meter } }) => {
    if (typeof value === "string") {
      meter.spend(value.length >> 3);
      return graphemes(value).length;
    }
    if (isCountable(value)) return Object.keys(value).length;
    const { kind } = typeOf(value);
    if (kind === "number" || kind === "bool") throw new EvaluationFailure("a number has no length");
    return unsettled();
  }),
  element: seen([parameter.any, parameter.number], ([list = null, index = null], { unsettled }) => {
    refuseSet(list);
    if (!isSettledList(list) || !isExact(index)) return openUnlessWrong(list, unsettled);
    wholeNumber(index);
    if (list.length === 0) throw new EvaluationFailure("the list is empty");
    const rest = Number(bigOf(index) % BigInt(list.length));
    // Terraform before 1.15 fails where it counts backwards in a tuple.
    if (rest < 0 && kindOf(list) !== "list") return unsettled();
    return list[rest < 0 ? rest + list.length : rest] ?? null;
  }),
  index: seen([parameter.any, parameter.any], ([list = null, wanted = null], { unsettled }) => {
    refuseSet(list);
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
    // Terraform before 1.15 looks for no null.
    if (wanted === null) return unsettled();
    return includes(items, wanted, list instanceof OpenList) ?? unsettled();
  }),
  one: seen([parameter.any], ([list = null], { unsettled }) => {
    if (!isList(list)) return openUnlessWrong(list, unsettled);
    if (list.length > 1 && isCountable(list)) throw new EvaluationFailure("there is more than one element");
    return list.length > 1 ? unsettled() : (list[0] ?? null);
  }),
  reverse: seen([parameter.any], ([list = null], { unsettled }) => {
    if (!isList(list)) return openUnlessWrong(list, unsettled);
    const kind = isUnordered(list) ? "bag" : kindOf(list) === "set" ? "list" : kindOf(list);
    return ofKind(kind, list.toReversed(), elementOf(list));
  }),
  slice: seen([parameter.any, parameter.number, parameter.number], ([list = null, from = null, to = null], context) => {
    refuseSet(list);
    const [start, end] = [from, to].map((bound) => (isExact(bound) ? wholeNumber(bound) : undefined));
    if (!isSettledList(list) || start === undefined || end === undefined) {
      return openUnlessWrong(list, context.unsettled);
    }
    if (start < 0 || end > list.length || start > end) throw new EvaluationFailure("the slice is out of range");
    return ofKind(kindOf(list), list.slice(start, end), elementOf(list));
  }),
  sort: seen([parameter.listOfText], ([list = null], { unsettled }) => {
    if (!isList(list)) return openUnlessWrong(list, unsettled);
    if (list.includes(null)) throw new EvaluationFailure("null cannot be sorted");
    if (!isDetermined(list)) return ofKind(list.length > 1 ? "bag" : "list", [...list], STRING);
    return ofKind("list", list.map(asKnownText).sort(compareText), STRING);
  }),
  chunklist: seen([parameter.list, parameter.number], ([list = null, size = null], { unsettled }) => {
    const count = isExact(size) ? wholeNumber(size) : undefined;
    if (count !== undefined && count < 0) throw new EvaluationFailure("the size must not be negative");
    if (!isSettledList(list) || count === undefined) return openUnlessWrong(list, unsettled);
    const step = count === 0 ? Math.max(list.length, 1) : count;
    const chunks = Array.from({ length: Math.ceil(list.length / step) }, (_, index) =>
      ofKind("list", list.slice(index * step, (index + 1) * step), elementOf(list)),
    );
    return ofKind("list", chunks, typeOf(list));
  }),
  matchkeys: seen([parameter.list, parameter.list, parameter.list], (args, { unsettled, surroundings }) => {
    const [values = null, keys = null, wanted = null] = args;
    if (!isSettledList(values) || !isSettledList(keys) || !isList(wanted)) return unsettled();
    const type = unify([typeOf(keys), typeOf(wanted)]);
    if (type === undefined) throw new EvaluationFailure("keys and searched values have no type in common");
    if (values.length !== keys.length) throw new EvaluationFailure("keys and values differ in length");
    const [own, searched] = [convert(keys, type), convert(wanted, type)];
    if (!isList(own) || !isList(searched)) return unsettled();
    surroundings.meter.spend((own.length * searched.length) >> 3);
    const matches = own.map((key) => includes(searched, key));
    if (matches.includes(undefined)) return unsettled();
    const matched = values.filter((_, index) => matches[index]);
    return ofKind("list", matched, elementOf(values));
  }),
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

/** The type of the elements of a list or set; of a tuple, none. */
export function elementOf(list: Value): Type | undefined {
  const type = typeOf(list);
  return type.kind === "list" || type.kind === "set" || type.kind === "map" ? type.of : undefined;
}

/** Whether one of the items is that value; `undefined` where holes, or further items, leave it open. */
function includes(items: readonly Value[], wanted: Value, more = false): boolean | undefined {
  const found = items.map((item) => equals(item, wanted));
  if (found.includes(true)) return true;
  return found.includes(undefined) || more ? undefined : false;
}

/** The hole of the call, unless the argument is known to be no list at all. */
export function openUnlessWrong(list: Value, unsettled: () => Hole): Hole {
  if (typeof list !== "object" || list === null || isMap(list) || isPrimitive(typeOf(list))) {
    throw new EvaluationFailure("a list is required");
  }
  return unsettled();
}

/** The elements of a set have no numbers. */
export function refuseSet(list: Value): void {
  if (kindOf(list) === "set") throw new EvaluationFailure("a set has no numbered elements");
}
