import type * as Yaml from "yaml";
import { Hole, isList, isMap, type Text, text as joinText, type TextPart, type Value } from "../../values/value";
import { fromJson, makeMap, ofKind } from "./collection-kind";
import { EvaluationFailure } from "./failure";
import { onFirstUse } from "../on-first-use";
import { resolvePlain } from "./yaml-scalar";

// eslint-disable-next-line @typescript-eslint/no-require-imports
const parser = onFirstUse(() => require("yaml") as typeof Yaml);

/**
 * `yamldecode` of text that may hold holes. Each hole is read as a word that nothing else in the text holds, and put back
 * afterwards. Within quotes it is text; without them it might be a number, or hold what YAML takes for its own, unless it
 * surely is part of an ARN. `undefined`: not settled.
 */
export function yamlDecode(text: string | Text): Value | undefined {
  const parts = typeof text === "string" ? [text] : text.parts;
  const mark = markNotIn(parts.filter((part) => typeof part === "string").join(""));
  const source = parts.map((part, index) => (typeof part === "string" ? part : `${mark}${index}x`)).join("");
  const marks = { mark, parts };
  const value = parse(source, (scalar) => isSafe(scalar, marks));
  return value === undefined ? undefined : putBack(value, marks);
}

/** `undefined` where a scalar is refused, or not settled. */
function parse(source: string, accepts: (scalar: Yaml.Scalar) => boolean): Value | undefined {
  const yaml = parser();
  const document = yaml.parseDocument(source, { version: "1.2", merge: true, logLevel: "error", uniqueKeys: false });
  if (document.errors.length > 0 || document.contents === null) throw new EvaluationFailure("the text is not YAML");
  const refused: Yaml.Scalar[] = [];
  yaml.visit(document, {
    Scalar: (_, scalar) => {
      if (!accepts(scalar)) refused.push(scalar);
      if (scalar.type !== "PLAIN" || scalar.tag !== undefined || scalar.source === "<<") return;
      const resolved = resolvePlain(scalar.source ?? "");
      if (resolved === undefined) refused.push(scalar);
      else scalar.value = resolved;
    },
  });
  if (refused.length > 0) return undefined;
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

function isSafe({ type, tag, value, source = "" }: Yaml.Scalar, marks: Marks): boolean {
  if (tag !== undefined && tag !== "tag:yaml.org,2002:str") return false;
  if (!source.includes(marks.mark) && !String(value).includes(marks.mark)) return true;
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
  if (typeof value === "string") return joinText(piecesOf(value, marks));
  if (isList(value)) {
    const items = value.map((item) => putBack(item, marks));
    return items.includes(undefined) ? undefined : ofKind("tuple", items as Value[]);
  }
  if (!isMap(value)) return value;
  const entries = Object.entries(value).map(([key, each]) => [key, putBack(each, marks)] as const);
  if (entries.some(([key, each]) => each === undefined || key.includes(marks.mark))) return undefined;
  return makeMap(entries as (readonly [string, Value])[]);
}
