import { Hole, Text, type Value } from "./value";

/**
 * A value as a key of an index: known text is itself, a hole stands as its name between marks that no text holds. Two values
 * have one canonical text exactly where they are equal whatever the holes turn out to be. `undefined`: not text.
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
