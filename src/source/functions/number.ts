import { WholeNumber } from "./whole-number";

/** A number of Terraform's that is known with all its digits. */
export type Exact = number | WholeNumber;

/** True for a number that is known. */
export function isExact(value: unknown): value is Exact {
  return typeof value === "number" || value instanceof WholeNumber;
}

/** How Terraform writes a number as text: all digits, never an exponent. */
export function numberText(number: Exact): string {
  if (number instanceof WholeNumber) return number.value.toString();
  if (Object.is(number, -0)) return "-0";
  const short = String(number);
  if (!short.includes("e")) return short;
  if (Number.isInteger(number)) return BigInt(number).toString();
  const [mantissa = "", exponent = "0"] = short.split("e");
  const [whole = "", fraction = ""] = mantissa.replace("-", "").split(".");
  const sign = number < 0 ? "-" : "";
  return `${sign}0.${"0".repeat(-Number(exponent) - whole.length)}${whole}${fraction}`;
}

/** `digits` times ten to the power of `exponent`. */
export interface Decimal {
  readonly digits: bigint;
  readonly exponent: number;
}

const NUMBER = /^([+-]?)(\d*)\.?(\d*)(?:([eEpP])([+-]?\d+))?$/;
/** More digits than that are not written by people, and cost more than they tell. */
const MOST_DIGITS = 400;

/** A text as Terraform's `tonumber` reads it. `undefined`: it is no number; `inexact`: one that is not told here exactly. */
export function parseNumber(text: string): Exact | "inexact" | undefined {
  const decimal = parseDecimal(text);
  return typeof decimal === "object" ? fromDecimal(decimal, text.trim().startsWith("-")) : decimal;
}

function parseDecimal(text: string): Decimal | "inexact" | undefined {
  if (/^[+-]?(Inf|inf)$/.test(text)) return "inexact";
  const [, sign = "", whole = "", fraction = "", letter, exponent = "0"] = NUMBER.exec(text) ?? [];
  if (whole === "" && fraction === "") return undefined;
  const digits = whole + fraction;
  const power = Number(exponent);
  // A power of two.
  if (letter === "p" || letter === "P") return "inexact";
  if (digits.length > MOST_DIGITS || Math.abs(power) > MOST_DIGITS) return /^0+$/.test(digits) ? ZERO : "inexact";
  return { digits: BigInt(`${sign === "-" ? "-" : ""}${digits}`), exponent: power - fraction.length };
}

const ZERO: Decimal = { digits: 0n, exponent: 0 };

/** What JavaScript's number means to Terraform: the shortest decimal that is read back as it. */
export function toDecimal(number: number): Decimal {
  const [mantissa = "0", power = "0"] = String(number).split("e");
  const [whole = "0", fraction = ""] = mantissa.split(".");
  return { digits: BigInt(whole + fraction), exponent: Number(power) - fraction.length };
}

function fromDecimal(decimal: Decimal, negative: boolean): Exact | "inexact" {
  const { digits, exponent } = reduced(decimal);
  if (digits === 0n) return negative ? -0 : 0;
  if (exponent >= 0) return fromWhole(digits * 10n ** BigInt(exponent));
  const number = Number(`${digits}e${exponent}`);
  if (!Number.isFinite(number) || number === 0) return "inexact";
  const meant = reduced(toDecimal(number));
  return meant.digits === digits && meant.exponent === exponent ? number : "inexact";
}

/** As many binary digits as Terraform keeps. */
export const PRECISION = 512;

/** A whole number, where Terraform holds it to that precision. */
export function fromWhole(value: bigint, precision: number = PRECISION): Exact | "inexact" {
  if (value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER)) return Number(value);
  return bitLength(value) <= precision ? new WholeNumber(value, precision) : "inexact";
}

function reduced({ digits, exponent }: Decimal): Decimal {
  if (digits === 0n) return ZERO;
  let [short, power] = [digits, exponent];
  for (; short % 10n === 0n; power++) short /= 10n;
  return { digits: short, exponent: power };
}

/** How many binary digits a whole number has, its sign aside. */
export function bitLength(value: bigint): number {
  const magnitude = value < 0n ? -value : value;
  return magnitude === 0n ? 0 : magnitude.toString(2).length;
}
