import { isKnown, isList, isMap, JsonText, type Value, type ValueMap } from "../../value";
import { sortedKeys } from "./collection-kind";
import { numberText } from "./number";

/** `jsonencode`: exactly Terraform's text where all is known, else text that knows its structure. */
export function jsonEncode(value: Value): Value {
  // What is not known all through is not written as far as it is: that may be long.
  return isKnown(value) ? encodeJson(value) : new JsonText(value);
}

/** JSON as Go writes it: keys sorted, no space, `<`, `>`, `&` and the line separators escaped. */
export function encodeJson(value: Value): string {
  const json = knownJson(value);
  if (json === undefined) throw new TypeError("only what is known has a JSON text");
  return json;
}

/** The texts of lists and maps, which never change: one statement may stand in the policies of a thousand instances. */
const texts = new WeakMap<object, string>();
/** Of a value that nests deeply, each level would hold a long text once more. */
const LONGEST_KEPT = 4096;

/** The same; `undefined` where a part of the value is not known. */
function knownJson(value: Value): string | undefined {
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "number") return numberText(value);
  if (typeof value === "string") return encodeText(value);
  const known = texts.get(value);
  if (known !== undefined) return known;
  const json = isList(value) ? listJson(value) : isMap(value) ? mapJson(value) : undefined;
  if (json !== undefined && json.length <= LONGEST_KEPT) texts.set(value, json);
  return json;
}

function listJson(list: readonly Value[]): string | undefined {
  const items: string[] = [];
  for (const item of list) {
    const json = knownJson(item);
    if (json === undefined) return undefined;
    items.push(json);
  }
  return `[${items.join(",")}]`;
}

function mapJson(map: ValueMap): string | undefined {
  const members: string[] = [];
  for (const key of sortedKeys(map)) {
    const json = knownJson(map[key] ?? null);
    if (json === undefined) return undefined;
    members.push(`${encodeText(key)}:${json}`);
  }
  return `{${members.join(",")}}`;
}

/** A JSON string as Go writes it. */
export function encodeText(text: string): string {
  return JSON.stringify(text).replace(
    /[<>&\u2028\u2029]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
