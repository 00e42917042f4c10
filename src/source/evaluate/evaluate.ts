import type { Value } from "../../values/value";
import { derived } from "../functions/describe";
import { BudgetExceeded, EvaluationFailure } from "../functions/failure";
import type { Expression } from "../syntax/ast";
import { positionOf } from "../syntax/position";
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
  );
}

/** Runs an evaluation; a failure, or running out of budget, becomes a hole named by its place and the reason. */
export function guard(run: () => Value, place: () => string): Value {
  try {
    return run();
  } catch (error) {
    if (error instanceof EvaluationFailure || error instanceof BudgetExceeded) {
      return derived(`${place()} (${error.message})`, []);
    }
    // The meter keeps well below what the stack holds, but what calls this may have used some of it already.
    if (error instanceof RangeError) return derived(`${place()} (nests too deeply)`, []);
    throw error;
  }
}
