import { Hole, JsonText, OpenList, type Text, type Value } from "../value";
import { partsOf } from "../text";
import type { JsonFragments } from "./json-fragments";
import {
  asHole,
  atHole,
  fail,
  nextCharacter,
  nextHole,
  placeOf,
  readerOf,
  SyntaxFault,
  Unclear,
  type JsonFault,
  type JsonRules,
  type Reader,
} from "./json-reader";
import { readString } from "./json-string";

export type { JsonFault, JsonRules } from "./json-reader";

/** What a JSON text holds; `faults` are names that stand twice. `malformed`: it is no JSON. `unknown`: holes may change its structure. */
export type JsonDocument =
  | { readonly value: Value; readonly faults: readonly JsonFault[] }
  | { readonly malformed: JsonFault }
  | { readonly unknown: readonly string[] };

/** How AWS reads a policy document: strictly. AWS takes seven levels; more are read only to tell of them. */
export const POLICY_RULES: JsonRules = {
  repeatedNames: "fault",
  holeInList: "open",
  holeInName: "unclear",
  deepest: 64,
};

/** How data is read that some other reader will take: a state machine's definition, a template, an environment variable. */
export const DATA_RULES: JsonRules = {
  repeatedNames: "last",
  holeInList: "item",
  holeInName: "spelled",
  deepest: 500,
};

/**
 * Reads JSON (RFC 8259, nothing beside it) with holes in its strings and in the place of its values. A hole in the place of
 * a value is the JSON text of one; a number that JavaScript would write otherwise stays text as it is written.
 *
 * @param fragments what earlier texts held, for texts that have much in common.
 */
export function readJson(document: string | Text, rules: JsonRules, fragments?: JsonFragments): JsonDocument {
  const reader = readerOf(document, rules, fragments);
  try {
    const value = readValue(reader, 0);
    nextCharacter(reader);
    if (reader.at < reader.text.length) fail(reader, "text after the end of the document");
    return { value, faults: reader.faults };
  } catch (error) {
    if (error instanceof Unclear) return { unknown: reader.holes.map((hole) => asHole(hole).name) };
    if (error instanceof SyntaxFault) return { malformed: error.fault };
    throw error;
  }
}

function readValue(reader: Reader, depth: number): Value {
  const next = nextCharacter(reader);
  if (depth > reader.rules.deepest) fail(reader, `nested more than ${reader.rules.deepest} levels deep`);
  if (next === '"') return readString(reader);
  if (next === "{" || next === "[") return readNested(reader, depth, next === "{" ? readObject : readArray);
  return atHole(reader) ? readHole(reader) : readWord(reader);
}

/** Reads a list or an object, or takes it from an earlier text. */
function readNested(reader: Reader, depth: number, read: (reader: Reader, depth: number) => Value): Value {
  const { text, at: start, faults, fragments } = reader;
  // Whole documents and their lists of statements are seldom equal; with holes, equal text is not equal value.
  if (fragments === undefined || depth < 2 || reader.holes.length > 0) return read(reader, depth);
  const found = fragments.find(text, start, depth);
  if (found !== undefined) {
    reader.at += found.text.length;
    return found.value;
  }
  const before = faults.length;
  const value = read(reader, depth);
  // A fault is told with its place, which is another in each text.
  if (faults.length === before) fragments.keep(text.slice(start, reader.at), value, depth);
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
  // JavaScript rounds a number of 20 digits; AWS takes numbers for their text.
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
  const name = readName(reader);
  if (nextCharacter(reader) !== ":") fail(reader, "a colon is expected here");
  reader.at += 1;
  const value = readValue(reader, depth + 1);
  if (reader.rules.repeatedNames === "fault" && name in members) repeat(reader, name, start);
  else members[name] = value;
}

/** Finding a place takes a pass over the text, so that a text made of one name again and again must not be told of in full. */
const MOST_REPEATED = 100;

function repeat(reader: Reader, name: string, at: number): void {
  if (reader.faults.length >= MOST_REPEATED) return;
  reader.faults.push({ at: placeOf(reader, at), what: `\`${name}\` stands twice in one object`, repeated: name });
}

function readName(reader: Reader): string {
  const name = readString(reader);
  if (typeof name === "string") return name;
  if (reader.rules.holeInName === "unclear") throw new Unclear();
  return partsOf(name)
    .map((part) => (typeof part === "string" ? part : `\${${part.name}}`))
    .join("");
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
    const isHole = atHole(reader);
    const value = isHole ? readHole(reader) : readValue(reader, depth + 1);
    if (isHole && value instanceof Hole && reader.rules.holeInList === "open") rest.push(value);
    else items.push(value);
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
