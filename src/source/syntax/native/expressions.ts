import type { BinaryOperator, Call, Expression, Literal, NumberLiteral, Unary } from "../ast";
import { parseBraces, parseBrackets } from "./collections";
import type { Parser } from "./parser";
import { parseHeredoc, parseQuoted } from "./templates";
import { Token } from "./tokens";
import { parseSteps } from "./traversals";

/** How tightly each binary operator binds, and how it is written. */
const operators = new Map<Token, { readonly level: number; readonly operator: BinaryOperator }>([
  [Token.Or, { level: 1, operator: "||" }],
  [Token.And, { level: 2, operator: "&&" }],
  [Token.Equal, { level: 3, operator: "==" }],
  [Token.NotEqual, { level: 3, operator: "!=" }],
  [Token.Less, { level: 4, operator: "<" }],
  [Token.LessOrEqual, { level: 4, operator: "<=" }],
  [Token.Greater, { level: 4, operator: ">" }],
  [Token.GreaterOrEqual, { level: 4, operator: ">=" }],
  [Token.Plus, { level: 5, operator: "+" }],
  [Token.Minus, { level: 5, operator: "-" }],
  [Token.Star, { level: 6, operator: "*" }],
  [Token.Slash, { level: 6, operator: "/" }],
  [Token.Percent, { level: 6, operator: "%" }],
]);

/** Parses an expression: a conditional, or what binds tighter. To be called through `parser.expression()`. */
export function parseExpression(parser: Parser): Expression {
  const file = parser.file;
  const arms: { start: number; condition: Expression; whenTrue: Expression }[] = [];
  let start = parser.start;
  let value = parseBinary(parser, 1);
  // A long else-if-else is one chain, not nesting.
  while (parser.is(Token.Question)) {
    parser.advance();
    const whenTrue = parser.expression();
    parser.expect(Token.Colon, "A conditional needs a colon and the value for when its condition is false.");
    parser.countOperator();
    arms.push({ start, condition: value, whenTrue });
    start = parser.start;
    value = parseBinary(parser, 1);
  }
  const end = parser.previousEnd;
  for (let arm = arms.pop(); arm !== undefined; arm = arms.pop()) {
    value = {
      kind: "conditional",
      file,
      start: arm.start,
      end,
      condition: arm.condition,
      whenTrue: arm.whenTrue,
      whenFalse: value,
    };
  }
  return value;
}

/** Operators of the given level and tighter ones; all of them associate to the left. */
function parseBinary(parser: Parser, level: number): Expression {
  const start = parser.start;
  let left = parseOperand(parser);
  for (;;) {
    const next = parser.token < Token.Or ? undefined : operators.get(parser.token);
    if (next === undefined || next.level < level) return left;
    parser.advance();
    const right = parseBinary(parser, next.level + 1);
    parser.countOperator();
    left = { kind: "binary", file: parser.file, start, end: parser.previousEnd, operator: next.operator, left, right };
  }
}

function parseOperand(parser: Parser): Expression {
  const start = parser.start;
  return parseSteps(parser, parseTerm(parser), start);
}

function parseTerm(parser: Parser): Expression {
  switch (parser.token) {
    case Token.Identifier:
      return parseName(parser);
    case Token.Quote:
      return parseQuoted(parser);
    case Token.OpenBracket:
      return parseBrackets(parser);
    case Token.OpenBrace:
      return parseBraces(parser);
    case Token.Number:
      return parseNumber(parser);
    case Token.Heredoc:
      return parseHeredoc(parser);
    case Token.OpenParenthesis:
      return parseParentheses(parser);
    case Token.Minus:
      return parseUnary(parser, "-");
    case Token.Not:
      return parseUnary(parser, "!");
    case Token.End:
      return parser.fail("A value is expected here, but the text ends.");
    default:
      return parser.fail("A value is expected here.");
  }
}

function parseNumber(parser: Parser): NumberLiteral {
  const { file, start, end, word: text } = parser;
  if (!/^\d+(\.\d*)?([eE][+-]?\d+)?$/.test(text)) parser.fail("This is no number.");
  parser.advance();
  return { kind: "number", file, start, end, text };
}

/** A sign binds to its operand and the steps behind it, tighter than any binary operator. */
function parseUnary(parser: Parser, operator: "-" | "!"): Unary {
  const start = parser.start;
  parser.enter();
  parser.advance();
  const operand = parseOperand(parser);
  parser.leave();
  return { kind: "unary", file: parser.file, start, end: parser.previousEnd, operator, operand };
}

function parseParentheses(parser: Parser): Expression {
  const start = parser.start;
  const inside = parser.inBrackets(() => {
    const value = parser.expression();
    if (!parser.is(Token.CloseParenthesis)) parser.fail("A closing parenthesis is expected here.");
    return value;
  });
  const parentheses = [...(inside.parentheses ?? []), { start, end: parser.end }];
  parser.advance();
  return { ...inside, parentheses };
}

const constants = new Map<string, Literal["value"]>([
  ["true", true],
  ["false", false],
  ["null", null],
]);

function parseName(parser: Parser): Expression {
  const { file, start, end, word: name } = parser;
  parser.advance();
  if (parser.is(Token.OpenParenthesis) || parser.is(Token.DoubleColon)) return parseCall(parser, name, start);
  const constant = constants.get(name);
  if (constant !== undefined) return { kind: "literal", file, start, end, value: constant };
  return { kind: "reference", file, start, end, root: name, steps: [] };
}

function parseCall(parser: Parser, first: string, start: number): Call {
  let name = first;
  while (parser.is(Token.DoubleColon)) {
    parser.advance();
    if (!parser.is(Token.Identifier)) parser.fail("A function's name is expected behind ::.");
    name += `::${parser.word}`;
    parser.advance();
  }
  if (!parser.is(Token.OpenParenthesis)) parser.fail("A function's name is followed by its arguments in parentheses.");
  const { values, expand } = parser.inBrackets(() => parseArguments(parser));
  const end = parser.end;
  parser.advance();
  return { kind: "call", file: parser.file, start, end, name, arguments: values, expand };
}

function parseArguments(parser: Parser): { values: Expression[]; expand: boolean } {
  const values: Expression[] = [];
  while (!parser.is(Token.CloseParenthesis)) {
    values.push(parser.expression());
    if (parser.is(Token.Ellipsis)) {
      parser.advance();
      if (!parser.is(Token.CloseParenthesis)) parser.fail("An argument followed by ... must be the last one.");
      return { values, expand: true };
    }
    if (parser.is(Token.Comma)) parser.advance();
    else if (!parser.is(Token.CloseParenthesis)) {
      parser.fail("A comma or a closing parenthesis is expected behind a function's argument.");
    }
  }
  return { values, expand: false };
}
