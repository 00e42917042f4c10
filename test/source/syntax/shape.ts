import type { Expression, ForObject, ForTuple, ObjectItem, Step, TemplatePart } from "../../../src/source/syntax/ast";
import type { Shape } from "./hashicorp";

const names: Record<string, string> = {
  "||": "logicalOr",
  "&&": "logicalAnd",
  "==": "equal",
  "!=": "notEqual",
  "<": "lessThan",
  "<=": "lessThanOrEqual",
  ">": "greaterThan",
  ">=": "greaterThanOrEqual",
  "+": "add",
  "-": "subtract",
  "*": "multiply",
  "/": "divide",
  "%": "modulo",
};

/** The shape of an expression of ours, said as HashiCorp's tree says it. */
export function shapeOf(node: Expression): Shape {
  switch (node.kind) {
    case "literal":
      return typeof node.value === "string" ? ["template"] : ["constant", String(node.value)];
    case "number":
      return ["constant", node.text];
    case "template":
      return ["template", ...node.parts.flatMap(partShape)];
    case "wrap":
      return ["templateWrap", shapeOf(node.value)];
    case "reference":
      return withSteps(["name", node.root], node.steps, true);
    case "access":
      return withSteps(shapeOf(node.source), node.steps, false);
    case "call":
      return ["call", node.name, String(node.expand), ...node.arguments.map(shapeOf)];
    case "tuple":
      return ["tuple", ...node.items.map(shapeOf)];
    case "object":
      return ["object", ...node.items.flatMap(itemShape)];
    case "for-tuple":
    case "for-object":
      return forShape(node);
    case "unary":
      return ["operator", node.operator === "-" ? "negate" : "logicalNot", shapeOf(node.operand)];
    case "binary":
      return ["operator", names[node.operator] ?? "", shapeOf(node.left), shapeOf(node.right)];
    case "conditional":
      return ["conditional", shapeOf(node.condition), shapeOf(node.whenTrue), shapeOf(node.whenFalse)];
  }
}

function itemShape({ key, value }: ObjectItem): Shape[] {
  const bare =
    key.parentheses === undefined &&
    key.kind === "literal" &&
    key.file.text.charAt(key.start) !== '"' &&
    !isHeredoc(key);
  return [bare ? ["nothing"] : shapeOf(key), shapeOf(value)];
}

function isHeredoc(node: Expression): boolean {
  return node.file.text.startsWith("<<", node.start);
}

function forShape(node: ForTuple | ForObject): Shape {
  const key = node.kind === "for-object" ? [shapeOf(node.key)] : [];
  const condition = node.condition ? [shapeOf(node.condition)] : [];
  const grouping = node.kind === "for-object" && node.grouping;
  const marks = [`key ${key.length > 0}`, `if ${condition.length > 0}`, `group ${grouping}`];
  const parts = [shapeOf(node.collection), ...key, shapeOf(node.value), ...condition];
  return ["for", node.keyName ?? "", node.valueName, ...marks, ...parts];
}

function partShape(part: TemplatePart): Shape[] {
  if (part.kind === "text") return [];
  if (part.kind === "interpolation") return [shapeOf(part.value)];
  if (part.kind === "template-if") {
    const branches = [part.whenTrue, part.whenFalse].map((parts): Shape => ["template", ...parts.flatMap(partShape)]);
    return [["conditional", shapeOf(part.condition), ...branches]];
  }
  const inside: Shape = ["template", ...part.parts.flatMap(partShape)];
  const marks = ["key false", "if false", "group false"];
  return [["templateJoin", ["for", part.keyName ?? "", part.valueName, ...marks, shapeOf(part.collection), inside]]];
}

/** HashiCorp's tree holds constant steps as segments of one traversal, any other index and each splat as a node. */
function withSteps(source: Shape, steps: readonly Step[], extend: boolean): Shape {
  let shape = source;
  let open = extend && shape[0] === "name";
  for (const step of steps) {
    if (step.kind === "splat-step") shape = ["splat", shape, withSteps(["nothing"], step.each, false)];
    else if (step.kind === "index-step" && !isConstant(step.key)) shape = ["index", shape, shapeOf(step.key)];
    else {
      const segment = step.kind === "attribute-step" ? step.name : constantText(step.key);
      shape = open ? extended(shape, segment) : ["steps", segment, shape];
      open = true;
      continue;
    }
    open = false;
  }
  return shape;
}

/** Adds a segment behind those that a traversal has, before what it is taken from. */
function extended([kind, ...rest]: Shape, segment: string): Shape {
  const segments = rest.filter((each) => typeof each === "string");
  return [kind, ...segments, segment, ...rest.filter((each) => typeof each !== "string")];
}

/** HashiCorp's tree has numbers in steps as they are evaluated. */
function constantText(key: Expression): string {
  if (key.kind === "number") return String(Number(key.text));
  return key.file.text.slice(key.start, key.end);
}

function isConstant(key: Expression): boolean {
  return (key.kind === "literal" || key.kind === "number") && key.parentheses === undefined;
}
