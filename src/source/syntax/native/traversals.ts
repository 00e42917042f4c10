import type { Expression, IndexStep, SplatStep, Step } from "../ast";
import type { Parser } from "./parser";
import { Token } from "./tokens";

/** Parses the steps behind a term, if there are any: `.name`, `.0`, `[key]`, `[*]`, `.*`. `start` is the term's own. */
export function parseSteps(parser: Parser, term: Expression, start: number): Expression {
  if (!parser.is(Token.Dot) && !parser.is(Token.OpenBracket)) return term;
  const steps = readSteps(parser);
  const { file, previousEnd: end } = parser;
  if (term.kind === "reference" && term.parentheses === undefined) {
    return { kind: "reference", file, start, end, root: term.root, steps };
  }
  return { kind: "access", file, start, end, source: term, steps };
}

function readSteps(parser: Parser): Step[] {
  const steps: Step[] = [];
  for (;;) {
    if (parser.is(Token.Dot)) steps.push(readDot(parser));
    else if (parser.is(Token.OpenBracket)) steps.push(readBracket(parser));
    else return steps;
  }
}

function readDot(parser: Parser): Step {
  const start = parser.start;
  parser.advance();
  if (parser.is(Token.Star)) return readAttributeSplat(parser, start);
  return readName(parser, start);
}

/** What stands behind a dot, but for a star. */
function readName(parser: Parser, start: number): Step {
  const { file, token, end, word } = parser;
  if (token === Token.Identifier) {
    parser.advance();
    return { kind: "attribute-step", file, start, end, name: word };
  }
  if (token !== Token.Number) parser.fail("A name is expected behind a dot.");
  if (word.includes(".")) parser.fail("Two indexes in a row are written in brackets: [0][1].");
  const key = { kind: "number", file, start: parser.start, end, text: word } as const;
  parser.advance();
  return { kind: "index-step", file, start, end, key, legacy: true };
}

/** `.*` takes only the names and numbers right behind it into every element. */
function readAttributeSplat(parser: Parser, start: number): SplatStep {
  const file = parser.file;
  parser.advance();
  const each: Step[] = [];
  while (parser.is(Token.Dot)) {
    const dot = parser.start;
    parser.advance();
    each.push(readName(parser, dot));
  }
  return { kind: "splat-step", file, start, end: parser.previousEnd, full: false, each };
}

function readBracket(parser: Parser): IndexStep | SplatStep {
  const start = parser.start;
  const outside = parser.newlines;
  parser.advance();
  if (parser.is(Token.Star)) return readFullSplat(parser, start);
  parser.newlines = false;
  parser.skipNewlines();
  const key = parser.expression();
  if (!parser.is(Token.CloseBracket)) parser.fail("A closing bracket is expected behind an index.");
  const { file, end } = parser;
  parser.newlines = outside;
  parser.advance();
  return { kind: "index-step", file, start, end, key, legacy: false };
}

/** `[*]` takes all steps behind it into every element. */
function readFullSplat(parser: Parser, start: number): SplatStep {
  const file = parser.file;
  parser.advance();
  parser.expect(Token.CloseBracket, "The star of a splat stands alone in its brackets: [*].");
  parser.enter();
  const each = readSteps(parser);
  parser.leave();
  return { kind: "splat-step", file, start, end: parser.previousEnd, full: true, each };
}
