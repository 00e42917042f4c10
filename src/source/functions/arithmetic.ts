import { bitLength, type Exact, fromWhole, PRECISION, toDecimal } from "./number";
import { WholeNumber } from "./whole-number";

/**
 * Arithmetic as Terraform does it: in binary, to 512 digits, rounded to even after every operation. Functions that count give
 * numbers of less digits. That does not show in whole numbers below 2^53, nor where a literal of 512 digits takes part; where it
 * might show, nothing is said.
 */

export type Operator = "+" | "-" | "*" | "/" | "%";

/** `mantissa` times two to the power of `exponent`. */
interface Binary {
  readonly mantissa: bigint;
  readonly exponent: number;
}

/**
 * The result of an operation. `undefined`: it cannot be told here, or is infinite.
 *
 * @param literal whether one of the two is written in the source as a number
 */
export function calculate(operator: Operator, a: Exact, b: Exact, literal = false): Exact | undefined {
  const small = calculateSmall(operator, a, b);
  if (small !== undefined) return small;
  if (operator === "%" && isZero(b)) return a;
  if (operator === "/" && isZero(b)) return undefined;
  if (isWhole(a) && isWhole(b) && operator !== "/") return calculateWhole(operator, a, b, literal);
  const result = calculateBinary(operator, toBinary(a), toBinary(b));
  const exact = fromBinary(result);
  if (exact === 0) return signedZero(operator, a, b);
  const fraction = !isWhole(a) || !isWhole(b);
  // Of two numbers that were counted, the quotient has less digits.
  return literal || fraction || exact === undefined || isDyadic(exact) ? exact : undefined;
}

/** What JavaScript's own arithmetic gives exactly. */
function calculateSmall(operator: Operator, a: Exact, b: Exact): number | undefined {
  if (!Number.isInteger(a) || !Number.isInteger(b) || operator === "/" || (operator === "%" && b === 0))
    return undefined;
  const [x, y] = [a as number, b as number];
  const result = operator === "+" ? x + y : operator === "-" ? x - y : operator === "*" ? x * y : (x % y) + 0;
  return Number.isSafeInteger(result) ? result : undefined;
}

/** True where a JavaScript number is to the last digit what its shortest decimal says. */
export function isDyadic(number: Exact): boolean {
  if (number instanceof WholeNumber) return true;
  if (Number.isInteger(number)) return Number.isSafeInteger(number);
  const { mantissa, exponent } = toBinary(number);
  return bitLength(mantissa) <= 53 && Number(mantissa) * 2 ** exponent === number;
}

/** Below, above, or zero, where numbers are equal. */
export function compareNumbers(a: Exact, b: Exact): number {
  const [one, other] = [rawOf(a), rawOf(b)];
  return one < other ? -1 : Number(one > other);
}

/** The greatest whole number below (`floor`) or the least above (`ceil`). */
export function toWhole(number: Exact, round: "floor" | "ceil"): Exact {
  return number instanceof WholeNumber ? number : Math[round](number) + 0;
}

export function negated(number: Exact): Exact {
  return number instanceof WholeNumber ? new WholeNumber(-number.value, number.precision) : -number;
}

export function isWhole(number: Exact): boolean {
  return number instanceof WholeNumber || Number.isInteger(number);
}

/** The magnitude of the binary number that Terraform has for a number, as a fraction. */
export function exactOf(number: Exact): { readonly numerator: bigint; readonly denominator: bigint } {
  const { mantissa, exponent } = toBinary(number);
  const magnitude = mantissa < 0n ? -mantissa : mantissa;
  if (exponent >= 0) return { numerator: magnitude << BigInt(exponent), denominator: 1n };
  return { numerator: magnitude, denominator: 1n << BigInt(-exponent) };
}

/** True for what has a minus sign, zero too. */
export function isNegative(number: Exact): boolean {
  return rawOf(number) < 0 || Object.is(number, -0);
}

function isZero(number: Exact): boolean {
  return number === 0;
}

function rawOf(number: Exact): bigint | number {
  return number instanceof WholeNumber ? number.value : number;
}

/** A whole number of any size. */
export function bigOf(number: Exact): bigint {
  return number instanceof WholeNumber ? number.value : BigInt(number);
}

function calculateWhole(operator: "+" | "-" | "*" | "%", a: Exact, b: Exact, literal: boolean): Exact | undefined {
  const [x, y] = [bigOf(a), bigOf(b)];
  const result = operator === "+" ? x + y : operator === "-" ? x - y : operator === "*" ? x * y : x % y;
  if (result === 0n) return signedZero(operator, a, b);
  const exact = fromWhole(result, literal ? PRECISION : Math.max(precisionOf(a), precisionOf(b)));
  return exact === "inexact" ? undefined : exact;
}

