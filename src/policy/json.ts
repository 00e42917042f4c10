import type { Text } from "../value";
import { Hole, JsonText, OpenList, text, type TextPart, type Value } from "../value";
import type { PolicyFault } from "./policy";
import { spell } from "./words";

/** No policy nests deeper: AWS takes seven levels. */
const DEEPEST = 64;

/** What a JSON text holds. `unknown`: what is not known stands where it may change the structure itself. */
export type JsonDocument =
  { readonly value: Value; readonly faults: readonly PolicyFault[] } | { readonly unknown: readonly string[] };

/**
 * Reads JSON strictly (RFC 8259), with holes in its strings and in the place of its values. A name that stands twice in
 * one object is a fault, with its place. A hole within a string is taken for text that needs no escape; a hole among the
 * items of a list, for any number of them.
 */
export function readJson(document: string | Text): JsonDocument {
  const reader = readerOf(document);
  try {
    const value = readValue(reader, 0);
    skipSpace(reader);
    if (reader.at < reader.text.length) fail(reader, "text after the end of the document");
    return { value, faults: reader.faults };
  } catch (error) {
    if (error instanceof Unclear) return { unknown: reader.holes.map(nameOf) };
    if (error instanceof SyntaxFault) return { value: null, faults: [error.fault] };
    throw error;
  }
}

interface Reader {
  /** The text, each hole one {@link Reader.mark}. */
  readonly text: string;
  readonly mark: string;
  readonly holes: readonly Exclude<TextPart, string>[];
  readonly faults: PolicyFault[];
  at: number;
  /** How many holes lie behind. */
  seen: number;
  /** A hole stood outside a string, so that the structure is not certain. */
  loose: boolean;
}

class SyntaxFault extends Error {
  constructor(readonly fault: PolicyFault) {
    super(fault.what);
  }
}

class Unclear extends Error {}

