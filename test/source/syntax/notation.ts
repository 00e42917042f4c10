import type { Body, Expression, Step, TemplatePart } from "../../../src/source/syntax/ast";
import { parseExpression, parseNative } from "../../../src/source/syntax/native";
import { SourceError } from "../../../src/source/syntax/position";

/** Parses an expression and writes its tree down, every nesting in parentheses; what is wrong with it, if something is. */
export function notate(text: string): string {
  const parsed = parseExpression(text, "expression");
  return parsed instanceof SourceError ? parsed.message : write(parsed);
}

/** Parses a file and returns what `choose` takes from it; throws where the file is not valid. */
export function parsed(text: string): Body {
  const body = parseNative(text, "main.tf");
  if (body instanceof SourceError) throw body;
  return body;
}

/** What is wrong with a file: `main.tf:line:column: sentence`. */
export function errorOf(text: string): string | undefined {
  const body = parseNative(text, "main.tf");
  return body instanceof SourceError ? body.message : undefined;
}

/** Writes a tree down, every nesting in parentheses. */
export function write(node: Expression): string {
  switch (node.kind) {
    case "literal":
      return JSON.stringify(node.value);
    case "number":
      return node.text;
    case "template":
      return `\`${node.parts.map(writePart).join("")}\``;
    case "wrap":
      return `wrap(${write(node.value)})`;
    case "reference":
      return node.root + writeSteps(node.steps);
    case "access":
      return `(${write(node.source)})${writeSteps(node.steps)}`;
    case "call":
      return `${node.name}(${node.arguments.map(write).join(", ")}${node.expand ? "..." : ""})`;
    case "tuple":
      return `[${node.items.map(write).join(", ")}]`;
    case "object":
      return `{${node.items.map(({ key, value }) => `${write(key)}: ${write(value)}`).join(", ")}}`;
    case "for-tuple":
      return `[${writeFor(node)} : ${write(node.value)}${writeIf(node.condition)}]`;
    case "for-object": {
      const grouping = node.grouping ? "..." : "";
      return `{${writeFor(node)} : ${write(node.key)} => ${write(node.value)}${grouping}${writeIf(node.condition)}}`;
    }
    case "unary":
      return `(${node.operator}${write(node.operand)})`;
    case "binary":
      return `(${write(node.left)} ${node.operator} ${write(node.right)})`;
    case "conditional":
      return `(${write(node.condition)} ? ${write(node.whenTrue)} : ${write(node.whenFalse)})`;
  }
}

function writeFor(node: { keyName?: string; valueName: string; collection: Expression }): string {
  return `for ${node.keyName === undefined ? "" : `${node.keyName}, `}${node.valueName} in ${write(node.collection)}`;
}

function writeIf(condition: Expression | undefined): string {
  return condition === undefined ? "" : ` if ${write(condition)}`;
}

function writeSteps(steps: readonly Step[]): string {
  return steps.map(writeStep).join("");
}

function writeStep(step: Step): string {
  if (step.kind === "attribute-step") return `.${step.name}`;
  if (step.kind === "index-step") return step.legacy ? `.${write(step.key)}` : `[${write(step.key)}]`;
  return `${step.full ? "[*]" : ".*"}<${writeSteps(step.each)}>`;
}

function writePart(part: TemplatePart): string {
  switch (part.kind) {
    case "text":
      return part.value;
    case "interpolation":
      return `\${${write(part.value)}}`;
    case "template-if": {
      const [yes, no] = [part.whenTrue, part.whenFalse].map((parts) => parts.map(writePart).join(""));
      return `%{if ${write(part.condition)}}${yes}%{else}${no}%{endif}`;
    }
    case "template-for":
      return `%{${writeFor(part)}}${part.parts.map(writePart).join("")}%{endfor}`;
  }
}
