/**
 * Text of a plan document: UTF-8 with or without a byte order mark, UTF-16 of either order with one (PowerShell's `>`) or
 * without (told by where the zero bytes are). Bytes that are no UTF-8 become U+FFFD.
 */
export function decodeText(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { encoding, start } = encodingOf(buffer);
  if (encoding === "utf8") return buffer.toString("utf8", start);
  return encoding === "little-endian" ? littleEndian(buffer.subarray(start)) : bigEndian(buffer.subarray(start));
}

/** Whether a text is in UTF-16, as PowerShell's `>` writes it. */
export function isUtf16(bytes: Uint8Array): boolean {
  return encodingOf(bytes).encoding !== "utf8";
}

/** `start` is where the text begins, behind a byte order mark. */
function encodingOf(bytes: Uint8Array): { encoding: "utf8" | "little-endian" | "big-endian"; start: number } {
  const [first, second, third, fourth] = bytes;
  if (first === 0xff && second === 0xfe) return { encoding: "little-endian", start: 2 };
  if (first === 0xfe && second === 0xff) return { encoding: "big-endian", start: 2 };
  if (first === 0xef && second === 0xbb && third === 0xbf) return { encoding: "utf8", start: 3 };
  if (first !== 0 && second === 0 && third !== 0 && fourth === 0) return { encoding: "little-endian", start: 0 };
  if (first === 0 && second !== 0 && third === 0 && fourth !== 0) return { encoding: "big-endian", start: 0 };
  return { encoding: "utf8", start: 0 };
}

function littleEndian(buffer: Buffer): string {
  return buffer.toString("utf16le");
}

function bigEndian(buffer: Buffer): string {
  // A copy, since the bytes are swapped in place; an odd last byte is half a character.
  return Buffer.from(buffer.subarray(0, buffer.length & ~1))
    .swap16()
    .toString("utf16le");
}
