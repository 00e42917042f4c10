import type { Expression, SourceFile, TemplateFor, TemplateIf, TemplatePart } from "../ast";
import { normalize } from "../characters";
import type { Parser } from "./parser";

/** What a template is read as at first: one piece after the other, before directives take in what stands between them. */
export type Piece = LiteralPiece | InterpolationPiece | IfPiece | ForPiece | ClosingPiece;

interface Span {
  readonly file: SourceFile;
  readonly start: number;
  readonly end: number;
}

/** Literal text, decoded; of a heredoc at most one line. Trimming and aligning change it. */
export interface LiteralPiece extends Span {
  readonly kind: "literal";
  value: string;
}

export interface InterpolationPiece extends Span {
  readonly kind: "interpolation";
  readonly value: Expression;
}

interface IfPiece extends Span {
  readonly kind: "if";
  readonly condition: Expression;
}

interface ForPiece extends Span {
  readonly kind: "for";
  readonly keyName?: string;
  readonly valueName: string;
  readonly collection: Expression;
}

interface ClosingPiece extends Span {
  readonly kind: "else" | "endif" | "endfor";
}

/** Joins neighbouring texts, and puts what stands between directives into them. */
export function arrangePieces(parser: Parser, pieces: readonly Piece[]): TemplatePart[] {
  const cursor: Cursor = { parser, pieces, at: 0 };
  const parts = arrangeUntilClosing(cursor);
  const left = pieces[cursor.at];
  if (left !== undefined) parser.fail(`There is nothing open here that %{${left.kind}} could belong to.`, left.start);
  return parts;
}

interface Cursor {
  readonly parser: Parser;
  readonly pieces: readonly Piece[];
  at: number;
}

function arrangeUntilClosing(cursor: Cursor): TemplatePart[] {
  const parts: TemplatePart[] = [];
  for (let piece = cursor.pieces[cursor.at]; piece !== undefined; piece = cursor.pieces[cursor.at]) {
    if (piece.kind === "literal") arrangeText(cursor, piece, parts);
    else if (piece.kind === "if") parts.push(arrangeIf(cursor, piece));
    else if (piece.kind === "for") parts.push(arrangeFor(cursor, piece));
    else if (piece.kind === "interpolation") {
      parts.push(piece);
      cursor.at++;
    } else return parts;
  }
  return parts;
}

function arrangeText(cursor: Cursor, first: LiteralPiece, parts: TemplatePart[]): void {
  const texts: string[] = [];
  let end = first.end;
  for (let piece: Piece | undefined = first; piece?.kind === "literal"; piece = cursor.pieces[++cursor.at]) {
    texts.push(piece.value);
    end = piece.end;
  }
  const value = normalize(texts.join(""));
  if (value !== "") parts.push({ kind: "text", file: first.file, start: first.start, end, value });
}

function arrangeIf(cursor: Cursor, opening: IfPiece): TemplateIf {
  const { file, start, condition } = opening;
  cursor.parser.enter();
  cursor.at++;
  const whenTrue = arrangeUntilClosing(cursor);
  let whenFalse: TemplatePart[] = [];
  if (cursor.pieces[cursor.at]?.kind === "else") {
    cursor.at++;
    whenFalse = arrangeUntilClosing(cursor);
  }
  const end = close(cursor, opening, "endif");
  return { kind: "template-if", file, start, end, condition, whenTrue, whenFalse };
}

function arrangeFor(cursor: Cursor, opening: ForPiece): TemplateFor {
  cursor.parser.enter();
  cursor.at++;
  const parts = arrangeUntilClosing(cursor);
  return { ...opening, kind: "template-for", parts, end: close(cursor, opening, "endfor") };
}

function close(cursor: Cursor, opening: Piece, kind: "endif" | "endfor"): number {
  const piece = cursor.pieces[cursor.at];
  if (piece?.kind !== kind) {
    cursor.parser.fail(`The directive %{${opening.kind}} needs its %{${kind}}.`, (piece ?? opening).start);
  }
  cursor.at++;
  cursor.parser.leave();
  return piece.end;
}
