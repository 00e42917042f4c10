import type { Piece } from "../document";
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
