import {
  Choice,
  Hole,
  isList,
  isMap,
  isUnknown,
  OpenList,
  Text,
  text as joinText,
  type Value,
  type ValueMap,
} from "../../values";
import { choose, compareText, derived, describe, entryOf, makeMap, ofKind, toText } from "../functions";
import type { Statement } from "./merge";

/** A `statement` block as the provider writes it: elements in its order, nothing for what is not set. */
export function writeStatement(statement: Value): Statement {
  if (!isMap(statement)) return { sid: derived(`${describe(statement)}.sid`, [statement]), value: statement };
  const argument = (name: string): Value => entryOf(statement, name) ?? null;
  const sid = argument("sid") ?? "";
  const entries: (readonly [string, Value | undefined])[] = [
    ["Sid", sid === "" ? undefined : sid],
    ["Effect", argument("effect") ?? "Allow"],
    ["Action", setOf(argument("actions"), toText)],
    ["NotAction", setOf(argument("not_actions"), toText)],
    ["Resource", setOf(argument("resources"), withVariables)],
    ["NotResource", setOf(argument("not_resources"), withVariables)],
    ["Principal", blocksOf(argument("principals"), writePrincipals)],
    ["NotPrincipal", blocksOf(argument("not_principals"), writePrincipals)],
    ["Condition", blocksOf(argument("condition"), writeConditions)],
  ];
  return { sid, value: makeMap(entries.filter((entry): entry is readonly [string, Value] => entry[1] !== undefined)) };
}

/** `&{…}` stands for `${…}`, which Terraform would take for its own. */
function withVariables(value: Value): Value {
  const replaced = (part: string): string => part.replaceAll("&{", "${");
  const text = toText(value);
  if (typeof text === "string") return replaced(text);
  return text instanceof Text
    ? joinText(text.parts.map((part) => (typeof part === "string" ? replaced(part) : part)))
    : text;
}

/** A set of texts: one alone without a list around it, several in falling order, none not at all. */
function setOf(value: Value, write: (item: Value) => Value): Value | undefined {
  if (value === null) return undefined;
  if (value instanceof Choice) return eitherOf(value, (arm) => setOf(arm, write));
  if (value instanceof OpenList)
    return new OpenList(
      value.items.map((item) => each(item, write)),
      value.rest,
    );
  if (!isList(value)) return isUnknown(value) ? value : each(value, write);
  const items = value.filter((item) => item !== null).map((item) => each(item, write));
  const distinct = [...new Map(items.map((item) => [describe(item), item])).values()];
  if (distinct.length <= 1) return distinct[0];
  return ofKind("bag", distinct.sort(falling));
}

function each(item: Value, write: (item: Value) => Value): Value {
  return item instanceof Choice
    ? choose(item.condition, each(item.whenTrue, write), each(item.whenFalse, write))
    : write(item);
}

function falling(a: Value, b: Value): number {
  if (typeof a === "string" && typeof b === "string") return compareText(b, a);
  return Number(typeof a !== "string") - Number(typeof b !== "string");
}

/** Either arm of a choice; an arm that is not set is null, which says nothing. */
function eitherOf(choice: Choice, write: (arm: Value) => Value | undefined): Value | undefined {
  const [whenTrue, whenFalse] = [write(choice.whenTrue), write(choice.whenFalse)];
  if (whenTrue === undefined && whenFalse === undefined) return undefined;
  return choose(choice.condition, whenTrue ?? null, whenFalse ?? null);
}

/** Nested blocks, however the plan or the source holds them. */
function blocksOf(value: Value, write: (blocks: readonly ValueMap[]) => Value | undefined): Value | undefined {
  if (value === null) return undefined;
  if (value instanceof Choice) return eitherOf(value, (arm) => blocksOf(arm, write));
  const blocks = isMap(value) ? [value] : value;
  return isList(blocks) && blocks.every(isMap) ? write(blocks) : derived(describe(value), [value]);
}

