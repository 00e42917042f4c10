import { Choice, Hole, isList, isMap, isUnknown, JsonText, OpenList, Text, type Value } from "../../values";
import { kindOf } from "./collection-kind";

/** True where two values are the same whatever their holes turn out to be. False says nothing. */
export function identical(a: Value, b: Value): boolean {
  if (a === b) return true;
  if (isUnknown(a) || isUnknown(b)) return identicalUnknowns(a, b);
  if (isList(a) && isList(b)) {
    if (a.length !== b.length || kindOf(a) !== kindOf(b)) return false;
    return a.every((item, index) => identical(item, b[index] as Value));
  }
  if (!isMap(a) || !isMap(b) || kindOf(a) !== kindOf(b)) return false;
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every((key) => Object.hasOwn(b, key) && identical(a[key] as Value, b[key] as Value));
}

function identicalUnknowns(a: Value, b: Value): boolean {
  if (a instanceof Hole && b instanceof Hole) return a.name === b.name;
  if (a instanceof Text && b instanceof Text) return identical(a.parts, b.parts);
  if (a instanceof JsonText && b instanceof JsonText) return identical(a.value, b.value);
  if (a instanceof OpenList && b instanceof OpenList) return identical(a.items, b.items) && identical(a.rest, b.rest);
  if (!(a instanceof Choice) || !(b instanceof Choice)) return false;
  return (
    identical(a.condition, b.condition) && identical(a.whenTrue, b.whenTrue) && identical(a.whenFalse, b.whenFalse)
  );
}
