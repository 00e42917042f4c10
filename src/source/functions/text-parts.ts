import { Hole, JsonText, Text, type TextPart, type Value } from "../../values/value";
import { EvaluationFailure } from "./failure";
import { isAscii } from "./normalized";

/** The pieces of anything that is text. */
export function partsOf(value: Value): readonly TextPart[] {
  if (value instanceof Text) return value.parts;
  if (typeof value === "string") return value === "" ? [] : [value];
  if (value instanceof Hole || value instanceof JsonText) return [value];
  throw new EvaluationFailure("a string is required");
}

/** A known string; where a function only sees known arguments. */
export function asKnownText(value: Value | undefined): string {
  if (typeof value !== "string") throw new EvaluationFailure("a string is required");
  return value;
}

/** As many characters as are segmented at once. */
const WINDOW = 512;

/** Characters as people see them, which is how Terraform counts. */
export function graphemes(text: string): string[] {
  if (isAscii(text) && !text.includes("\r\n")) return [...text];
  const segmenter = new Intl.Segmenter();
  const found: string[] = [];
  // The segmenter takes time by the square of the length; what begins at a boundary does not depend on what stands before it.
  let size = WINDOW;
  for (let at = 0; at < text.length;) {
    const window = text.slice(at, at + size);
    const segments = Array.from(segmenter.segment(window), ({ segment }) => segment);
    const ends = at + window.length >= text.length;
    if (!ends) segments.pop();
    size = segments.length === 0 ? size * 2 : WINDOW;
    for (const segment of segments) {
      found.push(segment);
      at += segment.length;
    }
  }
  return found;
}

/** True where the hole's text surely holds none of these characters. */
export function lacks(part: Hole | JsonText, characters: string): boolean {
  return part instanceof Hole && FREE_OF[part.shape](characters);
}

const wordCharacters = (characters: string): boolean => /^[:/*?]*$/.test(characters);

/** What the shapes of holes leave out, as value.ts defines them. */
const FREE_OF = {
  any: () => false,
  arn: () => false,
  path: (characters: string) => /^[:*?]*$/.test(characters),
  name: wordCharacters,
  id: wordCharacters,
  region: (characters: string) => !/[a-z0-9-]/.test(characters),
  partition: (characters: string) => !/[a-z-]/.test(characters),
  account: (characters: string) => !/[0-9]/.test(characters),
} satisfies Record<Hole["shape"], (characters: string) => boolean>;
