import { Hole, JsonText, text as joinText, type TextPart, type Value } from "../../values/value";
import { makeMap, ofKind } from "./collection-kind";
import { derived, describe } from "./describe";
import { EvaluationFailure } from "./failure";
import { normalized } from "./normalized";
import * as parameter from "./parameters";
import { onFirstUse } from "../on-first-use";
import type { Match, Pattern } from "./regular-expressions";
import { spendOnSearch } from "./affixes";
import type { FunctionMeter, TerraformFunction } from "./terraform-function";
import { lacks, partsOf } from "./text-parts";
import { STRING, type Type } from "./type";

const engine = onFirstUse(
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  () => require("./regular-expressions") as typeof import("./regular-expressions"),
);

/** Functions that search text, for a literal or by a regular expression. */
export const REPLACING: Readonly<Record<string, TerraformFunction>> = {
  replace: {
    parameters: [parameter.text, parameter.text, parameter.text],
    holes: "seen",
    choices: "each",
    call: ([text = "", wanted, replacement = ""], { unsettled, surroundings }) => {
      if (typeof wanted !== "string") return unsettled();
      // Between slashes stands a regular expression; it may be empty.
      const pattern = /^\/(.*)\/$/s.exec(wanted)?.[1];
      if (pattern === undefined) {
        spendOnSearch(text, wanted, surroundings.meter);
        return replaceLiteral(text, wanted, replacement, surroundings.meter) ?? unsettled();
      }
      const compiled = engine().compile(pattern, surroundings.meter);
      if (typeof text !== "string" || typeof replacement !== "string") return unsettled();
      return replaceMatches(text, compiled, replacement, surroundings.meter);
    },
  },
  regex: matching((pattern, text) => {
    const [match] = pattern.matches(text);
    if (match === undefined) throw new EvaluationFailure("the pattern does not match");
    return captures(pattern, match);
  }),
  regexall: matching((pattern, text) =>
    ofKind(
      "list",
      Array.from(pattern.matches(text), (match) => captures(pattern, match)),
      typeOfCaptures(pattern),
    ),
  ),
};

function matching(apply: (pattern: Pattern, text: string) => Value): TerraformFunction {
  return {
    parameters: [parameter.text, parameter.text],
    holes: "seen",
    choices: "each",
    call: ([pattern, text], { unsettled, surroundings }) => {
      if (typeof pattern !== "string") return unsettled();
      const compiled = engine().compile(pattern, surroundings.meter);
      const named = compiled.names.filter((name) => name !== undefined).length;
      if (named > 0 && named < compiled.names.length)
        throw new EvaluationFailure("some groups have names, some have none");
      return typeof text === "string" ? apply(compiled, text) : unsettled();
    },
  };
}

/** Without groups the match itself, with named groups an object, else a tuple. */
function captures({ names }: Pattern, { groups }: Match): Value {
  const [whole, ...captured] = groups;
  if (names.length === 0) return whole ?? null;
  if (names.every((name) => name === undefined)) {
    return ofKind(
      "tuple",
      captured.map((group) => group ?? null),
    );
  }
  return makeMap(names.map((name, index) => [name ?? "", captured[index] ?? null] as const));
}

function typeOfCaptures({ names }: Pattern): Type {
  if (names.length === 0) return STRING;
  if (names.every((name) => name === undefined)) return { kind: "tuple", items: names.map(() => STRING) };
  return {
    kind: "object",
    attributes: new Map(names.map((name) => [name ?? "", { type: STRING, optional: false }])),
  };
}

/** The replacement may be a hole. `undefined` where a hole of the text may hold, or be part of, what is searched for. */
function replaceLiteral(value: Value, wanted: string, replacement: Value, meter: FunctionMeter): Value | undefined {
  const parts = value === "" ? [value] : partsOf(value);
  if (wanted === "" && typeof value !== "string") return undefined;
  const replaced: TextPart[] = [];
  for (const [index, part] of parts.entries()) {
    if (typeof part === "string") {
      // Without anything to search for, Go puts the replacement around every letter.
      const pieces = wanted === "" ? ["", ...part, ""] : part.split(wanted);
      meter.spend((pieces.length * (typeof replacement === "string" ? replacement.length : 32)) >> 5);
      replaced.push(...pieces.flatMap((piece, at) => (at === 0 ? [piece] : [...partsOf(replacement), piece])));
    } else {
      if (!standsApart(part, wanted, parts[index - 1], parts[index + 1])) return undefined;
      replaced.push(part instanceof Hole && canHold(part, wanted) ? replacedHole(part, wanted, replacement) : part);
    }
  }
  return joinText(replaced);
}

function replacedHole(hole: Hole, wanted: string, replacement: Value): Hole {
  return derived(`replace(${[hole, wanted, replacement].map(describe).join(", ")})`, [hole]);
}

/** True where no match can begin in the hole and end in the text beside it, or the other way round. */
function standsApart(
  part: Hole | JsonText,
  wanted: string,
  before: TextPart | undefined,
  after: TextPart | undefined,
): boolean {
  if (part instanceof JsonText) return false;
  if ([...wanted].every((letter) => lacks(part, letter))) return true;
  if (before instanceof Hole || after instanceof Hole || before instanceof JsonText || after instanceof JsonText)
    return false;
  for (let length = 1; length < wanted.length; length++) {
    if (before?.endsWith(wanted.slice(0, length)) === true && canHold(part, wanted.slice(length))) return false;
    if (after?.startsWith(wanted.slice(-length)) === true && canHold(part, wanted.slice(0, -length))) return false;
  }
  return true;
}

/** True unless the hole surely lacks one of the letters. */
function canHold(part: Hole, text: string): boolean {
  return ![...text].some((letter) => lacks(part, letter));
}

function replaceMatches(text: string, pattern: Pattern, template: string, meter: FunctionMeter): string {
  let result = "";
  let from = 0;
  const references = template.split("$").length - 1;
  for (const match of pattern.matches(text)) {
    meter.spend((template.length + references * (match.end - match.start)) >> 5);
    result += text.slice(from, match.start) + expand(template, pattern, match);
    from = match.end;
  }
  return normalized(result + text.slice(from));
}

/** `$1`, `$name`, `${name}` and `$$` of a replacement. What names no group is empty; any other `$` is itself, as in Go. */
function expand(template: string, { names }: Pattern, { groups }: Match): string {
  return template.replace(/\$(?:\$|\{([\p{L}\p{Nd}_]+)\}|([\p{L}\p{Nd}_]+))/gu, (_, braced?: string, bare?: string) => {
    const name = braced ?? bare;
    if (name === undefined) return "$";
    const isNumber = /^(0|[1-9]\d*)$/.test(name);
    return groups[isNumber ? Number(name) : names.indexOf(name) + 1 || groups.length] ?? "";
  });
}
