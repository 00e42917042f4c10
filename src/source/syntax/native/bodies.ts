import type { Attribute, Block, Body } from "../ast";
import type { Parser } from "./parser";
import { parseQuoted } from "./templates";
import { Token } from "./tokens";

/** Parses the arguments and blocks up to the end of the text, or up to a closing brace, which stays the current token. */
export function parseBody(parser: Parser, until: Token, start: number): Body {
  const attributes = new Map<string, Attribute>();
  const blocks: Block[] = [];
  for (;;) {
    if (parser.is(Token.Newline)) parser.advance();
    else if (parser.is(Token.Identifier)) parseItem(parser, attributes, blocks);
    else if (parser.is(until)) break;
    else failOnItem(parser, start);
  }
  return { kind: "body", file: parser.file, start, end: parser.end, attributes, blocks };
}

function failOnItem(parser: Parser, start: number): never {
  if (parser.is(Token.End)) parser.fail("This block is not closed; its closing brace is missing.", start);
  if (parser.is(Token.Quote)) parser.fail("The name of an argument stands without quotes.");
  return parser.fail("An argument or a block is expected here.");
}

function parseItem(parser: Parser, attributes: Map<string, Attribute>, blocks: Block[]): void {
  const { start, word: name } = parser;
  parser.advance();
  if (parser.is(Token.Equals)) addAttribute(parser, name, start, attributes);
  else blocks.push(parseBlock(parser, name, start));
  if (!parser.is(Token.Newline) && !parser.is(Token.End)) {
    parser.fail("A new line is expected behind an argument or a block.");
  }
}

function addAttribute(parser: Parser, name: string, start: number, attributes: Map<string, Attribute>): void {
  if (attributes.has(name)) parser.fail(`The argument ${name} is set twice in this block.`, start);
  parser.advance();
  const value = parser.expression();
  attributes.set(name, { kind: "attribute", file: parser.file, start, end: parser.previousEnd, name, value });
}

function parseBlock(parser: Parser, type: string, start: number): Block {
  const labels: string[] = [];
  while (parser.is(Token.Identifier) || parser.is(Token.Quote)) labels.push(parseLabel(parser));
  if (!parser.is(Token.OpenBrace)) {
    const missing = labels.length === 0 ? "An equals sign, a label or an opening brace" : "An opening brace";
    parser.fail(`${missing} is expected here, on the same line.`);
  }
  parser.enter();
  const body = parseBlockBody(parser);
  parser.leave();
  const { file, end } = parser;
  parser.advance();
  return { kind: "block", file, start, end, type, labels, body };
}

function parseLabel(parser: Parser): string {
  const { token, start, word } = parser;
  if (token === Token.Identifier) {
    parser.advance();
    return word;
  }
  const label = parseQuoted(parser);
  if (label.kind !== "literal") parser.fail("A block's label cannot hold a template.", start);
  return String(label.value);
}

/** The current token is the opening brace; afterwards it is the closing one. */
function parseBlockBody(parser: Parser): Body {
  const start = parser.start;
  parser.advance();
  if (!parser.is(Token.Identifier)) return parseBody(parser, Token.CloseBrace, start);
  return parseLineBody(parser, start);
}

/** `{ name = value }`: a body on the line of its block holds one argument and no block. */
function parseLineBody(parser: Parser, start: number): Body {
  const attributes = new Map<string, Attribute>();
  const { start: from, word: name } = parser;
  parser.advance();
  if (!parser.is(Token.Equals)) parser.fail("A block on one line holds one argument, name = value, and no block.");
  addAttribute(parser, name, from, attributes);
  if (!parser.is(Token.CloseBrace)) {
    parser.fail("A block on one line holds one argument only, and its closing brace stands on that line.");
  }
  return { kind: "body", file: parser.file, start, end: parser.end, attributes, blocks: [] };
}
