import { Decoder, encode, ExtData } from "@msgpack/msgpack";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import type { Json } from "../../src/plan";
import { Budget } from "../../src/planfile/budget";
import { readMessage } from "../../src/planfile/message";
import { Texts } from "../../src/planfile/texts";
import { decodeValue, typeBeside, type SavedValue, type ValueBytes } from "../../src/planfile/saved-value";
import { openZip } from "../../src/planfile/zip";
import { UNKNOWN_VALUE } from "./make";

const range = (bytes: Uint8Array): ValueBytes => {
  const buffer = Buffer.from(bytes);
  return { buffer, texts: new Texts(buffer), budget: new Budget(1e12), start: 0, end: buffer.length };
};
const decode = (bytes: Uint8Array): SavedValue => decodeValue(range(bytes));
const bytes = (hex: string): Buffer => Buffer.from(hex.replaceAll(" ", ""), "hex");

const UNKNOWN = Symbol("unknown");

/** The library's decoder, told what cty's extensions mean. */
const library = new Decoder({ extensionCodec: { tryToEncode: () => null, decode: () => UNKNOWN } });

/** What the library decodes, parted as plan JSON parts it. */
const byLibrary = (encoded: Uint8Array): SavedValue => {
  const value = library.decode(encoded);
  return { known: knownPart(value), unknown: isKnown(value) ? false : unknownPart(value) };
};

function isKnown(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return value !== UNKNOWN;
  return Object.values(value).every(isKnown);
}

function knownPart(value: unknown): Json {
  if (value === UNKNOWN) return null;
  if (Array.isArray(value)) return value.map(knownPart);
  if (typeof value !== "object" || value === null) return value as Json;
  const parts = Object.entries(value).filter(([, item]) => item !== UNKNOWN);
  return Object.fromEntries(parts.map(([key, item]) => [key, knownPart(item)]));
}

function unknownPart(value: unknown): Json {
  if (value === UNKNOWN) return true;
  if (Array.isArray(value)) return value.map(unknownPart);
  if (typeof value !== "object" || value === null) return false;
  const parts = Object.entries(value).map(([key, item]) => [key, unknownPart(item)] as const);
  return Object.fromEntries(parts.filter(([, part]) => part !== false));
}

describe("what cty writes", () => {
  test.each<[string, string, Json | typeof UNKNOWN]>([
    ["null", "c0", null],
    ["booleans", "92 c2 c3", [false, true]],
    ["a small integer", "7f", 127],
    ["a negative one", "e0", -32],
    [
      "integers of 8 to 64 bits",
      "94 cc ff cd ffff ce ffffffff cf 0000000100000000",
      [255, 65535, 4294967295, 4294967296],
    ],
    ["negative integers", "94 d0 80 d1 8000 d2 80000000 d3 ffffffff00000000", [-128, -32768, -2147483648, -4294967296]],
    ["floats", "92 ca 3fc00000 cb 3fb999999999999a", [1.5, 0.1]],
    ["text of every length", "93 a1 61 d9 01 62 da 0001 63", ["a", "b", "c"]],
    ["text that is not ASCII", "a4 f09f9491", "🔑"],
    ["a list of 16 bits", "dc 0001 01", [1]],
    ["a list of 32 bits", "dd 00000001 01", [1]],
    ["a map of 16 bits", "de 0001 a1 61 01", { a: 1 }],
    ["a map of 32 bits", "df 00000001 db 00000001 61 01", { a: 1 }],
    ["an unknown value", "d4 00 00", UNKNOWN],
    ["an unknown value of which something is known", "c7 03 0c 81 01 c2", UNKNOWN],
    ["a value with its type", "92 c4 08 22737472696e6722 a1 78", "x"],
    ["a number that is text, with its type", "92 c4 08 226e756d62657222 a3 302e33", 0.3],
    ["unknown, with its type", "92 c4 08 22737472696e6722 d4 00 00", UNKNOWN],
    ["null, with its type", "92 c4 09 2264796e616d696322 c0", null],
    ["text beside text", "92 a8 22737472696e6722 a1 78", ['"string"', "x"]],
  ])("%s", (_, hex, expected) => {
    expect(decode(bytes(hex))).toEqual(
      expected === UNKNOWN ? { known: null, unknown: true } : { known: expected, unknown: false },
    );
  });

  test("numbers that are text, inside a type", () => {
    const type = ["object", { n: "number", s: "string", l: ["list", "number"], t: ["tuple", ["string", "number"]] }];
    const inner = { n: "0.1", s: "0.1", l: ["1.5", "12345678901234567890123"], t: ["1", "1"], untyped: "1" };
    const wrapped = [Buffer.from(JSON.stringify(type)), inner];
    expect(decode(encode(wrapped)).known).toEqual({
      n: 0.1,
      s: "0.1",
      l: [1.5, Number("12345678901234567890123")],
      t: ["1", 1],
      untyped: "1",
    });
  });

  test("the key __proto__ is one like any other", () => {
    const value = decode(bytes("82 a9 5f5f70726f746f5f5f 81 a1 61 01 a1 62 02")).known;
    expect(Object.keys(value as object)).toEqual(["__proto__", "b"]);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  });

  test("what is known and what is not", () => {
    const value = {
      a: 1,
      b: UNKNOWN_VALUE,
      c: [1, UNKNOWN_VALUE, { d: 1, e: UNKNOWN_VALUE }],
      f: [],
      g: { h: [1] },
      i: {},
    };
    expect(decode(encode(value))).toEqual({
      known: { a: 1, c: [1, null, { d: 1 }], f: [], g: { h: [1] }, i: {} },
      unknown: { b: true, c: [false, true, { e: true }], f: [], g: { h: [false] }, i: {} },
    });
  });

  test("a type stands beside a value of an open type alone", () => {
    expect(typeBeside(range(bytes("92 c4 08 22737472696e6722 a1 78")))).toBe("string");
    expect(typeBeside(range(bytes("92 a1 61 a1 78")))).toBeNull();
    expect(typeBeside(range(bytes("c0")))).toBeNull();
  });
});

