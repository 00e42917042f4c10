import { Hole, JsonText, text as joinText, type TextPart, type Value } from "../../values/value";
import { makeMap, ofKind } from "./collection-kind";
import { derived, describe } from "./describe";
import { EvaluationFailure } from "./failure";
import * as parameter from "./parameters";
import { compile, type Expression, type Match } from "./regular-expression/search";
import type { TerraformFunction } from "./terraform-function";
import { asKnownText, lacks, partsOf } from "./text-parts";

/** Functions that search text, for a literal or by a regular expression. */
export const REPLACING: Readonly<Record<string, TerraformFunction>> = {
  replace: {
    parameters: [parameter.text, parameter.text, parameter.text],
    holes: "seen",
    choices: "each",
    call: ([text = "", wanted, replacement = ""], { unsettled }) => {
      if (typeof wanted !== "string") return unsettled();
      const expression = /^\/(.+)\/$/s.exec(wanted)?.[1];
      if (expression === undefined) return replaceLiteral(text, wanted, replacement) ?? unsettled();
      if (typeof text !== "string" || typeof replacement !== "string") return unsettled();
      return replaceMatches(text, compile(expression), replacement) ?? unsettled();
    },
  },
  regex: matching((expression, text) => {
    const [match] = expression.matches(text, 1);
    if (match === undefined) throw new EvaluationFailure("the pattern does not match");
    return captures(expression, match);
  }),
  regexall: matching((expression, text) =>
    ofKind(
      "list",
      expression.matches(text).map((match) => captures(expression, match)),
    ),
  ),
};

function matching(apply: (expression: Expression, text: string) => Value): TerraformFunction {
  return {
    parameters: [parameter.text, parameter.text],
    holes: "opaque",
    choices: "each",
    call: ([pattern, text], { unsettled }) => {
      const expression = compile(asKnownText(pattern));
      return expression === undefined ? unsettled() : apply(expression, asKnownText(text));
    },
  };
}

/** Without groups the match itself, with named groups an object, else a tuple. */
function captures({ names }: Expression, { groups }: Match): Value {
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

/** The replacement may be a hole. `undefined` where a hole of the text may hold, or be part of, what is searched for. */
function replaceLiteral(value: Value, wanted: string, replacement: Value): Value | undefined {
  const parts = value === "" ? [value] : partsOf(value);
  if (wanted === "" && typeof value !== "string") return undefined;
  const replaced: TextPart[] = [];
  for (const [index, part] of parts.entries()) {
    if (typeof part === "string") {
      // Without anything to search for, Go puts the replacement around every letter.
      const pieces = wanted === "" ? ["", ...part, ""] : part.split(wanted);
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

function replaceMatches(text: string, expression: Expression | undefined, template: string): string | undefined {
  if (expression === undefined) return undefined;
  const letters = Array.from(text);
  let result = "";
  let from = 0;
  for (const match of expression.matches(text)) {
    result += letters.slice(from, match.start).join("") + expand(template, expression, match);
    from = match.end;
  }
  return result + letters.slice(from).join("");
}

/** `$1`, `${name}` and `$$` of a replacement; what is not a group is empty, as in Go. */
function expand(template: string, { names }: Expression, { groups }: Match): string {
  return template.replace(/\$(\$|\{(\w+)\}|(\w+))/g, (_, all: string, braced?: string, bare?: string) => {
    if (all === "$") return "$";
    const name = braced ?? bare ?? "";
    const index = /^\d+$/.test(name) ? Number(name) : names.indexOf(name) + 1;
    return (index === 0 && name !== "0" ? undefined : groups[index]) ?? "";
  });
}
