import type { Expression, ForObject, ForTuple, ObjectExpression, ObjectItem, Tuple } from "../ast";
import { normalize } from "../characters";
import type { Parser } from "./parser";
import { Token } from "./tokens";

/** Parses what begins with `[` where a value is expected: a tuple, or a `for` that makes one. */
export function parseBrackets(parser: Parser): Tuple | ForTuple {
  const start = parser.start;
  const made = parser.inBrackets(() =>
    parser.isWord("for") ? parseForTuple(parser, start) : parseTuple(parser, start),
  );
  parser.advance();
  return made;
}

/** Parses what begins with `{` where a value is expected: an object, or a `for` that makes one. */
export function parseBraces(parser: Parser): ObjectExpression | ForObject {
  const start = parser.start;
  const outside = parser.newlines;
  // A `for` may stand on a later line; an object's items are read line by line.
  parser.newlines = false;
  parser.advance();
  const made = parser.isWord("for") ? parseForObject(parser, start) : parseObject(parser, start);
  parser.newlines = outside;
  parser.advance();
  return made;
}

function parseTuple(parser: Parser, start: number): Tuple {
  const items: Expression[] = [];
  while (!parser.is(Token.CloseBracket)) {
    items.push(parser.expression());
    if (parser.is(Token.Comma)) parser.advance();
    else if (!parser.is(Token.CloseBracket)) parser.fail("A comma or a closing bracket is expected behind an item.");
  }
  return { kind: "tuple", file: parser.file, start, end: parser.end, items };
}

/** The current token is the first behind the brace and any newlines. */
function parseObject(parser: Parser, start: number): ObjectExpression {
  const items: ObjectItem[] = [];
  parser.newlines = true;
  for (;;) {
    while (parser.is(Token.Newline)) parser.advance();
    if (parser.is(Token.CloseBrace)) break;
    items.push(parseItem(parser));
    if (parser.is(Token.Comma)) parser.advance();
    else if (!parser.is(Token.Newline) && !parser.is(Token.CloseBrace)) {
      parser.fail("A newline, a comma or a closing brace is expected behind an object's item.");
    }
  }
  return { kind: "object", file: parser.file, start, end: parser.end, items };
}

function parseItem(parser: Parser): ObjectItem {
  const parenthesized = parser.is(Token.OpenParenthesis);
  const written = parser.expression();
  if (!parser.is(Token.Equals) && !parser.is(Token.Colon)) {
    parser.fail("An equals sign and a value are expected behind an object's key.");
  }
  parser.advance();
  return { key: parenthesized ? written : nameAsKey(parser, written), value: parser.expression() };
}

/** A lone name is a key's text, `true` and `null` too; every other key is evaluated. */
function nameAsKey(parser: Parser, written: Expression): Expression {
  const { file, start, end } = written;
  const alone = written.kind === "reference" && written.steps.length === 0;
  const keyword = written.kind === "literal" && typeof written.value !== "string";
  if (!alone && !keyword) return written;
  return { kind: "literal", file, start, end, value: normalize(parser.text.slice(start, end)) };
}

/** `for k, v in collection :`, the `for` being the current token. */
function parseForIntroduction(parser: Parser): { keyName?: string; valueName: string; collection: Expression } {
  const introduction = parseForNames(parser);
  parser.expect(Token.Colon, "A colon is expected behind the collection of a for expression.");
  return introduction;
}

/** `for k, v in collection`, in an expression as in a template. */
export function parseForNames(parser: Parser): { keyName?: string; valueName: string; collection: Expression } {
  parser.advance();
  const names = [parseForName(parser)];
  if (parser.is(Token.Comma)) {
    parser.advance();
    names.push(parseForName(parser));
  }
  if (!parser.isWord("in")) parser.fail("The word in is expected behind the names of a for.");
  parser.advance();
  const collection = parser.expression();
  const [first = "", second] = names;
  return second === undefined ? { valueName: first, collection } : { keyName: first, valueName: second, collection };
}

function parseForName(parser: Parser): string {
  if (!parser.is(Token.Identifier)) parser.fail("A name is expected behind for.");
  const name = parser.word;
  parser.advance();
  return name;
}

function parseForCondition(parser: Parser): { condition?: Expression } {
  if (!parser.isWord("if")) return {};
  parser.advance();
  return { condition: parser.expression() };
}

function parseForTuple(parser: Parser, start: number): ForTuple {
  const introduction = parseForIntroduction(parser);
  const value = parser.expression();
  if (parser.is(Token.FatArrow)) parser.fail("A for expression in brackets makes a list and has no keys.");
  if (parser.is(Token.Ellipsis)) parser.fail("A for expression in brackets makes a list and cannot group with ....");
  const condition = parseForCondition(parser);
  if (!parser.is(Token.CloseBracket)) parser.fail("A closing bracket is expected behind a for expression.");
  return { kind: "for-tuple", file: parser.file, start, end: parser.end, ...introduction, value, ...condition };
}

function parseForObject(parser: Parser, start: number): ForObject {
  const introduction = parseForIntroduction(parser);
  const key = parser.expression();
  parser.expect(Token.FatArrow, "A for expression in braces makes a map and needs a key: key => value.");
  const value = parser.expression();
  const grouping = parser.is(Token.Ellipsis);
  if (grouping) parser.advance();
  const condition = parseForCondition(parser);
  if (!parser.is(Token.CloseBrace)) parser.fail("A closing brace is expected behind a for expression.");
  const { file, end } = parser;
  return { kind: "for-object", file, start, end, ...introduction, key, value, grouping, ...condition };
}
