import { isNegative } from "./arithmetic";
import { numberToDigits, toFixedDigits } from "./decimal-digits";
import type { Exact } from "./number";
import { WholeNumber } from "./whole-number";

/** One sequence of a format: `%-08.3f`. */
export interface Verb {
  readonly letter: string;
  readonly minus: boolean;
  readonly plus: boolean;
  readonly space: boolean;
  readonly zero: boolean;
  readonly sharp: boolean;
  readonly width: number | undefined;
  readonly precision: number | undefined;
}

const BASES: Readonly<Record<string, number>> = { b: 2, o: 8, d: 10, x: 16, X: 16 };
const PREFIXES: Readonly<Record<string, string>> = { b: "0b", o: "0", x: "0x", X: "0X" };

/** `%d` and the like of a whole number, as Go's `big.Int` writes it. */
export function formatWhole(verb: Verb, number: Exact): string {
  const value = number instanceof WholeNumber ? number.value : BigInt(number);
  const magnitude = (value < 0n ? -value : value).toString(BASES[verb.letter]);
  const digits = verb.letter === "X" ? magnitude.toUpperCase() : magnitude;
  if (digits === "0" && verb.precision === 0) return "";
  const front = signOf(verb, value < 0n) + (verb.sharp ? (PREFIXES[verb.letter] ?? "") : "");
  const padded = digits.padStart(verb.precision ?? 0, "0");
  if (verb.zero && !verb.minus && verb.precision === undefined) {
    return front + padded.padStart((verb.width ?? 0) - front.length, "0");
  }
  return spaced(verb, front + padded);
}

/** `%f`, `%e` and `%g` of a number, as Go's `big.Float` writes it. */
export function formatFloat(verb: Verb, number: Exact): string {
  const body = floatBody(verb, number);
  const sign = signOf(verb, isNegative(number));
  if (verb.zero && !verb.minus) return sign + body.padStart((verb.width ?? 0) - sign.length, "0");
  return spaced(verb, sign + body);
}

/** The shortest text of a number: an exponent for what is very small, and from a million on. */
export function shortestText(number: Exact): string {
  return formatFloat({ ...PLAIN, letter: "g" }, number);
}

const PLAIN = {
  minus: false,
  plus: false,
  space: false,
  zero: false,
  sharp: false,
  width: undefined,
  precision: undefined,
};

function signOf({ plus, space }: Verb, negative: boolean): string {
  return negative ? "-" : plus ? "+" : space ? " " : "";
}

function spaced({ width = 0, minus }: Verb, text: string): string {
  return minus ? text.padEnd(width) : text.padStart(width);
}

function floatBody({ letter, precision }: Verb, number: Exact): string {
  switch (letter) {
    case "f":
      return toFixedDigits(number, precision ?? 6);
    case "e":
    case "E":
      return scientific(number, precision ?? 6, letter);
    default:
      return general(number, precision, letter === "G" ? "E" : "e");
  }
}

function scientific(number: Exact, precision: number, letter: string): string {
  const { digits, point } = numberToDigits(number, precision + 1);
  const padded = digits.padEnd(precision + 1, "0");
  const mantissa = precision === 0 ? padded : `${padded.charAt(0)}.${padded.slice(1)}`;
  const exponent = /^0*$/.test(digits) ? 0 : point - 1;
  return `${mantissa}${letter}${exponent < 0 ? "-" : "+"}${String(Math.abs(exponent)).padStart(2, "0")}`;
}

function general(number: Exact, precision: number | undefined, letter: string): string {
  const wanted = precision === 0 ? 1 : precision;
  const { digits: all, point } = numberToDigits(number, wanted);
  const digits = all.replace(/0+$/, "");
  const count = digits.length;
  let limit = wanted ?? 6;
  if (wanted !== undefined && limit > count && count >= point) limit = count;
  const exponent = count === 0 ? 0 : point - 1;
  if (exponent < -4 || exponent >= limit)
    return scientific(number, Math.min(wanted ?? count, Math.max(count, 1)) - 1, letter);
  return toFixedDigits(number, Math.max(count - point, 0));
}
