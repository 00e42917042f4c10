import { Choice, type Hole, type Value } from "../../values";
import { EvaluationFailure } from "./failure";
import { identical } from "./identical";

/** So many alternatives one value may have before it becomes a hole: four conditions that are not known. */
export const MOST_ALTERNATIVES = 16;

/** Either of two values, or the one value that both are. */
export function choose(condition: Hole, whenTrue: Value, whenFalse: Value): Value {
  const ifTrue = assumeOne(whenTrue, condition, true);
  const ifFalse = assumeOne(whenFalse, condition, false);
  return identical(ifTrue, ifFalse) ? ifTrue : new Choice(condition, ifTrue, ifFalse);
}

/**
 * Applies a function to every alternative of its arguments, one condition going the same way in all of them. More than
 * {@link MOST_ALTERNATIVES}: `tooMany` gives the value.
 */
export function overChoices(
  args: readonly Value[],
  apply: (args: readonly Value[]) => Value,
  tooMany: () => Value,
  doubter: Doubter = { doubts: 0 },
): Value {
  if (!args.some((arg) => arg instanceof Choice)) return apply(args);
  return countAlternatives(args) > MOST_ALTERNATIVES ? tooMany() : split(args, apply, doubter);
}

/** Counts what may yet fail while applying. */
export interface Doubter {
  doubts: number;
}

/**
 * Either of two values on a condition, of which one may fail: then the condition goes the other way, or Terraform fails,
 * which `try` must know. Fails where both do.
 */
export function chooseUnlessFails(
  condition: Hole,
  whenTrue: () => Value,
  whenFalse: () => Value,
  doubter: Doubter,
): Value {
  const arms = [attempt(whenTrue), attempt(whenFalse)] as const;
  const [first, second] = arms;
  if ("value" in first && "value" in second) return choose(condition, first.value, second.value);
  const possible = arms.find((arm) => "value" in arm);
  if (possible === undefined && "failure" in first) throw first.failure;
  doubter.doubts++;
  return (possible as { readonly value: Value }).value;
}

function attempt(evaluate: () => Value): { readonly value: Value } | { readonly failure: EvaluationFailure } {
  try {
    return { value: evaluate() };
  } catch (failure) {
    if (failure instanceof EvaluationFailure) return { failure };
    throw failure;
  }
}

function split(args: readonly Value[], apply: (args: readonly Value[]) => Value, doubter: Doubter): Value {
  const choice = args.find((arg) => arg instanceof Choice);
  if (choice === undefined) return apply(args);
  const { condition } = choice;
  const side = (holds: boolean) => (): Value => split(assume(args, condition, holds), apply, doubter);
  return chooseUnlessFails(condition, side(true), side(false), doubter);
}

/** The arguments, given that a condition went one way. */
function assume(args: readonly Value[], condition: Hole, holds: boolean): readonly Value[] {
  return args.map((arg) => assumeOne(arg, condition, holds));
}

function assumeOne(value: Value, condition: Hole, holds: boolean): Value {
  if (!(value instanceof Choice)) return value;
  if (value.condition.name === condition.name) {
    return assumeOne(holds ? value.whenTrue : value.whenFalse, condition, holds);
  }
  const whenTrue = assumeOne(value.whenTrue, condition, holds);
  const whenFalse = assumeOne(value.whenFalse, condition, holds);
  if (whenTrue === value.whenTrue && whenFalse === value.whenFalse) return value;
  return identical(whenTrue, whenFalse) ? whenTrue : new Choice(value.condition, whenTrue, whenFalse);
}

/** How many alternatives a value has. */
export function alternativesOf(value: Value): number {
  return value instanceof Choice ? alternativesOf(value.whenTrue) + alternativesOf(value.whenFalse) : 1;
}

/** How many ways the arguments can go together; stops counting once there are too many. */
function countAlternatives(args: readonly Value[]): number {
  const choice = args.find((arg) => arg instanceof Choice);
  if (choice === undefined) return 1;
  const whenTrue = countAlternatives(assume(args, choice.condition, true));
  if (whenTrue > MOST_ALTERNATIVES) return whenTrue;
  return whenTrue + countAlternatives(assume(args, choice.condition, false));
}
