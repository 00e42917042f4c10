/**
 * Text of a plan document: UTF-8 with or without a byte order mark, UTF-16 of either order with one (PowerShell's `>`) or
 * without (told by where the zero bytes are). Bytes that are no UTF-8 become U+FFFD.
 */
export function decodeText(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [first, second, third, fourth] = buffer;
  if (first === 0xff && second === 0xfe) return littleEndian(buffer.subarray(2));
  if (first === 0xfe && second === 0xff) return bigEndian(buffer.subarray(2));
  if (first === 0xef && second === 0xbb && third === 0xbf) return buffer.toString("utf8", 3);
  if (first !== 0 && second === 0 && third !== 0 && fourth === 0) return littleEndian(buffer);
  if (first === 0 && second !== 0 && third === 0 && fourth !== 0) return bigEndian(buffer);
  return buffer.toString("utf8");
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
