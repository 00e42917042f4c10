import { isList, isMap, type Value } from "../../values/value";
import { compareNumbers } from "./arithmetic";
import { compareText, isDetermined, kindOf, ofKind, sortedKeys } from "./collection-kind";
import { describe } from "./describe";
import { encodeJson } from "./json-encode";
import { isExact, numberText } from "./number";
import type { Type } from "./type";

/** A set of elements of one type: each of them once, in the order in which Terraform goes through sets. */
export function makeSet(items: readonly Value[], element?: Type): readonly Value[] {
  if (items.every((item) => typeof item === "string")) {
    return ofKind("set", [...new Set(items)].sort(compareText), element);
  }
  return ofKind("set", distinctItems(items).sort(compareElements), element);
}

/** The items without those that surely are equal to one before. */
export function distinctItems(items: readonly Value[]): Value[] {
  return [...new Map(items.map((item) => [identityOf(item), item])).values()];
}

/** A text that two values of one type have in common where they surely are equal. */
export function identityOf(value: Value): string {
  return isDetermined(value) ? `known ${encodeJson(value)}` : describe(value);
}

/** Texts by code points, numbers by size, false before true, null last; anything else by how it is spelt. */
function compareElements(a: Value, b: Value): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  if (typeof a === "string" && typeof b === "string") return compareText(a, b);
  if (isExact(a) && isExact(b)) return compareNumbers(a, b);
  if (typeof a === "boolean" && typeof b === "boolean") return Number(a) - Number(b);
  return isDetermined(a) && isDetermined(b) ? compareText(spell(a), spell(b)) : 0;
}

/**
 * A value in the spelling by which Terraform sorts sets of structures.
 *
 * @see https://github.com/zclconf/go-cty/blob/v1.16.0/cty/set_internals.go
 */
function spell(value: Value): string {
  if (value === null) return "~";
  if (typeof value === "boolean") return value ? "T" : "F";
  if (typeof value === "string") return quoted(value);
  if (isExact(value)) return tenDigits(numberText(value));
  if (isList(value)) {
    const [open, close] = kindOf(value) === "tuple" ? ["<", ">"] : ["[", "]"];
    return `${open}${value.map((item) => `${spell(item)};`).join("")}${close}`;
  }
  if (!isMap(value)) return "?";
  const keys = sortedKeys(value);
  if (kindOf(value) === "map") {
    return `{${keys.map((key) => `${quoted(key)}:${spell(value[key] ?? null)};`).join("")}}`;
  }
  return `<${keys.map((key) => `${spell(value[key] ?? null)};`).join("")}>`;
}

/** Go's `%q`. */
function quoted(text: string): string {
  const escaped = text.replace(/["\\]|[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu, (letter) => {
    const short = SHORT_ESCAPES[letter];
    if (short !== undefined) return short;
    const code = letter.codePointAt(0) ?? 0;
    if (code < 0x80) return `\\x${code.toString(16).padStart(2, "0")}`;
    return code > 0xffff ? `\\U${code.toString(16).padStart(8, "0")}` : `\\u${code.toString(16).padStart(4, "0")}`;
  });
  return `"${escaped}"`;
}

const SHORT_ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"',
  "\\": "\\\\",
  "\x07": "\\a",
  "\b": "\\b",
  "\f": "\\f",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
  "\v": "\\v",
};

/** Go's `%.10g`. */
function tenDigits(text: string): string {
  const [mantissa = "", power = "0"] = Number(text).toExponential(9).split("e");
  const exponent = Number(power);
  const short = mantissa.includes(".") ? mantissa.replace(/\.?0+$/, "") : mantissa;
  if (exponent >= -4 && exponent < 10) return String(Number(Number(text).toPrecision(10)));
  return `${short}e${exponent < 0 ? "-" : "+"}${String(Math.abs(exponent)).padStart(2, "0")}`;
}
