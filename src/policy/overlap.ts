import { Hole, type HoleShape } from "../value";
import { isWildcard, split, type PatternPart } from "./pattern";

/**
 * Whether text with holes matches a pattern with holes: for certain, or possibly. Both work on *steps*: one for each
 * character, each wildcard, each hole.
 */

/** Past this many pairs of steps it is not worked out whether two texts could be equal: they could. */
const MOST_PAIRS = 1_000_000;

/** One character, or one character of a kind; once, or any number of times. */
interface Step {
  /** A character code; or, below zero, a kind of character. */
  readonly code: number;
  readonly many: boolean;
}

const ANYTHING = -1;
/** What a piece of an ARN is made of. */
const PIECE = -2;
/** The same, and slashes. */
const PATH = -3;
const DIGIT = -4;

const ANY_RUN: Step = { code: ANYTHING, many: true };
const ONE_OF = (code: number): Step => ({ code, many: false });
const RUN_OF = (code: number): Step => ({ code, many: true });

/** What each shape of hole may be. An account is twelve digits; an ARN has six parts. */
const SHAPES: Record<HoleShape, readonly Step[]> = {
  any: [ANY_RUN],
  account: Array.from({ length: 12 }, () => ONE_OF(DIGIT)),
  partition: [ONE_OF(PIECE), RUN_OF(PIECE)],
  region: [ONE_OF(PIECE), RUN_OF(PIECE)],
  id: [ONE_OF(PIECE), RUN_OF(PIECE)],
  name: [ONE_OF(PIECE), RUN_OF(PIECE)],
  path: [ONE_OF(PATH), RUN_OF(PATH)],
  arn: [...literal("arn:"), ...Array.from({ length: 4 }, () => [ANY_RUN, ...literal(":")]).flat(), ANY_RUN],
};

function literal(text: string): Step[] {
  return Array.from({ length: text.length }, (_, index) => ONE_OF(text.charCodeAt(index)));
}

function stepsOf(parts: readonly PatternPart[]): Step[] {
  return parts.flatMap((part) => {
    if (typeof part === "string") return literal(part);
    if (part instanceof Hole) return SHAPES[part.shape];
    return part.wildcard === "*" ? [ANY_RUN] : [ONE_OF(ANYTHING)];
  });
}

function inKind(kind: number, code: number): boolean {
  if (kind === ANYTHING) return true;
  if (kind === DIGIT) return code >= 0x30 && code <= 0x39;
  // `:` `*` `?`, and for a piece `/`
  if (code === 0x3a || code === 0x2a || code === 0x3f) return false;
  return kind === PATH || code !== 0x2f;
}

/** Is there a character that both steps may be? All kinds share the digits. */
function meet(left: number, right: number): boolean {
  if (left >= 0 && right >= 0) return left === right;
  if (left >= 0) return inKind(right, left);
  return right >= 0 ? inKind(left, right) : true;
}

/**
 * Could the two be the same text, for some value of each hole and each wildcard? False is certain; true where they could,
 * or where it would take too long to tell. Holes of one name are not held equal here.
 */
export function couldMatch(left: readonly PatternPart[], right: readonly PatternPart[]): boolean {
  const a = stepsOf(left);
  const b = stepsOf(right);
  if (a.length * b.length > MOST_PAIRS) return true;
  const width = b.length + 1;
  let row = new Uint8Array(width);
  row[0] = 1;
  for (let i = 0; i <= a.length; i += 1) {
    const next = new Uint8Array(width);
    for (let j = 0; j < width; j += 1) if (row[j] === 1) advance(a[i], b[j], j, row, next);
    if (i === a.length) return row[b.length] === 1;
    row = next;
  }
  return false;
}

/** From a place in both, where can one step lead? */
function advance(left: Step | undefined, right: Step | undefined, j: number, row: Uint8Array, next: Uint8Array): void {
  if (right?.many === true) row[j + 1] = 1;
  if (left === undefined) return;
  if (left.many) next[j] = 1;
  if (right === undefined || !meet(left.code, right.code)) return;
  if (left.many) row[j + 1] = 1;
  if (right.many) next[j] = 1;
  if (!left.many && !right.many) next[j + 1] = 1;
}

/** A hole or a character, as one token. */
type Token = string;

/**
 * Does the pattern match whatever the holes are? True is certain. Only `*` can take in a hole, but for the same hole: a
 * text matches itself, since what AWS compares with a pattern (ARNs, names, accounts) holds no wildcards.
 */
export function surelyMatches(text: readonly PatternPart[], pattern: readonly PatternPart[]): boolean {
  const tokens = tokensOf(text);
  const [first = [], ...rest] = split(pattern, (part) => isWildcard(part) && part.wildcard === "*").map(tokensOf);
  const last = rest.pop();
  if (last === undefined) return tokens.length === first.length && stand(tokens, 0, first);
  if (!stand(tokens, 0, first)) return false;
  const end = tokens.length - last.length;
  let at = first.length;
  for (const piece of rest) {
    while (at + piece.length <= tokens.length && !stand(tokens, at, piece)) at += 1;
    if (at + piece.length > tokens.length) return false;
    at += piece.length;
  }
  return at <= end && stand(tokens, end, last);
}

const ONE_CHARACTER: Token = "?wildcard";

function tokensOf(parts: readonly PatternPart[]): Token[] {
  return parts.flatMap((part) => {
    if (typeof part === "string") return part.split("");
    return [part instanceof Hole ? `hole ${part.name}` : ONE_CHARACTER];
  });
}

function stand(tokens: readonly Token[], at: number, piece: readonly Token[]): boolean {
  if (at < 0 || at + piece.length > tokens.length) return false;
  return piece.every((token, index) => {
    const actual = tokens[at + index];
    return token === actual || (token === ONE_CHARACTER && actual?.length === 1);
  });
}
