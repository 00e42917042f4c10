import { CONTAINER, type Json } from "../plan";
import { parseJson, type Budget } from "./budget";
import type { Texts } from "./texts";

/** A value as a saved plan holds it, in the two halves that plan JSON makes of it (`after` and `after_unknown`). */
export interface SavedValue {
  /** What is known: unknown attributes are left out of maps; unknown list items are null, since the place counts. */
  readonly known: Json;
  /**
   * `false` where everything is known, `true` where nothing is; else of the shape of the value: unknown attributes are
   * `true` and known scalars left out of maps, known scalars in lists are `false`.
   */
  readonly unknown: Json;
}

/** Where a value stands in the plan's bytes. */
export interface ValueBytes {
  readonly buffer: Buffer;
  readonly texts: Texts;
  /** What the items in them are counted against. */
  readonly budget: Budget;
  readonly start: number;
  readonly end: number;
}

/** What an unknown item takes beside its place, in values: it stands in what is known and in what is not. */
const UNKNOWN = 2;

/** Nesting past which a value is refused; the deepest that providers' schemas have is about 60. */
const MAX_DEPTH = 512;

/**
 * Decodes a value that Terraform wrote as msgpack with cty: unknown values are extensions (type 0, or 12 with what is
 * known of them all the same), a value whose type the schema leaves open is a pair of its type and itself, and a number
 * that neither an integer nor a float of 64 bits holds exactly is text. Such a number comes back as a number only where
 * its type stands beside it; elsewhere only the provider's schema tells it from text.
 *
 * Decoded here because a library that trusts the lengths it reads allocates by them (a megabyte of nested list headers
 * asks for terabytes), and because of 3,000 resources it takes 90 ms where this takes 25; the tests compare the two.
 *
 * @throws Error where the bytes are not such a value: cut off, with bytes behind its end, with a length that the bytes
 *   cannot hold, with a key that is not text, nested too deep
 */
export function decodeValue({ buffer, texts, budget, start, end }: ValueBytes): SavedValue {
  const cursor: Cursor = { buffer, texts, budget, at: start, end, unknown: false };
  const known = readItem(cursor, 0);
  if (cursor.at < end) throw new Error("bytes follow a value");
  return { known, unknown: cursor.unknown };
}

/** The type that stands beside a value whose type the schema leaves open, as cty writes it in JSON; `null` where none does. */
export function typeBeside({ buffer, texts, budget, start, end }: ValueBytes): Json {
  const cursor: Cursor = { buffer, texts, budget, at: start, end, unknown: false };
  return readByte(cursor) === 0x92 && nextIsBinary(cursor) ? readType(cursor) : null;
}

/** Sets an own property, also one called `__proto__`. */
export function put<T>(object: Record<string, T>, key: string, value: T): void {
  if (key === "__proto__") {
    Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
  } else object[key] = value;
}

interface Cursor {
  readonly buffer: Buffer;
  readonly texts: Texts;
  readonly budget: Budget;
  at: number;
  readonly end: number;
  /** Of the item read last: see {@link SavedValue.unknown}. */
  unknown: Json;
}

/** Formats are those of the msgpack specification; what cty never writes is an error. */
function readItem(cursor: Cursor, depth: number): Json {
  const first = readByte(cursor);
  cursor.unknown = false;
  if (first < 0x80) return first;
  if (first < 0x90) return readMap(cursor, first & 0x0f, depth);
  if (first < 0xa0) return readList(cursor, first & 0x0f, depth);
  if (first < 0xc0) return readText(cursor, first & 0x1f);
  if (first >= 0xe0) return first - 0x100;
  switch (first) {
    case 0xc0:
      return null;
    case 0xc2:
      return false;
    case 0xc3:
      return true;
    case 0xd9:
    case 0xda:
    case 0xdb:
      return readText(cursor, readLength(cursor, first - 0xd9));
    case 0xdc:
    case 0xdd:
      return readList(cursor, readLength(cursor, first - 0xdb), depth);
    case 0xde:
    case 0xdf:
      return readMap(cursor, readLength(cursor, first - 0xdd), depth);
    default:
      return first >= 0xca && first <= 0xd3 ? readNumber(cursor, first) : readUnknown(cursor, first);
  }
}

function readByte(cursor: Cursor): number {
  const byte = cursor.buffer[cursor.at];
  cursor.at += 1;
  if (byte === undefined || cursor.at > cursor.end) throw new Error("a value is cut off");
  return byte;
}

/** Steps over that many bytes and says where they begin. */
function take(cursor: Cursor, length: number): number {
  const { at } = cursor;
  cursor.at = at + length;
  if (cursor.at > cursor.end) throw new Error("a value is cut off");
  return at;
}

/** A length of 1, 2 or 4 bytes; `size` is 0, 1 or 2. */
function readLength(cursor: Cursor, size: number): number {
  return readUint(cursor, 1 << size);
}

/** An integer of 1, 2 or 4 bytes, without a sign. Buffer's own methods take longer to get ready than all of this. */
function readUint(cursor: Cursor, size: number): number {
  let value = 0;
  for (let left = size; left > 0; left -= 1) value = value * 0x100 + readByte(cursor);
  return value;
}

function readText(cursor: Cursor, length: number): string {
  const start = take(cursor, length);
  return cursor.texts.read(start, cursor.at);
}

