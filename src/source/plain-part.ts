import {
  type Attribute,
  type Block,
  type Expression,
  expressionsOf,
  type Step,
  type TemplatePart,
  withDescendants,
} from "./syntax";

/**
 * Whether a part of the source holds nothing but constants, references and texts made of them, so that evaluating it takes no
 * function and no operator that Terraform might have evaluated to something else.
 */
export function isPlain(part: Attribute | Block): boolean {
  return nodesOf(part).every(isPlainNode);
}

/** The same, where `jsonencode` may be called: whatever it is given to encode comes to one document. */
export function isPlainDocument(part: Attribute | Block): boolean {
  const isStatic = part.kind === "attribute" || part.body.blocks.every(({ type }) => type !== "dynamic");
  return (
    isStatic && nodesOf(part).every((node) => isPlainNode(node) || (node.kind === "call" && node.name === "jsonencode"))
  );
}

function nodesOf(part: Attribute | Block): readonly Expression[] {
  return [...(part.kind === "block" ? expressionsOf(part.body) : withDescendants(part.value))];
}

const PLAIN: ReadonlySet<Expression["kind"]> = new Set(["literal", "number", "wrap", "tuple", "object"]);

function isPlainNode(node: Expression): boolean {
  if (node.kind === "template") return node.parts.every(isPlainPart);
  return node.kind === "reference" ? node.steps.every(isPlainStep) : PLAIN.has(node.kind);
}

function isPlainPart({ kind }: TemplatePart): boolean {
  return kind === "text" || kind === "interpolation";
}

function isPlainStep(step: Step): boolean {
  if (step.kind === "attribute-step") return true;
  return step.kind === "index-step" && (step.key.kind === "literal" || step.key.kind === "number");
}
