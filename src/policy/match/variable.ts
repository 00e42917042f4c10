import { Hole, Text } from "../../values/value";
import { ask, contextHole, foreignHole, stateOf, unknown, type Evaluation } from "../evaluate/evaluation";
import { TRUE, UNKNOWN } from "../evaluate/truth";
import { join, partsOf, wordsOf, type Words } from "../../values/text";
import { prepare, wildcardsIn, type Pattern, type PatternPart } from "./pattern";

/** A text with policy variables: `${aws:PrincipalTag/team, 'none'}`. */
export interface Template {
  readonly parts: readonly TemplatePart[];
}

type TemplatePart = string | Hole | Variable | Exact;

interface Variable {
  /** In lower case. */
  readonly variable: string;
  readonly fallback?: string;
}

/** `${*}`, `${?}`, `${$}`: the character itself, no wildcard. */
interface Exact {
  readonly exact: string;
}

/** Text with its variables replaced; what came from a variable holds no wildcards. */
type Replaced = readonly (string | Hole | Exact | Words)[];

/** A variable without value or default: the text that holds it equals nothing. */
export const NO_VALUE = Symbol("no value");

/** The variables in some text; `undefined` where it holds none. `"unreadable"`: a `${` that AWS's grammar does not cover. */
export function templateOf(words: Words): Template | "unreadable" | undefined {
  const pieces = partsOf(words);
  if (!pieces.some((part) => typeof part === "string" && part.includes("${"))) return undefined;
  const parts: TemplatePart[] = [];
  for (const piece of pieces) {
    const read = typeof piece === "string" ? readVariables(piece) : [piece];
    if (read === undefined) return "unreadable";
    parts.push(...read);
  }
  return { parts };
}

function readVariables(literal: string): TemplatePart[] | undefined {
  const parts = literal.split(/(\$\{[^{}]*\})/).filter((piece) => piece !== "");
  const read = parts.map((piece) => (piece.startsWith("${") && piece.endsWith("}") ? readVariable(piece) : piece));
  const whole = read.every((part) => part !== undefined && !(typeof part === "string" && part.includes("${")));
  return whole ? (read as TemplatePart[]) : undefined;
}

function readVariable(written: string): TemplatePart | undefined {
  const inner = written.slice(2, -1);
  const comma = inner.indexOf(",");
  const name = (comma < 0 ? inner : inner.slice(0, comma)).trim();
  if (name === "") return undefined;
  if (comma < 0)
    return name === "*" || name === "?" || name === "$" ? { exact: name } : { variable: name.toLowerCase() };
  const fallback = inner.slice(comma + 1).trim();
  if (fallback.length < 2 || !fallback.startsWith("'") || !fallback.endsWith("'")) return undefined;
  return { variable: name.toLowerCase(), fallback: fallback.slice(1, -1) };
}

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
  return prepare(
    replaced.flatMap((part): readonly PatternPart[] => {
      if (typeof part === "string") return wildcardsIn(part);
      if (part instanceof Hole) return [part];
      return "exact" in part ? [part.exact].filter((exact) => exact !== "") : partsOf(part);
    }),
  );
}
