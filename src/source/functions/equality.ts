import {
  Choice,
  Hole,
  isList,
  isMap,
  isUnknown,
  JsonText,
  OpenList,
  Text,
  type TextPart,
  type Value,
} from "../../values/value";
import { compareText, isUnordered, kindOf } from "./collection-kind";
import { ObjectHole } from "./object-hole";
import { identical } from "./identical";
import { lacks, partsOf } from "./text-parts";
import { sameType, typeOf } from "./type";
import { WholeNumber } from "./whole-number";

/** Whether two values are equal, as `==` says; `undefined` where their holes leave it open. */
export function equals(a: Value, b: Value): boolean | undefined {
  if (a === b) return true;
  if ((typeof a !== "object" || a === null) && (typeof b !== "object" || b === null)) return false;
  if (isFixed(a) && isFixed(b)) return sameType(typeOf(a), typeOf(b)) && fixedEquals(a, b);
  if (identical(a, b)) return isDefinite(a) ? true : undefined;
  if (a instanceof Choice) return both(equals(a.whenTrue, b), equals(a.whenFalse, b));
  if (b instanceof Choice) return equals(b, a);
  if (isTextual(a) && isTextual(b)) return textsMayMatch(a, b) ? undefined : false;
  if (a instanceof Hole || b instanceof Hole) return holeEquals(a, b);
  if (a instanceof OpenList || b instanceof OpenList)
    return isList(a) || isList(b) || a instanceof OpenList === b instanceof OpenList ? undefined : false;
  if (isList(a) && isList(b)) return listsEqual(a, b);
  if (isMap(a) && isMap(b)) return mapsEqual(a, b);
  // Values of different types are never equal in Terraform: `"1" == 1` is false.
  return false;
}

/** True where a value has no holes, and its types are known all through: collections that come from the plan do not tell. */
function isFixed(value: Value): boolean {
  if (typeof value !== "object" || value === null || value instanceof WholeNumber) return true;
  const kind = kindOf(value);
  if (kind === undefined || kind === "bag") return false;
  return isList(value) ? value.every(isFixed) : isMap(value) && Object.values(value).every(isFixed);
}

/** Of values of one type. */
function fixedEquals(a: Value, b: Value): boolean {
  if (a instanceof WholeNumber && b instanceof WholeNumber) return a.value === b.value;
  if (isList(a) && isList(b)) {
    return a.length === b.length && a.every((item, index) => fixedEquals(item, b[index] ?? null));
  }
  if (!isMap(a) || !isMap(b)) return a === b;
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every((key) => Object.hasOwn(b, key) && fixedEquals(a[key] ?? null, b[key] ?? null));
}

/** What looks the same may be of another type: collections of the plan, which does not tell, lists of holes, lists that go on. */
function isDefinite(value: Value): boolean {
  if (value instanceof OpenList) return false;
  if (isList(value)) return kindOf(value) !== undefined && kindOf(value) !== "bag" && value.every(isDefinite);
  return !isMap(value) || (kindOf(value) !== undefined && Object.values(value).every(isDefinite));
}

function both(a: boolean | undefined, b: boolean | undefined): boolean | undefined {
  return a === b ? a : undefined;
}

function isTextual(value: Value): value is string | Text | JsonText | Hole {
  if (value instanceof Hole) return value.shape !== "any" || value.fresh;
  return typeof value === "string" || value instanceof Text || value instanceof JsonText;
}

function holeEquals(a: Value, b: Value): boolean | undefined {
  const [hole, other] = a instanceof Hole ? [a, b] : [b as Hole, a];
  if (hole instanceof ObjectHole) return isUnknown(other) || isMap(other) ? undefined : false;
  if (hole.shape === "any" && !hole.fresh) return undefined;
  // The hole is text, and not empty.
  return other instanceof Hole ? undefined : false;
}

function listsEqual(a: readonly Value[], b: readonly Value[]): boolean | undefined {
  if (isUnordered(a) || isUnordered(b)) return undefined;
  if (a.length !== b.length) return false;
  const items = every(a.map((item, index) => equals(item, b[index] ?? null)));
  return items === true ? sameKind(a, b, a.length === 0) : items;
}

/** A tuple equals no list, however much they look alike; lists without elements may differ in what they would hold. */
function sameKind(a: Value, b: Value, empty: boolean): boolean | undefined {
  const [kind, otherKind] = [kindOf(a), kindOf(b)];
  if (kind === undefined || otherKind === undefined) return undefined;
  if (kind !== otherKind) return false;
  return empty && kind !== "tuple" && kind !== "object" ? undefined : true;
}

function mapsEqual(a: { readonly [key: string]: Value }, b: { readonly [key: string]: Value }): boolean | undefined {
  const [keys, others] = [Object.keys(a).sort(compareText), Object.keys(b).sort(compareText)];
  if (keys.length !== others.length || keys.some((key, index) => key !== others[index])) return false;
  const entries = every(keys.map((key) => equals(a[key] ?? null, b[key] ?? null)));
  return entries === true ? sameKind(a, b, keys.length === 0) : entries;
}

function every(all: readonly (boolean | undefined)[]): boolean | undefined {
  if (all.includes(false)) return false;
  return all.includes(undefined) ? undefined : true;
}

/** False only where no completion of the holes makes the two texts the same. */
function textsMayMatch(a: string | Text | JsonText | Hole, b: string | Text | JsonText | Hole): boolean {
  const [left, right] = [partsOf(a), partsOf(b)];
  if (typeof b === "string") return mayBe(left, b);
  if (typeof a === "string") return mayBe(right, a);
  const [start, otherStart] = [left[0], right[0]];
  if (
    typeof start === "string" &&
    typeof otherStart === "string" &&
    !start.startsWith(otherStart.slice(0, start.length))
  )
    return false;
  const [end, otherEnd] = [left.at(-1), right.at(-1)];
  if (typeof end !== "string" || typeof otherEnd !== "string") return true;
  return end.endsWith(otherEnd.slice(-end.length)) || otherEnd.endsWith(end.slice(-otherEnd.length));
}

function mayBe(parts: readonly TextPart[], text: string): boolean {
  if (parts.some((part) => part instanceof Hole && part.fresh)) return false;
  let at = 0;
  for (const [index, part] of parts.entries()) {
    if (typeof part !== "string") {
      if (part instanceof Hole && part.shape !== "any" && at >= text.length) return false;
      continue;
    }
    const found = index === 0 ? (text.startsWith(part) ? 0 : -1) : text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  const last = parts.at(-1);
  if (typeof last === "string" && !text.endsWith(last)) return false;
  const [only] = parts;
  if (parts.length === 1 && only !== undefined && typeof only !== "string") return onlyMayBe(only, text);
  return true;
}

function onlyMayBe(part: Hole | JsonText, text: string): boolean {
  if (part instanceof JsonText) return isUnknown(part.value) || /^[[{"]/.test(text);
  if (part.shape === "any") return true;
  if (part.shape === "arn") return text.startsWith("arn:");
  if (part.shape === "account") return /^\d{12}$/.test(text);
  return text !== "" && ![...text].some((letter) => lacks(part, letter));
}
