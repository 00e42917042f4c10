import { Hole, isList, isMap, type Value } from "../../values";
import {
  alternativesOf,
  ANY,
  BOOL,
  choose,
  chooseUnlessFails,
  commonType,
  convert,
  derived,
  describe,
  EvaluationFailure,
  isDetermined,
  kindOf,
  loosened,
  MOST_ALTERNATIVES,
  NUMBER,
  overChoices,
  STRING,
  toBool,
  type Type,
  typeOf,
  unify,
  UNKNOWN,
} from "../functions";
import type { Call, Conditional, Expression } from "../syntax";
import { mayBeNoScalar } from "./doubt";
import { evaluateExpression } from "./expression";
import type { Scope } from "./scope";

/** `condition ? a : b`. A condition that is not known gives a choice. Both arms are converted to the type of both. */
export function evaluateConditional(expression: Conditional, scope: Scope): Value {
  const condition = evaluateExpression(expression.condition, scope);
  if (condition === null) throw new EvaluationFailure("the condition is null");
  if (mayBeNoScalar(condition)) scope.meter.doubts++;
  const arms = unified(attempt(expression.whenTrue, scope), attempt(expression.whenFalse, scope), scope);
  const open = (): Value =>
    derived(`(${describe(condition)} ? ${describeArm(arms[0])} : ${describeArm(arms[1])})`, [condition]);
  const value = overChoices([condition], ([each = null]) => decide(toBool(each), arms, scope, open), open, scope.meter);
  return alternativesOf(value) > MOST_ALTERNATIVES ? open() : value;
}

/** What an expression came to. Doubts are those that it raised. */
type Arm = { readonly doubts: number; readonly expression: Expression } & (
  { readonly value: Value } | { readonly failure: EvaluationFailure }
);

function attempt(expression: Expression, { meter, ...scope }: Scope): Arm {
  const before = meter.doubts;
  try {
    const value = evaluateExpression(expression, { ...scope, meter });
    return { value, doubts: meter.doubts - before, expression };
  } catch (failure) {
    if (failure instanceof EvaluationFailure) return { failure, doubts: 0, expression };
    throw failure;
  } finally {
    meter.doubts = before;
  }
}

/** Both arms, converted to the one type that Terraform gives them; it refuses those that have none in common. */
function unified(whenTrue: Arm, whenFalse: Arm, { meter }: Scope): readonly [Arm, Arm] {
  const arms = [whenTrue, whenFalse];
  for (const arm of arms) if ("value" in arm) meter.spendOn(arm.value);
  const types = arms.map(typeOfArm);
  const type = types.some(({ kind }) => kind === "any") ? ANY : unify(types);
  if (type === undefined) throw new EvaluationFailure("the two values of a condition have no type in common");
  // On an arm of which the type is not known Terraform may yet fail, or convert the other to it.
  if (type.kind === "unknown") meter.doubts++;
  const from = arms.flatMap((arm) => ("value" in arm ? [arm.value] : []));
  return [converted(whenTrue, type, from), converted(whenFalse, type, from)];
}

function typeOfArm(arm: Arm): Type {
  if (!("value" in arm)) return typeOfFailing(arm.expression);
  // Null as such is of any type; what came to null is of one that is not kept.
  if (arm.value === null) return arm.expression.kind === "literal" ? ANY : UNKNOWN;
  // What may yet fail would then be of any type.
  return arm.doubts > 0 ? UNKNOWN : typeOf(arm.value);
}

/** What type Terraform gives to an expression that fails: it holds the other arm to it, although it does not take this one. */
function typeOfFailing(expression: Expression): Type {
  switch (expression.kind) {
    case "template":
      return STRING;
    case "unary":
      return expression.operator === "!" ? BOOL : NUMBER;
    case "binary":
      return "+-*/%".includes(expression.operator) ? NUMBER : BOOL;
    case "wrap":
      return typeOfFailing(expression.value);
    case "call":
      return ANY;
    case "reference":
    case "access":
      return expression.steps.some(({ kind }) => kind === "splat-step") ? UNKNOWN : ANY;
    default:
      return UNKNOWN;
  }
}

function converted(arm: Arm, type: Type, from: readonly Value[]): Arm {
  if (!("value" in arm)) return arm;
  try {
    refuseMixed(arm.value, type, from);
    return { ...arm, value: type.kind === "unknown" ? loosened(arm.value, from) : convert(arm.value, type) };
  } catch (failure) {
    // Only the arm that is taken is converted.
    if (failure instanceof EvaluationFailure) return { failure, doubts: 0, expression: arm.expression };
    throw failure;
  }
}

/** Beside an empty list or map that says nothing of its elements, Terraform does not convert those of a tuple or object. */
function refuseMixed(value: Value, type: Type, from: readonly Value[]): void {
  if (!from.some((arm) => kindOf(arm) === type.kind)) return;
  const structure = kindOf(value) === "tuple" || kindOf(value) === "object";
  if (!structure || (type.kind !== "list" && type.kind !== "map") || type.of.kind !== "any") return;
  const parts = isList(value) ? value : isMap(value) ? Object.values(value) : [];
  if (commonType(parts.map(typeOf)).kind === "unknown" && parts.every(isDetermined)) {
    throw new EvaluationFailure("the elements have no type in common");
  }
}

function describeArm(arm: Arm): string {
  return "value" in arm ? describe(arm.value) : "fails";
}

function decide(
  condition: Value,
  [whenTrue, whenFalse]: readonly [Arm, Arm],
  { meter }: Scope,
  open: () => Value,
): Value {
  if (typeof condition === "boolean") {
    const arm = condition ? whenTrue : whenFalse;
    if (!("value" in arm)) throw arm.failure;
    meter.doubts += arm.doubts;
    return arm.value;
  }
  if (!(condition instanceof Hole)) return open();
  const valueOf = (arm: Arm) => (): Value => {
    if (!("value" in arm)) throw arm.failure;
    meter.doubts += arm.doubts;
    return arm.value;
  };
  return chooseUnlessFails(condition, valueOf(whenTrue), valueOf(whenFalse), meter);
}

/** `try(a, b, …)`: the first that does not fail. One that may fail while applying gives a choice with the rest. */
export function evaluateTry(call: Call, scope: Scope): Value {
  return tryFrom(call.arguments, scope);
}

function tryFrom(expressions: readonly Expression[], scope: Scope): Value {
  const [first, ...others] = expressions;
  if (first === undefined) throw new EvaluationFailure("no expression succeeded");
  const arm = attempt(first, scope);
  if (!("value" in arm)) return tryFrom(others, scope);
  if (arm.doubts === 0) return arm.value;
  const rest = attemptRest(others, scope);
  if (rest !== undefined) return choose(derived(`can(${describe(arm.value)})`, [arm.value]), arm.value, rest);
  // Where all the others fail, Terraform has failed unless it was this one.
  scope.meter.doubts += arm.doubts;
  return arm.value;
}

function attemptRest(expressions: readonly Expression[], scope: Scope): Value | undefined {
  try {
    return tryFrom(expressions, scope);
  } catch (failure) {
    if (failure instanceof EvaluationFailure) return undefined;
    throw failure;
  }
}

/** `can(a)`: whether it does not fail. */
export function evaluateCan(call: Call, scope: Scope): Value {
  const [expression] = call.arguments;
  if (expression === undefined || call.arguments.length > 1) throw new EvaluationFailure("can() takes one argument");
  const arm = attempt(expression, scope);
  if (!("value" in arm)) return false;
  return arm.doubts === 0 || derived(`can(${describe(arm.value)})`, [arm.value]);
}
