import { isUtf8 } from "node:buffer";
import { createHash } from "node:crypto";
import { gunzipSync } from "node:zlib";
import { fromBase64 } from "./encoding";
import { BudgetExceeded, EvaluationFailure } from "./failure";
import * as parameter from "./parameters";
import { opaque, type TerraformFunction } from "./terraform-function";
import { asKnownText } from "./text-parts";

/** Functions between text and bytes. `base64gunzip` and `urldecode` are OpenTofu's. */
export const TEXT_ENCODINGS: Readonly<Record<string, TerraformFunction>> = {
  textencodebase64: opaque([parameter.text, parameter.text], ([text, name], { unsettled }) => {
    const encoding = encodingOf(asKnownText(name));
    if (encoding === undefined) return unsettled();
    const bytes = encoding.encode(asKnownText(text));
    if (bytes === undefined) throw new EvaluationFailure("the encoding lacks a character of the text");
    return bytes.toString("base64");
  }),
  textdecodebase64: opaque([parameter.text, parameter.text], ([text, name], { unsettled }) => {
    const encoding = encodingOf(asKnownText(name));
    if (encoding === undefined) return unsettled();
    const decoded = encoding.decode(fromBase64(asKnownText(text)));
    if (decoded === undefined || decoded.includes("\ufffd")) throw new EvaluationFailure("the bytes are no text");
    return decoded;
  }),
  base64gunzip: opaque([parameter.text], ([text], { unsettled }) => {
    const bytes = gunzip(fromBase64(asKnownText(text)));
    return isUtf8(bytes) ? bytes.toString("utf8") : unsettled();
  }),
  urldecode: opaque([parameter.text], ([text], { unsettled }) => {
    const written = asKnownText(text).replaceAll("+", " ");
    if (/%(?![0-9A-Fa-f]{2})/.test(written)) throw new EvaluationFailure("a percent sign stands for nothing");
    const bytes = Buffer.from(
      written.replace(/%([0-9A-Fa-f]{2})|([^\x00-\x7f]+)/g, (_, hex?: string, other?: string) =>
        hex === undefined ? Buffer.from(other ?? "").toString("latin1") : String.fromCharCode(parseInt(hex, 16)),
      ),
      "latin1",
    );
    return isUtf8(bytes) ? bytes.toString("utf8") : unsettled();
  }),
  uuidv5: opaque([parameter.text, parameter.text], ([space, name]) => {
    const written = asKnownText(space);
    const hash = createHash("sha1")
      .update(Buffer.from(SPACES[written] ?? uuidOf(written), "hex"))
      .update(asKnownText(name))
      .digest();
    hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x50, 6);
    hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8);
    return hash.toString("hex", 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
  }),
};

/** More than anybody packs into a configuration. */
const LARGEST_TEXT = 8 * 1024 * 1024;

function gunzip(bytes: Buffer): Buffer {
  try {
    return gunzipSync(bytes, { maxOutputLength: LARGEST_TEXT });
  } catch (error) {
    if (error instanceof RangeError) throw new BudgetExceeded("a packed text is too large");
    throw new EvaluationFailure("the bytes are not gzip");
  }
}

const SPACES: Readonly<Record<string, string>> = {
  dns: "6ba7b8109dad11d180b400c04fd430c8",
  url: "6ba7b8119dad11d180b400c04fd430c8",
  oid: "6ba7b8129dad11d180b400c04fd430c8",
  x500: "6ba7b8149dad11d180b400c04fd430c8",
};

/** The digits of a UUID, in any of the forms that Go's library reads. */
function uuidOf(text: string): string {
  const digits = text.replace(/^urn:uuid:/i, "").replace(/^\{(.{36})\}$/, "$1");
  const plain = digits.replaceAll("-", "");
  const dashed = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(digits);
  if (!dashed && !(digits === text && /^[0-9a-f]{32}$/i.test(text))) {
    throw new EvaluationFailure("the namespace is no UUID");
  }
  return plain;
}

interface Encoding {
  readonly encode: (text: string) => Buffer | undefined;
  /** `undefined` where the bytes are no text of the encoding. */
  readonly decode: (bytes: Buffer) => string | undefined;
}

const UTF_8: Encoding = {
  encode: (text) => Buffer.from(text),
  decode: (bytes) => (isUtf8(bytes) ? bytes.toString("utf8") : undefined),
};

function utf16(order: "little" | "big"): Encoding {
  const ordered = (bytes: Buffer): Buffer => (order === "little" ? bytes : Buffer.from(bytes).swap16());
  return {
    encode: (text) => ordered(Buffer.from(text, "utf16le")),
    decode: (bytes) => {
      const decoded = bytes.length % 2 === 0 ? ordered(bytes).toString("utf16le") : "\ufffd";
      return /\p{Surrogate}/u.test(decoded) ? undefined : decoded;
    },
  };
}

/** `undefined`: Terraform may know it, or not. */
function encodingOf(name: string): Encoding | undefined {
  switch (name.toLowerCase()) {
    case "utf-8":
      return UTF_8;
    case "utf-16le":
      return utf16("little");
    case "utf-16be":
      return utf16("big");
    default:
      return undefined;
  }
}
