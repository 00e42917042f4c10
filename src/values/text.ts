import { Choice, Hole, JsonText, OpenList, Text, holesOf, isList, isMap, text } from "./value";
import type { TextPart, Value } from "./value";

/** Text, as far as it is known. A {@link Text} among them holds no `JsonText`: see {@link wordsOf}. */
export type Words = string | Hole | Text;

/**
 * The value as text: AWS takes numbers and booleans for their text. `undefined`: it is none (null, a list, a map).
 * The JSON of a value with holes becomes one hole, named by what is in it: nothing in a policy element looks inside it.
 */
export function wordsOf(value: Value | undefined): Words | undefined {
  if (typeof value === "string" || value instanceof Hole) return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (value instanceof JsonText) return holeFor(value);
  if (!(value instanceof Text)) return undefined;
  if (!value.parts.some((part) => part instanceof JsonText)) return value;
  return text(value.parts.map((part) => (part instanceof JsonText ? holeFor(part) : part))) as Words;
}

function holeFor(json: JsonText): Hole {
  return new Hole(`jsonencode(${spell(json.value)})`);
}

/** A spelling that two values share only where they are the same value: what is unknown stands outside all quotes. */
export function spell(value: Value): string {
  if (value instanceof Hole) return `<${JSON.stringify(value.name)}>`;
  if (value instanceof Text) return `text(${value.parts.map(spell).join()})`;
  if (value instanceof JsonText) return `json(${spell(value.value)})`;
  if (value instanceof OpenList) return `open(${[...value.items, value.rest].map(spell).join()})`;
  if (value instanceof Choice) return `choice(${[value.condition, value.whenTrue, value.whenFalse].map(spell).join()})`;
  if (isList(value)) return `[${value.map(spell).join()}]`;
  if (!isMap(value)) return JSON.stringify(value);
  const members = Object.keys(value).sort();
  return `{${members.map((name) => `${JSON.stringify(name)}:${spell(value[name] ?? null)}`).join()}}`;
}

/** The pieces of some text, in order: literal strings and holes. */
export function partsOf(words: Words): readonly (string | Hole)[] {
  if (words instanceof Text) return words.parts as readonly (string | Hole)[];
  return words === "" ? [] : [words];
}

/** Joins pieces of text. */
export function join(parts: readonly (string | Hole | Text)[]): Words {
  return text(parts) as Words;
}

/** The names of the holes in some text, each once. */
export function holeNames(words: Words): string[] {
  return typeof words === "string" ? [] : holesOf(words).map((hole) => hole.name);
}

/** True where both are the same pieces in the same order, so that they are the same text whatever the holes are. */
export function sameWords(left: Words, right: Words): boolean {
  if (left === right) return true;
  if (typeof left === "string" || typeof right === "string") return false;
  const a = partsOf(left);
  const b = partsOf(right);
  return a.length === b.length && a.every((part, index) => samePart(part, b[index]));
}

/** Two holes of one name are the same text. */
export function samePart(left: TextPart | undefined, right: TextPart | undefined): boolean {
  if (left instanceof Hole && right instanceof Hole) return left.name === right.name;
  return left === right;
}

/** Puts words in place of holes; `undefined` leaves the hole. */
export function fill(words: Words, replace: (hole: Hole) => Words | undefined): Words {
  if (typeof words === "string") return words;
  if (words instanceof Hole) return replace(words) ?? words;
  return join(partsOf(words).map((part) => (part instanceof Hole ? (replace(part) ?? part) : part)));
}

/**
 * Lower case, character by character: a text in pieces must fold as the whole does, which `toLowerCase` alone does not
 * promise outside ASCII (a final sigma).
 */
export function fold(literal: string): string {
  return /^[\x00-\x7f]*$/.test(literal)
    ? literal.toLowerCase()
    : Array.from(literal, (character) => character.toLowerCase()).join("");
}

/** {@link fold}, of text with holes: a hole stays itself. */
export function foldWords(words: Words): Words {
  if (typeof words === "string") return fold(words);
  if (words instanceof Hole) return words;
  return join(partsOf(words).map((part) => (part instanceof Hole ? part : fold(part))));
}
