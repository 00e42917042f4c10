import { isAlias, isMap, isScalar, isSeq, type Document, type LineCounter, type Node, type ParsedNode } from "yaml";

import { InputError } from "../errors";

/** A YAML document, and what it takes to name a place in it. */
export interface Source {
  /** As it is named to the user. */
  readonly file: string;
  readonly lines: LineCounter;
  readonly document: Document.Parsed;
}

/** One entry of a mapping. */
export interface Entry {
  readonly name: string;
  readonly key: Node;
  readonly value: Node | null;
}

/** An error at a node: what is wrong, and what is allowed there. */
export function refuse(source: Source, node: Node | null, what: string, expected: string): InputError {
  const { line, col } = source.lines.linePos(node?.range?.[0] ?? 0);
  return new InputError(what, { where: `${source.file}:${line}:${col}`, expected: `Expected: ${expected}` });
}

/** The line of a node, from 1. */
export function lineOf(source: Source, node: Node | null): number {
  return source.lines.linePos(node?.range?.[0] ?? 0).line;
}

/** The entries of a mapping, each key among those allowed. */
export function entriesOf(source: Source, node: Node | null, of: string, allowed: readonly string[]): readonly Entry[] {
  const map = resolved(source, node);
  const list = `one of the keys ${allowed.join(", ")}`;
  if (!isMap<ParsedNode, ParsedNode | null>(map)) {
    throw refuse(source, node, `${of} is ${named(map)}`, `a mapping with ${allowed.join(", ")}`);
  }
  return map.items.map(({ key, value }) => {
    const name = isScalar(key) && typeof key.value === "string" ? key.value : undefined;
    if (name === undefined) throw refuse(source, key, `${of} has a key that is ${named(key)}`, list);
    if (!allowed.includes(name)) throw refuse(source, key, `${of} has an unknown key ${JSON.stringify(name)}`, list);
    return { name, key, value };
  });
}

/** The text of a scalar, not empty. */
export function textOf(source: Source, node: Node | null, of: string, expected: string): string {
  const scalar = resolved(source, node);
  if (isScalar(scalar) && typeof scalar.value === "string" && scalar.value.trim() !== "") return scalar.value;
  throw refuse(source, node, `${of} is ${named(scalar)}`, expected);
}

/** The node itself, or the target of an alias (`*x`). */
export function resolved(source: Source, node: Node | null): Node | null {
  return isAlias(node) ? (node.resolve(source.document) ?? null) : node;
}

/** How a value is named to someone who expected another kind. */
export function named(node: Node | null): string {
  if (isMap(node)) return "a mapping";
  if (isSeq(node)) return "a list";
  if (!isScalar(node) || node.value === null) return "empty";
  if (typeof node.value === "string")
    return node.value.trim() === "" ? "empty text" : `the text ${JSON.stringify(node.value)}`;
  return `${JSON.stringify(node.value)}, which is no text`;
}
