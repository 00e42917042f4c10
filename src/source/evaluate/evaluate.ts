import { absoluteReferences, mostSpecific } from "../../plan";
import { Hole, type Value } from "../../values";
import { BudgetExceeded, derived, EvaluationFailure } from "../functions";
import { type Expression, positionOf, referencesIn } from "../syntax";
import { evaluateExpression } from "./expression";
import type { Scope } from "./scope";

/**
 * The value of an expression in a scope. Never throws: what Terraform would refuse, and what takes more than the budget, is
 * a hole that says so.
 */
export function evaluate(expression: Expression, scope: Scope): Value {
  return guard(
    () => evaluateExpression(expression, scope),
    () => {
      const { file, line, column } = positionOf(expression);
      return `${scope.names.place}${scope.names.place === "" ? "" : " "}${file}:${line}:${column}`;
    },
    () => absoluteReferences(scope.names.moduleAddress, mostSpecific(referencesIn(expression))),
  );
}

/**
 * Runs an evaluation; a failure, or running out of budget, becomes a hole named by its place and the reason, with the
 * references that are written there.
 */
export function guard(run: () => Value, place: () => string, written: () => readonly string[]): Value {
  try {
    return run();
  } catch (error) {
    if (error instanceof EvaluationFailure || error instanceof BudgetExceeded) {
      return failed(`${place()} (${error.message})`, written());
    }
    // The meter keeps well below what the stack holds, but what calls this may have used some of it already.
    if (error instanceof RangeError) return failed(`${place()} (nests too deeply)`, written());
    throw error;
  }
}

function failed(name: string, references: readonly string[]): Hole {
  return new Hole(derived(name, []).name, { references });
}
