import type { SourceFile } from "../ast";
import { Code, identifierEnd, identifierStartAt, isDigit } from "../characters";
import { positionAt, SourceError } from "../position";
import { Token } from "./tokens";

/** Tokens that are one character, whatever follows. */
const single = new Uint8Array(128);
single[Code.CloseBrace] = Token.CloseBrace;
single[Code.OpenBrace] = Token.OpenBrace;
single["[".charCodeAt(0)] = Token.OpenBracket;
single["]".charCodeAt(0)] = Token.CloseBracket;
single["(".charCodeAt(0)] = Token.OpenParenthesis;
single[")".charCodeAt(0)] = Token.CloseParenthesis;
single[",".charCodeAt(0)] = Token.Comma;
single["?".charCodeAt(0)] = Token.Question;
single[Code.Quote] = Token.Quote;
single[Code.Plus] = Token.Plus;
single[Code.Minus] = Token.Minus;
single[Code.Star] = Token.Star;
single[Code.Slash] = Token.Slash;
single[Code.Percent] = Token.Percent;

/** Characters that people bring along from other languages, and what to write instead. */
const foreign = new Map<number, string>([
  [Code.Apostrophe, "Single quotes are not used here; strings stand in double quotes."],
  [Code.Backtick, "Backticks are not used here; a string over several lines is written as a heredoc, <<EOT."],
  [Code.Semicolon, "Semicolons are not used here; arguments stand on lines of their own."],
  [Code.Ampersand, "There is no operator &; the logical one is &&."],
  [Code.Pipe, "There is no operator |; the logical one is ||."],
  [Code.Caret, "There is no operator ^."],
  [Code.Tilde, "There is no operator ~; the logical not is !."],
]);

const heredocOpener = /<<-?([\p{ID_Start}_][\p{ID_Continue}-]*)\r?\n/uy;

/**
 * Walks over a text token by token, the current one always at hand. It never looks ahead into strings and heredocs:
 * the parser of templates reads those, and says where to go on ({@link Scanner.resume}).
 */
export class Scanner {
  token: Token = Token.End;
  /** Where the current token begins and ends. */
  start = 0;
  end = 0;
  /** Where the token before the current one ended. */
  previousEnd = 0;
  /** Newlines are tokens in bodies and objects, and nothing inside of other brackets. Set it, then advance. */
  newlines = true;
  readonly text: string;

  constructor(readonly file: SourceFile) {
    this.text = file.text;
  }

  /** Goes to the next token. */
  advance(): void {
    this.previousEnd = this.end;
    this.scan(this.skip(this.end));
  }

  /** Goes to the first token at or behind an offset, where a string or heredoc has ended. */
  resume(at: number): void {
    this.end = at;
    this.advance();
  }

  /** Reads the current token anew after {@link Scanner.newlines} was set to false: a newline is none any more. */
  skipNewlines(): void {
    while (this.token === Token.Newline) this.scan(this.skip(this.end));
  }

  /** The text of the current token. */
  get word(): string {
    return this.text.slice(this.start, this.end);
  }

  /** True where the current token is of this kind. */
  is(token: Token): boolean {
    return this.token === token;
  }

  /** True where the current token is this very word. */
  isWord(word: string): boolean {
    return this.token === Token.Identifier && this.end - this.start === word.length && this.word === word;
  }

  /** Gives up: `sentence` says what is wrong at the offset. */
  fail(sentence: string, at: number = this.start): never {
    throw new SourceError(sentence, positionAt(this.file, at));
  }

  /** Over blanks and comments, and over newlines where they are no tokens. */
  private skip(from: number): number {
    const text = this.text;
    let at = from;
    for (;;) {
      const code = text.charCodeAt(at);
      if (code === Code.Space || code === Code.Tab) at++;
      else if (code === Code.Newline && !this.newlines) at++;
      else if (code === Code.Return && !this.newlines && text.charCodeAt(at + 1) === Code.Newline) at += 2;
      else if (code === Code.Hash) at = this.lineEnd(at);
      else if (code === Code.Slash && text.charCodeAt(at + 1) === Code.Slash) at = this.lineEnd(at);
      else if (code === Code.Slash && text.charCodeAt(at + 1) === Code.Star) at = this.commentEnd(at);
      else return at;
    }
  }

