import { isList, type Value } from "../../values/value";
import { ofKind } from "./collection-kind";
import { toNumber } from "./convert";
import { EvaluationFailure } from "./failure";
import { exactResult } from "./number";
import * as parameter from "./parameters";
import { opaque, type TerraformFunction } from "./terraform-function";

/** Arithmetic. What cannot be told exactly is a hole. */
export const NUMBERS: Readonly<Record<string, TerraformFunction>> = {
  abs: arithmetic(1, ([value = 0]) => Math.abs(value)),
  ceil: arithmetic(1, ([value = 0]) => Math.ceil(value)),
  floor: arithmetic(1, ([value = 0]) => Math.floor(value)),
  signum: arithmetic(1, ([value = 0]) => Math.sign(value)),
  pow: arithmetic(2, ([base = 0, exponent = 0]) => base ** exponent),
  min: extreme((all) => Math.min(...all)),
  max: extreme((all) => Math.max(...all)),
  sum: opaque([parameter.any], ([list = null], { unsettled }) => {
    if (!isList(list) || list.length === 0) throw new EvaluationFailure("a list of numbers is required");
    const numbers = list.map(toNumber);
    if (!isNumbers(numbers)) return unsettled();
    return exactResult(numbers.reduce<number>((total, each) => total + each, 0)) ?? unsettled();
  }),
  parseint: opaque([parameter.any, parameter.number], ([text, base], { unsettled }) => {
    if (typeof text !== "string" || typeof base !== "number")
      throw new EvaluationFailure("a string and a base are required");
    if (base < 2 || base > 62 || !Number.isInteger(base)) throw new EvaluationFailure("the base must be from 2 to 62");
    if (base > 36) return unsettled();
    const digits = "0123456789abcdefghijklmnopqrstuvwxyz".slice(0, base);
    if (!new RegExp(`^[+-]?[${digits}]+$`, "i").test(text)) throw new EvaluationFailure("the text is no whole number");
    return exactResult(parseInt(text, base)) ?? unsettled();
  }),
  range: {
    ...opaque([parameter.number, parameter.number, parameter.number], (args, { unsettled }) =>
      isNumbers(args) ? range(args) : unsettled(),
    ),
    required: 1,
  },
};

/** As many as Terraform makes. */
const LONGEST_RANGE = 1024;

function range(args: readonly number[]): Value {
  const [start, end] = args.length === 1 ? [0, args[0] ?? 0] : [args[0] ?? 0, args[1] ?? 0];
  const step = args[2] ?? (end < start ? -1 : 1);
  if (step === 0 || (end > start && step < 0) || (end < start && step > 0))
    throw new EvaluationFailure("the step leads nowhere");
  const numbers: number[] = [];
  for (let next = start; step > 0 ? next < end : next > end; next = exactResult(next + step) ?? next + step) {
    if (numbers.length >= LONGEST_RANGE) throw new EvaluationFailure("more than 1024 values");
    numbers.push(next);
  }
  return ofKind("list", numbers);
}

function arithmetic(count: number, apply: (args: readonly number[]) => number): TerraformFunction {
  return opaque(new Array<typeof parameter.number>(count).fill(parameter.number), (args, { unsettled }) =>
    isNumbers(args) ? (exactResult(apply(args)) ?? unsettled()) : unsettled(),
  );
}

function extreme(apply: (all: readonly number[]) => number): TerraformFunction {
  return opaque(
    [parameter.number],
    (args, { unsettled }) => (isNumbers(args) ? apply(args) : unsettled()),
    parameter.number,
  );
}

function isNumbers(values: readonly Value[]): values is number[] {
  return values.every((value) => typeof value === "number");
}