/** A number below 2^53 may be of any precision. */
function precisionOf(number: Exact): number {
  return number instanceof WholeNumber ? number.precision : 53;
}

/** Zero keeps its sign where it is multiplied or divided, and where both sides of a sum have the same. */
function signedZero(operator: Operator, a: Exact, b: Exact): number {
  if (operator === "%" || typeof a !== "number" || typeof b !== "number") {
    const negative = (operator === "*" || operator === "/") && isNegative(a) !== isNegative(b);
    return negative ? -0 : 0;
  }
  const apart = (number: number): number => (number === 0 ? number : Math.sign(number));
  if (operator === "*") return apart(a) * apart(b);
  if (operator === "/") return apart(a) / apart(b);
  return operator === "+" ? a + b : a - b;
}

function toBinary(number: Exact): Binary {
  if (number instanceof WholeNumber) return { mantissa: number.value, exponent: 0 };
  const { digits, exponent } = toDecimal(number);
  if (exponent >= 0) return quotient(digits * 10n ** BigInt(exponent), 1n);
  return quotient(digits, 10n ** BigInt(-exponent));
}

function calculateBinary(operator: Operator, a: Binary, b: Binary): Binary {
  switch (operator) {
    case "+":
      return sum(a, b);
    case "-":
      return sum(a, { ...b, mantissa: -b.mantissa });
    case "*":
      return product(a, b);
    case "/":
      return divided(a, b);
    case "%": {
      const ratio = divided(a, b);
      const times = { mantissa: shifted(ratio.mantissa, ratio.exponent), exponent: 0 };
      const whole = product(b, times);
      return sum(a, { ...whole, mantissa: -whole.mantissa });
    }
  }
}

function sum(a: Binary, b: Binary): Binary {
  const exponent = Math.min(a.exponent, b.exponent);
  return rounded(shifted(a.mantissa, a.exponent - exponent) + shifted(b.mantissa, b.exponent - exponent), exponent);
}

function product(a: Binary, b: Binary): Binary {
  return rounded(a.mantissa * b.mantissa, a.exponent + b.exponent);
}

function divided(a: Binary, b: Binary): Binary {
  const { mantissa, exponent } = quotient(a.mantissa, b.mantissa);
  return { mantissa, exponent: exponent + a.exponent - b.exponent };
}

function rounded(mantissa: bigint, exponent: number): Binary {
  const result = quotient(mantissa, 1n);
  return { mantissa: result.mantissa, exponent: result.exponent + exponent };
}

/** Times a power of two; below zero, what is behind the point is cut off. */
function shifted(value: bigint, by: number): bigint {
  if (by >= 0) return value << BigInt(by);
  return value < 0n ? -(-value >> BigInt(-by)) : value >> BigInt(-by);
}

/** A quotient, rounded to 512 binary digits, half to even; its mantissa is odd. */
function quotient(numerator: bigint, denominator: bigint): Binary {
  if (numerator === 0n) return { mantissa: 0n, exponent: 0 };
  const negative = numerator < 0n !== denominator < 0n;
  const [n, d] = [numerator < 0n ? -numerator : numerator, denominator < 0n ? -denominator : denominator];
  const shift = PRECISION + 2 - (bitLength(n) - bitLength(d));
  const [scaled, divisor] = shift >= 0 ? [n << BigInt(shift), d] : [n, d << BigInt(-shift)];
  let mantissa = scaled / divisor;
  const drop = BigInt(bitLength(mantissa) - PRECISION);
  const dropped = ((mantissa & ((1n << drop) - 1n)) << 1n) | (scaled % divisor === 0n ? 0n : 1n);
  mantissa >>= drop;
  const half = 1n << drop;
  if (dropped > half || (dropped === half && (mantissa & 1n) === 1n)) mantissa++;
  let exponent = Number(drop) - shift;
  for (; (mantissa & 1n) === 0n; exponent++) mantissa >>= 1n;
  return { mantissa: negative ? -mantissa : mantissa, exponent };
}

/** The number whose decimal is rounded to that binary; `undefined` where that has more digits than JavaScript's numbers. */
function fromBinary({ mantissa, exponent }: Binary): Exact | undefined {
  if (mantissa === 0n) return 0;
  if (exponent >= 0) {
    if (exponent > PRECISION) return undefined;
    const exact = fromWhole(mantissa << BigInt(exponent));
    return exact === "inexact" ? undefined : exact;
  }
  const excess = Math.max(0, bitLength(mantissa) - 64);
  const number = Number(shifted(mantissa, -excess)) * 2 ** (exponent + excess);
  if (!Number.isFinite(number) || number === 0) return undefined;
  const meant = toBinary(number);
  return meant.mantissa === mantissa && meant.exponent === exponent ? number : undefined;
}
