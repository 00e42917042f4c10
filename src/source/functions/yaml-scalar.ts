import type { Scalar } from "../../values";
import { EvaluationFailure } from "./failure";
import { bitLength, type Exact, fromWhole, parseNumber } from "./number";
import { parseYamlTime } from "./yaml-time";

/** What a scalar may come to. `undefined`: it is not told here (infinities, numbers of too many digits). */
export type Resolved = Scalar | Exact | undefined;

/** A scalar as it is written: its text without quotes and escapes, its tag (empty where it has none). */
export interface WrittenScalar {
  readonly text: string;
  readonly tag: string;
  readonly quoted: boolean;
}

const STANDARD = "tag:yaml.org,2002:";

/**
 * What Terraform makes of a YAML scalar: YAML 1.1's truth values, decimal numbers with leading zeros, days as points in time.
 *
 * @see https://github.com/zclconf/go-cty-yaml/blob/v1.1.0/resolve.go
 */
export function resolveScalar({ text, tag, quoted }: WrittenScalar): Resolved {
  const kind = tag === "" ? "" : tag.startsWith(STANDARD) ? tag.slice(STANDARD.length) : "unknown";
  if (!TAGS.has(kind)) throw new EvaluationFailure("a YAML tag is not known");
  if (kind === "str") return text;
  if (kind === "binary") {
    if (!isBase64(text)) throw new EvaluationFailure("a YAML scalar is not base64");
    return text;
  }
  if (HINTED.test(text)) {
    if (quoted) return text;
    if (WORDS.has(text)) return WORDS.get(text);
    if (INFINITE.test(text)) return undefined;
    const resolved = resolveHinted(text, kind);
    if (resolved !== "open") return resolved;
  }
  if (kind === "") return text;
  if (kind === "null") return null;
  if (kind === "int" || kind === "float") return numberOf(text);
  if (kind === "timestamp") {
    const time = parseYamlTime(text);
    if (time !== undefined) return time;
  }
  throw new EvaluationFailure("a YAML scalar does not fit its tag");
}

const TAGS: ReadonlySet<string> = new Set(["", "str", "bool", "int", "float", "null", "timestamp", "binary"]);

/** Only a scalar that begins so may be anything but text. */
const HINTED = /^$|^[-+0-9yYnNtTfFoO~.]/;

const WORDS: ReadonlyMap<string, Scalar> = new Map([
  ...["y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"].map((word) => [word, true] as const),
  ...["n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"].map((word) => [word, false] as const),
  ...["", "~", "null", "Null", "NULL"].map((word) => [word, null] as const),
]);

const INFINITE = /^[-+]?\.(inf|Inf|INF)$/;
const WHOLE = /^([-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)$/;
const FLOAT = /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/;

function resolveHinted(text: string, kind: string): Resolved {
  if (text.startsWith(".")) {
    if (kind === "" && /^\.(nan|NaN|NAN)$/.test(text)) throw new EvaluationFailure("a YAML scalar is no number");
    const parsed = parseNumber(text);
    return parsed === undefined ? "open" : parsed === "inexact" ? undefined : parsed;
  }
  if (!/^[-+0-9]/.test(text)) return "open";
  const time = kind === "" || kind === "timestamp" ? parseYamlTime(text) : undefined;
  if (time !== undefined) return time;
  return WHOLE.test(text) || FLOAT.test(text) ? numberOf(text) : "open";
}

function numberOf(text: string): Resolved {
  const plain = text.replaceAll("_", "");
  const parsed = parseNumber(plain);
  if (parsed !== undefined) return parsed === "inexact" ? undefined : parsed;
  if (!/^[-+]?0([xX][0-9a-fA-F]+|[oO]?[0-7]+|[bB][01]+)$/.test(plain)) {
    throw new EvaluationFailure("a YAML scalar is no number");
  }
  const negative = plain.startsWith("-");
  const magnitude = BigInt(plain.replace(/^[-+]/, "").replace(/^0(?=[0-7])/, "0o"));
  if (bitLength(magnitude) > 64) throw new EvaluationFailure("a YAML number is too large");
  const whole = fromWhole(negative ? -magnitude : magnitude, 64);
  return whole === "inexact" ? undefined : whole;
}

/** Go's strict base64: padded, line ends aside. */
export function isBase64(text: string): boolean {
  const plain = text.replace(/[\r\n]/g, "");
  return plain.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(plain);
}
