import { isList, type Value } from "../../values";
import { calculate, compareNumbers, isDyadic, isNegative, negated, toWhole } from "./arithmetic";
import { ofKind } from "./collection-kind";
import { toNumber } from "./convert";
import { EvaluationFailure } from "./failure";
import { bitLength, type Exact, fromWhole, isExact } from "./number";
import * as parameter from "./parameters";
import { opaque, type TerraformFunction } from "./terraform-function";
import { NUMBER } from "./type";
import { WholeNumber } from "./whole-number";

/** Arithmetic. What cannot be told exactly is a hole. */
export const NUMBERS: Readonly<Record<string, TerraformFunction>> = {
  abs: ofOne((number) => (isNegative(number) ? negated(number) : number)),
  ceil: ofOne((number) => toWhole(number, "ceil")),
  floor: ofOne((number) => toWhole(number, "floor")),
  signum: ofOne((number) => {
    const small = wholeNumber(number);
    return Math.sign(small) + 0;
  }),
  pow: opaque([parameter.number, parameter.number], ([base, exponent], { unsettled }) => {
    if (typeof base !== "number" || typeof exponent !== "number") return unsettled();
    const power =
      isDyadic(base) && Number.isInteger(exponent) && (exponent >= 0 || isPowerOfTwo(base)) ? base ** exponent : NaN;
    // What Go's own arithmetic rounds is not told.
    return Number.isFinite(power) && isDyadic(power) ? power : unsettled();
  }),
  min: extreme(-1),
  max: extreme(1),
  sum: opaque([parameter.any], ([list = null], { unsettled }) => {
    if (!isList(list) || list.length === 0 || list.includes(null)) {
      throw new EvaluationFailure("a list of numbers is required");
    }
    const numbers = list.map(toNumber);
    if (!areExact(numbers)) return unsettled();
    return numbers.slice(1).reduce<Exact | undefined>(add, numbers[0]) ?? unsettled();
  }),
  parseint: opaque([parameter.any, parameter.number], ([text, base], { unsettled }) => {
    if (typeof text !== "string") throw new EvaluationFailure("a string is required");
    const radix = wholeNumber(base);
    if (radix < 2 || radix > 62) throw new EvaluationFailure("the base must be from 2 to 62");
    const value = parseWhole(text, radix);
    const parsed = fromWhole(value, Math.max(64, bitLength(value)));
    return parsed === "inexact" ? unsettled() : parsed;
  }),
  range: {
    ...opaque([parameter.number, parameter.number, parameter.number], (args, { unsettled }) =>
      areExact(args) ? (range(args) ?? unsettled()) : unsettled(),
    ),
    required: 1,
  },
};

function isPowerOfTwo(number: number): boolean {
  return number !== 0 && Number.isInteger(Math.log2(Math.abs(number)));
}

/** Go's `int`: a whole number of 64 binary digits. Fails for any other. */
export function wholeNumber(value: Value | undefined): number {
  if (value instanceof WholeNumber && bitLength(value.value) < 64) return Number(value.value);
  if (typeof value !== "number" || !Number.isInteger(value)) throw new EvaluationFailure("a whole number is required");
  return value;
}

const DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

function parseWhole(text: string, radix: number): bigint {
  const [, sign = "", digits = ""] = /^([+-]?)([0-9A-Za-z]{1,400})$/.exec(text) ?? [];
  const read = radix <= 36 ? digits.toLowerCase() : digits;
  const values = Array.from(read, (digit) => DIGITS.indexOf(digit));
  if (values.length === 0 || values.some((value) => value >= radix)) {
    throw new EvaluationFailure("the text is no whole number");
  }
  const magnitude = values.reduce((total, value) => total * BigInt(radix) + BigInt(value), 0n);
  return sign === "-" ? -magnitude : magnitude;
}

function add(total: Exact | undefined, each: Exact): Exact | undefined {
  return total === undefined ? undefined : calculate("+", total, each);
}

/** As many as Terraform makes. */
const LONGEST_RANGE = 1024;

function range(args: readonly Exact[]): Value | undefined {
  const [first = 0, second] = args;
  const [start, end] = second === undefined ? [0, first] : [first, second];
  const step = args[2] ?? (compareNumbers(end, start) < 0 ? -1 : 1);
  const direction = compareNumbers(step, 0);
  if (direction === 0 || compareNumbers(end, start) * direction < 0)
    throw new EvaluationFailure("the step leads nowhere");
  const numbers: Exact[] = [];
  for (let next = start; compareNumbers(next, end) * direction < 0;) {
    if (numbers.length >= LONGEST_RANGE) throw new EvaluationFailure("more than 1024 values");
    numbers.push(next);
    const after = add(next, step);
    if (after === undefined) return undefined;
    next = after;
  }
  return ofKind("list", numbers, NUMBER);
}

function ofOne(apply: (number: Exact) => Exact): TerraformFunction {
  return opaque([parameter.number], ([number], { unsettled }) => (isExact(number) ? apply(number) : unsettled()));
}

/** The least or the greatest; the first of those that are equal. */
function extreme(sign: 1 | -1): TerraformFunction {
  return opaque(
    [parameter.number],
    (args, { unsettled }) => {
      if (!areExact(args)) return unsettled();
      return args.reduce((best, each) => (compareNumbers(each, best) * sign > 0 ? each : best));
    },
    parameter.number,
  );
}

function areExact(values: readonly Value[]): values is Exact[] {
  return values.every(isExact);
}
