import type { Json, JsonObject } from "../../plan/plan";
import { emptyMap } from "../../plan/json";
import type { Attribute, Block, Body } from "../syntax/ast";
import { blocksOf, blockTypeOf } from "../syntax/blocks";
import { BLOCK_TYPES, META_ARGUMENTS, META_BLOCKS } from "../evaluate/blocks";
import { constantOf } from "./constant";
import { referencesIn } from "./references";

/**
 * The arguments and nested blocks of a body as plan JSON's `configuration` shows them: expressions with their constant or
 * their references, nested blocks in lists. What `dynamic` makes stands in no plan JSON and is left out.
 */
export function expressionsOfBody(body: Body): JsonObject {
  const found = emptyMap<Json>();
  for (const [name, attribute] of body.attributes) {
    if (META_ARGUMENTS.has(name)) continue;
    const nested = attribute.file.syntax === "json" && BLOCK_TYPES.has(name) ? blocksOf(body, name) : [];
    found[name] = nested.length > 0 ? nested.map(({ body: inner }) => expressionsOfBody(inner)) : describe(attribute);
  }
  for (const block of body.blocks) {
    if (META_BLOCKS.has(block.type)) continue;
    const before = found[blockTypeOf(block)];
    found[blockTypeOf(block)] = [...(Array.isArray(before) ? (before as readonly Json[]) : []), inside(block)];
  }
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

function inside(block: Block): JsonObject {
  return expressionsOfBody(block.body);
}
