import type { Value } from "../../values";
import { ANY, type AttributeType, BOOL, convert, NUMBER, STRING, type Type } from "../functions";
import { type Call, type Expression, parseExpression, SourceError } from "../syntax";

/** Reads a variable's `type`. What is not understood is `any`, which converts nothing. */
export function readType(expression: Expression | undefined, evaluate: (expression: Expression) => Value): Type {
  if (expression === undefined) return ANY;
  if (expression.kind === "wrap") return readType(expression.value, evaluate);
  // JSON configuration has types in strings, and so had Terraform before 0.12.
  if (expression.kind === "literal")
    return typeof expression.value === "string" ? readText(expression.value, evaluate) : ANY;
  if (expression.kind === "reference") return named(expression.root);
  return expression.kind === "call" ? constructed(expression, evaluate) : ANY;
}

function readText(text: string, evaluate: (expression: Expression) => Value): Type {
  const parsed = parseExpression(text, "type");
  return parsed instanceof SourceError || parsed.kind === "literal" ? ANY : readType(parsed, evaluate);
}

function named(name: string): Type {
  switch (name) {
    case "string":
      return STRING;
    case "number":
      return NUMBER;
    case "bool":
      return BOOL;
    case "list":
    case "set":
    case "map":
      return { kind: name, of: ANY };
    default:
      return ANY;
  }
}

function constructed({ name, arguments: args }: Call, evaluate: (expression: Expression) => Value): Type {
  const [first] = args;
  switch (name) {
    case "list":
    case "set":
    case "map":
      return { kind: name, of: readType(first, evaluate) };
    case "tuple":
      return first?.kind === "tuple"
        ? { kind: "tuple", items: first.items.map((item) => readType(item, evaluate)) }
        : ANY;
    case "object":
      return first?.kind === "object" ? objectType(first, evaluate) : ANY;
    default:
      return ANY;
  }
}

function objectType(expression: Expression & { kind: "object" }, evaluate: (expression: Expression) => Value): Type {
  const attributes = new Map<string, AttributeType>();
  for (const { key, value } of expression.items) {
    const name = key.kind === "literal" ? key.value : key.kind === "reference" ? key.root : undefined;
    if (typeof name === "string") attributes.set(name, attributeType(value, evaluate));
  }
  return { kind: "object", attributes };
}

function attributeType(expression: Expression, evaluate: (expression: Expression) => Value): AttributeType {
  if (expression.kind !== "call" || expression.name !== "optional") {
    return { type: readType(expression, evaluate), optional: false };
  }
  const [type, fallback] = expression.arguments;
  const read = readType(type, evaluate);
  if (fallback === undefined) return { type: read, optional: true };
  return { type: read, optional: true, default: convert(evaluate(fallback), read) };
}
