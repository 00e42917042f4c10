import type { Json } from "../../src/plan/plan";

/** An IAM document, or whatever holds some, of which only the meaning is left: lists are sets, one alone is a list too. */
export function normalized(json: Json): unknown {
  if (typeof json === "string") return looksLikeJson(json) ? normalized(JSON.parse(json) as Json) : json;
  if (Array.isArray(json)) {
    const items = (json as readonly Json[]).map(normalized);
    const distinct = [...new Map(items.map((item) => [JSON.stringify(item), item])).entries()];
    return distinct.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, item]) => item);
  }
  if (typeof json !== "object" || json === null) return String(json);
  const entries = Object.entries(json).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, value]) => [key, SETS.has(key) ? asSet(value) : normalized(value)]));
}

const SETS: ReadonlySet<string> = new Set([
  "Statement",
  "Action",
  "NotAction",
  "Resource",
  "NotResource",
  "AWS",
  "Service",
  "Federated",
]);

function asSet(value: Json): unknown {
  return normalized(Array.isArray(value) ? value : [value]);
}

function looksLikeJson(text: string): boolean {
  return /^\s*[[{]/.test(text);
}
