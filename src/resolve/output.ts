import { isType } from "../plan";
import { Hole, isList, isMap, JsonText, type Value } from "../values";
import { derive } from "./computed-attributes";
import type { Resource } from "./infrastructure";

/** The first step of a path, and the rest: `rule[0].id` is `rule` and `[0].id`. */
const FIRST_STEP = /^([^.[]+)(.*)$/s;
const NEXT_STEP = /^(?:\.([^.[]+)|\[(\d+)\]|\["((?:[^"\\]|\\.)*)"\])(.*)$/s;

/** A resource that tells what the plan's values alone say of an attribute, `undefined` where they do not tell all of it. */
interface Planned extends Resource {
  known(name: string): Value | undefined;
}

/** An attribute, or a part of one, as others see it when they refer to it: see {@link Resource.output}. */
export function outputOf(resource: Planned, path: string): Value {
  const isAttribute = !path.includes(".") && !path.includes("[");
  const [, name = path, rest = ""] = isAttribute ? [] : (FIRST_STEP.exec(path) ?? []);
  const planned = resource.known(name);
  const value = stepInto(planned ?? derived(resource, name), rest);
  if (value !== undefined && value !== null) return value;
  // An attribute that is in the plan as null, and that nobody makes up, is null for those who refer to it.
  if (value === null && planned === null && resource.mode === "managed") return null;
  return new Hole(`${resource.address.text}.${path}`);
}

/** What others see of an attribute that the plan does not know. */
function derived(resource: Resource, name: string): Value | undefined {
  // What nobody can set needs no source.
  const computed = isComputed(resource, name) ? derive(resource, name) : undefined;
  if (computed !== undefined) return computed;
  const set = resource.attribute(name);
  return set === undefined || set instanceof Hole ? (derive(resource, name) ?? set) : set;
}

/** What stands at a path below a value, `null` for nothing; `undefined` where the path leads nowhere. */
function stepInto(whole: Value | undefined, path: string): Value | undefined {
  let value = whole;
  for (let left = path; left !== "";) {
    const [, key, index, quoted, after = ""] = NEXT_STEP.exec(left) ?? [];
    if (value instanceof JsonText || value === undefined) return undefined;
    if (index !== undefined && isList(value)) value = value[Number(index)];
    else if (isMap(value)) value = value[key ?? quoted ?? ""];
    else return undefined;
    left = after;
  }
  return value ?? null;
}

/** Attributes that are outputs alone. */
function isComputed({ type }: Resource, name: string): boolean {
  return name === "arn" || name === "id" || name === "unique_id" || (name === "key_id" && isType(type, "key"));
}
