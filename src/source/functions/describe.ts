import { createHash } from "node:crypto";
import { Choice, Hole, isList, isMap, JsonText, OpenList, Text, type HoleShape, type Value } from "../../values/value";
import { numberText } from "./number";
import type { Type } from "./type";
import { TypedHole } from "./typed-hole";

/** Past this many characters the end of a name is replaced by its hash. */
export const LONGEST_NAME = 400;

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

/** The same, of which the type is known. */
export function derivedOfType(expression: string, from: readonly Value[], type: Type): Hole {
  return new TypedHole(shorten(expression), type, referencesOf(from));
}

/** A hole for a call that cannot be settled: `lower(aws_iam_role.r.name)`. */
export function unsettledCall(name: string, args: readonly Value[]): Hole {
  const expression = `${name}(${args.map(describe).join(", ")})`;
  const type = RESULTS.get(name);
  return type === undefined ? derived(expression, args) : derivedOfType(expression, args, type);
}

/** The functions that always give the same type, and never null. */
const RESULTS: ReadonlyMap<string, Type> = new Map(
  Object.entries({
    string:
      "abspath base64decode base64encode base64gunzip base64gzip base64sha256 base64sha512 basename chomp cidrhost cidrnetmask " +
      "cidrsubnet dirname format formatdate indent join jsonencode lower md5 pathexpand replace sha1 sha256 sha512 strrev " +
      "substr textdecodebase64 textencodebase64 timeadd title trim trimprefix trimspace trimsuffix upper urldecode urlencode " +
      "uuidv5 yamlencode",
    number: "abs ceil floor index length log max min parseint pow signum sum timecmp",
    bool: "alltrue anytrue can cidrcontains contains endswith fileexists issensitive startswith strcontains",
  } satisfies Record<string, string>).flatMap(([kind, names]) =>
    names.split(" ").map((name) => [name, { kind: kind as "string" | "number" | "bool" }] as const),
  ),
);

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
