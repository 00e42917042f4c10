import { BlockList, isIP, isIPv4 } from "node:net";
import type { Comparison, Relation } from "../document";
import { FALSE, TRUE, type Truth, UNKNOWN, truthOf } from "../evaluate";

/** Compares a request's value with a policy's, both known, by value and not as text. Unknown: one of them is no such thing. */
export function compareKnown(comparison: Comparison, relation: Relation, actual: string, wanted: string): Truth {
  switch (comparison) {
    case "number":
      return related(relation, numberOf(actual), numberOf(wanted));
    case "date":
      return related(relation, dateOf(actual), dateOf(wanted));
    case "binary":
      return sameBytes(actual, wanted);
    case "address":
      return inRange(actual, wanted);
    default:
      return UNKNOWN;
  }
}

function related(relation: Relation, actual: number, wanted: number): Truth {
  if (Number.isNaN(actual) || Number.isNaN(wanted)) return UNKNOWN;
  switch (relation) {
    case "equal":
      return truthOf(actual === wanted);
    case "less":
      return truthOf(actual < wanted);
    case "less-or-equal":
      return truthOf(actual <= wanted);
    case "greater":
      return truthOf(actual > wanted);
    case "greater-or-equal":
      return truthOf(actual >= wanted);
  }
}

function numberOf(text: string): number {
  return /^[+-]?\d+(\.\d+)?$/.test(text) ? Number(text) : NaN;
}

/** The W3C profile of ISO 8601, or seconds since 1970. NaN: neither. */
export function dateOf(text: string): number {
  if (/^\d+$/.test(text)) return text.length === 4 ? Date.parse(text) : Number(text) * 1000;
  return /^\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?)?)?$/.test(text) ? Date.parse(text) : NaN;
}

/**
 * How a date that is not before `from`, and otherwise unknown, stands to another.
 */
export function compareSince(relation: Relation, from: string, wanted: string): Truth {
  const earliest = dateOf(from);
  const bound = dateOf(wanted);
  if (Number.isNaN(bound)) return UNKNOWN;
  if (relation === "greater") return earliest > bound ? TRUE : UNKNOWN;
  if (relation === "greater-or-equal") return earliest >= bound ? TRUE : UNKNOWN;
  if (relation === "less") return earliest >= bound ? FALSE : UNKNOWN;
  return earliest > bound ? FALSE : UNKNOWN;
}

function sameBytes(actual: string, wanted: string): Truth {
  const valid = [actual, wanted].every((text) => text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text));
  return valid ? truthOf(Buffer.from(actual, "base64").equals(Buffer.from(wanted, "base64"))) : UNKNOWN;
}

/** Is the address in the CIDR range (or the one address) that is wanted? */
function inRange(actual: string, wanted: string): Truth {
  const [base = "", bits] = wanted.split("/");
  const family = isIPv4(base) ? "ipv4" : "ipv6";
  const most = family === "ipv4" ? 32 : 128;
  const length = bits === undefined ? most : /^\d{1,3}$/.test(bits) ? Number(bits) : NaN;
  if (isIP(actual) === 0 || isIP(base) === 0 || !(length <= most) || wanted.split("/").length > 2) return UNKNOWN;
  if (isIPv4(actual) !== isIPv4(base)) return FALSE;
  const range = new BlockList();
  range.addSubnet(base, length, family);
  return truthOf(range.check(actual, family));
}
