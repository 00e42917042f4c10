import { isList, isMap, JsonText, OpenList, type Value } from "../../values";

/** The document of a key policy, as the plan knows it or as it was recovered; `null` where it is not known, or no JSON. */
export function documentOf(policy: Value): Value {
  return policy instanceof JsonText ? policy.value : typeof policy === "string" ? parsed(policy) : null;
}

function parsed(text: string): Value {
  try {
    return JSON.parse(text) as Value;
  } catch {
    return null;
  }
}

/** What an element of a policy holds, of which one may stand without a list; of an open list, what is known. */
export function itemsOf(value: Value | undefined): readonly Value[] {
  if (value === undefined || value === null) return [];
  if (value instanceof OpenList) return value.items;
  return isList(value) ? value : [value];
}

/** Whether an element of a policy is a map without entries, or absent. */
export function isAbsent(value: Value | undefined): boolean {
  return value === undefined || (isMap(value) && Object.keys(value).length === 0);
}

/** Whether a pattern of actions covers `kms:PutKeyPolicy`, which administers a key. */
export function coversPutKeyPolicy(pattern: string): boolean {
  const literal = pattern.replace(/[.+^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${literal.replace(/\*+/g, ".*").replaceAll("?", ".")}$`, "i").test("kms:PutKeyPolicy");
}
