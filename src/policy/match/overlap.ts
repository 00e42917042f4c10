import { Hole, type HoleShape } from "../../values";
import { type PatternPart, isWildcard, split } from "../document";

/**
 * Whether text with holes matches a pattern with holes: for certain, or possibly. Both work on *steps*: one for each
 * character, each wildcard, each hole.
 */

/** Past this many pairs of steps it is not worked out whether two texts could be equal: they could. */
const MOST_PAIRS = 1_000_000;

/**
 * One character, or one of a kind: a character code, or below zero a kind of character. Below {@link MANY} the kind may come
 * any number of times. Plain numbers, since texts are taken apart often.
 */
type Step = number;

const ANYTHING = -1;
/** What a piece of an ARN is made of. */
const PIECE = -2;
/** The same, and slashes. */
const PATH = -3;
const DIGIT = -4;
const MANY = -10;

function run(kind: number): Step {
  return kind + MANY;
}

function isRun(step: Step): boolean {
  return step < MANY;
}

const COLON = 0x3a;
const ARN_START = Array.from("arn:", (character) => character.charCodeAt(0));

/** What each shape of hole may be. An account is twelve digits; an ARN has six parts. */
const SHAPES: Record<HoleShape, readonly Step[]> = {
  any: [run(ANYTHING)],
  account: Array.from({ length: 12 }, () => DIGIT),
  partition: [PIECE, run(PIECE)],
  region: [PIECE, run(PIECE)],
  id: [PIECE, run(PIECE)],
  name: [PIECE, run(PIECE)],
  path: [PATH, run(PATH)],
  arn: [...ARN_START, ...Array.from({ length: 4 }, () => [run(ANYTHING), COLON]).flat(), run(ANYTHING)],
};

function stepsOf(parts: readonly PatternPart[]): Step[] {
  const steps: Step[] = [];
  for (const part of parts) {
    if (typeof part === "string") for (let at = 0; at < part.length; at += 1) steps.push(part.charCodeAt(at));
    else if (part instanceof Hole) steps.push(...SHAPES[part.shape]);
    else steps.push(part.wildcard === "*" ? run(ANYTHING) : ANYTHING);
  }
  return steps;
}

function inKind(kind: number, code: number): boolean {
  if (kind === ANYTHING) return true;
  if (kind === DIGIT) return code >= 0x30 && code <= 0x39;
  // `:` `*` `?`, and for a piece `/`
  if (code === 0x3a || code === 0x2a || code === 0x3f) return false;
  return kind === PATH || code !== 0x2f;
}

/** Is there a character that both steps may be? All kinds share the digits. */
function meet(left: Step, right: Step): boolean {
  if (left >= 0 && right >= 0) return left === right;
  const kind = (step: Step): number => (isRun(step) ? step - MANY : step);
  if (left >= 0) return inKind(kind(right), left);
  return right < 0 || inKind(kind(left), right);
}

/**
 * Could the two be the same text, for some value of each hole and each wildcard? False is certain; true where they could,
 * or where it would take too long to tell. Holes of one name are not held equal here.
 */
export function couldMatch(left: readonly PatternPart[], right: readonly PatternPart[]): boolean {
  if (endsDiffer(left[0], right[0], 0) || endsDiffer(left.at(-1), right.at(-1), -1)) return false;
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

/** Both begin (or end) with known text, and not with the same character. */
function endsDiffer(left: PatternPart | undefined, right: PatternPart | undefined, at: number): boolean {
  return typeof left === "string" && typeof right === "string" && left.at(at) !== right.at(at);
}

/** From a place in both, where can one step lead? */
function advance(left: Step | undefined, right: Step | undefined, j: number, row: Uint8Array, next: Uint8Array): void {
  const rightRuns = right !== undefined && isRun(right);
  if (rightRuns) row[j + 1] = 1;
  if (left === undefined) return;
  const leftRuns = isRun(left);
  if (leftRuns) next[j] = 1;
  if (right === undefined || !meet(left, right)) return;
  if (leftRuns) row[j + 1] = 1;
  if (rightRuns) next[j] = 1;
  next[j + 1] = 1;
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
  return piece.every((token, index) => {
    const actual = tokens[at + index];
    return token === actual || (token === ONE_CHARACTER && actual?.length === 1);
  });
}
