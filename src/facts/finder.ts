import { hidesName, type Holder, type Resource } from "../resolve";
import { Hole, Text, type Value } from "../values";

/** Finds keys or roles by what names them, those outside the plan included. */
export interface Finder<T, Thing> {
  readonly find: (value: Value, from?: Holder) => T | undefined;
  /** The thing outside the plan that is called so. */
  readonly called: (name: string) => Thing;
  readonly outside: () => readonly Thing[];
}

/** Text means the same each time that it is looked up: `byHolder`, only where nobody holds it. */
export function remembering<T>(
  find: (value: Value, from?: Holder) => T | undefined,
  byHolder: boolean,
): (value: Value, from?: Holder) => T | undefined {
  const known = new Map<string, T | undefined>();
  return (value, from) => {
    if (typeof value !== "string" || (byHolder && from !== undefined)) return find(value, from);
    if (!known.has(value)) known.set(value, find(value, from));
    return known.get(value);
  };
}

/** A thing whose name is sensitive is called by its address. */
export function hiddenName(resource: Resource | undefined): string | undefined {
  return resource !== undefined && hidesName(resource) ? resource.address.text : undefined;
}

/** A name with each hole written as `${name}`. */
export function nameText(value: Value): string {
  if (typeof value === "string") return value;
  if (value instanceof Hole) return `\${${value.name}}`;
  return value instanceof Text ? value.parts.map((part) => nameText(part)).join("") : "";
}
