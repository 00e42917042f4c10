import fc from "fast-check";
import { Texts } from "../../src/planfile/texts";

/** Reads one text after the other from one buffer. */
function readAll(parts: readonly Uint8Array[]): string[] {
  const texts = new Texts(Buffer.concat(parts));
  let end = 0;
  return parts.map((part) => texts.read(end, (end += part.length)));
}

const decoded = (parts: readonly Uint8Array[]): string[] => parts.map((part) => Buffer.from(part).toString("utf8"));

test.each<[string, Uint8Array[]]>([
  ["that differ behind what is hashed", ["a", "b"].map((end) => Buffer.from("x".repeat(100) + end))],
  ["of one length, one of them not ASCII", [Buffer.from("\u00e9"), Buffer.from([0xe9]), Buffer.from([0xe9, 0xe9])]],
  ["one of them not UTF-8", [Buffer.from([0xff]), Buffer.from([0xfe]), Buffer.from([0xff])]],
  ["one the beginning of the other", [Buffer.from("ab"), Buffer.from("a"), Buffer.from(""), Buffer.from("ab")]],
])("texts %s", (_, parts) => {
  expect(readAll(parts)).toEqual(decoded(parts));
});

test("any bytes are the text that they are, however often they come and whatever came before", () => {
  const few = fc
    .uint8Array({ maxLength: 3, max: 3 })
    .map((bytes) => bytes.map((byte) => [0x61, 0x62, 0xc3, 0xa9][byte] ?? 0));
  fc.assert(
    fc.property(fc.array(fc.oneof(few, fc.uint8Array({ maxLength: 80 }))), (parts) => {
      expect(readAll([...parts, ...parts])).toEqual(decoded([...parts, ...parts]));
    }),
  );
});
