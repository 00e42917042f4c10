import { isList, isMap, type Value } from "../../values/value";
import { sortedKeys } from "./collection-kind";
import { encodeText } from "./json-encode";
import { numberText } from "./number";

/** `yamlencode` of what is known: block style, every text quoted. `undefined` where its spelling is not certain. */
export function yamlEncode(value: Value): string | undefined {
  const lines = linesOf(value);
  return lines && `${lines.join("\n")}\n`;
}

function linesOf(value: Value): string[] | undefined {
  if (isList(value) && value.length > 0)
    return nested(
      value.map((item) => ["- ", item] as const),
      "  ",
    );
  if (isMap(value) && Object.keys(value).length > 0) {
    return nested(
      sortedKeys(value).map((key) => [`${encodeText(key)}: `, value[key] ?? null] as const),
      "  ",
    );
  }
  const scalar = scalarOf(value);
  return scalar === undefined ? undefined : [scalar];
}

function nested(entries: readonly (readonly [string, Value])[], indent: string): string[] | undefined {
  const all: string[] = [];
  for (const [lead, value] of entries) {
    const lines = linesOf(value);
    if (lines === undefined) return undefined;
    const inline = lead === "- " || !isBlock(value);
    const margin = isList(value) && lead !== "- " ? "" : indent;
    if (inline) all.push(`${lead}${lines[0] ?? ""}`, ...lines.slice(1).map((line) => `${margin}${line}`));
    else all.push(lead.trimEnd(), ...lines.map((line) => `${margin}${line}`));
  }
  return all;
}

function isBlock(value: Value): boolean {
  return (isList(value) && value.length > 0) || (isMap(value) && Object.keys(value).length > 0);
}

function scalarOf(value: Value): string | undefined {
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "number") return numberText(value);
  if (typeof value !== "string") return isList(value) ? "[]" : "{}";
  // Other text is escaped, or written over several lines, in ways of its own.
  return /^[ -~]*$/.test(value) ? JSON.stringify(value) : undefined;
}
