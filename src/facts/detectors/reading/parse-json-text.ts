import { DATA_RULES, type Hole, isList, isMap, JsonText, readJson, Text, type Value } from "../../../values";

/** What JSON text holds. `undefined` for what is no JSON, and for text whose holes may change its structure. */
export function parseJsonText(value: Value | undefined): Value | undefined {
  if (value instanceof JsonText) return value.value;
  if (typeof value !== "string" && !(value instanceof Text)) return undefined;
  const read = readJson(value, DATA_RULES);
  return "value" in read ? read.value : undefined;
}

/** What is known of a text, the holes left out as blanks. */
export function literalOf(value: Value | undefined): string {
  if (typeof value === "string") return value;
  if (!(value instanceof Text)) return "";
  return value.parts.map((part) => (typeof part === "string" ? part : " ")).join("");
}

/** What stands for a hole, until it is taken out by {@link unmark}. */
function markOf(hole: Hole | JsonText, holes: (Hole | JsonText)[]): string {
  return `\uE000${String(holes.push(hole) - 1)}\uE001`;
}

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
  const parts = item.split(/\uE000(\d+)\uE001/);
  if (parts.length === 1) return item;
  const found: (string | Hole | JsonText)[] = parts
    .map((part, index) => (index % 2 === 0 ? part : (holes[Number(part)] ?? part)))
    .filter((part) => part !== "");
  const [only] = found;
  return found.length === 1 && only !== undefined ? only : new Text(found);
}
