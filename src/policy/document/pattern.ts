import { type Hole, partsOf, type Words } from "../../values";

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
export interface Piece {
  readonly text: string;
  /** By position: true where any character will do. Absent: nowhere. */
  readonly wild?: readonly boolean[];
}

export function isWildcard(part: PatternPart): part is Wildcard {
  return typeof part === "object" && "wildcard" in part;
}

/** Reads `*` and `?` in the literal parts of some text. */
export function patternOf(words: Words): Pattern {
  return patternFrom(partsOf(words).flatMap((part) => (typeof part === "string" ? wildcardsIn(part) : [part])));
}

/** The parts of a literal text, its wildcards told apart. */
export function wildcardsIn(literal: string): PatternPart[] {
  return literal
    .split(/([*?])/)
    .filter((piece) => piece !== "")
    .map((piece) => (piece === "*" ? ANY_TEXT : piece === "?" ? ANY_CHARACTER : piece));
}

/** Prepares a pattern from its parts. */
export function patternFrom(parts: readonly PatternPart[]): Pattern {
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