describe("what cannot be a value", () => {
  test.each([
    ["nothing", "", "cut off"],
    ["text that is cut off", "a5 61", "cut off"],
    ["a length that is cut off", "da 00", "cut off"],
    ["an integer that is cut off", "cf 00", "cut off"],
    ["an extension that is cut off", "d8 00 00", "cut off"],
    ["a list longer than its bytes", "dd ffffffff 01", "longer than its bytes"],
    ["a map longer than its bytes", "df 7fffffff 01", "longer than its bytes"],
    ["bytes behind the value", "01 02", "bytes follow"],
    ["a key that is a number", "81 01 01", "not text"],
    ["a key that is unknown", "81 d4 00 00 01", "not text"],
    ["bytes that are no type", "c4 01 61", "not msgpack"],
    ["a byte that begins nothing", "c1", "not msgpack"],
    ["a type that is not JSON", "92 c4 01 61 01", "JSON"],
  ])("%s", (_, hex, why) => {
    expect(() => decode(bytes(hex))).toThrow(why);
  });

  test("lists nested too deep, whatever lengths they claim", () => {
    const header = bytes("dd 000fffff");
    const nested = Buffer.concat(Array.from({ length: 1_000_000 / 5 }, () => header));
    expect(() => decode(Buffer.concat([nested, Buffer.alloc(1 << 20)]))).toThrow("nested more than 512 deep");
    expect(decode(Buffer.concat([Buffer.alloc(511, 0x91), bytes("01")])).known).toBeInstanceOf(Array);
  });
});

describe("the msgpack library decodes the same", () => {
  const plainJson = fc.jsonValue({ maxDepth: 5, stringUnit: "grapheme" });

  test("of any value", () => {
    fc.assert(
      fc.property(plainJson, (value) => {
        fc.pre(!JSON.stringify(value).includes("__proto__"));
        const encoded = encode([
          value,
          UNKNOWN_VALUE,
          { beside: value, refined: new ExtData(12, new Uint8Array([0x80])) },
        ]);
        expect(decode(encoded)).toEqual(byLibrary(encoded));
      }),
      { numRuns: 300 },
    );
  });

  test("of any bytes, where it decodes them", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (some) => {
        let value: SavedValue;
        try {
          value = decode(some);
        } catch {
          return;
        }
        // Pairs of a type and a value are cty's own; the library makes other replacements in what is not UTF-8.
        const own = some.some((byte) => byte >= 0xc4 && byte <= 0xc6) || JSON.stringify([value]).includes("\ufffd");
        if (!own) expect(byLibrary(some)).toEqual(value);
      }),
      { numRuns: 2000 },
    );
  });

  test("of every value in the fixtures", () => {
    const folder = join(__dirname, "../fixtures/recovery");
    let compared = 0;
    for (const name of readdirSync(folder).filter((each) => /^\d/.test(each))) {
      const tfplan = openZip(readFileSync(join(folder, name, "plan.bin")), 1e8).read("tfplan");
      forEachValue(tfplan, (encoded) => {
        // Values with their type are the library's pairs of bytes and value.
        if (encoded.includes(0xc4)) return;
        expect(decode(encoded)).toEqual(byLibrary(encoded));
        compared += 1;
      });
    }
    expect(compared).toBeGreaterThan(100);
  });
});

/** Calls back with the msgpack of every `before` and `after` of the resource changes. */
function forEachValue(tfplan: Uint8Array, found: (encoded: Uint8Array) => void): void {
  readMessage(tfplan, new Budget(1e7), (number, change) => {
    if (number !== 3) return false;
    change.message((part, resource) => {
      if (part !== 9) return false;
      resource.message((at, dynamic) => {
        if (at !== 2) return false;
        dynamic.message((_, field) => {
          const { buffer, start, end } = field.bytes();
          found(buffer.subarray(start, end));
          return true;
        });
        return true;
      });
      return true;
    });
    return true;
  });
}
