import { type Hole, JsonText, Text, text as joinText, type TextPart, type Value } from "../../values/value";
import { derived, describe } from "./describe";
import { EvaluationFailure } from "./failure";
import { asKnownText, graphemes, partsOf } from "./text-parts";
import * as parameter from "./parameters";
import type { TerraformFunction } from "./terraform-function";

/** Functions that change letters, one piece of the text at a time, or need the whole text. */
export const LETTERS: Readonly<Record<string, TerraformFunction>> = {
  lower: eachPart("lower", (text) => changeCase(text, (letter) => letter.toLowerCase())),
  upper: eachPart("upper", (text) => changeCase(text, (letter) => letter.toUpperCase())),
  title: ofKnownText((text) =>
    text.replace(/(^|[^\p{L}\p{N}_])(\p{L})/gu, (_, before: string, letter: string) => before + letter.toUpperCase()),
  ),
  strrev: ofKnownText((text) => graphemes(text).reverse().join("")),
  indent: {
    parameters: [parameter.number, parameter.text],
    holes: "seen",
    choices: "each",
    call: ([spaces, text], { unsettled }) => {
      if (typeof spaces !== "number") return unsettled();
      const margin = `\n${" ".repeat(room(spaces))}`;
      return overParts(
        text ?? "",
        (part) => part.replaceAll("\n", margin),
        (hole) => (hole.shape === "any" ? derived(`indent(${spaces}, ${hole.name})`, [hole]) : hole),
        (json) => json,
      );
    },
  },
  substr: {
    parameters: [parameter.text, parameter.number, parameter.number],
    holes: "seen",
    choices: "each",
    call: ([text = "", offset, length], { unsettled }) => {
      if (typeof offset !== "number" || typeof length !== "number") return unsettled();
      return substring(text, offset, length) ?? unsettled();
    },
  },
};

/** As many characters as anybody pads with; the rest is an attempt to run out of memory. */
export function room(count: number): number {
  if (count < 0 || !Number.isInteger(count) || count > 10_000) throw new EvaluationFailure("a count is out of range");
  return count;
}

function ofKnownText(apply: (text: string) => string): TerraformFunction {
  return {
    parameters: [parameter.text],
    holes: "opaque",
    choices: "each",
    call: ([text]) => apply(asKnownText(text)),
  };
}

/** Applied to the literal pieces; a hole becomes the hole of the call, unless its shape says that nothing changes. */
function eachPart(name: string, apply: (text: string) => string): TerraformFunction {
  return {
    parameters: [parameter.text],
    holes: "seen",
    choices: "each",
    call: ([text = ""]) =>
      overParts(
        text,
        apply,
        (hole) => changed(name, hole),
        (json) => derived(`${name}(${describe(json)})`, []),
      ),
  };
}

/** Accounts, regions and partitions have one spelling; an `arn:` in capitals is none. */
function changed(name: string, hole: Hole): Hole {
  if (hole.shape === "account" || (name === "lower" && (hole.shape === "region" || hole.shape === "partition")))
    return hole;
  const keepsShape = hole.shape === "name" || hole.shape === "id" || hole.shape === "path";
  return derived(`${name}(${hole.name})`, [hole], keepsShape ? hole.shape : "any");
}

/** Go changes each letter by itself, and never into two. */
function changeCase(text: string, change: (letter: string) => string): string {
  if (/^[\x00-\x7f]*$/.test(text)) return change(text);
  return Array.from(text, (letter) => {
    const result = change(letter);
    return Array.from(result).length === 1 ? result : letter;
  }).join("");
}

function overParts(
  value: Value,
  literal: (text: string) => string,
  hole: (hole: Hole) => TextPart,
  json: (json: JsonText) => TextPart,
): Value {
  return joinText(
    partsOf(value).map((part) => {
      if (typeof part === "string") return literal(part);
      return part instanceof JsonText ? json(part) : hole(part);
    }),
  );
}

/** Known where all that is asked for stands before the first hole. */
function substring(value: Value, offset: number, length: number): Value | undefined {
  if (offset === 0 && length < 0) return value;
  const [first] = partsOf(value);
  const whole = !(value instanceof Text);
  if (typeof first !== "string") return value === "" ? "" : undefined;
  const letters = graphemes(first);
  if (!whole && (offset < 0 || length < 0 || offset + length >= letters.length)) return undefined;
  const from = offset < 0 ? Math.max(letters.length + offset, 0) : offset;
  return letters.slice(from, length < 0 ? undefined : from + length).join("");
}