function writePrincipals(blocks: readonly ValueMap[]): Value | undefined {
  const principals = blocks.map((block) => ({
    type: entryOf(block, "type") ?? null,
    identifiers: setOf(entryOf(block, "identifiers") ?? null, withVariables) ?? ofKind("tuple", []),
  }));
  return principalsFrom(principals);
}

/** One entry of a Principal: its type, and one identifier or a list of them. */
interface Principals {
  readonly type: Value;
  readonly identifiers: Value;
}

/** `"*"` where `*` is all there is, else the identifiers of each type. */
export function principalsFrom(principals: readonly Principals[]): Value | undefined {
  if (principals.length === 0) return undefined;
  const [only] = principals;
  if (principals.length === 1 && only?.type === "*" && isStar(only.identifiers)) return "*";
  const byType = new Map<string, Value>();
  for (const { type, identifiers } of principals) {
    if (typeof type !== "string") return derived(`principals ${principals.map(describePrincipals).join(", ")}`, [type]);
    const before = byType.get(type);
    byType.set(type, before === undefined ? identifiers : together(before, identifiers));
  }
  return makeMap([...byType].sort(([a], [b]) => compareText(a, b)));
}

function describePrincipals({ type, identifiers }: Principals): string {
  return `${describe(type)} = ${describe(identifiers)}`;
}

function isStar(identifiers: Value): boolean {
  return identifiers === "*" || (isList(identifiers) && identifiers.length === 1 && identifiers[0] === "*");
}

/** Two lists, or single values, as one list. */
function together(a: Value, b: Value): Value {
  const items = [...itemsOf(a), ...itemsOf(b)];
  const rests = [a, b].map(restOf).filter((rest) => rest !== undefined);
  const [rest] = rests;
  if (rest === undefined) return ofKind("bag", items);
  return new OpenList(items, rests.length === 1 ? rest : derived(rests.map(describe).join(", "), rests));
}

function itemsOf(value: Value): readonly Value[] {
  if (isList(value)) return value;
  if (value instanceof OpenList) return value.items;
  return restOf(value) === undefined ? [value] : [];
}

/** What may be any number of values. */
function restOf(value: Value): Hole | undefined {
  if (value instanceof OpenList) return value.rest;
  if (value instanceof Choice) return derived(describe(value), [value.condition]);
  return value instanceof Hole && value.shape === "any" ? value : undefined;
}

function writeConditions(blocks: readonly ValueMap[]): Value | undefined {
  const tests = new Map<string, Map<string, Value>>();
  for (const block of blocks) {
    const [test, variable] = [entryOf(block, "test") ?? null, entryOf(block, "variable") ?? null];
    if (typeof test !== "string" || typeof variable !== "string")
      return derived(`conditions ${describe(blocks)}`, [test, variable]);
    const values = valuesOf(entryOf(block, "values") ?? null);
    const variables = tests.get(test) ?? new Map<string, Value>();
    const before = variables.get(variable);
    tests.set(test, variables.set(variable, before === undefined ? values : together(before, values)));
  }
  if (tests.size === 0) return undefined;
  const sorted = [...tests].sort(([a], [b]) => compareText(a, b));
  return makeMap(
    sorted.map(([test, variables]) => [test, makeMap([...variables].sort(([a], [b]) => compareText(a, b)))] as const),
  );
}

/** A condition's values keep their order; one alone stands without a list. */
function valuesOf(values: Value): Value {
  if (values instanceof Choice) return choose(values.condition, valuesOf(values.whenTrue), valuesOf(values.whenFalse));
  if (values instanceof OpenList)
    return new OpenList(
      values.items.map((item) => each(item, withVariables)),
      values.rest,
    );
  if (!isList(values)) return isUnknown(values) ? values : each(values, withVariables);
  const items = values.filter((item) => item !== null).map((item) => each(item, withVariables));
  return items.length === 1 ? (items[0] ?? null) : ofKind("list", items);
}
