import type { Expression } from "../ast";
import { Code, trimEnd, trimStart } from "../characters";
import { parseForNames } from "./collections";
import { decodeBare, decodeQuoted, isDoubled } from "./literals";
import type { Parser } from "./parser";
import type { Piece } from "./pieces";
import { Token } from "./tokens";

/**
 * What a template ends with. A quoted string: its quote. A heredoc: a line with nothing but its marker. A bare template (in
 * JSON, or a file of its own): the end of the text.
 */
export type Ending = "quote" | "text" | { readonly marker: string };

/** Reads a template piece by piece, from the first character of its content. */
export class TemplateReader {
  private readonly pieces: Piece[] = [];
  private readonly text: string;
  /** The last sequence ended with `~}`: white space at the beginning of the text right behind it goes. */
  private trimNext = false;

  constructor(
    private readonly parser: Parser,
    private at: number,
    private readonly ending: Ending,
  ) {
    this.text = parser.text;
  }

  /** The pieces, and the offset behind the template's end; of a heredoc that is before the line end of its marker. */
  read(): { pieces: Piece[]; end: number } {
    const outside = this.parser.newlines;
    this.parser.newlines = false;
    let lineStart = true;
    for (;;) {
      const end = this.endHere(lineStart);
      if (end >= 0) {
        this.parser.newlines = outside;
        return { pieces: this.pieces, end };
      }
      const to = this.literalEnd();
      lineStart = to > this.at && this.text.charCodeAt(to - 1) === Code.Newline;
      if (to > this.at) this.readLiteral(to);
      else this.readSequence();
    }
  }

  /** The offset behind the template's end, if it is here; else -1. */
  private endHere(lineStart: boolean): number {
    const { text, at, ending } = this;
    if (ending === "quote") return text.charCodeAt(at) === Code.Quote ? at + 1 : -1;
    if (ending === "text") return at >= text.length ? at : -1;
    return lineStart ? this.markerEnd(ending.marker) : -1;
  }

  /** White space may stand around the marker, but it must have a line end. */
  private markerEnd(marker: string): number {
    const newline = this.text.indexOf("\n", this.at);
    if (newline < 0) this.parser.fail(`This heredoc is not closed; a line with nothing but ${marker} is missing.`);
    let at = this.at;
    while (this.text.charCodeAt(at) <= Code.Space) at++;
    const begins = this.text.startsWith(marker, at) || this.text.charCodeAt(at) > 127;
    if (!begins || trimEnd(trimStart(this.text.slice(this.at, newline))) !== marker) return -1;
    const end = this.text.charCodeAt(newline - 1) === Code.Return ? newline - 1 : newline;
    const lone = this.text.slice(this.at, end).indexOf("\r");
    return lone < 0 ? end : this.loneReturn(this.at + lone);
  }

  /** Where the literal text that begins here ends: before a sequence, before a closing quote, behind a line end. */
  private literalEnd(): number {
    const { text, ending } = this;
    const quoted = ending === "quote";
    for (let at = this.at; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === Code.Dollar || code === Code.Percent) {
        if (text.charCodeAt(at + 1) === Code.OpenBrace) return at;
        if (isDoubled(text, at)) at += 2;
        else if (!quoted && this.isPartedFromLineEnd(at)) return at + 2;
      } else if (quoted) {
        if (code === Code.Quote) return at;
        if (code === Code.Backslash) at++;
        else if (code === Code.Newline || code === Code.Return) this.failOnLineEnd(at);
      } else if (code === Code.Newline) return at + 1;
      else if (code === Code.Return && text.charCodeAt(at + 1) !== Code.Newline) return this.loneReturn(at);
    }
    if (quoted) this.parser.fail("This string is not closed.");
    return text.length;
  }

  /**
   * HashiCorp's scanner looks one character beyond a `$` or `%` that opens nothing. Where a line end follows that
   * character, it is a piece of its own, and `${~` on the next line trims no more than that.
   */
  private isPartedFromLineEnd(at: number): boolean {
    const { text } = this;
    if (text.charCodeAt(at + 1) > 127) return false;
    const code = text.charCodeAt(at + 2);
    return code === Code.Newline || (code === Code.Return && text.charCodeAt(at + 3) === Code.Newline);
  }

  /** HashiCorp's scanner refuses a lone return in a heredoc, and takes what follows one in a bare template as it stands. */
  private loneReturn(at: number): number {
    if (this.ending !== "text") this.parser.fail("In a heredoc, a carriage return stands only before a line end.", at);
    return this.text.length;
  }

  private failOnLineEnd(at: number): never {
    return this.parser.fail("A string in quotes stays on its line; use \\n, or a heredoc for several lines.", at);
  }

  private readLiteral(to: number): void {
    const { parser, at } = this;
    const decoded = this.ending === "quote" ? decodeQuoted(parser, at, to) : decodeBare(this.text.slice(at, to));
    const value = this.trimNext ? trimStart(decoded) : decoded;
    this.trimNext = false;
    this.pieces.push({ kind: "literal", file: parser.file, start: at, end: to, value });
    this.at = to;
  }

  /** An interpolation or a directive. `${~` and `%{~` trim the literal before it, `~}` the one behind it. */
  private readSequence(): void {
    const { parser, text, at: start } = this;
    const interpolation = text.charCodeAt(start) === Code.Dollar;
    const trimming = text.charCodeAt(start + 2) === Code.Tilde;
    const last = this.pieces.at(-1);
    if (trimming && last?.kind === "literal") last.value = trimEnd(last.value);
    parser.resume(start + (trimming ? 3 : 2));
    const piece = interpolation ? this.readInterpolation(start) : this.readDirective(start);
    const closed = parser.is(Token.CloseBrace) || parser.is(Token.TrimmingCloseBrace);
    if (!closed) this.failUnclosed(interpolation);
    this.trimNext = parser.is(Token.TrimmingCloseBrace);
    this.at = parser.end;
    this.pieces.push({ ...piece, end: this.at });
  }

  private failUnclosed(interpolation: boolean): never {
    const hint = " For a literal one, write it doubled: ";
    const sentence = interpolation
      ? `A closing brace is expected at the end of an interpolation.${hint}$\${.`
      : `A closing brace is expected at the end of a directive.${hint}%%{.`;
    return this.parser.fail(sentence);
  }

  private readInterpolation(start: number): Piece {
    const { parser } = this;
    return { kind: "interpolation", file: parser.file, start, end: start, value: parser.expression() };
  }

  private readDirective(start: number): Piece {
    const { parser } = this;
    const span = { file: parser.file, start, end: start };
    const word = parser.is(Token.Identifier) ? parser.word : "";
    switch (word) {
      case "for":
        return { kind: "for", ...span, ...parseForNames(parser) };
      case "if":
        return { kind: "if", ...span, condition: this.expressionBehindWord() };
      case "else":
      case "endif":
      case "endfor":
        parser.advance();
        return { kind: word, ...span };
      default:
        return parser.fail("A directive is one of if, else, endif, for and endfor.");
    }
  }

  private expressionBehindWord(): Expression {
    this.parser.advance();
    return this.parser.expression();
  }
}
