import type { Hole } from "../../values/value";
import { partsOf, type Words } from "../../values/text";

/** A wildcard: `*` is any text, `?` any one character. */
export type Wildcard = { readonly wildcard: "*" } | { readonly wildcard: "?" };

export const ANY_TEXT: Wildcard = { wildcard: "*" };
export const ANY_CHARACTER: Wildcard = { wildcard: "?" };

export type PatternPart = string | Hole | Wildcard;

/** A text with wildcards, prepared for matching. */
export interface Pattern {
  readonly parts: readonly PatternPart[];
  /** What a text must be where the pattern holds neither wildcard nor hole. */
  readonly literal?: string;
  /** Where it holds no hole: what stands between the `*`s. */
  readonly pieces?: readonly Piece[];
}

/** Literal text between two `*`; `?` stands as itself and is told by {@link Piece.wild}. */
interface Piece {
  readonly text: string;
  /** By position: true where any character will do. Absent: nowhere. */
  readonly wild?: readonly boolean[];
}

export function isWildcard(part: PatternPart): part is Wildcard {
  return typeof part === "object" && "wildcard" in part;
}

/** Reads `*` and `?` in the literal parts of some text. */
export function patternOf(words: Words): Pattern {
  return prepare(partsOf(words).flatMap((part) => (typeof part === "string" ? wildcardsIn(part) : [part])));
}

/** The parts of a literal text, its wildcards told apart. */
export function wildcardsIn(literal: string): PatternPart[] {
  return literal
    .split(/([*?])/)
    .filter((piece) => piece !== "")
    .map((piece) => (piece === "*" ? ANY_TEXT : piece === "?" ? ANY_CHARACTER : piece));
}

/** Prepares a pattern from its parts. */
export function prepare(parts: readonly PatternPart[]): Pattern {
  if (parts.length === 0) return { parts, literal: "", pieces: [{ text: "" }] };
  if (parts.length === 1 && typeof parts[0] === "string")
    return { parts, literal: parts[0], pieces: [{ text: parts[0] }] };
  if (parts.some((part) => typeof part !== "string" && !isWildcard(part))) return { parts };
  return { parts, pieces: split(parts, (part) => part === ANY_TEXT).map(pieceOf) };
}

function pieceOf(parts: readonly PatternPart[]): Piece {
  if (parts.every((part) => typeof part === "string")) return { text: parts.join("") };
  const text = parts.map((part) => (typeof part === "string" ? part : "?")).join("");
  const wild = parts.flatMap((part) => (typeof part === "string" ? part.split("").map(() => false) : [true]));
  return { text, wild };
}

/** Splits a list at the members that separate; always at least one part. */
export function split<T>(list: readonly T[], separates: (member: T) => boolean): T[][] {
  const parts: T[][] = [[]];
  for (const member of list) {
    if (separates(member)) parts.push([]);
    else parts.at(-1)?.push(member);
  }
  return parts;
}

/**
 * Does the pattern match the text? Both are fully known. The leftmost place is taken for each piece between two `*`, and
 * never left again: so the time is linear in the text for each piece, and `*a*a*a*…` costs no more than one pass.
 */
export function matches(text: string, pieces: readonly Piece[]): boolean {
  const [first = NOTHING, ...rest] = pieces;
  const last = rest.pop();
  if (last === undefined) return text.length === first.text.length && fits(text, 0, first);
  if (!fits(text, 0, first)) return false;
  const end = text.length - last.text.length;
  let at = first.text.length;
  for (const piece of rest) {
    const found = find(text, at, piece);
    if (found < 0) return false;
    at = found + piece.text.length;
  }
  return at <= end && fits(text, end, last);
}

const NOTHING: Piece = { text: "" };

function find(text: string, from: number, piece: Piece): number {
  if (piece.wild === undefined) return text.indexOf(piece.text, from);
  for (let at = from; at + piece.text.length <= text.length; at += 1) if (fits(text, at, piece)) return at;
  return -1;
}

/** Does the piece stand there? The text goes on for as long as the piece. */
function fits(text: string, at: number, piece: Piece): boolean {
  const { wild } = piece;
  if (wild === undefined) return text.startsWith(piece.text, at);
  return wild.every((any, index) => any || text[at + index] === piece.text[index]);
}
