import type { Value } from "../../value";
import { overChoices } from "../functions/choices";
import { toBool, toNumber } from "../functions/convert";
import { derived, describe } from "../functions/describe";
import { equals } from "../functions/equality";
import { EvaluationFailure } from "../functions/failure";
import { exactResult } from "../functions/number";
import type { BinaryOperator, Unary } from "../syntax/ast";

/** `left operator right`; what the holes leave open is a hole. */
export function applyBinary(operator: BinaryOperator, left: Value, right: Value): Value {
  const open = (): Value => derived(`(${describe(left)} ${operator} ${describe(right)})`, [left, right]);
  return overChoices([left, right], ([a = null, b = null]) => applyOnce(operator, a, b), open);
}

function applyOnce(operator: BinaryOperator, left: Value, right: Value): Value {
  const open = (): Value => derived(`(${describe(left)} ${operator} ${describe(right)})`, [left, right]);
  switch (operator) {
    case "==":
      return equals(left, right) ?? open();
    case "!=": {
      const equal = equals(left, right);
      return equal === undefined ? open() : !equal;
    }
    case "&&":
      return connect(left, right, false) ?? open();
    case "||":
      return connect(left, right, true) ?? open();
    default: {
      const [a, b] = [numberOf(left), numberOf(right)];
      return typeof a === "number" && typeof b === "number" ? (calculate(operator, a, b) ?? open()) : open();
    }
  }
}

/** `&&` and `||`: one side that decides is enough, one that does not leaves the other. */
function connect(left: Value, right: Value, deciding: boolean): Value | undefined {
  const [a, b] = [truthOf(left), truthOf(right)];
  if (a === deciding || b === deciding) return deciding;
  if (typeof a === "boolean") return b;
  return typeof b === "boolean" ? a : undefined;
}

function truthOf(value: Value): Value {
  if (value === null) throw new EvaluationFailure("null is neither true nor false");
  return toBool(value);
}

function numberOf(value: Value): Value {
  if (value === null) throw new EvaluationFailure("null is no number");
  return toNumber(value);
}

function calculate(operator: BinaryOperator, a: number, b: number): Value | undefined {
  switch (operator) {
    case "<":
      return a < b;
    case "<=":
      return a <= b;
    case ">":
      return a > b;
    case ">=":
      return a >= b;
    case "+":
      return exactResult(a + b);
    case "-":
      return exactResult(a - b);
    case "*":
      return exactResult(a * b);
    case "/":
    case "%":
      // Terraform has infinity for this, which nothing here can be.
      return b === 0 ? undefined : exactResult(operator === "/" ? a / b : a % b);
    default:
      return undefined;
  }
}

/** `!operand` and `-operand`. */
export function applyUnary(operator: Unary["operator"], operand: Value): Value {
  const open = (): Value => derived(`${operator}${describe(operand)}`, [operand]);
  return overChoices(
    [operand],
    ([each = null]) => {
      const value = operator === "!" ? truthOf(each) : numberOf(each);
      if (operator === "!" && typeof value === "boolean") return !value;
      return typeof value === "number" ? -value : derived(`${operator}${describe(each)}`, [each]);
    },
    open,
  );
}
