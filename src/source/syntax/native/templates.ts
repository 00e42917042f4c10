import type { Expression } from "../ast";
import { Code, normalize } from "../characters";
import { alignLeft, decodeQuoted } from "./literals";
import type { Parser } from "./parser";
import { arrangePieces, type Piece } from "./pieces";
import { TemplateReader } from "./template-reader";

/** Parses a quoted string; the current token is its opening quote. */
export function parseQuoted(parser: Parser): Expression {
  const { file, start, end: from } = parser;
  const plain = plainEnd(parser.text, from);
  if (plain < 0) return parseTemplate(parser, start, new TemplateReader(parser, from, "quote").read());
  const value = normalize(decodeQuoted(parser, from, plain));
  parser.resume(plain + 1);
  return { kind: "literal", file, start, end: plain + 1, value };
}

/** Parses a heredoc; the current token is its opener, `<<MARKER` with the line end. */
export function parseHeredoc(parser: Parser): Expression {
  const { start, end, word } = parser;
  const indented = word.startsWith("<<-");
  const marker = word.slice(indented ? 3 : 2).trimEnd();
  const read = new TemplateReader(parser, end, { marker }).read();
  if (indented) alignLeft(read.pieces);
  return parseTemplate(parser, start, read);
}

/** Parses the whole text as a template: what a JSON string holds, or a template file. */
export function parseBare(parser: Parser): Expression {
  return parseTemplate(parser, 0, new TemplateReader(parser, 0, "text").read());
}

function parseTemplate(parser: Parser, start: number, read: { pieces: Piece[]; end: number }): Expression {
  const { pieces, end } = read;
  const file = parser.file;
  const parts = arrangePieces(parser, pieces);
  parser.resume(end);
  const [first] = pieces;
  if (pieces.length === 1 && first?.kind === "interpolation")
    return { kind: "wrap", file, start, end, value: first.value };
  const [only] = parts;
  if (only === undefined) return { kind: "literal", file, start, end, value: "" };
  if (parts.length === 1 && only.kind === "text") return { kind: "literal", file, start, end, value: only.value };
  return { kind: "template", file, start, end, parts };
}

/** The offset of the quote that closes a string without templates in it; -1 where it is not that simple. */
function plainEnd(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === Code.Quote) return at;
    if (code === Code.Backslash) at++;
    else if (code === Code.Dollar || code === Code.Percent || code === Code.Newline || code === Code.Return) return -1;
  }
  return -1;
}
