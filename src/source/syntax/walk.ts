import type { Body, Expression, Step, TemplatePart } from "./ast";

/** The expressions right inside of an expression, in the order of the text. */
export function childrenOf(node: Expression): readonly Expression[] {
  switch (node.kind) {
    case "literal":
    case "number":
      return [];
    case "template":
      return node.parts.flatMap(expressionsOfPart);
    case "wrap":
      return [node.value];
    case "reference":
      return node.steps.flatMap(keysOfStep);
    case "access":
      return [node.source, ...node.steps.flatMap(keysOfStep)];
    case "call":
      return node.arguments;
    case "tuple":
      return node.items;
    case "object":
      return node.items.flatMap(({ key, value }) => [key, value]);
    case "for-tuple":
      return [node.collection, node.value, ...optional(node.condition)];
    case "for-object":
      return [node.collection, node.key, node.value, ...optional(node.condition)];
    case "unary":
      return [node.operand];
    case "binary":
      return [node.left, node.right];
    case "conditional":
      return [node.condition, node.whenTrue, node.whenFalse];
  }
}

/** Every expression of a body and its blocks, outer ones before inner ones. */
export function* expressionsOf(body: Body): Generator<Expression> {
  for (const { value } of body.attributes.values()) yield* withDescendants(value);
  for (const block of body.blocks) yield* expressionsOf(block.body);
}

/** An expression, and every one inside of it. */
export function* withDescendants(node: Expression): Generator<Expression> {
  yield node;
  for (const child of childrenOf(node)) yield* withDescendants(child);
}

function expressionsOfPart(part: TemplatePart): Expression[] {
  switch (part.kind) {
    case "text":
      return [];
    case "interpolation":
      return [part.value];
    case "template-if":
      return [part.condition, ...[...part.whenTrue, ...part.whenFalse].flatMap(expressionsOfPart)];
    case "template-for":
      return [part.collection, ...part.parts.flatMap(expressionsOfPart)];
  }
}

function keysOfStep(step: Step): Expression[] {
  if (step.kind === "index-step") return [step.key];
  return step.kind === "splat-step" ? step.each.flatMap(keysOfStep) : [];
}

function optional(node: Expression | undefined): Expression[] {
  return node === undefined ? [] : [node];
}
