import { Choice, Hole, isList, isMap, JsonText, OpenList, Text, type Value } from "../../values";
import { isDetermined, mayBeAnything, typeOf } from "../functions";
import type { Scope } from "./scope";

/** A value that may turn out to be no value at all, which `try` must know. */
export function doubted<T extends Value>({ meter }: Pick<Scope, "meter">, value: T): T {
  meter.doubts++;
  return value;
}

/** True where a value, or a part of it, may turn out to be null or of another type than what is done with it needs. */
export function mayNotFit(value: Value): boolean {
  if (value instanceof Hole) return mayBeAnything(value);
  if (value instanceof Choice) return mayNotFit(value.whenTrue) || mayNotFit(value.whenFalse);
  if (value instanceof OpenList) return true;
  if (value instanceof Text || value instanceof JsonText) return false;
  if (isList(value)) return value.some(mayNotFit);
  return isMap(value) && Object.values(value).some(mayNotFit);
}

/** True where a value may turn out to be neither a number nor a truth value, nor the text of one. */
export function mayBeNoScalar(value: Value): boolean {
  if (value instanceof Choice) return mayBeNoScalar(value.whenTrue) || mayBeNoScalar(value.whenFalse);
  if (isDetermined(value)) return false;
  const { kind } = typeOf(value);
  return kind !== "number" && kind !== "bool";
}
