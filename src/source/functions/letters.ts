import { type Hole, JsonText, Text, text as joinText, type TextPart, type Value } from "../../values/value";
import { derived, describe } from "./describe";
import { BudgetExceeded, EvaluationFailure } from "./failure";
import { lowerCase, titleCase, upperCase } from "./letter-case";
import { isExact } from "./number";
import { wholeNumber } from "./numbers";
import { asKnownText, graphemes, partsOf } from "./text-parts";
import * as parameter from "./parameters";
import type { TerraformFunction } from "./terraform-function";

/** Functions that change letters, one piece of the text at a time, or need the whole text. */
export const LETTERS: Readonly<Record<string, TerraformFunction>> = {
  lower: eachPart("lower", lowerCase),
  upper: eachPart("upper", upperCase),
  title: ofKnownText(titleCase),
  strrev: ofKnownText((text) => graphemes(text).reverse().join("")),
  indent: {
    parameters: [parameter.number, parameter.text],
    holes: "seen",
    choices: "each",
    call: ([spaces, text], { unsettled, surroundings }) => {
      if (!isExact(spaces)) return unsettled();
      const count = wholeNumber(spaces);
      if (count < 0) throw new EvaluationFailure("a count is below zero");
      const margin = `\n${" ".repeat(room(count))}`;
      const lines = partsOf(text ?? "").flatMap((part) => (typeof part === "string" ? part.split("\n") : []));
      surroundings.meter.spend((lines.length * margin.length) >> 5);
      return overParts(
        text ?? "",
        (part) => part.replaceAll("\n", margin),
        (hole) => (hole.shape === "any" ? derived(`indent(${count}, ${hole.name})`, [hole]) : hole),
        (json) => json,
      );
    },
  },
  substr: {
    parameters: [parameter.text, parameter.number, parameter.number],
    holes: "seen",
    choices: "each",
    call: ([text = "", offset, length], { unsettled }) => {
      if (!isExact(offset) || !isExact(length)) return unsettled();
      return substring(text, wholeNumber(offset), wholeNumber(length)) ?? unsettled();
    },
  },
};

/** As many characters as anybody pads with; more is an attempt to run out of memory. */
export function room(count: number): number {
  if (count > 10_000) throw new BudgetExceeded("a text would be padded with more than 10000 characters");
  return count;
}

function ofKnownText(apply: (text: string) => string): TerraformFunction {
  return {
    parameters: [parameter.text],
    holes: "opaque",
    choices: "each",
    call: ([text], { surroundings: { meter } }) => {
      const known = asKnownText(text);
      meter.spend(known.length >> 3);
      return apply(known);
    },
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
  if (offset >= 0 && length === 0) return "";
  const [first] = partsOf(value);
  if (typeof first !== "string") return value === "" ? "" : undefined;
  const letters = graphemes(first);
  if (value instanceof Text && (offset < 0 || length < 0 || offset + length >= letters.length)) return undefined;
  const from = offset < 0 ? Math.max(letters.length + offset, 0) : offset;
  // Counted from the end, a length of 0 is no limit.
  return letters.slice(from, length <= 0 ? undefined : from + length).join("");
}
