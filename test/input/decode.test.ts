import { decodeText } from "../../src/input";
import { classify } from "../../src/input/classify";
import { SMALL } from "./bytes";

const utf16be = (text: string): Buffer => Buffer.from(text, "utf16le").swap16();

describe("decodeText", () => {
  it.each<[string, Buffer]>([
    ["UTF-8", Buffer.from(SMALL)],
    ["UTF-8 with a byte order mark", Buffer.from("\ufeff" + SMALL)],
    ["UTF-16 LE with a byte order mark", Buffer.from("\ufeff" + SMALL, "utf16le")],
    ["UTF-16 BE with a byte order mark", utf16be("\ufeff" + SMALL)],
    ["UTF-16 LE without", Buffer.from(SMALL, "utf16le")],
    ["UTF-16 BE without", utf16be(SMALL)],
    ["UTF-16 LE without, indented", Buffer.from(`{\r\n  ${SMALL.slice(1)}`, "utf16le")],
  ])("reads %s", (_, bytes) => {
    expect(JSON.parse(decodeText(bytes))).toEqual(JSON.parse(SMALL));
    expect(classify(bytes).kind).toBe("plan");
  });

  it("reads a view into a larger buffer, and leaves its bytes alone", () => {
    const whole = Buffer.concat([Buffer.from("xx"), utf16be("\ufeff" + SMALL), Buffer.from("yy")]);
    const before = Buffer.from(whole);
    expect(decodeText(new Uint8Array(whole.buffer, whole.byteOffset + 2, whole.length - 4))).toBe(SMALL);
    expect(whole.equals(before)).toBe(true);
  });

  it("keeps going where bytes are no text, or half a character is left", () => {
    expect(decodeText(Buffer.from([0x22, 0xe9, 0x22]))).toBe('"\ufffd"');
    expect(decodeText(Buffer.from([0xfe, 0xff, 0x00, 0x41, 0x00]))).toBe("A");
    expect(decodeText(new Uint8Array())).toBe("");
  });
});
