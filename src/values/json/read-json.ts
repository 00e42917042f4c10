import { Hole, JsonText, OpenList, type Text, type Value } from "../value";
import {
  atHole,
  fail,
  nameOf,
  nextCharacter,
  nextHole,
  place,
  readerOf,
  SyntaxFault,
  Unclear,
  type JsonFault,
  type Reader,
} from "./json-reader";
import { readString } from "./json-string";
import { KnownJson } from "./known-json";

/** No policy nests deeper: AWS takes seven levels. */
const DEEPEST = 64;

/** What a JSON text holds. `unknown`: what is not known stands where it may change the structure itself. */
export type JsonDocument =
  { readonly value: Value; readonly faults: readonly JsonFault[] } | { readonly unknown: readonly string[] };

/**
 * Reads JSON strictly (RFC 8259), with holes in its strings and in the place of its values. A name that stands twice in
 * one object is a fault, with its place. A hole within a string is taken for text that needs no escape; a hole among the
 * items of a list, for any number of them.
 */
export function readJson(document: string | Text, known: KnownJson = new KnownJson()): JsonDocument {
  const reader = readerOf(document, known);
  try {
    const value = readValue(reader, 0);
    nextCharacter(reader);
    if (reader.at < reader.text.length) fail(reader, "text after the end of the document");
    return { value, faults: reader.faults };
  } catch (error) {
    if (error instanceof Unclear) return { unknown: reader.holes.map(nameOf) };
    if (error instanceof SyntaxFault) return { value: null, faults: [error.fault] };
    throw error;
  }
}

function readValue(reader: Reader, depth: number): Value {
  const next = nextCharacter(reader);
  if (depth > DEEPEST) fail(reader, `nested more than ${DEEPEST} levels deep`);
  if (next === '"') return readString(reader);
  if (next === "{" || next === "[") return readNested(reader, depth, next === "{" ? readObject : readArray);
  return atHole(reader) ? readHole(reader) : readWord(reader);
}

/** Reads a list or an object, or takes what it was found to be in another text. */
function readNested(reader: Reader, depth: number, read: (reader: Reader, depth: number) => Value): Value {
  const { text, at: start, faults, known } = reader;
  // Whole documents and their lists of statements are seldom equal; with holes, one text is not one value.
  if (depth < 2 || reader.holes.length > 0) return read(reader, depth);
  const found = known.find(text, start, depth);
  if (found !== undefined) {
    reader.at += found.text.length;
    return found.value;
  }
  const before = faults.length;
  const value = read(reader, depth);
  // A fault is told by its place, each time.
  if (faults.length === before) known.keep(text.slice(start, reader.at), value, depth);
  return value;
}

/** A hole in the place of a value is the JSON text of one. */
function readHole(reader: Reader): Value {
  reader.loose = true;
  const hole = nextHole(reader);
  // `""` is the end, which may follow a value too.
  if (!",]}".includes(nextCharacter(reader))) throw new Unclear();
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
  if (nextCharacter(reader) === "}") return closed(reader, members);
  for (;;) {
    readMember(reader, depth, members);
    if (!goesOn(reader, "}")) return members;
  }
}

function readMember(reader: Reader, depth: number, members: Record<string, Value>): void {
  const next = nextCharacter(reader);
  const start = reader.at;
  if (atHole(reader)) throw new Unclear();
  if (next !== '"') fail(reader, "the name of a member is expected here, in double quotes");
  const name = readString(reader);
  if (typeof name !== "string") throw new Unclear();
  if (nextCharacter(reader) !== ":") fail(reader, "a colon is expected here");
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
  const next = nextCharacter(reader);
  if (atHole(reader)) throw new Unclear();
  if (next !== "," && next !== end) fail(reader, `a comma or \`${end}\` is expected here`);
  reader.at += 1;
  return next === ",";
}

function readArray(reader: Reader, depth: number): Value {
  const items: Value[] = [];
  const rest: Hole[] = [];
  reader.at += 1;
  if (nextCharacter(reader) === "]") return closed(reader, items);
  for (;;) {
    nextCharacter(reader);
    if (!atHole(reader)) items.push(readValue(reader, depth + 1));
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
