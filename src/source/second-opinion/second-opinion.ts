import type { Json } from "../../plan";
import { Comparison, type Difference } from "./compare";
import { parseWithHcl2Parser } from "./hcl2-parser";
import { openBlock, type OpenedBlock } from "./opened";
import { Printer } from "./printer";
import { findMisspelt } from "./spelling";
import {
  type Attribute,
  type Block,
  type Body,
  childrenOf,
  type Expression,
  expressionsOf,
  type Position,
  positionOf,
} from "../syntax";

/** What HashiCorp's parser says to how a block was read here. */
export type SecondOpinion =
  | { readonly agrees: true }
  | { readonly agrees: false; readonly at: Position; readonly why: string }
  | { readonly exempt: string };

/** It reads 0.3 MB/s: longer blocks would take it seconds. Text inside of conditionals and `for` counts more than once. */
const MAXIMUM_LENGTH = 256 * 1024;
/** As much as it reads of one configuration: some seconds. Most have a few kilobytes of different blocks. */
const MAXIMUM_TOTAL = 1024 * 1024;

/**
 * Gives blocks to `hcl2-parser`, HashiCorp's parser in its version 2.10 compiled to JavaScript, and compares: arguments,
 * blocks, labels, lists, objects, literals, templates and the extent of every expression. (It does not show how operators
 * are grouped.) A merged block is compared as it was written, piece by piece.
 *
 * Of a block in JSON configuration, the templates and references in its strings are compared. Exempt are blocks that call a
 * provider's function, which came after version 2.10.
 *
 * What comes to the same text for several blocks is parsed once.
 */
export function secondOpinions(): (block: Block) => SecondOpinion {
  const parsed = new Map<string, { readonly json: Json | undefined }>();
  let total = 0;
  const parse = (text: string): Json | undefined | typeof TOO_MUCH => {
    let known = parsed.get(text);
    if (known !== undefined) return known.json;
    total += text.length;
    if (total > MAXIMUM_TOTAL) return TOO_MUCH;
    parsed.set(text, (known = { json: parseWithHcl2Parser(text) }));
    return known.json;
  };
  return (block) => opinionOfAll(block, parse);
}

const TOO_MUCH = Symbol("too much");

type Parse = (text: string) => Json | undefined | typeof TOO_MUCH;

function opinionOfAll(block: Block, parse: Parse): SecondOpinion {
  if (block.merged === undefined) return opinionOf(block, parse);
  const opinions = block.merged.map((each) => opinionOfAll(each, parse));
  const dissent = opinions.find((opinion) => "agrees" in opinion && !opinion.agrees);
  return dissent ?? opinions.find((opinion) => "exempt" in opinion) ?? { agrees: true };
}

/** Why a block is exempt from second opinions; `undefined`: it is not. */
export function exemptionOf({ merged, body }: Block): string | undefined {
  if (merged !== undefined) return merged.map(exemptionOf).find((each) => each !== undefined);
  for (const node of expressionsOf(body)) {
    if (node.kind === "call" && node.name.includes("::")) return `it calls ${node.name}`;
  }
  return undefined;
}

function opinionOf(block: Block, parse: Parse): SecondOpinion {
  const exempt = exemptionOf(block);
  if (exempt !== undefined) return { exempt };
  const difference = differenceIn(block, parse);
  return difference === undefined
    ? { agrees: true }
    : { agrees: false, at: positionOf(difference.node), why: difference.why };
}

function differenceIn(block: Block, parse: Parse): Difference | undefined {
  const opened = openBlock(block, MAXIMUM_LENGTH);
  if (opened === undefined) return { node: block, why: "the block is too long to be given to it" };
  if (opened.text === "") return undefined;
  const printed = parse(opened.text);
  if (printed === TOO_MUCH) return { node: block, why: "the configuration is too long to be given to it" };
  if (printed === undefined) return { node: block, why: "it cannot read this block" };
  const printer = new Printer({ source: opened.source, opened: true, text: opened.plain });
  return new Comparison(printer).body(asFile(block, opened), printed) ?? misspeltIn(block);
}

/** The text that was given away, as a file. */
function asFile(block: Block, { added, labels }: OpenedBlock): Body {
  const { file, start, end } = block;
  const attributes = new Map<string, Attribute>();
  for (const [name, value] of added) attributes.set(name, { kind: "attribute", file, start, end, name, value });
  return { kind: "body", file, start, end, attributes, blocks: file.syntax === "native" ? [{ ...block, labels }] : [] };
}

/** Each expression against its own text; of JSON, each that stands in a string. */
function misspeltIn(block: Block): Difference | undefined {
  for (const { value } of attributesOf(block.body)) {
    const node = writtenIn(value)
      .map(findMisspelt)
      .find((found) => found !== undefined);
    if (node !== undefined) return { node, why: "its text does not say what was read here" };
  }
  return undefined;
}

/** The outermost expressions that are written in native syntax. */
function writtenIn(node: Expression): readonly Expression[] {
  return node.file.syntax === "json" ? childrenOf(node).flatMap(writtenIn) : [node];
}

function attributesOf(body: Body): Attribute[] {
  return [...body.attributes.values(), ...body.blocks.flatMap((block) => attributesOf(block.body))];
}
