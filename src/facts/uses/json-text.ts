import { Hole, JsonText, Text, type Value } from "../../value";

/**
 * What JSON text holds: known text is parsed, an encoded value with holes is its value. `undefined` for what is no JSON, and
 * for text whose holes stand anywhere.
 */
export function parseJsonText(value: Value | undefined): Value | undefined {
  if (value instanceof JsonText) return value.value;
  if (value instanceof Hole || value === undefined) return undefined;
  if (value instanceof Text) return parseWithHoles(value);
  if (typeof value !== "string") return undefined;
  try {
    return JSON.parse(value) as Value;
  } catch {
    return undefined;
  }
}

/** Holes inside JSON strings: each is put in as a mark that no text holds, and taken out again. */
function parseWithHoles(value: Text): Value | undefined {
  const holes: (Hole | JsonText)[] = [];
  const marked = value.parts
    .map((part) => {
      if (typeof part === "string") return part;
      holes.push(part);
      return `\uE000${String(holes.length - 1)}\uE001`;
    })
    .join("");
  try {
    return JSON.parse(marked, (_key, item: unknown) =>
      typeof item === "string" ? unmark(item, holes) : item,
    ) as Value;
  } catch {
    return undefined;
  }
}

function unmark(item: string, holes: readonly (Hole | JsonText)[]): Value {
  const parts = item.split(/\uE000(\d+)\uE001/);
  if (parts.length === 1) return item;
  const found: (string | Hole | JsonText)[] = parts
    .map((part, index) => (index % 2 === 0 ? part : (holes[Number(part)] ?? part)))
    .filter((part) => part !== "");
  const [only] = found;
  return found.length === 1 && only !== undefined ? only : new Text(found);
}
