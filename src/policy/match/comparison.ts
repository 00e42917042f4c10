import { foldWords, Hole, isSame, join, partsOf, type Words } from "../../values";
import {
  type Evaluation,
  FALSE,
  type Question,
  TRUE,
  type Truth,
  askOfHoles,
  assumed,
  isForeign,
  isOfContext,
  truthOf,
} from "../evaluate";
import { couldMatch, surelyMatches } from "./overlap";
import { type Pattern, type PatternPart, isWildcard, patternFrom, patternOf } from "../document";
import { matches } from "./matches";

/** Are the two the same text? `folded`: both are in lower case, and so is what is assumed of their holes. */
export function equal(evaluation: Evaluation, left: Words, right: Words, folded = false): Truth {
  if (typeof left === "string" && typeof right === "string") return truthOf(left === right);
  const [wholeLeft, wholeRight] = [settled(evaluation, left, folded), settled(evaluation, right, folded)];
  const [a, b] = withoutCommonEnds(wholeLeft, wholeRight);
  if (isSame(a, b)) return TRUE;
  if (typeof a === "string" && typeof b === "string") return FALSE;
  if (differForFreshness(a, b) || differForFreshness(b, a) || !couldMatch(partsOf(a), partsOf(b))) return FALSE;
  const whole = isSame(a, wholeLeft);
  return askOfHoles(evaluation, equality(a, b, folded, whole), holesIn([...partsOf(a), ...partsOf(b)]));
}

function settled(evaluation: Evaluation, words: Words, folded: boolean): Words {
  const filled = assumed(evaluation, words);
  return folded && filled !== words ? foldWords(filled) : filled;
}

/**
 * The question whether two texts are equal, the same from both sides. A hole can be taken for the other text where it is
 * surely text: a hole that stands alone for a policy element may turn out to be a list.
 */
function equality(a: Words, b: Words, folded: boolean, whole: boolean): Question {
  const key = `${folded ? "fold" : "equal"} ${[a, b].map(spellWords).sort().join(" ")}`;
  const means = folded ? undefined : (meaning(a, b, whole) ?? meaning(b, a, whole));
  return means === undefined ? { key } : { key, means };
}

function meaning(a: Words, b: Words, whole: boolean): Question["means"] {
  if (!(a instanceof Hole) || (whole && a.shape === "any" && !isOfContext(a.name))) return undefined;
  return partsOf(b).some((part) => part instanceof Hole && part.name === a.name) ? undefined : { hole: a, words: b };
}

/**
 * What AWS makes while applying equals no text that already stands anywhere, and nothing else that is made; what belongs
 * to a service equals nothing of this configuration.
 */
export function differForFreshness(a: Words, b: Words): boolean {
  const made = partsOf(a).filter((part): part is Hole => part instanceof Hole && part.fresh);
  if (made.length === 0) return false;
  const others = partsOf(b).filter((part) => part instanceof Hole);
  if (made.some(isForeign)) return !others.some((hole) => isOfContext(hole.name));
  if (typeof b === "string") return true;
  return a instanceof Hole && others.every((hole) => hole.fresh && hole.name !== a.name);
}

/** Takes away the pieces that both texts begin and end with: the rest is equal where the whole is. */
function withoutCommonEnds(left: Words, right: Words): [Words, Words] {
  const a = [...partsOf(left)];
  const b = [...partsOf(right)];
  while (cutFront(a, b));
  while (cutBack(a, b));
  return [join(a), join(b)];
}

type Part = string | Hole;

function cutFront(a: Part[], b: Part[]): boolean {
  const [x] = a;
  const [y] = b;
  if (x === undefined || y === undefined) return false;
  const length = typeof x === "string" && typeof y === "string" ? commonStart(x, y) : 0;
  if (length === 0 && !sameHole(x, y)) return false;
  replaceEnd(a, 0, typeof x === "string" ? x.slice(length) : "");
  replaceEnd(b, 0, typeof y === "string" ? y.slice(length) : "");
  return true;
}

