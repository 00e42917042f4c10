import { Hole, type Value } from "../../values";
import {
  BOOL,
  calculate,
  choose,
  compareNumbers,
  derived,
  derivedOfType,
  describe,
  type Doubter,
  equals,
  EvaluationFailure,
  type Exact,
  isExact,
  negated,
  NUMBER,
  overChoices,
  toBool,
  toNumber,
} from "../functions";
import type { BinaryOperator, Unary } from "../syntax";

/**
 * `left operator right`; what the holes leave open is a hole.
 *
 * @param literal whether one side is written as a number
 */
export function applyBinary(
  operator: BinaryOperator,
  left: Value,
  right: Value,
  doubter: Doubter,
  literal = false,
): Value {
  const open = (): Value => derived(`(${describe(left)} ${operator} ${describe(right)})`, [left, right]);
  return overChoices([left, right], ([a = null, b = null]) => applyOnce(operator, a, b, literal), open, doubter);
}

function applyOnce(operator: BinaryOperator, left: Value, right: Value, literal: boolean): Value {
  const type = "+-*/%".includes(operator) ? NUMBER : BOOL;
  const open = (): Value => derivedOfType(`(${describe(left)} ${operator} ${describe(right)})`, [left, right], type);
  switch (operator) {
    case "==":
      return equals(left, right) ?? open();
    case "!=":
      return negate(applyOnce("==", left, right, literal));
    case "&&":
      return connect(truthOf(left), truthOf(right), false);
    case "||":
      return connect(truthOf(left), truthOf(right), true);
    default: {
      const [a, b] = [numberOf(left), numberOf(right)];
      return isExact(a) && isExact(b) ? (applyToNumbers(operator, a, b, literal) ?? open()) : open();
    }
  }
}

/**
 * `&&` and `||`. A side that is not known is a condition like any other, so that all that hangs on it goes the same way:
 * `a && b` is `b` where `a` holds, and false where it does not.
 */
function connect(left: Value, right: Value, deciding: boolean): Value {
  if (left === deciding || right === deciding) return deciding;
  if (typeof left === "boolean") return right;
  if (typeof right === "boolean" || !(left instanceof Hole)) return left;
  return deciding ? choose(left, true, right) : choose(left, right, false);
}

function negate(value: Value): Value {
  if (typeof value === "boolean") return !value;
  return value instanceof Hole ? choose(value, false, true) : value;
}

function truthOf(value: Value): Value {
  if (value === null) throw new EvaluationFailure("null is neither true nor false");
  return toBool(value);
}

function numberOf(value: Value): Value {
  if (value === null) throw new EvaluationFailure("null is no number");
  return toNumber(value);
}

function applyToNumbers(operator: BinaryOperator, a: Exact, b: Exact, literal: boolean): Value | undefined {
  switch (operator) {
    case "<":
      return compareNumbers(a, b) < 0;
    case "<=":
      return compareNumbers(a, b) <= 0;
    case ">":
      return compareNumbers(a, b) > 0;
    case ">=":
      return compareNumbers(a, b) >= 0;
    case "+":
    case "-":
    case "*":
    case "/":
    case "%":
      if (operator === "/" && a === 0 && b === 0) throw new EvaluationFailure("zero is divided by zero");
      return calculate(operator, a, b, literal);
    default:
      return undefined;
  }
}

/** `!operand` and `-operand`. */
export function applyUnary(operator: Unary["operator"], operand: Value, doubter: Doubter): Value {
  const type = operator === "!" ? BOOL : NUMBER;
  const open = (value: Value): Value => derivedOfType(`${operator}${describe(value)}`, [value], type);
  return overChoices(
    [operand],
    ([each = null]) => {
      if (operator === "!") return negate(truthOf(each));
      const value = numberOf(each);
      return isExact(value) ? negated(value) : open(each);
    },
    () => open(operand),
    doubter,
  );
}
