import { createHash } from "node:crypto";
import { Choice, Hole, isList, isMap, JsonText, OpenList, Text, type HoleShape, type Value } from "../../values/value";
import { numberText } from "./number";

/** Past this many characters the end of a name is replaced by its hash. */
const LONGEST_NAME = 400;

/**
 * The expression that a value stands for, as Terraform writes it: the name of what is derived from it. Two values of one
 * description are the same value.
 */
export function describe(value: Value): string {
  if (value instanceof Hole) return value.name;
  if (value instanceof Text) return `"${value.parts.map(describePart).join("")}"`;
  if (value instanceof JsonText) return `jsonencode(${describe(value.value)})`;
  if (value instanceof OpenList) return `[${[...value.items.map(describe), `${value.rest.name}...`].join(", ")}]`;
  if (value instanceof Choice) {
    return `(${value.condition.name} ? ${describe(value.whenTrue)} : ${describe(value.whenFalse)})`;
  }
  if (isList(value)) return `[${value.map(describe).join(", ")}]`;
  if (isMap(value)) {
    const entries = Object.entries(value).map(([key, each]) => `${JSON.stringify(key)} = ${describe(each)}`);
    return `{ ${entries.join(", ")} }`;
  }
  return typeof value === "number" ? numberText(value) : JSON.stringify(value);
}

function describePart(part: Value): string {
  return typeof part === "string" ? JSON.stringify(part).slice(1, -1).replaceAll("${", "$${") : `\${${describe(part)}}`;
}

/** A hole for what an expression gives, named by the expression, with the references of the values it was made from. */
export function derived(expression: string, from: readonly Value[], shape: HoleShape = "any"): Hole {
  return new Hole(shorten(expression), { shape, references: referencesOf(from) });
}

/** A hole for a call that cannot be settled: `lower(aws_iam_role.r.name)`. */
export function unsettledCall(name: string, args: readonly Value[]): Hole {
  return derived(`${name}(${args.map(describe).join(", ")})`, args);
}

function shorten(name: string): string {
  if (name.length <= LONGEST_NAME) return name;
  const hash = createHash("sha256").update(name).digest("hex").slice(0, 24);
  return `${name.slice(0, LONGEST_NAME / 2)}… [${hash}]`;
}

/** What the top of the values refers to; deep structures are not walked, so that deriving stays cheap. */
function referencesOf(values: readonly Value[]): string[] {
  const found = new Set<string>();
  const add = (hole: Hole): void => {
    if (hole.references.length === 0) found.add(hole.name);
    for (const reference of hole.references) found.add(reference);
  };
  for (const value of values) {
    if (value instanceof Hole) add(value);
    if (value instanceof Text) for (const part of value.parts) if (part instanceof Hole) add(part);
  }
  return [...found];
}
