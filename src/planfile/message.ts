import { Texts } from "./texts";
import type { ValueBytes } from "./value";

/** How a field's content is written; protobuf's groups, which nobody has written for long, are an error. */
const VARINT = 0;
const FIXED_64 = 1;
const DELIMITED = 2;
const FIXED_32 = 5;

/** A varint of 64 bits, 7 in each byte. */
const LONGEST_VARINT = 10;

/**
 * A protobuf message, read field by field and embedded messages in place, without copying anything. What is called to read
 * a field says how the field must be written, anything else is an error; a field that is not read is passed over:
 *
 *     while (message.next()) if (message.field === 14) version = message.text();
 *
 * Read here because a library takes as long to load as a plan of 1,000 resources to read; the tests compare the two.
 *
 * @throws Error where the bytes are not a message
 */
export class Message {
  /** The number of the field that is being read. */
  field = 0;
  private wireType = VARINT;
  private isRead = true;

  private constructor(
    private readonly buffer: Buffer,
    private readonly texts: Texts,
    private at: number,
    private readonly end: number,
  ) {}

  static of(bytes: Uint8Array): Message {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    return new Message(buffer, new Texts(buffer), 0, buffer.length);
  }

  /** Goes on to the next field; false where there is none. */
  next(): boolean {
    if (!this.isRead) this.passOver();
    if (this.at === this.end) return false;
    const tag = this.varint();
    if (tag < 8 || tag > 0xffffffff) throw new Error("a field has no number");
    this.field = tag >>> 3;
    this.wireType = tag & 7;
    this.isRead = false;
    return true;
  }

  /** An embedded message. */
  message(): Message {
    const start = this.delimited();
    return new Message(this.buffer, this.texts, start, this.at);
  }

  /** Where its bytes stand in the whole message's. */
  bytes(): ValueBytes {
    const start = this.delimited();
    return { buffer: this.buffer, texts: this.texts, start, end: this.at };
  }

  text(): string {
    const start = this.delimited();
    return this.texts.read(start, this.at);
  }

  /** An integer, enum or boolean. */
  number(): number {
    this.expect(VARINT);
    return this.varint();
  }

  /** Steps over a content of known length, and says where it begins. */
  private delimited(): number {
    this.expect(DELIMITED);
    const length = this.varint();
    return this.take(length);
  }

  private expect(wireType: number): void {
    if (this.wireType !== wireType) throw new Error(`a field has wire type ${this.wireType}, not ${wireType}`);
    this.isRead = true;
  }

  private passOver(): void {
    if (this.wireType === VARINT) this.varint();
    else if (this.wireType === DELIMITED) this.take(this.varint());
    else if (this.wireType === FIXED_64) this.take(8);
    else if (this.wireType === FIXED_32) this.take(4);
    else throw new Error(`a field has wire type ${this.wireType}`);
  }

  private take(length: number): number {
    const start = this.at;
    this.at += length;
    if (this.at > this.end) throw new Error("a message is cut off");
    return start;
  }

  private varint(): number {
    let value = 0;
    let scale = 1;
    for (let count = 0; count < LONGEST_VARINT; count += 1) {
      const byte = this.buffer[this.take(1)] ?? 0;
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
      scale *= 128;
    }
    throw new Error("a number is longer than 64 bits");
  }
}