function cutBack(a: Part[], b: Part[]): boolean {
  const x = a.at(-1);
  const y = b.at(-1);
  if (x === undefined || y === undefined) return false;
  const length = typeof x === "string" && typeof y === "string" ? commonEnd(x, y) : 0;
  if (length === 0 && !sameHole(x, y)) return false;
  replaceEnd(a, a.length - 1, typeof x === "string" ? x.slice(0, x.length - length) : "");
  replaceEnd(b, b.length - 1, typeof y === "string" ? y.slice(0, y.length - length) : "");
  return true;
}

function replaceEnd(parts: Part[], index: number, rest: string): void {
  if (rest === "") parts.splice(index, 1);
  else parts[index] = rest;
}

function sameHole(x: Part, y: Part): boolean {
  return x instanceof Hole && y instanceof Hole && x.name === y.name;
}

function commonStart(x: string, y: string): number {
  let length = 0;
  while (length < x.length && length < y.length && x[length] === y[length]) length += 1;
  return length;
}

function commonEnd(x: string, y: string): number {
  let length = 0;
  while (length < x.length && length < y.length && x[x.length - 1 - length] === y[y.length - 1 - length]) length += 1;
  return length;
}

/** Does the text match the pattern? `*` takes in any text, `/` and `:` too. */
export function like(evaluation: Evaluation, text: Words, pattern: Pattern, folded = false): Truth {
  if (typeof text === "string" && pattern.pieces !== undefined) {
    return truthOf(pattern.literal === undefined ? matches(text, pattern.pieces) : text === pattern.literal);
  }
  const words = settled(evaluation, text, folded);
  const filled = withAssumed(evaluation, pattern, folded);
  if (typeof words === "string" && filled.pieces !== undefined) return truthOf(matches(words, filled.pieces));
  const plain = plainText(filled);
  if (plain !== undefined) return equal(evaluation, words, plain, folded);
  const parts = partsOf(words);
  if (surelyMatches(parts, filled.parts)) return TRUE;
  if (isTextOfFreshParts(words, filled) || !couldMatch(parts, filled.parts)) return FALSE;
  const key = `${folded ? "folded-like" : "like"} ${spellWords(words)} ${spellParts(filled.parts)}`;
  return askOfHoles(evaluation, { key }, holesIn([...parts, ...filled.parts]));
}

/** The pattern as a text, where it has no wildcard and no hole may bring one. */
export function plainText({ literal, parts }: Pattern): Words | undefined {
  if (literal !== undefined) return literal;
  const plain = parts.every((part) => typeof part === "string" || (part instanceof Hole && !mayHoldWildcard(part)));
  return plain ? join(parts as readonly (string | Hole)[]) : undefined;
}

/** What AWS makes holds no wildcard, and neither does a piece of an ARN. */
function mayHoldWildcard(hole: Hole): boolean {
  return !hole.fresh && (hole.shape === "any" || hole.shape === "arn");
}

/** A known text cannot match a pattern that demands something which is only made while applying. */
function isTextOfFreshParts(words: Words, pattern: Pattern): boolean {
  return typeof words === "string" && pattern.parts.some((part) => part instanceof Hole && part.fresh);
}

/** A hole in a pattern may bring wildcards of its own. */
function withAssumed(evaluation: Evaluation, pattern: Pattern, folded: boolean): Pattern {
  const { values } = evaluation.assumptions;
  if (pattern.pieces !== undefined || !holesIn(pattern.parts).some((name) => values.has(name))) return pattern;
  return patternFrom(
    pattern.parts.flatMap((part) => {
      const words = part instanceof Hole ? values.get(part.name) : undefined;
      return words === undefined ? [part] : patternOf(folded ? foldWords(words) : words).parts;
    }),
  );
}

/** The names of the holes among some parts, each once. */
export function holesIn(parts: readonly PatternPart[]): string[] {
  return [...new Set(parts.flatMap((part) => (part instanceof Hole ? [part.name] : [])))];
}

function spellWords(words: Words): string {
  return spellParts(partsOf(words));
}

/** Parts, spelled so that no two lists of parts share a spelling. */
export function spellParts(parts: readonly PatternPart[]): string {
  return parts
    .map((part) => {
      if (typeof part === "string") return JSON.stringify(part);
      return isWildcard(part) ? part.wildcard : `<${JSON.stringify(part.name)}>`;
    })
    .join("");
}
