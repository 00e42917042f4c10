import { Hole, JsonText, text as joinText, type TextPart, type Value } from "../../values/value";
import { lacks, partsOf } from "./text-parts";
import * as parameter from "./parameters";
import type { CallContext, FunctionMeter, TerraformFunction } from "./terraform-function";

/** What unicode calls white space, which is what Go trims. */
const WHITE_SPACE =
  " \t\n\v\f\r\u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000";

/**
 * Takes steps for looking for one text in another, which takes JavaScript time by the product of their lengths where they are
 * made for it.
 */
export function spendOnSearch(text: Value, wanted: string, meter: FunctionMeter): void {
  for (const part of partsOf(text)) if (typeof part === "string") meter.spend((part.length * wanted.length) / 4096);
}

/** Functions that look at the ends of a text. */
export const AFFIXES: Readonly<Record<string, TerraformFunction>> = {
  trimspace: {
    parameters: [parameter.text],
    holes: "seen",
    choices: "each",
    call: ([text = ""], context) => trimBoth(text, WHITE_SPACE, context),
  },
  chomp: {
    parameters: [parameter.text],
    holes: "seen",
    choices: "each",
    call: ([text = ""], { unsettled }) => {
      const trimmed = trimEnd([...partsOf(text)], "\r\n");
      return trimmed === undefined ? unsettled() : joinText(trimmed);
    },
  },
  trim: {
    parameters: [parameter.text, parameter.text],
    holes: "seen",
    choices: "each",
    call: ([text = "", characters], context) =>
      typeof characters === "string" ? trimBoth(text, characters, context) : context.unsettled(),
  },
  trimprefix: affix((text, prefix) => (text.startsWith(prefix) ? text.slice(prefix.length) : text), "start"),
  trimsuffix: affix(
    (text, suffix) => (text.endsWith(suffix) ? text.slice(0, -suffix.length || undefined) : text),
    "end",
  ),
  startswith: affix((text, prefix) => text.startsWith(prefix), "start"),
  endswith: affix((text, suffix) => text.endsWith(suffix), "end"),
  strcontains: {
    parameters: [parameter.text, parameter.text],
    holes: "seen",
    choices: "each",
    call: ([text = "", wanted], { unsettled, surroundings: { meter } }) => {
      if (typeof wanted !== "string") return unsettled();
      spendOnSearch(text, wanted, meter);
      if (partsOf(text).some((part) => typeof part === "string" && part.includes(wanted))) return true;
      return typeof text === "string" ? wanted === "" : unsettled();
    },
  },
};

/** A function that needs only one end of the text: settled where the literal piece there is long enough, or cannot match. */
function affix(apply: (text: string, affix: string) => string | boolean, end: "start" | "end"): TerraformFunction {
  return {
    parameters: [parameter.text, parameter.text],
    holes: "seen",
    choices: "each",
    call: ([text = "", wanted], { unsettled }) => {
      if (typeof wanted !== "string") return unsettled();
      if (typeof text === "string") return apply(text, wanted);
      const parts = partsOf(text);
      const edge = end === "start" ? parts[0] : parts.at(-1);
      const literal = typeof edge === "string" ? edge : "";
      if (!settlesAffix(literal, edge, wanted, end)) return unsettled();
      const result = apply(literal, wanted);
      if (typeof result === "boolean") return result;
      const others =
        end === "start" ? parts.slice(literal === "" ? 0 : 1) : parts.slice(0, literal === "" ? undefined : -1);
      return joinText(end === "start" ? [result, ...others] : [...others, result]);
    },
  };
}

function settlesAffix(literal: string, edge: TextPart | undefined, wanted: string, end: "start" | "end"): boolean {
  if (literal.length >= wanted.length) return true;
  if (edge instanceof JsonText) return false;
  if (edge instanceof Hole)
    return (
      edge.shape !== "any" &&
      edge.shape !== "arn" &&
      lacks(edge, end === "start" ? wanted.slice(0, 1) : wanted.slice(-1))
    );
  const facing = end === "start" ? wanted.slice(0, literal.length) : wanted.slice(wanted.length - literal.length);
  return facing !== literal;
}

function trimBoth(text: Value, characters: string, { unsettled }: CallContext): Value {
  const end = trimEnd([...partsOf(text)], characters);
  const start = end && trimStart(end, characters);
  return start === undefined ? unsettled() : joinText(start);
}

/** `undefined` where a hole at that end may hold what is to be trimmed. */
function trimEnd(parts: TextPart[], characters: string): TextPart[] | undefined {
  const set = new Set(characters);
  for (let last = parts.at(-1); last !== undefined; last = parts.at(-1)) {
    if (typeof last !== "string") return keepsItsEnds(last, characters) ? parts : undefined;
    let length = last.length;
    for (let letter = lastLetter(last, length); letter !== "" && set.has(letter); letter = lastLetter(last, length)) {
      length -= letter.length;
    }
    parts.pop();
    if (length > 0) return [...parts, last.slice(0, length)];
  }
  return parts;
}

function trimStart(parts: TextPart[], characters: string): TextPart[] | undefined {
  const set = new Set(characters);
  for (let [first] = parts; first !== undefined; [first] = parts) {
    if (typeof first !== "string") return keepsItsEnds(first, characters) ? parts : undefined;
    let from = 0;
    for (let letter = letterAt(first, 0); letter !== "" && set.has(letter); letter = letterAt(first, from)) {
      from += letter.length;
    }
    parts.shift();
    if (from < first.length) return [first.slice(from), ...parts];
  }
  return parts;
}

function letterAt(text: string, at: number): string {
  const code = text.codePointAt(at);
  return code === undefined ? "" : String.fromCodePoint(code);
}

function lastLetter(text: string, length: number): string {
  const two = text.slice(Math.max(0, length - 2), length);
  return /^[\ud800-\udbff][\udc00-\udfff]$/.test(two) ? two : two.slice(-1);
}

/** Names and ARNs hold no white space; JSON text neither begins nor ends with it. */
function keepsItsEnds(part: Hole | JsonText, characters: string): boolean {
  if (part instanceof JsonText) return characters === WHITE_SPACE || characters === "\r\n";
  if (characters === WHITE_SPACE || characters === "\r\n") return part.shape !== "any";
  return lacks(part, characters);
}
