import { isKnown, isList, isMap, JsonText, type Value } from "../../value";
import { sortedKeys } from "./collection-kind";
import { numberText } from "./number";

/** `jsonencode`: exactly Terraform's text where all is known, else text that knows its structure. */
export function jsonEncode(value: Value): Value {
  return isKnown(value) ? encodeJson(value) : new JsonText(value);
}

/** JSON as Go writes it: keys sorted, no space, `<`, `>`, `&` and the line separators escaped. */
export function encodeJson(value: Value): string {
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "number") return numberText(value);
  if (typeof value === "string") return encodeText(value);
  if (isList(value)) return `[${value.map(encodeJson).join(",")}]`;
  if (!isMap(value)) throw new TypeError("only what is known has a JSON text");
  const members = sortedKeys(value).map((key) => `${encodeText(key)}:${encodeJson(value[key] ?? null)}`);
  return `{${members.join(",")}}`;
}

/** A JSON string as Go writes it. */
export function encodeText(text: string): string {
  return JSON.stringify(text).replace(
    /[<>&\u2028\u2029]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