function readNumber(cursor: Cursor, first: number): number {
  const { buffer } = cursor;
  switch (first) {
    case 0xca:
      return buffer.readFloatBE(take(cursor, 4));
    case 0xcb:
      return buffer.readDoubleBE(take(cursor, 8));
    case 0xcf:
      return Number(buffer.readBigUInt64BE(take(cursor, 8)));
    case 0xd3:
      return Number(buffer.readBigInt64BE(take(cursor, 8)));
    default: {
      const size = 1 << (first & 3);
      const value = readUint(cursor, size);
      return first < 0xd0 || value < 2 ** (8 * size - 1) ? value : value - 2 ** (8 * size);
    }
  }
}

/** Every extension is an unknown value, as it is to cty. */
function readUnknown(cursor: Cursor, first: number): null {
  if (first >= 0xd4 && first <= 0xd8) take(cursor, 1 + (1 << (first - 0xd4)));
  else if (first >= 0xc7 && first <= 0xc9) take(cursor, 1 + readLength(cursor, first - 0xc7));
  else throw new Error("a value is not msgpack as Terraform writes it");
  cursor.budget.spend(UNKNOWN);
  cursor.unknown = true;
  return null;
}

function readMap(cursor: Cursor, size: number, depth: number): Json {
  checkRoom(cursor, size * 2, depth);
  const known: Record<string, Json> = {};
  let unknown: Record<string, Json> | undefined;
  let whollyKnown = true;
  for (let index = 0; index < size; index += 1) {
    const key = readKey(cursor);
    const item = readItem(cursor, depth + 1);
    if (cursor.unknown !== true) put(known, key, item);
    if (cursor.unknown !== false) whollyKnown = false;
    // Known lists and maps get a place, too: they are written if anything beside them is unknown.
    if (cursor.unknown !== false || (typeof item === "object" && item !== null)) {
      put((unknown ??= {}), key, cursor.unknown);
    }
  }
  cursor.unknown = unknown === undefined || whollyKnown ? false : withShape(unknown, known);
  return known;
}

function readKey(cursor: Cursor): string {
  const first = readByte(cursor);
  if (first >= 0xa0 && first < 0xc0) return readText(cursor, first & 0x1f);
  if (first >= 0xd9 && first <= 0xdb) return readText(cursor, readLength(cursor, first - 0xd9));
  throw new Error("a map key is not text");
}

function readList(cursor: Cursor, size: number, depth: number): Json {
  checkRoom(cursor, size, depth);
  if (size === 2 && nextIsBinary(cursor)) {
    const type = readType(cursor);
    return withType(readItem(cursor, depth + 1), type);
  }
  const known: Json[] = [];
  let unknown: Json[] | undefined;
  for (let index = 0; index < size; index += 1) {
    known.push(readItem(cursor, depth + 1));
    if (cursor.unknown !== false) unknown ??= known.slice(0, -1).map(knownShape);
    unknown?.push(cursor.unknown === false ? knownShape(known[index] ?? null) : cursor.unknown);
  }
  cursor.unknown = unknown ?? false;
  return known;
}

/** Fills the places of known lists and maps in what is unknown of a map. */
function withShape(unknown: Record<string, Json>, known: Readonly<Record<string, Json>>): Json {
  for (const key of Object.keys(unknown)) {
    if (unknown[key] === false) put(unknown, key, knownShape(known[key] ?? null));
  }
  return unknown;
}

/** How plan JSON writes that all of a value is known, beside something that is not. */
function knownShape(known: Json): Json {
  if (typeof known !== "object" || known === null) return false;
  if (Array.isArray(known)) return (known as readonly Json[]).map(knownShape);
  const shape: Record<string, Json> = {};
  for (const [key, item] of Object.entries(known)) {
    if (typeof item === "object" && item !== null) put(shape, key, knownShape(item));
  }
  return shape;
}

function checkRoom(cursor: Cursor, items: number, depth: number): void {
  if (items > cursor.end - cursor.at) throw new Error("a list or map is longer than its bytes");
  cursor.budget.spend(CONTAINER + items);
  if (depth >= MAX_DEPTH) throw new Error(`values are nested more than ${MAX_DEPTH} deep`);
}

function nextIsBinary(cursor: Cursor): boolean {
  const first = cursor.buffer[cursor.at] ?? 0;
  return first >= 0xc4 && first <= 0xc6;
}

/** A type as cty writes it: `"string"`, `["list", type]`, `["object", { name: type }]`, `["tuple", [type]]`, in JSON. */
function readType(cursor: Cursor): Json {
  const size = readByte(cursor) - 0xc4;
  return parseJson(readText(cursor, readLength(cursor, size)), cursor.budget);
}

/** Makes numbers of the texts that the type says are numbers. Inner open types have done so already. */
function withType(value: Json, type: Json | undefined): Json {
  if (typeof value === "string") return type === "number" ? Number(value) : value;
  if (typeof value !== "object" || value === null || !Array.isArray(type)) return value;
  const [kind, of] = type as readonly Json[];
  const inner = (key: string | number): Json | undefined => {
    if (kind !== "object" && kind !== "tuple") return of;
    return typeof of === "object" && of !== null && Object.hasOwn(of, key)
      ? (of as Readonly<Record<string | number, Json>>)[key]
      : undefined;
  };
  if (Array.isArray(value)) return (value as readonly Json[]).map((item, index) => withType(item, inner(index)));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withType(item, inner(key))]));
}
