import type { WrittenPolicy, WrittenStatement } from "./statements";

/** An object as `jsonencode` takes it. */
interface HclObject {
  readonly [key: string]: HclValue;
}

type HclValue = string | readonly HclValue[] | HclObject;

/** The statement as an object to put into the `Statement` list of a `jsonencode({ … })`. */
export function statementObject(statement: WrittenStatement): string {
  return expression(statement as unknown as HclObject, "");
}

/** The statement as a block of a `data "aws_iam_policy_document"`. */
export function statementBlock(statement: WrittenStatement): string {
  const { Sid, Principal, Action, Resource, Condition = {} } = statement;
  const attributes: [string, HclValue][] = [];
  if (Sid !== undefined) attributes.push(["sid", Sid]);
  attributes.push(["actions", list(Action)]);
  if (Resource !== undefined) attributes.push(["resources", [Resource]]);
  const principals = Object.entries(Principal ?? {}).map(([type, identifiers]) => {
    const inner = assignments(
      [
        ["type", type],
        ["identifiers", list(identifiers)],
      ],
      "    ",
    );
    return `\n\n  principals {\n${inner}\n  }`;
  });
  const conditions = Object.entries(Condition).flatMap(([test, keys]) =>
    Object.entries(keys).map(([variable, value]) => conditionBlock(test, variable, value)),
  );
  return `statement {\n${assignments(attributes, "  ")}${principals.join("")}${conditions.join("")}\n}`;
}

function conditionBlock(test: string, variable: string, value: string | readonly string[]): string {
  const inner = assignments(
    [
      ["test", test],
      ["variable", variable],
      ["values", list(value)],
    ],
    "    ",
  );
  return `\n\n  condition {\n${inner}\n  }`;
}

/** `policy = jsonencode({ … })`: an attribute with a whole document, for a resource that has none yet. */
export function policyAttribute(name: string, policy: WrittenPolicy): string {
  return `${name} = jsonencode(${expression(policy as unknown as HclObject, "")})`;
}

function expression(value: HclValue, indent: string): string {
  const deeper = `${indent}  `;
  if (typeof value === "string") return quote(value);
  if (isList(value)) {
    const [only] = value;
    if (value.length === 1 && typeof only === "string") return `[${quote(only)}]`;
    return `[\n${value.map((each) => `${deeper}${expression(each, deeper)},\n`).join("")}${indent}]`;
  }
  const named = Object.entries(value).map(([key, each]) => [nameOf(key), each] as const);
  return `{\n${assignments(named, deeper)}\n${indent}}`;
}

/** `aws:SourceAccount` is no identifier, which HCL wants quoted. */
function nameOf(key: string): string {
  return /^[A-Za-z_][\w-]*$/.test(key) ? key : JSON.stringify(key);
}

/** `name = value` lines, their `=` in one column, as `terraform fmt` aligns neighbours of one line each. */
function assignments(entries: readonly (readonly [string, HclValue])[], indent: string): string {
  const lines = entries.map(([name, value]) => ({ name, value: expression(value, indent) }));
  return lines.map(({ name, value }, index) => `${indent}${name.padEnd(columnOf(lines, index))} = ${value}`).join("\n");
}

/** A value of several lines ends a group of neighbours and is not part of it. */
function columnOf(lines: readonly { readonly name: string; readonly value: string }[], index: number): number {
  const oneLine = (at: number): boolean => lines[at]?.value.includes("\n") === false;
  if (!oneLine(index)) return 0;
  let from = index;
  let to = index;
  while (oneLine(from - 1)) from -= 1;
  while (oneLine(to + 1)) to += 1;
  return Math.max(...lines.slice(from, to + 1).map(({ name }) => name.length));
}

/** A text that is nothing but one `${reference}` is written as the reference itself. */
function quote(text: string): string {
  const reference = /^\$\{([^{}]+)\}$/.exec(text)?.[1];
  return reference ?? JSON.stringify(text);
}

function list(value: string | readonly string[]): readonly string[] {
  return typeof value === "string" ? [value] : value;
}

function isList(value: HclValue): value is readonly HclValue[] {
  return Array.isArray(value);
}
