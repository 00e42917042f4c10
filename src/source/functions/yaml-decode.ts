import type * as Yaml from "yaml";
import { Hole, isList, isMap, JsonText, Text, text as joinText, type TextPart, type Value } from "../../value";
import { fromJson, makeMap, ofKind } from "./collection-kind";
import { derived } from "./describe";
import { EvaluationFailure } from "./failure";

/**
 * `yamldecode` of text that may hold holes. Each hole is read as a word that nothing else in the text holds, and put back
 * afterwards: within text it is text; alone without quotes it is text only where the hole surely is.
 * `undefined`: not settled.
 */
export function yamlDecode(text: string | Text): Value | undefined {
  const parts = typeof text === "string" ? [text] : text.parts;
  if (parts.some((part) => part instanceof JsonText || (part instanceof Hole && part.shape === "any")))
    return undefined;
  const literal = parts.filter((part) => typeof part === "string").join("");
  const mark = markNotIn(literal);
  const source = parts.map((part, index) => (typeof part === "string" ? part : `${mark}${index}x`)).join("");
  return putBack(parse(source), { mark, parts });
}

function parse(source: string): Value {
  // Loaded only where some configuration decodes YAML.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const yaml = require("yaml") as typeof Yaml;
  const document = yaml.parseDocument(source, { version: "1.2", merge: true, logLevel: "silent", uniqueKeys: true });
  if (document.errors.length > 0) throw new EvaluationFailure("the text is not YAML");
  let json: unknown;
  try {
    json = document.toJS({ maxAliasCount: 100 });
  } catch {
    throw new EvaluationFailure("the YAML refers to itself too often");
  }
  return fromJson(json ?? null);
}

interface Marks {
  readonly mark: string;
  readonly parts: readonly TextPart[];
}

function markNotIn(literal: string): string {
  let mark = "HOLE";
  while (literal.includes(mark)) mark += "E";
  return mark;
}

function putBack(value: Value, marks: Marks): Value | undefined {
  if (typeof value === "string") return restore(value, marks);
  if (isList(value)) {
    const items = value.map((item) => putBack(item, marks));
    return items.includes(undefined) ? undefined : ofKind("tuple", items as Value[]);
  }
  if (!isMap(value)) return value;
  const entries = Object.entries(value).map(([key, each]) => [key, putBack(each, marks)] as const);
  if (entries.some(([key, each]) => each === undefined || key.includes(marks.mark))) return undefined;
  return makeMap(entries as (readonly [string, Value])[]);
}

/** An account id alone may be read as a number, a name as `true`: only an ARN is surely the text that it is. */
function restore(text: string, { mark, parts }: Marks): Value {
  const pieces = text.split(new RegExp(`${mark}(\\d+)x`));
  const restored = pieces.map((piece, index): TextPart => {
    const part = index % 2 === 0 ? piece : parts[Number(piece)];
    return part ?? "";
  });
  const value = joinText(restored);
  return value instanceof Hole && value.shape !== "arn" ? derived(`yamldecode(${value.name})`, [value]) : value;
}
