import { Choice, Hole, isList, JsonText, OpenList, Text, type Value } from "../../values";
import { choose, overChoices } from "./choices";
import { type CollectionKind, isDetermined, isUnordered, kindOf, ofKind } from "./collection-kind";
import { convert, loosened } from "./convert";
import { derived, describe, unsettledCall } from "./describe";
import { EvaluationFailure } from "./failure";
import { elementOf, openUnlessWrong, refuseSet } from "./lists";
import * as parameter from "./parameters";
import { type CallContext, seen, type TerraformFunction } from "./terraform-function";
import { distinctItems } from "./set-elements";
import { STRING, typeOf } from "./type";
import { mayBeAnything, TypedHole } from "./typed-hole";
import { unify } from "./unify";

/** Functions that put lists together, or pick from alternatives. */
export const LIST_BUILDING: Readonly<Record<string, TerraformFunction>> = {
  concat: seen([parameter.any], concat, parameter.any),
  flatten: seen([parameter.any], ([list = null], context) =>
    isList(list) || list instanceof OpenList
      ? flatten(leavesOf(list), context)
      : openUnlessWrong(list, context.unsettled),
  ),
  distinct: seen([parameter.list], ([list = null], { unsettled, surroundings }) => {
    if (!isList(list)) return openUnlessWrong(list, unsettled);
    surroundings.meter.spend(list.length);
    const distinct = distinctItems(list);
    return ofKind(distinct.length === 1 || isDetermined(list) ? "list" : "bag", distinct, elementOf(list));
  }),
  compact: seen([parameter.listOfText], ([list = null], { unsettled, surroundings }) =>
    isList(list) ? overChoices(list, compact, unsettled, surroundings.meter) : openUnlessWrong(list, unsettled),
  ),
  coalesce: seen([], coalesce, parameter.nullable),
  coalescelist: seen([], coalesceList, parameter.nullable),
};

function concat(args: readonly Value[]): Value {
  for (const arg of args) {
    refuseSet(arg);
    openUnlessList(arg);
  }
  const lists = args.filter(isList);
  const type = lists.length === args.length && lists.every(isOfList) ? unify(lists.map(typeOf)) : undefined;
  if (type?.kind === "list") {
    const items = lists.flatMap((list) => convert(list, type));
    return ofKind("list", items, type.of);
  }
  return assemble(
    args.flatMap((arg): Piece[] => (isList(arg) ? arg.map((item) => ({ item })) : [{ rest: arg }])),
    lists.some(isUnordered) ? "bag" : "tuple",
  );
}

function isOfList(list: Value): boolean {
  return kindOf(list) === "list";
}

function openUnlessList(value: Value): void {
  if (!isList(value)) openUnlessWrong(value, () => new Hole(""));
}

/** One piece of a list: an item, or an unknown number of items. */
type Piece = { readonly item: Value } | { readonly rest: Value };

/** The pieces as a list, an open one where some of them are an unknown number of items. */
function assemble(pieces: readonly Piece[], kind: CollectionKind): Value {
  const items: Value[] = [];
  const rests: Hole[] = [];
  for (const piece of pieces) {
    if ("item" in piece) items.push(piece.item);
    else if (piece.rest instanceof OpenList) {
      items.push(...piece.rest.items);
      rests.push(piece.rest.rest);
    } else rests.push(piece.rest instanceof Hole ? piece.rest : derived(describe(piece.rest), []));
  }
  const [rest] = rests;
  if (rest === undefined) return ofKind(kind, items);
  return new OpenList(items, rests.length === 1 ? rest : derived(`concat(${rests.map(describe).join(", ")})`, rests));
}

interface Leaves {
  readonly items: readonly Value[];
  readonly unordered: boolean;
}

function leavesOf(value: Value): Leaves {
  if (value instanceof OpenList) {
    return { items: [...leavesOf(value.items).items, new OpenList([], value.rest)], unordered: true };
  }
  if (!isList(value)) return { items: [value], unordered: false };
  const nested = value.map(leavesOf);
  return {
    items: nested.flatMap(({ items }) => items),
    unordered: isUnordered(value) || nested.some(({ unordered }) => unordered),
  };
}

function flatten({ items, unordered }: Leaves, context: CallContext): Value {
  const lists = items.filter(mayBeListInPart);
  if (lists.length === 0) {
    const pieces = items.map((item): Piece => (mayBeList(item) ? { rest: item } : { item }));
    return assemble(pieces, unordered ? "bag" : "tuple");
  }
  const settle = (alternative: readonly Value[]): Value => {
    let next = 0;
    const settled = items.map((item) => (mayBeListInPart(item) ? (alternative[next++] ?? null) : item));
    const leaves = leavesOf(settled);
    return flatten({ items: leaves.items, unordered: unordered || leaves.unordered }, context);
  };
  return overChoices(lists, settle, context.unsettled, context.surroundings.meter);
}

function mayBeList(item: Value): boolean {
  return item instanceof OpenList || mayBeAnything(item);
}

function mayBeListInPart(item: Value): boolean {
  if (!(item instanceof Choice)) return false;
  return [item.whenTrue, item.whenFalse].some((arm) => isList(arm) || mayBeList(arm) || mayBeListInPart(arm));
}

/** What may be empty may be there or not. */
function compact(items: readonly Value[]): Value {
  const kept = items.filter((item) => item !== null && item !== "");
  const unsure = kept.filter(mayBeEmpty);
  if (unsure.length === 0) return ofKind("list", kept, STRING);
  return new OpenList(
    kept.filter((item) => !mayBeEmpty(item)),
    unsettledCall("compact", [unsure]),
  );
}

function mayBeEmpty(value: Value): boolean {
  if (value instanceof TypedHole) return value.type.kind === "string";
  if (value instanceof Hole) return mayBeAnything(value);
  return value instanceof Text && value.parts.every((part) => !(part instanceof JsonText) && mayBeEmpty(part));
}

function coalesce(args: readonly Value[]): Value {
  const type = unify(args.map(typeOf));
  if (type === undefined) throw new EvaluationFailure("all arguments must have the same type");
  return firstOf(
    args.map((arg) => (type.kind === "unknown" ? loosened(arg, args) : convert(arg, type))),
    (arg) => (arg === null || arg === "" ? "skip" : mayBeEmpty(arg) ? "perhaps" : "take"),
    (arg) => `(${describe(arg)} == null || ${describe(arg)} == "")`,
  );
}

function coalesceList(args: readonly Value[], { unsettled }: CallContext): Value {
  for (const arg of args) {
    // After one that is not known, Terraform looks at none while planning; while applying, at all of them.
    refuseSet(arg);
    openUnlessWrong(arg, unsettled);
  }
  return firstOf(
    args,
    (arg) => {
      if (isList(arg)) return arg.length === 0 ? "skip" : "take";
      return arg instanceof OpenList && arg.items.length > 0 ? "take" : "perhaps";
    },
    (arg) => `length(${describe(arg)}) == 0`,
  );
}

/** The first argument to take; a choice where that depends on a hole. */
function firstOf(
  args: readonly Value[],
  judge: (arg: Value) => "skip" | "perhaps" | "take",
  condition: (arg: Value) => string,
): Value {
  const [first, ...others] = args;
  if (first === undefined) throw new EvaluationFailure("no argument is left to take");
  const judgement = judge(first);
  if (judgement === "skip") return firstOf(others, judge, condition);
  // Where nothing would be left to take, Terraform has failed, so it was this one.
  if (judgement === "take" || others.every((arg) => judge(arg) === "skip")) return first;
  return choose(derived(condition(first), [first]), firstOf(others, judge, condition), first);
}
