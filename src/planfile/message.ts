import { BinaryReader, WireType } from "@bufbuild/protobuf/wire";
import type { Budget } from "./budget";
import { Texts } from "./texts";
import type { ValueBytes } from "./saved-value";

/**
 * Reads one field of a message, or leaves it (returns false) so that it is passed over. What it calls to read a field says
 * how the field must be written; anything else is an error.
 */
export type ReadField = (number: number, field: Field) => boolean;

/** The field that is being read. */
export interface Field {
  /** An embedded message. */
  message(read: ReadField): void;
  /** Whether it is written as bytes with a length: a message, text or bytes; else it is a number. */
  isDelimited(): boolean;
  /** Where its bytes stand in the whole message's. */
  bytes(): ValueBytes;
  text(): string;
  /** An integer, enum or boolean. */
  number(): number;
}

/** What an embedded message takes, in values; a change is four messages and more. */
const MESSAGE = 16;

/**
 * Reads a protobuf message field by field, embedded messages in place, without copying anything.
 *
 * @param budget what its values are counted against
 * @throws Error where the bytes are not a message
 */
export function readMessage(message: Uint8Array, budget: Budget, read: ReadField): void {
  const buffer = Buffer.from(message.buffer, message.byteOffset, message.length);
  const texts = new Texts(buffer);
  const reader = new BinaryReader(message);
  let wireType = WireType.Varint;
  const expect = (type: WireType): void => {
    if (wireType !== type) throw new Error(`a field has wire type ${wireType}, not ${type}`);
  };
  /** Leaves the reader where the field's content begins, and says where that ends. */
  const delimited = (): number => {
    expect(WireType.LengthDelimited);
    const length = reader.uint32();
    if (reader.pos + length > reader.len) throw new Error("a message is cut off");
    return reader.pos + length;
  };
  const readUntil = (end: number, each: ReadField): void => {
    while (reader.pos < end) {
      const [number, type] = reader.tag();
      wireType = type;
      if (!each(number, field)) reader.skip(type, number);
    }
    if (reader.pos !== end) throw new Error("a message is cut off");
  };
  const field: Field = {
    message(each) {
      budget.spend(MESSAGE);
      readUntil(delimited(), each);
    },
    isDelimited: () => wireType === WireType.LengthDelimited,
    bytes() {
      const end = delimited();
      const start = reader.pos;
      reader.pos = end;
      return { buffer, texts, budget, start, end };
    },
    text() {
      const end = delimited();
      const start = reader.pos;
      reader.pos = end;
      return texts.read(start, end);
    },
    number() {
      expect(WireType.Varint);
      return Number(reader.uint64());
    },
  };
  readUntil(reader.len, read);
}
