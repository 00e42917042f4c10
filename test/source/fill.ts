import type { Json } from "../../src/plan/plan";
import { Choice, Hole, isList, isMap, JsonText, Text, type Value } from "../../src/value";

/** A value with its holes filled, as JSON; a choice on `(a == b)` is decided by what its sides turn out to be. */
export function fill(value: Value, valueOf: (hole: string) => Json | undefined): Json {
  const inner = (each: Value): Json => fill(each, valueOf);
  if (value instanceof Hole) {
    const found = valueOf(value.name);
    if (found === undefined) throw new Error(`nothing is told of ${value.name}`);
    return found;
  }
  if (value instanceof Text) return value.parts.map((part) => textOf(inner(part))).join("");
  if (value instanceof JsonText) return JSON.stringify(inner(value.value));
  if (value instanceof Choice) return inner(decide(value.condition.name, valueOf) ? value.whenTrue : value.whenFalse);
  if (isList(value)) return value.map(inner);
  if (isMap(value)) return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, inner(each)]));
  if (typeof value === "object" && value !== null) throw new Error("an open list cannot be filled");
  return value;
}

function textOf(json: Json): string {
  return typeof json === "string" ? json : JSON.stringify(json);
}

function decide(condition: string, valueOf: (hole: string) => Json | undefined): boolean {
  const hole = /^\((.*) == "…"\)$/.exec(condition)?.[1];
  // No fixture compares with what a hole turned out to be.
  if (hole === undefined || valueOf(hole) === undefined) throw new Error(`nothing is told of ${condition}`);
  return false;
}
