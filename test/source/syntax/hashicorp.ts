import { getExpressionAst, parse } from "@cdktn/hcl2json";
import type { Json } from "../../../src/plan/plan";
import { Comparison } from "../../../src/source/second-opinion/compare";
import type { Span } from "../../../src/source/second-opinion/opened";
import { Printer } from "../../../src/source/second-opinion/printer";
import type { Body } from "../../../src/source/syntax/ast";
import { positionOf } from "../../../src/source/syntax/position";

/** What both parsers' trees are reduced to: kinds, names and nesting; literal text is compared by value elsewhere. */
export type Shape = readonly [string, ...(string | Shape)[]];

interface HashicorpNode {
  readonly type: string;
  readonly meta?: Record<string, unknown>;
  readonly children?: readonly HashicorpNode[];
}

/**
 * What HashiCorp's own parser, compiled to WebAssembly, makes of a file: `undefined` where it rejects it, "unprintable" where
 * it accepts it but what is around it cannot print it as JSON.
 */
export async function hashicorpJson(text: string): Promise<Json | undefined> {
  try {
    return (await parse("x.tf", text)) as Json;
  } catch (error) {
    return String(error).includes("parse config") ? undefined : "unprintable";
  }
}

/** Where our reading of a file differs from what HashiCorp's parser printed: nothing, or one sentence. */
export function differenceFromHashicorp(body: Body, printed: Json | undefined): string[] {
  if (printed === "unprintable") return [];
  const escaped = (text: string): string => text.replace(/([$%])\{/g, "$1$1{");
  const source = ({ file, start, end }: Span): string => file.text.slice(start, end);
  const printer = new Printer({ source, opened: false, text: escaped });
  const difference = new Comparison(printer).body(body, printed);
  return difference === undefined ? [] : [`line ${positionOf(difference.node).line}: ${difference.why}`];
}

/** The shape of one expression as HashiCorp's parser sees it: `undefined` where it rejects it. */
export async function hashicorpShape(text: string): Promise<Shape | undefined> {
  try {
    const tree = (await getExpressionAst("x.tf", text)) as HashicorpNode | null;
    return tree ? shapeOf(tree) : undefined;
  } catch {
    return undefined;
  }
}

function shapeOf(node: HashicorpNode): Shape {
  const children = (node.children ?? []).map(shapeOf).filter(([kind]) => kind !== "text");
  const meta = node.meta ?? {};
  const text = (name: string): string => String(meta[name]);
  switch (node.type) {
    case "":
      return children.length === 1 && children[0] ? children[0] : ["nothing"];
    case "literalValue":
      return meta["type"] === "string" ? ["text"] : ["constant", text("value")];
    case "scopeTraversal":
      return ["name", ...segments(meta)];
    case "relativeTraversal":
      return ["steps", ...segments(meta), ...children];
    case "function":
      return ["call", text("name"), String(Boolean(meta["expandedFinalArgument"])), ...children];
    case "for":
      return ["for", text("keyVar"), text("valVar"), ...forParts(meta), ...children];
    case "binaryOp":
    case "unaryOp":
      return ["operator", text("operator"), ...children];
    default:
      return [node.type, ...children];
  }
}

function forParts(meta: Record<string, unknown>): string[] {
  const has = (name: string): boolean => Boolean(meta[name]);
  return [`key ${has("keyExpression")}`, `if ${has("conditionalExpression")}`, `group ${has("groupedValue")}`];
}

function segments(meta: Record<string, unknown>): string[] {
  return (meta["traversal"] as { readonly segment: string }[]).map(({ segment }) => segment);
}
