import {
  type Exact,
  type Pattern,
  type PatternPart,
  type Template,
  type Variable,
  patternFrom,
  wildcardsIn,
} from "../document";
import { Hole, join, partsOf, Text, type Words, wordsOf } from "../../values";
import { type Evaluation, TRUE, UNKNOWN, ask, contextHole, foreignHole, stateOf, unknown } from "../evaluate";

/** Text with its variables replaced; what came from a variable holds no wildcards. */
type Replaced = readonly (string | Hole | Exact | Words)[];

/** A variable without value or default: the text that holds it equals nothing. */
export const NO_VALUE = Symbol("no value");

/**
 * The text with its variables replaced. {@link NO_VALUE}: a variable without value or default, so that the text equals
 * nothing. `undefined`: not known, and noted.
 */
function replaceVariables(evaluation: Evaluation, template: Template): Replaced | typeof NO_VALUE | undefined {
  const replaced: (string | Hole | Exact | Words)[] = [];
  for (const part of template.parts) {
    if (typeof part === "string" || part instanceof Hole || "exact" in part) {
      replaced.push(part);
      continue;
    }
    const value = valueOf(evaluation, part);
    if (value === undefined || value === NO_VALUE) return value;
    replaced.push(value.words instanceof Text || value.words instanceof Hole ? value.words : { exact: value.words });
  }
  return replaced;
}

type Value = { readonly words: Words } | typeof NO_VALUE | undefined;

function valueOf(evaluation: Evaluation, { variable, fallback }: Variable): Value {
  const state = stateOf(evaluation, variable);
  const absent = (): Value => (fallback === undefined ? NO_VALUE : { words: fallback });
  switch (state.state) {
    case "absent":
      return absent();
    case "present":
      return { words: contextHole(variable) };
    case "known":
      return oneValue(evaluation, variable, state.more === true ? [] : state.values);
    case "not-ours":
      if (state.possiblyAbsent !== true) return { words: foreignHole(variable) };
      break;
    case "one-of":
      break;
    case "unknown": {
      const present = ask(evaluation, { key: `present ${variable}` }, { kind: "condition-key", key: variable });
      if (present === UNKNOWN) return undefined;
      return present === TRUE ? { words: contextHole(variable) } : absent();
    }
  }
  unknown(evaluation, { kind: "condition-key", key: variable });
  return undefined;
}

function oneValue(evaluation: Evaluation, variable: string, values: readonly unknown[]): Value {
  const words = values.length === 1 ? wordsOf(values[0] as never) : undefined;
  if (words !== undefined) return { words };
  unknown(evaluation, { kind: "condition-key", key: variable });
  return undefined;
}

/** The text that the template gives in this request. */
export function templateText(evaluation: Evaluation, template: Template): Words | typeof NO_VALUE | undefined {
  const replaced = replaceVariables(evaluation, template);
  if (replaced === undefined || replaced === NO_VALUE) return replaced;
  return join(replaced.map((part) => (typeof part === "object" && "exact" in part ? part.exact : part)));
}

/** The pattern that the template gives in this request. */
export function templatePattern(evaluation: Evaluation, template: Template): Pattern | typeof NO_VALUE | undefined {
  const replaced = replaceVariables(evaluation, template);
  if (replaced === undefined || replaced === NO_VALUE) return replaced;
  return patternFrom(
    replaced.flatMap((part): readonly PatternPart[] => {
      if (typeof part === "string") return wildcardsIn(part);
      if (part instanceof Hole) return [part];
      return "exact" in part ? [part.exact].filter((exact) => exact !== "") : partsOf(part);
    }),
  );
}