  private lineEnd(at: number): number {
    const newline = this.text.indexOf("\n", at);
    return newline < 0 ? this.text.length : newline;
  }

  private commentEnd(at: number): number {
    const close = this.text.indexOf("*/", at + 2);
    if (close < 0) this.fail("This comment is not closed; */ is missing.", at);
    return close + 2;
  }

  private scan(at: number): void {
    const text = this.text;
    const code = text.charCodeAt(at);
    this.start = at;
    const length = identifierStartAt(text, at);
    if (length > 0) this.take(Token.Identifier, identifierEnd(text, at + length));
    else if (isDigit(code)) this.take(Token.Number, this.numberEnd(at + 1));
    else if (code < 128 && single[code] !== 0) this.take(single[code] as Token, at + 1);
    else this.scanOther(code, at);
  }

  private take(token: Token, end: number): void {
    this.token = token;
    this.end = end;
  }

  /** A number goes on over digits, dots and exponents, and never ends in a dot. */
  private numberEnd(from: number): number {
    const text = this.text;
    let end = from;
    for (let at = from; ; at++) {
      const code = text.charCodeAt(at);
      if (isDigit(code)) end = at + 1;
      else if (code === 0x65 || code === 0x45) {
        const sign = text.charCodeAt(at + 1);
        const digit = sign === Code.Plus || sign === Code.Minus ? at + 2 : at + 1;
        if (!isDigit(text.charCodeAt(digit))) return end;
        at = digit;
        end = digit + 1;
      } else if (code !== Code.Dot) return end;
    }
  }

  /** Tokens of one to three characters that begin alike, line ends, the end of the text, and what is no token at all. */
  private scanOther(code: number, at: number): void {
    const next = this.text.charCodeAt(at + 1);
    if (code === Code.Dot) this.scanDot(at);
    else if (code === Code.Equals && next === Code.Greater) this.take(Token.FatArrow, at + 2);
    else if (code === Code.Equals) this.takeEither(at, next === Code.Equals, Token.Equal, Token.Equals);
    else if (code === Code.Newline) this.take(Token.Newline, at + 1);
    else if (code === Code.Return && next === Code.Newline) this.take(Token.Newline, at + 2);
    else if (code === Code.Colon) this.takeEither(at, next === Code.Colon, Token.DoubleColon, Token.Colon);
    else if (code === Code.Less) this.scanLess(at);
    else if (code === Code.Greater) this.takeEither(at, next === Code.Equals, Token.GreaterOrEqual, Token.Greater);
    else if (code === Code.Bang) this.takeEither(at, next === Code.Equals, Token.NotEqual, Token.Not);
    else if (code === Code.Ampersand && next === Code.Ampersand) this.take(Token.And, at + 2);
    else if (code === Code.Pipe && next === Code.Pipe) this.take(Token.Or, at + 2);
    else if (code === Code.Tilde && next === Code.CloseBrace) this.take(Token.TrimmingCloseBrace, at + 2);
    else if (at >= this.text.length) this.take(Token.End, at);
    else this.fail(foreign.get(code) ?? "This character has no meaning here.", at);
  }

  private takeEither(at: number, isLong: boolean, long: Token, short: Token): void {
    if (isLong) this.take(long, at + 2);
    else this.take(short, at + 1);
  }

  private scanDot(at: number): void {
    const ellipsis = this.text.charCodeAt(at + 1) === Code.Dot && this.text.charCodeAt(at + 2) === Code.Dot;
    if (ellipsis) this.take(Token.Ellipsis, at + 3);
    else this.take(Token.Dot, at + 1);
  }

  private scanLess(at: number): void {
    const next = this.text.charCodeAt(at + 1);
    heredocOpener.lastIndex = at;
    if (next === Code.Equals) this.take(Token.LessOrEqual, at + 2);
    else if (next === Code.Less && heredocOpener.test(this.text)) this.take(Token.Heredoc, heredocOpener.lastIndex);
    else this.take(Token.Less, at + 1);
  }
}
