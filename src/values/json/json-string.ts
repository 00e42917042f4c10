import { Hole, text, type TextPart, type Value } from "../value";
import { fail, nameOf, nextHole, type Reader } from "./json-reader";

/** What ends a plain piece of a string, other than its end; written so that `test` finds it wherever it stands. */
const NOT_PLAIN = /[\\\u0000-\u001f]/;

/** Reads a string, from its first quote to behind its last. */
export function readString(reader: Reader): Value {
  const start = reader.at + 1;
  const end = reader.text.indexOf('"', start);
  // Nearly all have neither an escape nor a hole.
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

function readPieces(reader: Reader): Value {
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
  const pieces = reader.mark === "" ? [plain] : plain.split(reader.mark);
  pieces.forEach((piece, index) => {
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
