import { Choice, Hole, isList, isMap, JsonText, OpenList, Text, type Value } from "./value";

/** Whether two values are the same, whatever their holes turn out to be. */
export function isSame(one: Value, other: Value): boolean {
  if (one === other) return true;
  return typeof one === "object" && typeof other === "object" && spell(one) === spell(other);
}

/** Spells a value so that two values share a spelling only where {@link isSame}: what is unknown stands outside all quotes. */
export function spell(value: Value): string {
  if (value instanceof Hole) return `<${JSON.stringify(value.name)}>`;
  if (value instanceof Text) return `text(${value.parts.map(spell).join()})`;
  if (value instanceof JsonText) return `json(${spell(value.value)})`;
  if (value instanceof OpenList) return `open(${[...value.items, value.rest].map(spell).join()})`;
  if (value instanceof Choice) return `choice(${[value.condition, value.whenTrue, value.whenFalse].map(spell).join()})`;
  if (isList(value)) return `[${value.map(spell).join()}]`;
  if (!isMap(value)) return JSON.stringify(value);
  const members = Object.keys(value).sort();
  return `{${members.map((name) => `${JSON.stringify(name)}:${spell(value[name] ?? null)}`).join()}}`;
}

/**
 * Text as the key of an index: known text is itself, a hole its name between marks that no text holds. Two texts share a
 * key only where {@link isSame}. `undefined`: the value is no text.
 */
export function canonical(value: Value): string | undefined {
  if (typeof value === "string") return value;
  if (value instanceof Hole) return mark(value);
  if (!(value instanceof Text)) return undefined;
  const parts: string[] = [];
  for (const part of value.parts) {
    if (typeof part === "string") parts.push(part);
    else if (part instanceof Hole) parts.push(mark(part));
    else return undefined;
  }
  return parts.join("");
}

function mark(hole: Hole): string {
  return `\u0001${hole.name}\u0002`;
}
