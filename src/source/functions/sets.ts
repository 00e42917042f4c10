import { isList, type Value } from "../../values";
import { isDetermined, isUnordered, kindOf, ofKind } from "./collection-kind";
import { convert } from "./convert";
import { equals } from "./equality";
import { EvaluationFailure } from "./failure";
import { elementOf, openUnlessWrong } from "./lists";
import * as parameter from "./parameters";
import { identityOf, makeSet } from "./set-elements";
import { type CallContext, seen, type TerraformFunction } from "./terraform-function";
import { ANY, type Type, typeOf } from "./type";
import { unify } from "./unify";

/** Most combinations that `setproduct` makes. */
const MOST_PRODUCTS = 100_000;

/** Functions over sets. Membership is settled only where each comparison is. */
export const SETS: Readonly<Record<string, TerraformFunction>> = {
  setunion: operation((sets, element) => makeSet(sets.flat(), element)),
  setintersection: operation(([first = [], ...others], element, meter) => {
    const inOthers = others.map((other) => membership(other, meter));
    return filterSet(first, element, (item) => allTrue(inOthers.map((isMember) => isMember(item))));
  }),
  setsubtract: operation(subtract, 2),
  setproduct: seen([parameter.any, parameter.any], product, parameter.any),
};

function subtract(
  [first = [], second = []]: readonly (readonly Value[])[],
  element: Type,
  meter: Spending,
): Value | undefined {
  const isMember = membership(second, meter);
  return filterSet(first, element, (item) => {
    const member = isMember(item);
    return member === undefined ? undefined : !member;
  });
}

type Spending = CallContext["surroundings"]["meter"];

/** An operation on sets of one type: the one that the elements of all of them have in common. */
function operation(
  apply: (sets: readonly (readonly Value[])[], element: Type, meter: Spending) => Value | undefined,
  count?: 2,
): TerraformFunction {
  const call: TerraformFunction["call"] = (args, { unsettled, surroundings }) => {
    if (!args.every(isList)) return unsettled();
    const types = args.map((set) => elementOf(set) ?? ANY);
    const telling = types.filter((type, index) => type.kind !== "any" || args[index]?.length !== 0);
    const element = telling.length === 0 ? ANY : unify(telling);
    // What has nothing in common but that it may be anything cannot be compared.
    const apart = element?.kind === "any" && telling.some(({ kind }) => kind !== "any");
    if (element === undefined || apart) throw new EvaluationFailure("the sets have no type in common");
    const sets = args.map((set) => convert(set, { kind: "set", of: element }));
    return (sets.every(isList) ? apply(sets, element, surroundings.meter) : undefined) ?? unsettled();
  };
  return count === 2 ? seen([parameter.set, parameter.set], call) : seen([parameter.set], call, parameter.set);
}

/** The items of the first set of which the memberships in the others say so; `undefined` where one is not settled. */
function filterSet(
  items: readonly Value[],
  element: Type,
  keep: (item: Value) => boolean | undefined,
): Value | undefined {
  const kept = items.map(keep);
  const filtered = items.filter((_, index) => kept[index]);
  return kept.includes(undefined) ? undefined : makeSet(filtered, element);
}

/** Whether a value is in a set; `undefined` where holes leave it open. */
function membership(items: readonly Value[], meter: Spending): (wanted: Value) => boolean | undefined {
  const known = new Set(items.filter(isDetermined).map(identityOf));
  const open = items.filter((item) => !isDetermined(item));
  return (wanted) => {
    const determined = isDetermined(wanted);
    if (determined && known.has(identityOf(wanted))) return true;
    const others = determined ? open : items;
    meter.spend(others.length >> 3);
    const found = others.map((item) => equals(item, wanted));
    if (found.includes(true)) return true;
    return found.includes(undefined) ? undefined : false;
  };
}

function allTrue(all: readonly (boolean | undefined)[]): boolean | undefined {
  if (all.includes(false)) return false;
  return all.includes(undefined) ? undefined : true;
}

/** Each combination of the elements of lists; a set of them where one of the lists is a set. */
function product(args: readonly Value[], { unsettled, surroundings }: CallContext): Value {
  const lists = args.filter(isList);
  for (const arg of args) if (!isList(arg)) openUnlessWrong(arg, unsettled);
  const elements = lists.map(elementOfAny);
  if (lists.length < args.length || lists.reduce((count, list) => count * list.length, 1) > MOST_PRODUCTS) {
    return unsettled();
  }
  const converted = lists.map((list, index) => list.map((item) => convert(item, elements[index] ?? ANY)));
  const rows = converted.reduce<readonly (readonly Value[])[]>(
    (begun, list) => begun.flatMap((row) => list.map((item) => [...row, item])),
    [[]],
  );
  surroundings.meter.spend(rows.length * args.length);
  const tuples = rows.map((row) => ofKind("tuple", [...row]));
  const type: Type = { kind: "tuple", items: elements };
  if (lists.some((list) => kindOf(list) === "set")) return makeSet(tuples, type);
  return ofKind(lists.some(isUnordered) ? "bag" : "list", tuples, type);
}

/** What the elements of a tuple have in common, or of a list are. */
function elementOfAny(list: readonly Value[]): Type {
  const type = typeOf(list);
  if (type.kind !== "tuple") return elementOf(list) ?? ANY;
  if (type.items.length === 0) return ANY;
  const element = unify(type.items);
  if (element === undefined) throw new EvaluationFailure("all elements must have the same type");
  return element;
}
