import { isList, OpenList, type Value } from "../../values";
import { emptyMap } from "../../plan";
import {
  callFunction,
  convert,
  derived,
  describe,
  EvaluationFailure,
  isDetermined,
  normalized,
  ofKind,
  overChoices,
  parseNumber,
  toText,
  unsettledCall,
} from "../functions";
import type { Binary, Call, Expression, ObjectExpression, Reference, Unary } from "../syntax";
import { evaluateCan, evaluateConditional, evaluateTry } from "./conditional";
import { doubted, mayBeNoScalar, mayNotFit } from "./doubt";
import { evaluateFor } from "./for-expression";
import { applyBinary, applyUnary } from "./operators";
import { withReferencesOf } from "./call-references";
import type { Scope } from "./scope";
import { takeSteps } from "./steps";
import { evaluateTemplate } from "./evaluate-template";
import { readType } from "./type-constraint";

/**
 * The value of an expression.
 *
 * Fails with EvaluationFailure where Terraform would refuse it, with BudgetExceeded where it takes too long: `evaluate`
 * makes holes of both.
 */
export function evaluateExpression(expression: Expression, scope: Scope): Value {
  const { meter, shared } = scope;
  if (expression.kind === "literal") {
    const { value } = expression;
    return meter.literal(typeof value === "string" ? normalized(value) : value);
  }
  // Inside of a `for`, its variables differ from round to round.
  if (shared === undefined || scope.variables.size > 0) return evaluateMetered(expression, scope);
  return shared.value(expression, scope, evaluateMetered);
}

function evaluateMetered(expression: Expression, scope: Scope): Value {
  const { meter } = scope;
  meter.enter();
  try {
    return meter.weigh(evaluateOnce(expression, scope));
  } finally {
    meter.leave();
  }
}

function evaluateOnce(expression: Expression, scope: Scope): Value {
  switch (expression.kind) {
    case "literal":
      return expression.value;
    case "number": {
      const value = parseNumber(expression.text);
      return value === undefined || value === "inexact" ? derived(expression.text, []) : value;
    }
    case "template":
      return evaluateTemplate(expression.parts, scope);
    case "wrap":
      return evaluateExpression(expression.value, scope);
    case "reference":
      return evaluateReference(expression, scope);
    case "access":
      return takeSteps(evaluateExpression(expression.source, scope), expression.steps, scope);
    case "call":
      return withReferencesOf(expression, evaluateCall(expression, scope), scope);
    case "tuple":
      return ofKind(
        "tuple",
        expression.items.map((item) => evaluateExpression(item, scope)),
      );
    case "object":
      return evaluateObject(expression, scope);
    case "for-tuple":
    case "for-object":
      return evaluateFor(expression, scope);
    case "unary":
      return evaluateUnary(expression, scope);
    case "binary":
      return evaluateBinary(expression, scope);
    case "conditional":
      return evaluateConditional(expression, scope);
  }
}

function evaluateBinary({ operator, left, right }: Binary, scope: Scope): Value {
  const first = evaluateExpression(left, scope);
  if (operator === "&&" || operator === "||") return evaluateConnective(operator, first, right, scope);
  const second = evaluateExpression(right, scope);
  scope.meter.spendOnArguments([first, second]);
  const value = applyBinary(operator, first, second, scope.meter, isNumberLiteral(left) || isNumberLiteral(right));
  const comparison = operator === "==" || operator === "!=";
  return !comparison && (mayBeNoScalar(first) || mayBeNoScalar(second)) ? doubted(scope, value) : value;
}

function isNumberLiteral(node: Expression): boolean {
  return node.kind === "number" || (node.kind === "unary" && isNumberLiteral(node.operand));
}

/**
 * Since 1.12 Terraform does not look at a right side that cannot matter; before, it failed where that did. So a right side that
 * fails leaves what the left side decides, with a doubt.
 */
function evaluateConnective(operator: "&&" | "||", first: Value, right: Expression, scope: Scope): Value {
  const deciding = operator === "||";
  let second: Value;
  try {
    second = evaluateExpression(right, scope);
  } catch (failure) {
    const open = typeof first === "object" && first !== null;
    if (!(failure instanceof EvaluationFailure) || (!open && first !== deciding)) throw failure;
    return doubted(scope, deciding);
  }
  const value = applyBinary(operator, first, second, scope.meter);
  return mayBeNoScalar(first) || mayBeNoScalar(second) ? doubted(scope, value) : value;
}

function evaluateUnary({ operator, operand }: Unary, scope: Scope): Value {
  const value = evaluateExpression(operand, scope);
  return mayBeNoScalar(value)
    ? doubted(scope, applyUnary(operator, value, scope.meter))
    : applyUnary(operator, value, scope.meter);
}

function evaluateReference({ root, steps }: Reference, scope: Scope): Value {
  const variable = scope.variables.get(root);
  if (variable !== undefined) return takeSteps(variable, steps, scope);
  const { value, taken } = scope.names.resolve(root, steps);
  return takeSteps(value, steps.slice(taken), scope);
}

