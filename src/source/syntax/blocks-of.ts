import type { Attribute, Block, Body, Expression } from "./ast";
import { buildBody, jsonObjectOf, nestedShape } from "./json";

/**
 * The nested blocks of one type, `dynamic` ones for that type among them, in order. Only a resource's schema tells whether a
 * property of JSON configuration is an argument or nested blocks: who knows that it is blocks asks here, and gets an object
 * as one block, an array of objects as one block each. Whatever else the property holds is no block, and stays an argument.
 */
export function blocksOf(body: Body, type: string): readonly Block[] {
  const blocks = body.blocks.filter((block) => blockTypeOf(block) === type);
  const attribute = body.attributes.get(type);
  if (attribute?.file.syntax !== "json") return blocks;
  return [...(jsonBlocks(attribute) ?? []), ...blocks];
}

/** The type of a block; of a `dynamic` one, the type of the blocks that it makes. */
export function blockTypeOf({ type, labels }: Block): string {
  return type === "dynamic" ? (labels[0] ?? type) : type;
}

function jsonBlocks({ name, start, value }: Attribute): Block[] | undefined {
  const values = value.kind === "tuple" ? value.items : [value];
  const blocks = values.map((each) => jsonBlock(name, start, each));
  return blocks.every((block) => block !== undefined) ? blocks : undefined;
}

function jsonBlock(type: string, start: number, value: Expression): Block | undefined {
  const object = jsonObjectOf(value);
  if (object === undefined) return undefined;
  const body = buildBody(value.file, object, nestedShape);
  return { kind: "block", file: value.file, start, end: value.end, type, labels: [], body };
}
