import { isList, type Value } from "../../values/value";
import { isUnordered, kindOf, ofKind } from "./collection-kind";
import { makeSet } from "./convert";
import { contains } from "./lists";
import * as parameter from "./parameters";
import { seen, type TerraformFunction } from "./terraform-function";

/** Most combinations that `setproduct` makes. */
const MOST_PRODUCTS = 100_000;

/** Functions over sets. Membership is settled only where each comparison is. */
export const SETS: Readonly<Record<string, TerraformFunction>> = {
  setunion: seen(
    [parameter.set],
    (args, { unsettled }) => (args.every(isList) ? makeSet(args.flat()) : unsettled()),
    parameter.set,
  ),
  setintersection: seen(
    [parameter.set],
    ([first = null, ...others], { unsettled }) =>
      filterSet(first, others, (memberships) => allTrue(memberships)) ?? unsettled(),
    parameter.set,
  ),
  setsubtract: seen(
    [parameter.set, parameter.set],
    ([first = null, ...others], { unsettled }) =>
      filterSet(first, others, ([member]) => (member === undefined ? undefined : !member)) ?? unsettled(),
  ),
  setproduct: seen(
    [parameter.any],
    (args, { unsettled }) => {
      if (!args.every(isList) || args.reduce((count, list) => count * list.length, 1) > MOST_PRODUCTS)
        return unsettled();
      const combined = args.reduce<readonly (readonly Value[])[]>(
        (rows, list) => rows.flatMap((row) => list.map((item) => [...row, item])),
        [[]],
      );
      const tuples = combined.map((row) => ofKind("tuple", [...row]));
      if (args.every((list) => kindOf(list) === "set")) return makeSet(tuples);
      return ofKind(args.some(isUnordered) ? "bag" : "list", tuples);
    },
    parameter.any,
  ),
};

/** The items of the first set of which the memberships in the others say so; `undefined` where one is not settled. */
function filterSet(
  first: Value,
  others: readonly Value[],
  keep: (memberships: readonly (boolean | undefined)[]) => boolean | undefined,
): Value | undefined {
  if (!isList(first) || !others.every(isList)) return undefined;
  const kept = first.map((item) => keep(others.map((other) => contains(other, item))));
  return kept.includes(undefined) ? undefined : makeSet(first.filter((_, index) => kept[index]));
}

function allTrue(all: readonly (boolean | undefined)[]): boolean | undefined {
  if (all.includes(false)) return false;
  return all.includes(undefined) ? undefined : true;
}
