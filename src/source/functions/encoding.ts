import { createHash } from "node:crypto";
import { Text, type Value } from "../../values/value";
import { isDetermined } from "./collection-kind";
import { EvaluationFailure } from "./failure";
import { jsonDecode } from "./json-decode";
import { jsonEncode } from "./json-encode";
import * as parameter from "./parameters";
import { opaque, seen, type TerraformFunction } from "./terraform-function";
import { asKnownText } from "./text-parts";
import { parseCsv } from "./csv";
import { yamlDecode } from "./yaml-decode";
import { yamlEncode } from "./yaml-encode";

/** Functions between values and their encodings. */
export const ENCODING: Readonly<Record<string, TerraformFunction>> = {
  jsonencode: seen([parameter.nullable], ([value = null]) => jsonEncode(value)),
  jsondecode: seen([parameter.text], ([text = ""], { unsettled }) => {
    if (typeof text === "string") return jsonDecode(text);
    // A text that is not JSON with its holes empty may be JSON once they are filled.
    return settledOr(() => jsonDecode(text), unsettled);
  }),
  yamlencode: seen([parameter.nullable], ([value = null], { unsettled }) =>
    isDetermined(value) ? (yamlEncode(value) ?? unsettled()) : unsettled(),
  ),
  yamldecode: seen([parameter.text], ([text = ""], { unsettled }) => {
    if (typeof text === "string") return yamlDecode(text) ?? unsettled();
    return text instanceof Text ? settledOr(() => yamlDecode(text) ?? unsettled(), unsettled) : unsettled();
  }),
  csvdecode: ofText((text) => parseCsv(text)),
  base64encode: ofText((text) => Buffer.from(text).toString("base64")),
  base64decode: ofText((text) => {
    if (!/^[A-Za-z0-9+/\r\n]*={0,2}[\r\n]*$/.test(text)) throw new EvaluationFailure("the text is not base64");
    const bytes = Buffer.from(text, "base64");
    if (!bytes.equals(Buffer.from(bytes.toString("utf8")))) throw new EvaluationFailure("the text is not UTF-8");
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
