import type { Body, Expression, SourceFile } from "../ast";
import { parseBody } from "./bodies";
import { parseExpression as expressionParser } from "./expressions";
import { Parser } from "./parser";
import { positionAt, SourceError } from "../position";
import { parseBare } from "./templates";
import { Token } from "./tokens";

/**
 * Parses a file of native syntax.
 *
 * @param name how the file is to be called in positions and messages
 * @returns its body, or the first thing that is wrong with it; never throws
 */
export function parseNative(text: string, name: string): Body | SourceError {
  const file: SourceFile = { name, text, syntax: "native" };
  return parseWhole(file, (parser) => {
    // A byte order mark is let pass, as Terraform does.
    parser.resume(text.startsWith("\uFEFF") ? 1 : 0);
    return parseBody(parser, Token.End, 0);
  });
}

/** Parses a text that is one expression; newlines mean nothing in it. Never throws. */
export function parseExpression(text: string, name: string): Expression | SourceError {
  return parseExpressionIn({ name, text, syntax: "native" });
}

/** As {@link parseExpression}, for a text that stands within another file. */
export function parseExpressionIn(file: SourceFile): Expression | SourceError {
  return parseWhole(file, (parser) => {
    parser.newlines = false;
    parser.resume(0);
    const value = parser.expression();
    if (!parser.is(Token.End)) parser.fail("The expression has ended here, but more follows.");
    return value;
  });
}

/**
 * Parses a text that is a template without quotes around: a string of JSON configuration, the `constant_value` of one in a
 * plan, a template file. `"${x}"` alone is a {@link Wrap}. Never throws.
 */
export function parseTemplate(text: string, name: string): Expression | SourceError {
  return parseTemplateIn({ name, text, syntax: "template" });
}

/** As {@link parseTemplate}, for a text that stands within another file. */
export function parseTemplateIn(file: SourceFile): Expression | SourceError {
  return parseWhole(file, parseBare);
}

function parseWhole<T>(file: SourceFile, parse: (parser: Parser) => T): T | SourceError {
  const lone = loneSurrogate.exec(file.text);
  if (lone) return new SourceError("This is not valid Unicode text.", positionAt(file, lone.index));
  try {
    return parse(new Parser(file, expressionParser));
  } catch (error) {
    if (error instanceof SourceError) return error;
    throw error;
  }
}

const loneSurrogate = /\p{Surrogate}/u;
