import { deflateRawSync } from "node:zlib";
import { openZip } from "../../src/planfile/zip";
import { zip } from "./make";

const read = (bytes: Uint8Array, name: string): string => Buffer.from(openZip(bytes, 1e6).read(name)).toString();

/** A copy with some bytes changed, counted from a signature that stands once in it. */
function patch(bytes: Uint8Array, signature: string, at: number, ...to: readonly number[]): Uint8Array {
  const copy = Buffer.from(bytes);
  const start = copy.indexOf(Buffer.from(signature, "latin1"));
  copy.set(to, start + at);
  return copy;
}

const LOCAL = "PK\x03\x04";
const ENTRY = "PK\x01\x02";
const END = "PK\x05\x06";

const ONE = zip({ a: "hello ".repeat(100) });

test("members are read, folders are none", () => {
  const bytes = zip({ "a/": "", "a/b.tf": "x", "ü.tf": "y" });
  expect(openZip(bytes, 100).names).toEqual(["a/b.tf", "ü.tf"]);
  expect(read(bytes, "a/b.tf")).toBe("x");
  expect(read(bytes, "ü.tf")).toBe("y");
  expect(read(ONE, "a")).toBe("hello ".repeat(100));
});

test("a zip with a comment is read", () => {
  const bytes = Buffer.concat([patch(ONE, END, 20, 3, 0), Buffer.from("abc")]);
  expect(read(bytes, "a")).toBe("hello ".repeat(100));
});

test("a member that is not there", () => {
  expect(() => openZip(ONE, 1e6).read("b")).toThrow('the zip has no member "b"');
});

describe("names that leave their folder", () => {
  test.each(["../x", "a/../../x", "/etc/x", "\\x", "a\\..\\x", "C:\\x", "c:x", "..", "a\0b"])("%j", (name) => {
    expect(() => openZip(zip({ [name]: "x" }), 100)).toThrow("does not stay in its folder");
  });
});

describe("what is damaged or forged", () => {
  test.each<[string, Uint8Array, string]>([
    ["the end is missing", ONE.subarray(0, ONE.length - 30), "the zip is cut off"],
    ["only the beginning is there", ONE.subarray(0, 4), "the zip is cut off"],
    ["the directory lies behind the end", patch(ONE, END, 16, 0xff, 0xff, 0xff, 0x7f), "the zip directory is broken"],
    ["more members are announced", patch(ONE, END, 8, 9, 0, 9, 0), "the zip directory is broken"],
    ["other disks are needed", patch(ONE, END, 4, 1, 0), "the zip is split"],
    ["it is a zip64", patch(ONE, END, 16, 0xff, 0xff, 0xff, 0xff), "it is a zip64"],
    ["the member lies elsewhere", patch(ONE, ENTRY, 42, 1), "it has no header where the directory says"],
    ["the member lies outside", patch(ONE, ENTRY, 42, 0, 0, 0, 0x7f), '"a" cannot be decoded'],
    ["the member is longer than the file", patch(ONE, ENTRY, 20, 0xff, 0xff), "it is cut off"],
    [
      "the declared size is too small",
      patch(ONE, ENTRY, 24, 10, 0),
      "it holds more than the 10 bytes that it declares",
    ],
    ["the declared size is too large", patch(ONE, ENTRY, 24, 0, 4), "it holds 600 bytes, not 1024"],
    ["the content was changed", patch(zip({ a: "x" }), LOCAL, 31, 0x79), "cannot be decoded"],
    ["the checksum was changed", patch(ONE, ENTRY, 16, 1, 2, 3, 4), "its checksum does not match"],
    ["it is compressed in another way", patch(ONE, ENTRY, 10, 12), "compression method 12"],
    ["it is encrypted", patch(ONE, ENTRY, 8, 1), 'the zip member "a" is encrypted'],
  ])("%s", (_, bytes, why) => {
    expect(() => read(bytes, "a")).toThrow(why);
  });

  test("one name twice", () => {
    const bytes = Buffer.from(zip({ ab: "x", ac: "y" }));
    for (let at = bytes.indexOf("ac"); at !== -1; at = bytes.indexOf("ac", at)) bytes.write("ab", at);
    expect(() => openZip(bytes, 100)).toThrow('the zip holds "ab" twice');
  });
});

describe("zip bombs", () => {
  test("that say what they hold", () => {
    const bomb = zip({ a: new Uint8Array(50_000_000) });
    expect(bomb.length).toBeLessThan(100_000);
    expect(() => openZip(bomb, 1_000_000)).toThrow(
      "the zip unpacks to 50000000 bytes; the limit is 1000000\nPass a larger --max-size",
    );
  });

  test("that hold more than they say are stopped there", () => {
    const content = deflateRawSync(Buffer.alloc(50_000_000));
    const bytes = Buffer.from(zip({ a: content }));
    // The stored member is given out as a deflated one of ten bytes.
    const lying = patch(patch(bytes, ENTRY, 10, 8), ENTRY, 24, 10, 0, 0, 0);
    const before = process.memoryUsage().arrayBuffers;
    expect(() => openZip(lying, 1000).read("a")).toThrow("cannot be decoded");
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(5_000_000);
  });

  test("whose members share their bytes count each of them", () => {
    const bytes = zip(Object.fromEntries(Array.from({ length: 100 }, (_, at) => [`m${at}`, new Uint8Array(100_000)])));
    expect(() => openZip(bytes, 1_000_000)).toThrow("the zip unpacks to 10000000 bytes");
  });
});
