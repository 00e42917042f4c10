import { isList, isMap, type Value } from "../../values";
import { encodeText, numberText } from "../functions";

/** JSON as Go writes a structure: members in the order given, two spaces a level, or none at all. */
export function formatDocument(value: Value, minified: boolean, margin = "\n"): string {
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "number") return numberText(value);
  if (typeof value === "string") return encodeText(value);
  const inner = `${margin}  `;
  const enclose = (open: string, members: readonly string[], close: string): string => {
    if (members.length === 0) return `${open}${close}`;
    return minified
      ? `${open}${members.join(",")}${close}`
      : `${open}${inner}${members.join(`,${inner}`)}${margin}${close}`;
  };
  if (isList(value)) {
    return enclose(
      "[",
      value.map((item) => formatDocument(item, minified, inner)),
      "]",
    );
  }
  if (!isMap(value)) throw new TypeError("only what is known has a JSON text");
  const colon = minified ? ":" : ": ";
  const members = Object.entries(value).map(
    ([key, each]) => `${encodeText(key)}${colon}${formatDocument(each, minified, inner)}`,
  );
  return enclose("{", members, "}");
}
