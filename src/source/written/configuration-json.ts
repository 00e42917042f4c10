import { emptyMap, type Json, type JsonObject } from "../../plan";
import {
  type Attribute,
  type Block,
  blocksOf,
  blockTypeOf,
  type Body,
  referencesIn,
  referencesInBody,
} from "../syntax";
import { BLOCK_TYPES, META_ARGUMENTS, META_BLOCKS } from "../evaluate";
import { constantOf } from "./constant";

/**
 * The arguments and nested blocks of a body as plan JSON's `configuration` shows them: expressions with their constant or
 * their references, nested blocks in lists. What `dynamic` makes stands in no plan JSON: it is left out, or, with `dynamic`,
 * all blocks of its type are one expression, with the references of all.
 */
export function expressionsOfBody(body: Body, options: { readonly dynamic?: true } = {}): JsonObject {
  const found = emptyMap<Json>();
  for (const [name, attribute] of body.attributes) {
    if (META_ARGUMENTS.has(name)) continue;
    const nested = attribute.file.syntax === "json" && BLOCK_TYPES.has(name) ? blocksOf(body, name) : [];
    found[name] =
      nested.length > 0 ? nested.map(({ body: inner }) => expressionsOfBody(inner, options)) : describe(attribute);
  }
  for (const block of body.blocks) {
    if (META_BLOCKS.has(block.type)) continue;
    const before = found[blockTypeOf(block)];
    found[blockTypeOf(block)] = [...(Array.isArray(before) ? (before as readonly Json[]) : []), inside(block, options)];
  }
  if (options.dynamic === true) for (const type of dynamicTypes(body)) found[type] = describeBlocks(body, type);
  return found;
}

/** One expression: `constant_value` where it needs nothing to be known, and the references in it. */
export function describe({ value, file, start, end }: Attribute): JsonObject {
  const references = referencesIn(value);
  const constant = constantOf(value, references, () => file.text.slice(start, end));
  return {
    ...(constant === undefined ? {} : { constant_value: constant }),
    ...(references.length === 0 ? {} : { references }),
  };
}

/** The argument of that name, as an expression; `undefined` where it is not there. */
export function describeArgument(body: Body, name: string): JsonObject | undefined {
  const attribute = body.attributes.get(name);
  return attribute && describe(attribute);
}

function inside(block: Block, options: { readonly dynamic?: true }): JsonObject {
  return expressionsOfBody(block.body, options);
}

/** The types of nested blocks of which some, at least, are made by `dynamic`. */
function dynamicTypes({ blocks }: Body): ReadonlySet<string> {
  return new Set(blocks.filter(({ type }) => type === "dynamic").map(blockTypeOf));
}

/** All blocks of a type as one expression: it may come from any of their references. */
function describeBlocks({ blocks }: Body, type: string): JsonObject {
  const references = blocks
    .filter((block) => blockTypeOf(block) === type)
    .flatMap(({ body }) => referencesInBody(body));
  return { references: [...references] };
}
