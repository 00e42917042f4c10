import { type Json, own } from "../plan";
import { type Block, blockTypeOf, positionOf } from "./syntax";

/** Where something is written, as people look for it. */
export interface SourcePlace {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** What synthesized the block: the construct path that the CDK for Terraform notes in the configuration it writes. */
  readonly construct?: string;
}

/** Where an attribute (or nested block) of a block is written; the block itself, where it is not. */
export function placeIn(block: Block, attribute: string | undefined): SourcePlace {
  const name = /^[^.[]+/.exec(attribute ?? "")?.[0];
  const { attributes, blocks } = block.body;
  const found =
    name === undefined ? undefined : (attributes.get(name) ?? blocks.find((each) => blockTypeOf(each) === name));
  const { file, line } = positionOf(found ?? block);
  const construct = constructOf(block);
  return { file, line, ...(construct === undefined ? {} : { construct }) };
}

/** In `cdk.tf.json` each block has its construct path under `"//"`. */
function constructOf({ file, body }: Block): string | undefined {
  if (file.syntax !== "json") return undefined;
  const text = file.text.slice(body.start, body.end);
  if (!text.includes('"//"')) return undefined;
  try {
    const path = own(own(own(JSON.parse(text) as Json, "//"), "metadata"), "path");
    return typeof path === "string" ? path : undefined;
  } catch {
    return undefined;
  }
}
