import type { Block, Expression } from "../../src/source/syntax/ast";

/** A block as it would be after a misreading. */
export type Change = (block: Block) => Block;

/** Misreads an argument; `undefined` leaves it out. */
export function withAttribute(name: string, change: (value: Expression) => Expression | undefined): Change {
  return (block) => {
    const attributes = new Map(block.body.attributes);
    const attribute = attributes.get(name);
    const value = attribute && change(attribute.value);
    if (attribute === undefined || value === undefined) attributes.delete(name);
    else attributes.set(name, { ...attribute, value });
    return { ...block, body: { ...block.body, attributes } };
  };
}

/** Misreads the nested blocks. */
export function withBlocks(change: (blocks: readonly Block[]) => readonly Block[]): Change {
  return (block) => ({ ...block, body: { ...block.body, blocks: change(block.body.blocks) } });
}

/** Changes every expression for which `change` has an answer, wherever it stands. */
function replace(node: Expression, change: (node: Expression) => Expression | undefined): Expression {
  const visit = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(visit);
    if (typeof value !== "object" || value === null) return value;
    if (!("kind" in value)) return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, visit(each)]));
    const changed = change(value as Expression);
    if (changed !== undefined) return changed;
    return Object.fromEntries(
      Object.entries(value).map(([name, each]) => [name, name === "file" ? each : visit(each)]),
    );
  };
  return visit(node) as Expression;
}

/** Misreads a part of an argument. */
export function within(name: string, change: (node: Expression) => Expression | undefined): Change {
  return withAttribute(name, (value) => replace(value, change));
}

/** What the second parser refuses although it is HCL: it evaluates a sign before a constant, and a null in a text, even where there is nothing to evaluate. */
export const refused = /[-!](?:\s|#.*\n|\/\/.*\n|\/\*[^]*?\*\/)*(?:[-!("]|true|false|null|\d|<<)|null/;
