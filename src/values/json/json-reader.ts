import { Hole, type Text, type TextPart } from "../value";
import type { KnownJson } from "./known-json";
import { spell } from "../text";

/** A place where a text is no JSON, or where a name stands twice in one object. */
export interface JsonFault {
  /** `line 3 column 7`, counted from 1. */
  readonly at: string;
  /** What is wrong, in one clause. Quotes nothing but member names. */
  readonly what: string;
}

/** A JSON text, and how far it is read. */
export interface Reader {
  /** The text, each hole one {@link Reader.mark}. */
  readonly text: string;
  /** Empty where there are no holes. */
  readonly mark: string;
  readonly holes: readonly Exclude<TextPart, string>[];
  readonly faults: JsonFault[];
  /** What was read of other texts. */
  readonly known: KnownJson;
  at: number;
  /** How many holes lie behind. */
  seen: number;
  /** A hole stood outside a string, so that the structure is not certain. */
  loose: boolean;
}

/** The text breaks JSON's grammar. */
export class SyntaxFault extends Error {
  constructor(readonly fault: JsonFault) {
    super(fault.what);
  }
}

/** What is not known stands where it may change the structure itself. */
export class Unclear extends Error {}

/** A reader at the beginning of a text. */
export function readerOf(document: string | Text, known: KnownJson): Reader {
  if (typeof document === "string") {
    return { text: document, mark: "", holes: [], faults: [], known, at: 0, seen: 0, loose: false };
  }
  const { parts } = document;
  const mark = unusedCharacter(parts.filter((part) => typeof part === "string").join(""));
  return {
    text: parts.map((part) => (typeof part === "string" ? part : mark)).join(""),
    mark,
    holes: parts.filter((part) => typeof part !== "string"),
    faults: [],
    known,
    at: 0,
    seen: 0,
    loose: false,
  };
}

/** A character of the private use area that the text does not hold. */
function unusedCharacter(literal: string): string {
  let code = 0xe000;
  while (literal.includes(String.fromCharCode(code))) code += 1;
  return String.fromCharCode(code);
}

/** What a hole is called. */
export function nameOf(part: Exclude<TextPart, string>): string {
  return part instanceof Hole ? part.name : `jsonencode(${spell(part.value)})`;
}

/** Line and column, from 1. Holes count as one character. */
export function place(reader: Reader, at: number): string {
  const before = reader.text.slice(0, at).split("\n");
  return `line ${before.length} column ${(before.at(-1) ?? "").length + 1}`;
}

/** Ends the reading. */
export function fail(reader: Reader, what: string, at = reader.at): never {
  if (reader.loose) throw new Unclear();
  throw new SyntaxFault({ at: place(reader, at), what: `not JSON: ${what}` });
}

/** Goes to the next character that is no space, and tells which it is: `""` at the end. */
export function nextCharacter(reader: Reader): string {
  const { text } = reader;
  for (;;) {
    const next = text.charAt(reader.at);
    if (next > " " || next === "" || !SPACE.includes(next)) return next;
    reader.at += 1;
  }
}

const SPACE = " \n\r\t";

/** Whether a hole stands here. */
export function atHole({ holes, text, at, mark }: Reader): boolean {
  return holes.length > 0 && text[at] === mark;
}

/** Passes a hole. */
export function nextHole(reader: Reader): Exclude<TextPart, string> {
  const hole = reader.holes[reader.seen];
  reader.at += 1;
  reader.seen += 1;
  if (hole === undefined) throw new Unclear();
  return hole;
}