function readerOf(document: string | Text): Reader {
  const parts = typeof document === "string" ? [document] : document.parts;
  const literal = parts.filter((part) => typeof part === "string").join("");
  const mark = unusedCharacter(literal);
  return {
    text: parts.map((part) => (typeof part === "string" ? part : mark)).join(""),
    mark,
    holes: parts.filter((part) => typeof part !== "string"),
    faults: [],
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

function nameOf(part: Exclude<TextPart, string>): string {
  return part instanceof Hole ? part.name : `jsonencode(${spell(part.value)})`;
}

/** Line and column, from 1. Holes count as one character. */
function place(reader: Reader, at: number): string {
  const before = reader.text.slice(0, at).split("\n");
  return `line ${before.length} column ${(before.at(-1) ?? "").length + 1}`;
}

function fail(reader: Reader, what: string, at = reader.at): never {
  if (reader.loose) throw new Unclear();
  throw new SyntaxFault({ at: place(reader, at), what: `not JSON: ${what}` });
}

function skipSpace(reader: Reader): void {
  while (" \t\r\n".includes(reader.text[reader.at] ?? "x")) reader.at += 1;
}

function nextHole(reader: Reader): Exclude<TextPart, string> {
  const hole = reader.holes[reader.seen];
  reader.at += 1;
  reader.seen += 1;
  if (hole === undefined) throw new Unclear();
  return hole;
}

function readValue(reader: Reader, depth: number): Value {
  skipSpace(reader);
  if (depth > DEEPEST) fail(reader, `nested more than ${DEEPEST} levels deep`);
  const next = reader.text[reader.at];
  if (next === "{") return readObject(reader, depth);
  if (next === "[") return readArray(reader, depth);
  if (next === '"') return readString(reader);
  if (next === reader.mark) return readHole(reader);
  return readWord(reader);
}

/** A hole in the place of a value is the JSON text of one. */
function readHole(reader: Reader): Value {
  reader.loose = true;
  const hole = nextHole(reader);
  skipSpace(reader);
  if (!",]}".includes(reader.text[reader.at] ?? ",")) throw new Unclear();
  if (hole instanceof JsonText) return hole.value;
  return new Hole(`jsondecode(${hole.name})`, { references: hole.references });
}

const WORD = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

function readWord(reader: Reader): Value {
  WORD.lastIndex = reader.at;
  const word = WORD.exec(reader.text)?.[0];
  if (word === undefined)
    return fail(reader, reader.at < reader.text.length ? "a value is expected here" : "it ends too early");
  reader.at += word.length;
  if (word === "true" || word === "false") return word === "true";
  if (word === "null") return null;
  const number = Number(word);
  // a number that JavaScript cannot hold (an account id is none, but 20 digits are) stays as it is written
  return String(number) === word ? number : word;
}

function readObject(reader: Reader, depth: number): Value {
  const members: Record<string, Value> = Object.create(null) as Record<string, Value>;
  reader.at += 1;
  skipSpace(reader);
  if (reader.text[reader.at] === "}") return closed(reader, members);
  for (;;) {
    readMember(reader, depth, members);
    if (!goesOn(reader, "}")) return members;
  }
}

function readMember(reader: Reader, depth: number, members: Record<string, Value>): void {
  skipSpace(reader);
  const start = reader.at;
  if (reader.text[start] === reader.mark) throw new Unclear();
  if (reader.text[start] !== '"') fail(reader, "the name of a member is expected here, in double quotes");
  const name = readString(reader);
  if (typeof name !== "string") throw new Unclear();
  skipSpace(reader);
  if (reader.text[reader.at] !== ":") fail(reader, "a colon is expected here");
  reader.at += 1;
  const value = readValue(reader, depth + 1);
  if (name in members) reader.faults.push({ at: place(reader, start), what: `\`${name}\` stands twice in one object` });
  else members[name] = value;
}

function closed<T>(reader: Reader, value: T): T {
  reader.at += 1;
  return value;
}

/** After a member or an item: a comma, or the end. */
function goesOn(reader: Reader, end: string): boolean {
  skipSpace(reader);
  const next = reader.text[reader.at];
  if (next === reader.mark) throw new Unclear();
  if (next !== "," && next !== end) fail(reader, `a comma or \`${end}\` is expected here`);
  reader.at += 1;
  return next === ",";
}

function readArray(reader: Reader, depth: number): Value {
  const items: Value[] = [];
  const rest: Hole[] = [];
  reader.at += 1;
  skipSpace(reader);
  if (reader.text[reader.at] === "]") return closed(reader, items);
  for (;;) {
    skipSpace(reader);
    if (reader.text[reader.at] !== reader.mark) items.push(readValue(reader, depth + 1));
    else {
      const value = readHole(reader);
      if (value instanceof Hole) rest.push(value);
      else items.push(value);
    }
    if (!goesOn(reader, "]")) return openList(items, rest);
  }
}

function openList(items: readonly Value[], rest: readonly Hole[]): Value {
  const [first, ...others] = rest;
  if (first === undefined) return items;
  const references = rest.flatMap((hole) => hole.references);
  return new OpenList(
    items,
    others.length === 0 ? first : new Hole(rest.map(({ name }) => name).join(" and "), { references }),
  );
}

const PLAIN = /[^"\\\u0000-\u001f]*/y;
const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  "\\": "\\",
  "/": "/",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
};

function readString(reader: Reader): Value {
  const parts: TextPart[] = [];
  const start = reader.at;
  reader.at += 1;
  for (;;) {
    PLAIN.lastIndex = reader.at;
    const plain = PLAIN.exec(reader.text)?.[0] ?? "";
    pushPlain(reader, plain, parts);
    const next = reader.text[reader.at];
    if (next === '"') break;
    if (next === undefined) fail(reader, "a string does not end", start);
    if (next !== "\\") fail(reader, "a control character in a string");
    parts.push(readEscape(reader));
  }
  reader.at += 1;
  return text(parts);
}

function pushPlain(reader: Reader, plain: string, parts: TextPart[]): void {
  plain.split(reader.mark).forEach((piece, index) => {
    if (index > 0) {
      const hole = nextHole(reader);
      parts.push(hole instanceof Hole ? hole : new Hole(nameOf(hole)));
    }
    parts.push(piece);
    reader.at += piece.length;
  });
}

function readEscape(reader: Reader): string {
  const code = reader.text[reader.at + 1] ?? "";
  const hex = reader.text.slice(reader.at + 2, reader.at + 6);
  if (code === "u" && /^[0-9a-fA-F]{4}$/.test(hex)) {
    reader.at += 6;
    return String.fromCharCode(parseInt(hex, 16));
  }
  const character = ESCAPES[code];
  if (character === undefined) fail(reader, "an escape that JSON does not have");
  reader.at += 2;
  return character;
}
