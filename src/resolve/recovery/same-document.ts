import { isObject, type Json } from "../../plan";
import { accountOfRoot } from "../../values";

/**
 * Tells whether two texts are the same IAM document: one value or a list of it, the order of lists and statements, `*` and
 * `{"AWS": "*"}`, an account and its root, and what is left at its default make no difference. `undefined`: one of them is no
 * such document. Each text is read once.
 */
export function documentComparison(): (one: string, other: string) => boolean | undefined {
  const canonical = new Map<string, string | undefined>();
  const read = (text: string): string | undefined => {
    if (!canonical.has(text)) {
      const document = readDocument(text);
      canonical.set(text, document && canonicalDocument(document));
    }
    return canonical.get(text);
  };
  return (one, other) => {
    const [a, b] = [read(one), read(other)];
    return a === undefined || b === undefined ? undefined : a === b;
  };
}

/** A parsed IAM document as a text that is equal for all documents that say the same in the same statements. */
export function canonicalDocument(document: Readonly<Record<string, Json>>): string {
  const { Statement, Version = "2008-10-17", Id = "", ...others } = document;
  const statements = listOf(Statement ?? []).map((each) => JSON.stringify(canonicalStatement(each)));
  return JSON.stringify([Version, Id, canonicalValue(others), statements.sort()]);
}

function readDocument(text: string): Readonly<Record<string, Json>> | undefined {
  try {
    const json = JSON.parse(text) as Json;
    return isObject(json) && Object.hasOwn(json, "Statement") ? json : undefined;
  } catch {
    return undefined;
  }
}

const LISTS = new Set(["Action", "NotAction", "Resource", "NotResource"]);

function canonicalStatement(statement: Json): Json {
  if (!isObject(statement)) return statement;
  const entries = Object.entries(statement).map(([name, value]): [string, Json] => {
    if (LISTS.has(name)) return [name, canonicalList(value)];
    if (name === "Principal" || name === "NotPrincipal") return [name, canonicalPrincipal(value)];
    return name === "Condition" ? [name, canonicalCondition(value)] : [name, canonicalValue(value)];
  });
  return Object.fromEntries(entries.filter(([, value]) => value !== "").sort(byName));
}

function canonicalPrincipal(principal: Json): Json {
  if (!isObject(principal)) return principal;
  const entries = Object.entries(principal).map(([type, ids]): [string, Json] => [
    type,
    canonicalList(listOf(ids).map((id) => (type === "AWS" ? rootOf(id) : id))),
  ]);
  const [only] = entries;
  if (entries.length === 1 && only?.[0] === "AWS" && JSON.stringify(only[1]) === '["*"]') return "*";
  return Object.fromEntries(entries.sort(byName));
}

/** The root of an account may be written as the account alone. */
function rootOf(id: Json): Json {
  const account = typeof id === "string" ? accountOfRoot(id)?.account : undefined;
  return typeof account === "string" ? account : id;
}

function canonicalCondition(condition: Json): Json {
  if (!isObject(condition)) return condition;
  const operators = Object.entries(condition).map(([operator, keys]): [string, Json] => {
    if (!isObject(keys)) return [operator, keys];
    const values = Object.entries(keys).map(([key, value]): [string, Json] => [key, canonicalList(value)]);
    return [operator, Object.fromEntries(values.sort(byName))];
  });
  return Object.fromEntries(operators.sort(byName));
}

/** A list without its order and its repetitions; numbers and booleans are the texts that AWS makes of them. */
function canonicalList(value: Json): Json {
  return [
    ...new Set(listOf(value).map((each) => (typeof each === "object" ? JSON.stringify(each) : String(each)))),
  ].sort();
}

function canonicalValue(value: Json): Json {
  if (!isObject(value)) return Array.isArray(value) ? (value as readonly Json[]).map(canonicalValue) : value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([name, each]): [string, Json] => [name, canonicalValue(each)])
      .sort(byName),
  );
}

function listOf(value: Json): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [value];
}

function byName([a]: readonly [string, Json], [b]: readonly [string, Json]): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
