import { BinaryReader, BinaryWriter, WireType } from "@bufbuild/protobuf/wire";
import fc from "fast-check";
import { Message } from "../../src/planfile/message";
import { message } from "./make";

const bytes = (hex: string): Buffer => Buffer.from(hex.replaceAll(" ", ""), "hex");

type Read = readonly [number: number, value: number | string];

/** The fields of a message, numbers and texts as such. */
function read(encoded: Uint8Array, isText: (number: number) => boolean): Read[] {
  const found: Read[] = [];
  const reader = Message.of(encoded);
  while (reader.next()) found.push([reader.field, isText(reader.field) ? reader.text() : reader.number()]);
  return found;
}

function readByLibrary(encoded: Uint8Array, isText: (number: number) => boolean): Read[] {
  const found: Read[] = [];
  const reader = new BinaryReader(encoded);
  while (reader.pos < reader.len) {
    const [number] = reader.tag();
    found.push([number, isText(number) ? reader.string() : Number(reader.uint64())]);
  }
  return found;
}

const isEven = (number: number): boolean => number % 2 === 0;
const fieldNumber = fc.integer({ min: 1, max: 2 ** 28 - 1 });

/** Texts in fields of even number, integers in the others. */
const fields = fc.array(
  fc.oneof(
    fc.tuple(
      fieldNumber.map((each) => each * 2),
      fc.string({ unit: "grapheme" }),
    ),
    fc.tuple(
      fieldNumber.map((each) => each * 2 - 1),
      fc.maxSafeNat(),
    ),
  ),
);

describe("fields", () => {
  test("as the library reads them", () => {
    fc.assert(
      fc.property(fields, (made) => {
        const encoded = message(...made);
        expect(read(encoded, isEven)).toEqual(made);
        expect(read(encoded, isEven)).toEqual(readByLibrary(encoded, isEven));
      }),
    );
  });

  test("the largest integer of 64 bits, as near as a number comes", () => {
    const encoded = bytes("08 ffffffffffffffffff01");
    expect(read(encoded, isEven)).toEqual([[1, 2 ** 64]]);
    expect(readByLibrary(encoded, isEven)).toEqual([[1, 2 ** 64]]);
  });

  test("what is not read is passed over, however it is written", () => {
    const writer = new BinaryWriter();
    writer.tag(2, WireType.Varint).uint64(2 ** 40);
    writer.tag(3, WireType.Bit64).fixed64(7);
    writer.tag(4, WireType.LengthDelimited).string("left");
    writer.tag(5, WireType.Bit32).fixed32(7);
    writer.tag(6, WireType.LengthDelimited).string("read");
    const reader = Message.of(writer.finish());
    const found: string[] = [];
    while (reader.next()) if (reader.field === 6) found.push(reader.text());
    expect(found).toEqual(["read"]);
  });

  test("an embedded message ends where it ends, read or not", () => {
    const reader = Message.of(message([1, [[2, "a"]]], [1, [[2, "b"]]], [3, "c"]));
    expect(reader.next()).toBe(true);
    const inner = reader.message();
    expect([reader.next(), reader.field, inner.next(), inner.text(), inner.next()]).toEqual([
      true,
      1,
      true,
      "a",
      false,
    ]);
    expect([reader.next(), reader.field, reader.text(), reader.next()]).toEqual([true, 3, "c", false]);
  });
});

describe("what is no message", () => {
  const whole = (encoded: Uint8Array): void => {
    const reader = Message.of(encoded);
    while (reader.next());
  };

  test.each([
    ["a field without a number", "00", "a field has no number"],
    ["a field's number past 32 bits", "8080808010", "a field has no number"],
    ["a group", "0b 0c", "a field has wire type 3"],
    ["a wire type that there is not", "0f", "a field has wire type 7"],
    ["a tag that is cut off", "80", "a message is cut off"],
    ["a number that is cut off", "08 80", "a message is cut off"],
    ["a number of eleven bytes", "08 8080808080808080808001", "a number is longer than 64 bits"],
    ["a text that is cut off", "0a 02 61", "a message is cut off"],
    ["a text of more bytes than there are anywhere", "0a ffffffffffffffffff01", "a message is cut off"],
    ["a number of 8 bytes that is cut off", "09 00000000000000", "a message is cut off"],
    ["a number of 4 bytes that is cut off", "0d 000000", "a message is cut off"],
  ])("%s", (_, hex, error) => {
    expect(() => {
      whole(bytes(hex));
    }).toThrow(error);
  });

  test("a field that is written otherwise than it must be", () => {
    const reader = Message.of(message([1, "text"]));
    reader.next();
    expect(() => reader.number()).toThrow("a field has wire type 2, not 0");
  });

  test("a field of an embedded message that reaches beyond it", () => {
    const reader = Message.of(bytes("0a 02 0a 02 6161"));
    reader.next();
    const inner = reader.message();
    inner.next();
    expect(() => inner.text()).toThrow("a message is cut off");
  });
});
