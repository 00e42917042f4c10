import { Hole, isList, isMap, JsonText, Text, type Value } from "../../../values/value";

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

/** What is known of a text, the holes left out as blanks. */
export function literalOf(value: Value | undefined): string {
  if (typeof value === "string") return value;
  if (!(value instanceof Text)) return "";
  return value.parts.map((part) => (typeof part === "string" ? part : " ")).join("");
}

/** Each hole is put in as a mark that no text holds, and taken out again: inside a JSON string, or as a value of its own. */
function parseWithHoles({ parts }: Text): Value | undefined {
  const holes: (Hole | JsonText)[] = [];
  let inString = false;
  const marked = parts.map((part) => {
    if (typeof part === "string") {
      // Escaped characters and quotes, one after another; a quote that is not escaped opens or closes a string.
      for (const [each] of part.matchAll(/\\.|"/gs)) if (each === '"') inString = !inString;
      return part;
    }
    const mark = markOf(part, holes);
    return inString ? mark : JSON.stringify(`${OWN_VALUE}${mark}`);
  });
  try {
    return JSON.parse(marked.join(""), (_key, item: unknown) =>
      typeof item === "string" ? unmark(item, holes) : item,
    ) as Value;
  } catch {
    return undefined;
  }
}

/** What stands for a hole, until it is taken out by {@link unmark}. */
function markOf(hole: Hole | JsonText, holes: (Hole | JsonText)[]): string {
  return `\uE000${String(holes.push(hole) - 1)}\uE001`;
}

/** Before a mark that stands for a whole value, not for a piece of a string. */
const OWN_VALUE = "\uE002";

/** What another syntax than JSON makes of a text with holes. */
export function parseAround({ parts }: Text, parse: (text: string) => Value | undefined): Value | undefined {
  const holes: (Hole | JsonText)[] = [];
  const marked = parts.map((part) => (typeof part === "string" ? part : markOf(part, holes)));
  const parsed = parse(marked.join(""));
  return parsed === undefined ? undefined : unmarkAll(parsed, holes);
}

function unmarkAll(value: Value, holes: readonly (Hole | JsonText)[]): Value {
  if (typeof value === "string") return unmark(value, holes);
  if (isList(value)) return value.map((item) => unmarkAll(item, holes));
  if (!isMap(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, unmarkAll(item, holes)]));
}

function unmark(item: string, holes: readonly (Hole | JsonText)[]): Value {
  const own = item.startsWith(OWN_VALUE);
  const parts = item.replace(OWN_VALUE, "").split(/\uE000(\d+)\uE001/);
  if (parts.length === 1) return item;
  const found: (string | Hole | JsonText)[] = parts
    .map((part, index) => (index % 2 === 0 ? part : (holes[Number(part)] ?? part)))
    .filter((part) => part !== "");
  const [only] = found;
  if (own && only instanceof JsonText) return only.value;
  return found.length === 1 && only !== undefined ? only : new Text(found);
}
