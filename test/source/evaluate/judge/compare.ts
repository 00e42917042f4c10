import type { Json, JsonObject } from "../../../../src/plan/plan";
import { isUnordered } from "../../../../src/source/functions/collection-kind";
import { Choice, Hole, isList, isMap, JsonText, OpenList, Text, type Value } from "../../../../src/values/value";

/** Why a known value is not what Terraform says, or nothing. */
export function sameAsJson(ours: Value, theirs: Json): string | undefined {
  return compatible(ours, theirs, () => undefined, "", false);
}

/**
 * Why a value with holes cannot come to what Terraform says, or nothing. A hole whose value is told must be it; any other
 * may be anything.
 */
export function compatible(
  ours: Value,
  theirs: Json,
  told: (hole: string) => string | undefined,
  path = "",
  holes = true,
): string | undefined {
  const differs = (): string => `${path}: ${show(ours)} is not ${JSON.stringify(theirs)}`;
  const inner = (value: Value, json: Json, step: string): string | undefined =>
    compatible(value, json, told, `${path}${step}`, holes);
  if (ours instanceof Hole) {
    if (!holes) return `${path}: hole ${ours.name}`;
    const value = told(ours.name);
    return value === undefined || value === theirs ? undefined : differs();
  }
  if (ours instanceof Text) return typeof theirs === "string" && matches(ours, theirs, told) ? undefined : differs();
  if (ours instanceof JsonText) {
    const decoded = typeof theirs === "string" ? decode(theirs) : undefined;
    return decoded === undefined ? differs() : inner(ours.value, decoded, "!");
  }
  if (ours instanceof Choice) {
    const arms = [inner(ours.whenTrue, theirs, "?"), inner(ours.whenFalse, theirs, ":")];
    return arms.includes(undefined) ? undefined : arms.join(" and ");
  }
  if (ours instanceof OpenList) {
    if (!Array.isArray(theirs)) return differs();
    return multiset(ours.items, theirs as Json[], inner, true) ? undefined : differs();
  }
  if (isList(ours)) {
    if (!Array.isArray(theirs)) return differs();
    const items = theirs as readonly Json[];
    if (isUnordered(ours)) return multiset(ours, items, inner, holes) ? undefined : differs();
    if (items.length !== ours.length) return differs();
    return first(ours.map((item, index) => inner(item, items[index] ?? null, `[${index}]`)));
  }
  if (isMap(ours)) {
    if (typeof theirs !== "object" || theirs === null || Array.isArray(theirs)) return differs();
    const object = theirs as JsonObject;
    if (Object.keys(ours).sort().join() !== Object.keys(object).sort().join()) return differs();
    return first(Object.entries(ours).map(([key, value]) => inner(value, object[key] ?? null, `.${key}`)));
  }
  return ours === theirs ? undefined : differs();
}

function decode(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

function first(all: readonly (string | undefined)[]): string | undefined {
  return all.find((each) => each !== undefined);
}

/** Whether each of ours is one of theirs, and unless there may be more or fewer the other way round. */
function multiset(
  ours: readonly Value[],
  theirs: readonly Json[],
  inner: (value: Value, json: Json, step: string) => string | undefined,
  loose: boolean,
): boolean {
  const found = ours.every((item) => theirs.some((json) => inner(item, json, "") === undefined));
  return found && (loose || ours.length === theirs.length);
}

function matches(text: Text, theirs: string, told: (hole: string) => string | undefined): boolean {
  const pattern = text.parts.map((part) => {
    const literal = typeof part === "string" ? part : part instanceof Hole ? told(part.name) : undefined;
    return literal === undefined ? "[^]*" : literal.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
  });
  return new RegExp(`^${pattern.join("")}$`).test(theirs);
}

function show(value: Value): string {
  return JSON.stringify(value, (_, each: unknown) => {
    if (each instanceof Hole) return `<${each.name}>`;
    if (each instanceof JsonText) return { json: each.value };
    return each;
  });
}
