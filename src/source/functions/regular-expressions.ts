import { MatcherInput, RE2JS, RE2JSException } from "re2js";
import { normalized } from "./normalized";
import { BudgetExceeded, EvaluationFailure } from "./failure";
import { instructionsAtMost } from "./pattern-size";
import type { FunctionMeter } from "./terraform-function";

/**
 * Go's regular expressions, by re2js. This module and the engine behind it are loaded only where a source calls `regex`,
 * `regexall`, or `replace` with a pattern.
 */

/** One match. The first group is the whole of it; `undefined` stands for a group that took no part. */
export interface Match {
  readonly start: number;
  readonly end: number;
  readonly groups: readonly (string | undefined)[];
}

/** A compiled pattern. */
export interface Pattern {
  /** The name of each group in parentheses, in order; `undefined` where it has none. */
  readonly names: readonly (string | undefined)[];
  /** The matches in a text, from left to right, as Go's FindAllStringSubmatchIndex gives them. */
  matches(text: string): Generator<Match>;
}

type Spending = Pick<FunctionMeter, "spend">;

/** Compiling is slow beside everything else that an evaluation does, and a pattern in a loop is compiled once. */
const MOST_KEPT = 200;
const kept = new Map<string, RE2JS>();

/** Larger programs take seconds and hundreds of megabytes to compile. */
const MOST_INSTRUCTIONS = 150_000;
const LONGEST_PATTERN = 10_000;
/** How many instructions of a pattern are about as much work as one step of an evaluation. */
const INSTRUCTIONS_A_STEP = 40;

/**
 * Compiles a pattern as Go does.
 *
 * @param meter the budget of the evaluation
 * @throws EvaluationFailure where Go refuses the pattern
 * @throws BudgetExceeded where the pattern is larger than any that somebody writes
 */
export function compile(pattern: string, meter: Spending): Pattern {
  const compiled = kept.get(pattern) ?? keep(pattern, meter);
  const names = new Array<string | undefined>(compiled.groupCount()).fill(undefined);
  for (const [name, index] of Object.entries(compiled.namedGroups())) names[index - 1] = name;
  return { names, matches: (text) => matches(compiled, text, meter) };
}

function keep(pattern: string, meter: Spending): RE2JS {
  const instructions = pattern.length > LONGEST_PATTERN ? Infinity : instructionsAtMost(pattern);
  if (instructions > MOST_INSTRUCTIONS) throw new BudgetExceeded("a regular expression is too large");
  meter.spend(instructions);
  let compiled: RE2JS;
  try {
    compiled = RE2JS.compile(pattern);
  } catch (error) {
    if (error instanceof RE2JSException) throw new EvaluationFailure("the regular expression is not valid");
    throw error;
  }
  if (kept.size >= MOST_KEPT) kept.clear();
  kept.set(pattern, compiled);
  return compiled;
}

/** As in Go, an empty match that touches the match before it is no match. */
function* matches(compiled: RE2JS, text: string, meter: Spending): Generator<Match> {
  const input = MatcherInput.utf16(text);
  const groupCount = compiled.groupCount() + 1;
  const cost = (compiled.programSize() + 10) / INSTRUCTIONS_A_STEP;
  let previousEnd = -1;
  for (let at = 0; at <= text.length;) {
    meter.spend(Math.ceil((text.length - at + 1) * cost));
    const [found, groups] = compiled.re2().matchWithGroup(input, at, text.length, 0, groupCount) as [
      boolean,
      readonly number[] | null,
    ];
    if (!found || groups === null) return;
    const [start = 0, end = 0] = groups;
    const touches = end === at && start === previousEnd;
    at = end > at ? end : at + ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1);
    previousEnd = end;
    if (!touches) yield { start, end, groups: groupTexts(groups, text) };
  }
}

function groupTexts(bounds: readonly number[], text: string): (string | undefined)[] {
  return Array.from({ length: bounds.length / 2 }, (_, group) => {
    const [start = -1, end = -1] = [bounds[2 * group], bounds[2 * group + 1]];
    return start < 0 || end < 0 ? undefined : normalized(text.slice(start, end));
  });
}