/** A key that is not known makes the whole a hole: nobody can tell what it hides. */
function evaluateObject({ items }: ObjectExpression, scope: Scope): Value {
  const keys = items.map(({ key }) => evaluateExpression(key, scope));
  const values = items.map(({ value }) => evaluateExpression(value, scope));
  if (keys.every((key) => typeof key === "string")) return mapOf(keys, values);
  const value = overChoices(
    keys,
    (each) => makeObject(each, values),
    () => openObject(keys, values),
    scope.meter,
  );
  return keys.some(mayNotFit) ? doubted(scope, value) : value;
}

function makeObject(keys: readonly Value[], values: readonly Value[]): Value {
  const texts = keys.map((key) => {
    if (key === null) throw new EvaluationFailure("a key is null");
    return toText(key);
  });
  if (!texts.every((key) => typeof key === "string")) return openObject(texts, values);
  return mapOf(texts, values);
}

function mapOf(keys: readonly string[], values: readonly Value[]): Value {
  const map = emptyMap<Value>();
  for (const [index, key] of keys.entries()) map[key] = values[index] ?? null;
  return ofKind("object", map);
}

function openObject(keys: readonly Value[], values: readonly Value[]): Value {
  const entries = keys.map((key, index) => `${describe(key)} = ${describe(values[index] ?? null)}`);
  return derived(`{ ${entries.join(", ")} }`, keys);
}

/** Functions that never refuse arguments of the right type; any other may yet fail on what a hole turns out to be. */
const TOTAL: ReadonlySet<string> = new Set(
  (
    "lower upper title strrev indent trimspace chomp trim trimprefix trimsuffix startswith endswith strcontains replace split " +
    "join format formatlist concat flatten distinct compact length contains reverse sort keys values merge jsonencode " +
    "yamlencode base64encode urlencode md5 sha1 sha256 sha512 base64sha256 base64sha512 tostring tolist toset tomap " +
    "setunion setintersection setsubtract setproduct alltrue anytrue sensitive nonsensitive uuid timestamp"
  ).split(" "),
);

/** Functions that take whatever there is, null too. */
const ANYTHING: ReadonlySet<string> = new Set(["jsonencode", "sensitive", "nonsensitive"]);

function evaluateCall(call: Call, scope: Scope): Value {
  if (call.name === "try") return evaluateTry(call, scope);
  if (call.name === "can") return evaluateCan(call, scope);
  if (call.name === "convert") return evaluateConvert(call, scope);
  const args = call.arguments.map((argument) => evaluateExpression(argument, scope));
  // It looks through all of a value to tell whether it is known, and what comes of it may weigh nothing.
  if (call.name === "jsonencode") for (const each of args) scope.meter.spendOn(each);
  else scope.meter.spendOnArguments(args);
  const value = call.expand ? expand(call.name, args, scope) : callFunction(call.name, args, scope.surroundings);
  if (ANYTHING.has(call.name)) return value;
  return mayBeRefused(call.name, args, value) ? doubted(scope, value) : value;
}

/** `convert(value, type)` of Terraform 1.15: the second argument is a type, not a value. */
function evaluateConvert({ arguments: [value, written, ...others] }: Call, scope: Scope): Value {
  if (value === undefined || written === undefined || others.length > 0) {
    throw new EvaluationFailure("convert() takes a value and a type");
  }
  const given = evaluateExpression(value, scope);
  const type = readType(written, (expression) => evaluateExpression(expression, scope));
  // A type that is not understood here may convert to anything.
  const understood = type.kind !== "any" || (written.kind === "reference" && written.root === "any");
  const converted = understood ? convert(given, type) : unsettledCall("convert", [given]);
  return understood && isDetermined(given) ? converted : doubted(scope, converted);
}

/** Whether the call may yet fail, although it did not: on what its arguments turn out to be, or since it is not supported here. */
function mayBeRefused(name: string, args: readonly Value[], value: Value): boolean {
  if (args.every(isDetermined)) return !isDetermined(value);
  return TOTAL.has(name) ? args.some(mayNotFit) : true;
}

/** `f(a, list...)`: a list of further arguments. */
function expand(name: string, args: readonly Value[], scope: Scope): Value {
  const call = (each: readonly Value[]): Value => {
    const last = each.at(-1) ?? null;
    if (isList(last)) return callFunction(name, [...each.slice(0, -1), ...last], scope.surroundings);
    if (last === null) throw new EvaluationFailure("null is no list of arguments");
    // A list that goes on can be merged and joined as little as one of which nothing is known.
    return last instanceof OpenList || typeof last === "object" ? unsettledCall(name, each) : fail();
  };
  return overChoices(args, call, () => unsettledCall(name, args), scope.meter);
}

function fail(): never {
  throw new EvaluationFailure("only a list can be expanded into arguments");
}
