import type { Attribute, Block, Body, SourceFile } from "../ast";
import { asLiteral, asReference, asTemplate, expressionOfJson, type StringReader } from "./json-expressions";
import { type BlockShape, fileShape } from "./json-shapes";
import { type JsonMember, type JsonNode, readJsonText } from "./json-templates";
import { positionAt, SourceError } from "../position";

/**
 * Parses a file of JSON configuration (`.tf.json`) to the same tree as native syntax. Properties named `//` are comments.
 *
 * @param name how the file is to be called in positions and messages
 * @returns its body, or the first thing that is wrong with it; never throws
 * @see https://developer.hashicorp.com/terraform/language/syntax/json
 */
export function parseJsonConfiguration(text: string, name: string): Body | SourceError {
  const file: SourceFile = { name, text, syntax: "json" };
  try {
    return buildBody(file, readJsonText(file), fileShape);
  } catch (error) {
    if (error instanceof SourceError) return error;
    throw error;
  }
}

/** A body from a JSON object, or from an array of objects whose properties are taken together. */
export function buildBody(file: SourceFile, node: JsonNode, shape: BlockShape): Body {
  const attributes = new Map<string, Attribute>();
  const blocks: Block[] = [];
  for (const { name, value } of membersOf(file, node)) {
    const nested = Object.hasOwn(shape.blocks, name.value) ? shape.blocks[name.value] : undefined;
    if (nested !== undefined)
      blocks.push(...buildBlocks(file, value, nested, { type: name.value, labels: [], start: name.start }));
    else if (name.value !== "//") addAttribute(file, { name, value }, shape, attributes);
  }
  return { kind: "body", file, start: node.start, end: node.end, attributes, blocks };
}

function addAttribute(
  file: SourceFile,
  member: JsonMember,
  shape: BlockShape,
  attributes: Map<string, Attribute>,
): void {
  const { name, value } = member;
  if (attributes.has(name.value)) {
    throw new SourceError(`The property ${name.value} is set twice in this object.`, positionAt(file, name.start));
  }
  const expression = expressionOfJson(file, value, stringReader(name.value, shape));
  const { start } = name;
  attributes.set(name.value, { kind: "attribute", file, start, end: value.end, name: name.value, value: expression });
}

function stringReader(name: string, { references, literals }: BlockShape): StringReader {
  if (references.includes(name)) return asReference;
  return literals === "all" || literals.includes(name) ? asLiteral : asTemplate;
}

interface Header {
  readonly type: string;
  readonly labels: readonly string[];
  readonly start: number;
}

/** As many objects as the block has labels, one in the other; in the innermost one body, or an array of bodies. */
function buildBlocks(file: SourceFile, node: JsonNode, shape: BlockShape, header: Header): Block[] {
  if (header.labels.length < shape.labels) {
    return membersOf(file, node)
      .filter(({ name }) => name.value !== "//")
      .flatMap(({ name, value }) => {
        const labels = [...header.labels, name.value];
        return buildBlocks(file, value, shape, { type: header.type, labels, start: name.start });
      });
  }
  if (node.kind === "constant" && node.value === null) return [];
  return (node.kind === "array" ? node.items : [node]).map((item): Block => {
    return { kind: "block", file, ...header, end: item.end, body: buildBody(file, item, shape) };
  });
}

function membersOf(file: SourceFile, node: JsonNode): readonly JsonMember[] {
  if (node.kind === "object") return node.members;
  if (node.kind === "constant" && node.value === null) return [];
  if (node.kind === "array" && node.items.every((item) => item.kind === "object")) {
    return node.items.flatMap((item) => item.members);
  }
  throw new SourceError("A JSON object, or an array of objects, is expected here.", positionAt(file, node.start));
}
