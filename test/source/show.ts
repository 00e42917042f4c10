import { Choice, Hole, isList, isMap, JsonText, OpenList, Text, type Value } from "../../src/values/value";

/** A value as a reader sees it: holes in angle brackets, `...` before an unknown rest, choices with `?`. */
export function show(value: Value | undefined): string {
  if (value === undefined) return "unset";
  if (value instanceof Hole) return `<${value.name}>`;
  if (value instanceof Text)
    return `"${value.parts.map((part) => (typeof part === "string" ? part : show(part))).join("")}"`;
  if (value instanceof JsonText) return `json(${show(value.value)})`;
  if (value instanceof OpenList) return `[${[...value.items.map(show), `...${show(value.rest)}`].join(", ")}]`;
  if (value instanceof Choice) return `(${show(value.condition)} ? ${show(value.whenTrue)} : ${show(value.whenFalse)})`;
  if (isList(value)) return `[${value.map(show).join(", ")}]`;
  if (!isMap(value)) return JSON.stringify(value);
  const entries = Object.entries(value).map(([key, each]) => `${key}: ${show(each)}`);
  return `{${entries.join(", ")}}`;
}
