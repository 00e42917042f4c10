import { isList, type TextPart, text as joinText, type Value } from "../../values/value";
import { spendOnSearch } from "./affixes";
import { overChoices } from "./choices";
import { isUnordered, ofKind } from "./collection-kind";
import { toText } from "./convert";
import { EvaluationFailure } from "./failure";
import * as parameter from "./parameters";
import type { CallContext, TerraformFunction } from "./terraform-function";
import { lacks, partsOf } from "./text-parts";
import { STRING } from "./type";

/** Functions between lists and text. */
export const JOINING: Readonly<Record<string, TerraformFunction>> = {
  join: {
    parameters: [parameter.text, parameter.listOfText],
    rest: parameter.listOfText,
    holes: "seen",
    choices: "each",
    call: ([separator = "", ...lists], context) => {
      if (!lists.every(isList) || lists.some(isUnordered)) return context.unsettled();
      spendOnTexts(lists.flat(), separator, context);
      return overChoices(
        lists.flat(),
        (items) => join(separator, items),
        context.unsettled,
        context.surroundings.meter,
      );
    },
  },
  split: {
    parameters: [parameter.text, parameter.text],
    holes: "seen",
    choices: "each",
    call: ([separator, text = ""], context) => {
      if (typeof separator !== "string" || separator === "") {
        return typeof separator === "string" && typeof text === "string" ? list([...text]) : context.unsettled();
      }
      spendOnSearch(text, separator, context.surroundings.meter);
      return split(separator, text, context);
    },
  },
};

/** Pays for a text before it is put together. */
function spendOnTexts(items: readonly Value[], separator: Value, { surroundings }: CallContext): void {
  let length = typeof separator === "string" ? separator.length * items.length : 0;
  for (const item of items) if (typeof item === "string") length += item.length;
  surroundings.meter.spend(length >> 5);
}

function list(items: readonly Value[]): Value {
  return ofKind("list", [...items], STRING);
}

function join(separator: Value, items: readonly Value[]): Value {
  return joinText(
    items.flatMap((item, index) => {
      if (item === null) throw new EvaluationFailure("an element is null");
      return [...(index === 0 ? [] : partsOf(separator)), ...partsOf(toText(item))];
    }),
  );
}

function split(separator: string, text: Value, { unsettled }: CallContext): Value {
  const fields: TextPart[][] = [[]];
  for (const part of partsOf(text)) {
    if (typeof part === "string") {
      const [first = "", ...others] = part.split(separator);
      fields.at(-1)?.push(first);
      fields.push(...others.map((field) => [field]));
    } else if (separator.length === 1 && lacks(part, separator)) fields.at(-1)?.push(part);
    else return unsettled();
  }
  return list(fields.map((field) => joinText(field)));
}
