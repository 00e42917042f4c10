import type { Resource } from "../../resolve";
import type { Where } from "../../services";
import { Hole, isUnknown } from "../../values";
import { type Found, valuesAt } from "./paths";

/** Whether a resource is as a signal asks; the path of which it cannot be told. */
export type Fits = "yes" | "no" | { readonly unknown: string };

/** Whether all conditions hold, each in the block in which the key or the carrier is named, where it speaks of that. */
export function fits(resource: Resource, conditions: readonly Where[], beside: Found): Fits {
  let result: Fits = "yes";
  for (const condition of conditions) {
    const each = fitsOne(resource, condition, beside);
    if (each === "no") return "no";
    if (each !== "yes") result = each;
  }
  return result;
}

function fitsOne(resource: Resource, { path, is, orUnset = false, orSet = false }: Where, beside: Found): Fits {
  const found = valuesAt(resource, path, beside);
  if (found.length === 0) return orUnset ? "yes" : "no";
  // what is only known once applied is set all the same
  if (orSet && found.some(({ sure, hidden }) => sure && hidden === undefined)) return "yes";
  if (orSet) return { unknown: path };
  const counts = ({ value }: Found): boolean =>
    is.some((each) => each === value || (typeof each === "boolean" && String(each) === value));
  const [known, open] = [found.filter(isKnown), found.filter((each) => !isKnown(each))];
  if (known.some((each) => each.sure && counts(each))) return "yes";
  const mayBeUnset = orUnset && !known.some(({ sure }) => sure) && !open.some(namesOneThing);
  const mayCount = known.some(counts) || (open.length > 0 && is.length > 0);
  return mayBeUnset || mayCount ? { unknown: path } : "no";
}

/** What is nothing but another resource's ARN or id is set, whatever that will be. */
function namesOneThing({ value, sure, hidden }: Found): boolean {
  if (!sure || hidden !== undefined || !(value instanceof Hole)) return false;
  const { references } = value;
  const [longest = ""] = [...references].sort((a, b) => b.length - a.length);
  return /\.(?:arn|id|key_id)$/.test(longest) && references.every((each) => longest.startsWith(each));
}

function isKnown({ value, hidden }: Found): boolean {
  return hidden === undefined && !isUnknown(value);
}
