import { text, type TextPart } from "../value";
import type { Words } from "../text";
import { asHole, fail, nextHole, type Reader } from "./json-reader";

/** What a string without escapes does not hold. */
const NOT_PLAIN = /[\\\u0000-\u001f]/;

/** Reads a string with its quotes. A hole within it is taken for text that needs no escape. */
export function readString(reader: Reader): Words {
  const start = reader.at + 1;
  const end = reader.text.indexOf('"', start);
  // Nearly all strings have neither an escape nor a hole.
  const whole = reader.text.slice(start, end);
  if (end < 0 || NOT_PLAIN.test(whole) || (reader.mark !== "" && whole.includes(reader.mark)))
    return readPieces(reader);
  reader.at = end + 1;
  return whole;
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

function readPieces(reader: Reader): Words {
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
  return text(parts) as Words;
}

function pushPlain(reader: Reader, plain: string, parts: TextPart[]): void {
  const pieces = reader.mark === "" ? [plain] : plain.split(reader.mark);
  pieces.forEach((piece, index) => {
    if (index > 0) parts.push(asHole(nextHole(reader)));
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
