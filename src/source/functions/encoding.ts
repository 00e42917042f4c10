import { isUtf8 } from "node:buffer";
import { createHash } from "node:crypto";
import { Text, type Value } from "../../values";
import { isDetermined, isUnordered } from "./collection-kind";
import { EvaluationFailure } from "./failure";
import { jsonDecode } from "./json-decode";
import { jsonEncode } from "./json-encode";
import * as parameter from "./parameters";
import { opaque, seen, type TerraformFunction } from "./terraform-function";
import { asKnownText } from "./text-parts";
import { parseCsv } from "./csv";
import { yamlDecode } from "./yaml-decode";
import { yamlEncode } from "./yaml-encode";
import { isBase64 } from "./yaml-scalar";

/** Functions between values and their encodings. */
export const ENCODING: Readonly<Record<string, TerraformFunction>> = {
  jsonencode: seen([parameter.nullable], ([value = null]) => jsonEncode(value)),
  jsondecode: seen([parameter.text], ([text = ""], { unsettled }) => {
    if (typeof text === "string") return jsonDecode(text);
    // A text that is not JSON with its holes empty may be JSON once they are filled.
    return settledOr(() => jsonDecode(text), unsettled);
  }),
  yamlencode: seen([parameter.nullable], ([value = null], { unsettled }) =>
    isDetermined(value) && !isUnordered(value) ? (yamlEncode(value) ?? unsettled()) : unsettled(),
  ),
  yamldecode: seen([parameter.text], ([text = ""], { unsettled, surroundings: { meter } }) => {
    if (typeof text === "string") return yamlDecode(text, meter) ?? unsettled();
    return text instanceof Text ? settledOr(() => yamlDecode(text, meter) ?? unsettled(), unsettled) : unsettled();
  }),
  csvdecode: ofText((text) => parseCsv(text)),
  base64encode: ofText((text) => Buffer.from(text).toString("base64")),
  base64decode: ofText((text) => {
    const bytes = fromBase64(text);
    if (!isUtf8(bytes)) throw new EvaluationFailure("the text is not UTF-8");
    return bytes.toString("utf8");
  }),
  urlencode: ofText(queryEscape),
  md5: ofText((text) => digestOf("md5", text, "hex")),
  sha1: ofText((text) => digestOf("sha1", text, "hex")),
  sha256: ofText((text) => digestOf("sha256", text, "hex")),
  sha512: ofText((text) => digestOf("sha512", text, "hex")),
  base64sha256: ofText((text) => digestOf("sha256", text, "base64")),
  base64sha512: ofText((text) => digestOf("sha512", text, "base64")),
};

/** The bytes of padded base64; line ends count for nothing. Fails for any other text. */
export function fromBase64(text: string): Buffer {
  if (!isBase64(text)) throw new EvaluationFailure("the text is not base64");
  return Buffer.from(text, "base64");
}

function ofText(apply: (text: string) => Value): TerraformFunction {
  return opaque([parameter.text], ([text]) => apply(asKnownText(text)));
}

function settledOr(settle: () => Value, unsettled: () => Value): Value {
  try {
    return settle();
  } catch (error) {
    if (error instanceof EvaluationFailure) return unsettled();
    throw error;
  }
}

/** A hash of a text, as its bytes in UTF-8. */
export function digestOf(algorithm: string, text: string, encoding: "hex" | "base64"): string {
  return createHash(algorithm).update(text).digest(encoding);
}

/** Go's `url.QueryEscape`. */
function queryEscape(text: string): string {
  return encodeURIComponent(text)
    .replaceAll("%20", "+")
    .replace(/[!'()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`);
}
