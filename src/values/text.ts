import { spell } from "./same-value";
import { Hole, holesOf, JsonText, Text, text, type Value } from "./value";

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
