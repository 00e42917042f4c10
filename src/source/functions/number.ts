/** How Terraform writes a number as text: all digits, never an exponent. */
export function numberText(value: number): string {
  const short = String(value);
  if (!short.includes("e")) return short;
  if (Number.isInteger(value)) return BigInt(value).toString();
  const [mantissa = "", exponent = "0"] = short.split("e");
  const [whole = "", fraction = ""] = mantissa.replace("-", "").split(".");
  const sign = value < 0 ? "-" : "";
  return `${sign}0.${"0".repeat(-Number(exponent) - whole.length)}${whole}${fraction}`;
}

/** A text as Terraform's `tonumber` reads it; `undefined`: not a number; `NaN`: one with more digits than fit here. */
export function parseNumber(text: string): number | undefined {
  if (!/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text)) return undefined;
  const value = Number(text);
  const digits = text
    .replace(/[eE].*$/, "")
    .replace(/[^0-9]/g, "")
    .replace(/^0+/, "").length;
  return isExact(value) && digits <= 15 + (Number.isInteger(value) ? 1 : 0) ? value : Number.NaN;
}

/** Terraform counts with 512 bits, this program with 53: what may differ is not used. */
export function isExact(value: number): boolean {
  return Number.isInteger(value) ? Number.isSafeInteger(value) : Number.isFinite(value);
}

/**
 * A result of arithmetic, cleaned of binary rounding (`0.1 + 0.2` is `0.3` in Terraform). `undefined` where the exact result
 * has more digits than can be told from rounding.
 */
export function exactResult(value: number): number | undefined {
  if (Number.isInteger(value)) return isExact(value) ? value : undefined;
  if (!Number.isFinite(value)) return undefined;
  const rounded = Number(value.toPrecision(12));
  return Math.abs(rounded - value) <= Math.abs(value) * 1e-15 ? rounded : undefined;
}
