import type { Scalar } from "../../values/value";

/**
 * What Terraform makes of a YAML scalar without quotes: YAML 1.1's truth values, decimal numbers with leading zeros, days as
 * points in time. `undefined`: not settled (times of day, infinities, numbers that JavaScript cannot hold).
 *
 * @see https://github.com/zclconf/go-cty-yaml
 */
export function resolvePlain(source: string): Scalar | undefined {
  if (NULL.test(source)) return null;
  if (TRUE.test(source)) return true;
  if (FALSE.test(source)) return false;
  if (INTEGER.test(source)) return exact(Number(source.replace(/^\+/, "").replace(/^(-?)0+(?=\d)/, "$1")));
  if (HEX_OR_OCTAL.test(source)) return exact(Number(source));
  if (FLOAT.test(source)) return source.replace(/[^0-9]/g, "").length > 15 ? undefined : exact(Number(source));
  if (DAY.test(source)) return instantOf(source);
  return TIME.test(source) || SPECIAL.test(source) ? undefined : source;
}

const NULL = /^(~|null|Null|NULL)?$/;
const TRUE = /^(y|Y|yes|Yes|YES|true|True|TRUE|on|On|ON)$/;
const FALSE = /^(n|N|no|No|NO|false|False|FALSE|off|Off|OFF)$/;
const INTEGER = /^[-+]?[0-9]+$/;
const HEX_OR_OCTAL = /^0(x[0-9a-fA-F]+|o[0-7]+)$/;
const FLOAT = /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/;
const SPECIAL = /^[-+]?\.(inf|Inf|INF|nan|NaN|NAN)$/;
const DAY = /^\d{4}-\d{1,2}-\d{1,2}$/;
const TIME = /^\d{4}-\d{1,2}-\d{1,2}([Tt]|[ \t]+)\d/;

function exact(value: number): number | undefined {
  return Number.isInteger(value) && !Number.isSafeInteger(value) ? undefined : value;
}

/** A day without quotes is a point in time: an unquoted `Version: 2012-10-17` is not what anybody wants. */
function instantOf(day: string): string {
  const [year = "", month = "", date = ""] = day.split("-");
  const text = `${year}-${month.padStart(2, "0")}-${date.padStart(2, "0")}T00:00:00Z`;
  const instant = new Date(text);
  // What is no day (the 45th) stays text.
  return Number.isNaN(instant.getTime()) || instant.getUTCDate() !== Number(date) ? day : text;
}
