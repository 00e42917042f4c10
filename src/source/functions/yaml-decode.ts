import type * as Yaml from "yaml";
import { Hole, isList, isMap, type Text, text as joinText, type TextPart, type Value } from "../../values";
import { onFirstUse } from "../on-first-use";
import { BudgetExceeded, EvaluationFailure } from "./failure";
import { makeMap, ofKind } from "./collection-kind";
import { YamlReader } from "./yaml-reader";
import type { FunctionMeter } from "./terraform-function";

// eslint-disable-next-line @typescript-eslint/no-require-imports
const parser = onFirstUse(() => require("yaml") as typeof Yaml);

/** The parser takes some microseconds for each character. */
const STEPS_A_CHARACTER = 0.5;

/**
 * `yamldecode` of text that may hold holes. Each hole is read as a word that nothing else in the text holds, and put back
 * afterwards. Within quotes it is text; without them it might be a number, or hold what YAML takes for its own, unless it
 * surely is part of an ARN. `undefined`: not settled.
 */
export function yamlDecode(text: string | Text, meter: FunctionMeter): Value | undefined {
  const parts = typeof text === "string" ? [text] : text.parts;
  const mark = markNotIn(parts.filter((part) => typeof part === "string").join(""));
  const source = parts.map((part, index) => (typeof part === "string" ? part : `${mark}${index}x`)).join("");
  meter.spend(Math.ceil(source.length * STEPS_A_CHARACTER));
  const marks: Marks = { mark, parts, done: new Map() };
  const value = parse(source, (scalar) => isSafe(scalar, marks));
  return value === undefined || typeof text === "string" ? value : putBack(value, marks);
}

/** `undefined` where a scalar is refused, or not settled. */
function parse(source: string, accepts: (scalar: Yaml.Scalar) => boolean): Value | undefined {
  const yaml = parser();
  let document: Yaml.Document.Parsed;
  try {
    document = yaml.parseDocument(source, { version: "1.2", logLevel: "error", uniqueKeys: false });
  } catch (error) {
    if (error instanceof RangeError) throw new BudgetExceeded("YAML nests too deeply");
    throw error;
  }
  const empty = document.contents === null && document.directives.docStart !== true;
  // Terraform reads YAML 1.1 only, as far as the text says what it is.
  const other = /^%YAML[ \t]+(?!1\.1\s)/m.test(source) || UNPRINTABLE.test(source);
  if (document.errors.length > 0 || empty || other) throw new EvaluationFailure("the text is not YAML");
  return new YamlReader(yaml, source, accepts).read(document.contents);
}

/** Characters that YAML does not allow. */
const UNPRINTABLE = /[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

interface Marks {
  readonly mark: string;
  readonly parts: readonly TextPart[];
  /** What was put back: aliases share their values. */
  readonly done: Map<Value, Value | undefined>;
}

function markNotIn(literal: string): string {
  let mark = "HOLE";
  while (literal.includes(mark)) mark += "E";
  return mark;
}

function isSafe({ type, tag, value, source = "" }: Yaml.Scalar, marks: Marks): boolean {
  if (!source.includes(marks.mark) && !String(value).includes(marks.mark)) return true;
  if (tag !== undefined) return false;
  if (type === "QUOTE_DOUBLE" || type === "QUOTE_SINGLE") return true;
  const holes = piecesOf(source, marks).filter((part) => typeof part !== "string");
  if (holes.some((hole) => !(hole instanceof Hole) || hole.shape === "any")) return false;
  const alone = source === `${marks.mark}${/\d+/.exec(source.slice(marks.mark.length))?.[0] ?? ""}x`;
  return !alone || holes.every((hole) => hole instanceof Hole && hole.shape === "arn");
}

/** A text with its marks read as the parts that they stand for. */
function piecesOf(text: string, { mark, parts }: Marks): TextPart[] {
  return text
    .split(new RegExp(`${mark}(\\d+)x`))
    .map((piece, index) => (index % 2 === 0 ? piece : (parts[Number(piece)] ?? "")));
}

function putBack(value: Value, marks: Marks): Value | undefined {
  if (typeof value === "string") return value.includes(marks.mark) ? joinText(piecesOf(value, marks)) : value;
  if (typeof value !== "object" || value === null) return value;
  if (!marks.done.has(value)) marks.done.set(value, putBackInside(value, marks));
  return marks.done.get(value);
}

function putBackInside(value: Value, marks: Marks): Value | undefined {
  if (isList(value)) {
    const items = value.map((item) => putBack(item, marks));
    return items.includes(undefined) ? undefined : ofKind("tuple", items as Value[]);
  }
  if (!isMap(value)) return value;
  const entries = Object.entries(value).map(([key, each]) => [key, putBack(each, marks)] as const);
  if (entries.some(([key, each]) => each === undefined || key.includes(marks.mark))) return undefined;
  return makeMap(entries as (readonly [string, Value])[]);
}
