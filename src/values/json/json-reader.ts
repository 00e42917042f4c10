import { Hole, holesOf, type Text, type TextPart } from "../value";
import { spell } from "../same-value";
import type { JsonFragments } from "./json-fragments";

/** A place where a text breaks JSON's grammar, or where it says one thing twice. */
export interface JsonFault {
  /** `line 3 column 7`, counted from 1; a hole counts as one character. */
  readonly at: string;
  /** What is wrong, in one clause. */
  readonly what: string;
  /** The member name that stands twice, which `what` quotes; absent for a fault of the grammar. */
  readonly repeated?: string;
}

/** How a text is read where JSON's grammar leaves it open, or where holes do. */
export interface JsonRules {
  /** A member name that stands twice in one object: a fault; or the last value counts, as in most readers. */
  readonly repeatedNames: "fault" | "last";
  /** A hole among the items of a list: any number of items; or exactly one. */
  readonly holeInList: "open" | "item";
  /** A hole in a member's name: nobody knows which member it is; or the hole is spelled within the name, `${…}`. */
  readonly holeInName: "unclear" | "spelled";
  /** How many levels of lists and objects are read. */
  readonly deepest: number;
}

/** A hole as it stands in a text. */
export type HolePart = Exclude<TextPart, string>;

/** A JSON text, and how far it is read. */
export interface Reader {
  /** The text, each hole one {@link Reader.mark}. */
  readonly text: string;
  /** A character that the text does not hold; empty where there are no holes. */
  readonly mark: string;
  readonly holes: readonly HolePart[];
  readonly faults: JsonFault[];
  readonly rules: JsonRules;
  /** Lists and objects of texts read before; absent: nothing is shared. */
  readonly fragments: JsonFragments | undefined;
  at: number;
  /** How many holes lie behind. */
  seen: number;
  /** A hole stood outside a string, so that a fault of the grammar may be the hole's doing. */
  loose: boolean;
}

/** Thrown where the text breaks JSON's grammar. */
export class SyntaxFault extends Error {
  constructor(readonly fault: JsonFault) {
    super(fault.what);
  }
}

/** Thrown where a hole stands at a place at which it may change the structure itself. */
export class Unclear extends Error {}

/** A reader at the beginning of a text. */
export function readerOf(document: string | Text, rules: JsonRules, fragments: JsonFragments | undefined): Reader {
  const start = { faults: [], rules, fragments, at: 0, seen: 0, loose: false };
  if (typeof document === "string") return { text: document, mark: "", holes: [], ...start };
  const { parts } = document;
  const mark = unusedCharacter(parts.filter((part) => typeof part === "string").join(""));
  return {
    text: parts.map((part) => (typeof part === "string" ? part : mark)).join(""),
    mark,
    holes: parts.filter((part) => typeof part !== "string"),
    ...start,
  };
}

/** A character of the private use area that the text does not hold. */
function unusedCharacter(literal: string): string {
  let code = 0xe000;
  while (literal.includes(String.fromCharCode(code))) code += 1;
  return String.fromCharCode(code);
}

/** A hole of a text as a hole of its own: JSON that stands inside a string is one, and refers to what its holes refer to. */
export function asHole(part: HolePart): Hole {
  if (part instanceof Hole) return part;
  return new Hole(`jsonencode(${spell(part.value)})`, {
    references: holesOf(part.value).flatMap((hole) => hole.references),
  });
}

/** Line and column, counted from 1. */
export function placeOf(reader: Reader, at: number): string {
  const before = reader.text.slice(0, at).split("\n");
  return `line ${before.length} column ${(before.at(-1) ?? "").length + 1}`;
}

/** Ends the reading. */
export function fail(reader: Reader, what: string, at = reader.at): never {
  if (reader.loose) throw new Unclear();
  throw new SyntaxFault({ at: placeOf(reader, at), what: `not JSON: ${what}` });
}

/** Skips white space and returns the character it stops at: `""` at the end. */
export function nextCharacter(reader: Reader): string {
  const { text } = reader;
  for (;;) {
    const next = text.charAt(reader.at);
    if (next > " " || next === "" || !SPACE.includes(next)) return next;
    reader.at += 1;
  }
}

const SPACE = " \n\r\t";

/** Whether the next character stands for a hole. */
export function atHole({ holes, text, at, mark }: Reader): boolean {
  return holes.length > 0 && text[at] === mark;
}

/** Reads the hole that stands here, and moves behind it. */
export function nextHole(reader: Reader): HolePart {
  const hole = reader.holes[reader.seen];
  reader.at += 1;
  reader.seen += 1;
  if (hole === undefined) throw new Unclear();
  return hole;
}
