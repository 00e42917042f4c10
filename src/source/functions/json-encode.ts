import { isList, isMap, JsonText, type Value, type ValueMap } from "../../values";
import { isDetermined, sortedKeys } from "./collection-kind";
import { isExact, numberText } from "./number";

/** `jsonencode`: exactly Terraform's text where all is known, else text that knows its structure. */
export function jsonEncode(value: Value): Value {
  // What is not known all through is not written as far as it is: that may be long.
  return isDetermined(value) ? encodeJson(value) : new JsonText(value);
}

/** The texts of lists and maps, which never change: one statement may stand in the policies of a thousand instances. */
const texts = new WeakMap<object, string>();
/** Of a value that nests deeply, each level would hold a long text once more. */
const LONGEST_KEPT = 4096;

/**
 * JSON as Go writes it: keys sorted, no space, `<`, `>`, `&` and the line separators escaped.
 *
 * @throws TypeError where a part of the value is not known
 */
export function encodeJson(value: Value): string {
  if (value === null || typeof value === "boolean") return String(value);
  if (isExact(value)) return numberText(value);
  if (typeof value === "string") return encodeText(value);
  const known = texts.get(value);
  if (known !== undefined) return known;
  if (!isList(value) && !isMap(value)) throw new TypeError("only what is known has a JSON text");
  const json = isList(value) ? `[${value.map(encodeJson).join(",")}]` : mapJson(value);
  if (json.length <= LONGEST_KEPT) texts.set(value, json);
  return json;
}

function mapJson(map: ValueMap): string {
  return `{${sortedKeys(map)
    .map((key) => `${encodeText(key)}:${encodeJson(map[key] ?? null)}`)
    .join(",")}}`;
}

/** A JSON string as Go writes it. */
export function encodeText(text: string): string {
  return JSON.stringify(text).replace(
    /[<>&\u2028\u2029]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
