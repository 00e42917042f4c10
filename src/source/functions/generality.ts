import { ANY, type CollectionType, isPrimitive, type Type } from "./type";

/**
 * The types with the more general ones first, to which others rather convert; those that cannot be compared keep their order.
 *
 * @see https://github.com/zclconf/go-cty/blob/v1.16.0/cty/convert/sort_types.go
 */
export function byGenerality(types: readonly Type[]): readonly Type[] {
  const sorted: Type[] = [];
  const above = types.map((type) => types.filter((other) => compare(other, type) < 0).length);
  const queue = [...types.keys()].filter((index) => above[index] === 0);
  for (const index of queue) {
    const type = types[index] ?? ANY;
    sorted.push(type);
    types.forEach((other, at) => {
      if (compare(type, other) >= 0) return;
      above[at] = (above[at] ?? 0) - 1;
      if (above[at] === 0) queue.push(at);
    });
  }
  return sorted;
}

/** Below zero where the first is the more general one. */
function compare(one: Type, other: Type): number {
  if (one.kind === "any" || other.kind === "any") return Number(one.kind === "any") - Number(other.kind === "any");
  if (isPrimitive(one) && isPrimitive(other)) return Number(other.kind === "string") - Number(one.kind === "string");
  if (isCollection(one) && one.kind === other.kind) return compare(one.of, other.of);
  const [group, rank] = RANKS[one.kind] ?? [];
  const [otherGroup, otherRank] = RANKS[other.kind] ?? [];
  if (group !== undefined && group === otherGroup && rank !== otherRank) return (rank ?? 0) - (otherRank ?? 0);
  return compareStructures(one, other);
}

/** A list holds what a tuple holds, and either what a set holds; a map holds what an object holds. */
const RANKS: Readonly<Partial<Record<Type["kind"], readonly [group: "sequence" | "mapping", rank: number]>>> = {
  list: ["sequence", 0],
  tuple: ["sequence", 1],
  set: ["sequence", 2],
  map: ["mapping", 0],
  object: ["mapping", 1],
};

function compareStructures(one: Type, other: Type): number {
  const compared = pairsOf(one, other).map(([a, b]) => compare(a, b));
  const [below, above] = [compared.some((each) => each < 0), compared.some((each) => each > 0)];
  return below === above ? 0 : below ? -1 : 1;
}

/** The parts of two structures that stand in the same place; none where they are of another form. */
function pairsOf(one: Type, other: Type): (readonly [Type, Type])[] {
  if (one.kind === "tuple" && other.kind === "tuple" && one.items.length === other.items.length) {
    return one.items.map((item, index) => [item, other.items[index] ?? ANY] as const);
  }
  if (one.kind !== "object" || other.kind !== "object" || one.attributes.size !== other.attributes.size) return [];
  const pairs = [...one.attributes].map(([name, { type }]) => [type, other.attributes.get(name)?.type] as const);
  return pairs.every((pair): pair is readonly [Type, Type] => pair[1] !== undefined) ? pairs : [];
}

function isCollection(type: Type): type is CollectionType {
  return type.kind === "list" || type.kind === "set" || type.kind === "map";
}
