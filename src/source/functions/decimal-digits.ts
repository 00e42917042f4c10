import { exactOf } from "./arithmetic";
import { type Exact, numberText } from "./number";

/** `0.` and these digits, times ten to the power of `point`. */
export interface Digits {
  readonly digits: string;
  readonly point: number;
}

/** A number without its sign, with as many digits behind the point, half to even. */
export function toFixedDigits(number: Exact, places: number): string {
  const scaled = roundedTimes(number, places);
  const text = scaled.toString().padStart(places + 1, "0");
  return places === 0 ? text : `${text.slice(0, -places)}.${text.slice(-places)}`;
}

/** The first digits of a number without its sign, rounded half to even; all that it is written with, where no count is given. */
export function numberToDigits(number: Exact, count?: number): Digits {
  const [whole = "", fraction = ""] = numberText(number).replace("-", "").split(".");
  const all = (whole + fraction).replace(/^0+/, "");
  const point = all === "" ? 0 : all.length - fraction.length;
  if (count === undefined) return { digits: all, point };
  if (all === "") return { digits: "0", point: 1 };
  const rounded = roundedTimes(number, count - point).toString();
  // Nines that were rounded up have one digit more.
  return { digits: rounded.slice(0, count), point: point + (rounded.length - count) };
}

/** The magnitude times ten to a power, rounded half to even, of the binary number that Terraform has. */
function roundedTimes(number: Exact, places: number): bigint {
  const { numerator, denominator } = exactOf(number);
  const [n, d] =
    places >= 0 ? [numerator * 10n ** BigInt(places), denominator] : [numerator, denominator * 10n ** BigInt(-places)];
  const [whole, rest] = [n / d, (n % d) * 2n];
  return rest > d || (rest === d && (whole & 1n) === 1n) ? whole + 1n : whole;
}
