import { Code, isSpace } from "../characters";
import type { LiteralPiece, Piece } from "./pieces";
import type { Scanner } from "./scanner";

const escapes = new Map<string, string>([
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
  ['"', '"'],
  ["\\", "\\"],
]);

const special = /\\|[$%](?=[$%]\{)/;

/** The text that a piece of a quoted string stands for: backslash escapes, `$${` and `%%{` decoded. */
export function decodeQuoted(scanner: Scanner, from: number, to: number): string {
  const raw = scanner.text.slice(from, to);
  if (!special.test(raw)) return raw;
  let decoded = "";
  for (let at = 0; at < raw.length;) {
    const code = raw.charCodeAt(at);
    if (code === Code.Backslash) {
      const { value, length } = decodeEscape(scanner, raw, at, from);
      decoded += value;
      at += length;
    } else {
      const doubled = isDoubled(raw, at);
      decoded += doubled ? raw.slice(at + 1, at + 3) : raw.charAt(at);
      at += doubled ? 3 : 1;
    }
  }
  return decoded;
}

/** The text that a piece of a heredoc or a bare template stands for: backslashes are themselves there. */
export function decodeBare(raw: string): string {
  return raw.replace(/\$\$\{|%%\{/g, (sequence) => sequence.slice(1));
}

/** True where `$${` or `%%{` begins at `at`. */
export function isDoubled(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code !== Code.Dollar && code !== Code.Percent) return false;
  return text.charCodeAt(at + 1) === code && text.charCodeAt(at + 2) === Code.OpenBrace;
}

function decodeEscape(scanner: Scanner, raw: string, at: number, from: number): { value: string; length: number } {
  const letter = raw.charAt(at + 1);
  if (letter === "u" || letter === "U") return decodePoint(scanner, raw, at, from);
  const value = escapes.get(letter);
  if (value === undefined) {
    scanner.fail('Behind a backslash only n, r, t, ", \\, u and U are known in a string.', from + at);
  }
  return { value, length: 2 };
}

function decodePoint(scanner: Scanner, raw: string, at: number, from: number): { value: string; length: number } {
  const digits = raw.charAt(at + 1) === "u" ? 4 : 8;
  const written = raw.slice(at + 2, at + 2 + digits);
  const length = /^[0-9a-fA-F]*/.exec(written)?.[0].length;
  const point = Number.parseInt(written, 16);
  if (length !== digits) {
    scanner.fail("\\u is followed by four hexadecimal digits, \\U by eight.", from + at);
  }
  if (point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) scanner.fail("There is no such character.", from + at);
  return { value: String.fromCodePoint(point), length: 2 + digits };
}

/**
 * Moves an indented heredoc (`<<-`) to the left: by as many characters as every line that is not blank has white space
 * at its beginning. A line that begins with an interpolation or a directive has none.
 */
export function alignLeft(pieces: readonly Piece[]): void {
  let fewest = Infinity;
  let lineStart = true;
  const leading: LiteralPiece[] = [];
  for (const piece of pieces) {
    if (lineStart) fewest = Math.min(fewest, indentation(piece, leading));
    lineStart = piece.kind === "literal" && piece.value.endsWith("\n");
  }
  for (const literal of leading) literal.value = literal.value.slice(fewest);
}

/** The white space that a line's first piece begins with; blank lines count for nothing. Collects the pieces to be moved. */
function indentation(piece: Piece, leading: LiteralPiece[]): number {
  if (piece.kind !== "literal") return 0;
  const { value } = piece;
  let spaces = 0;
  while (spaces < value.length && isSpace(value.charCodeAt(spaces))) spaces++;
  if (spaces === value.length && value.endsWith("\n")) return Infinity;
  leading.push(piece);
  return spaces;
}
