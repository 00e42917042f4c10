import { isList, isMap, isUnknown, plainJson, type Value } from "../../values";

/** Where what the plan knows and what the source makes of it part. */
export interface Difference {
  /** The way there: `Statement[1].Action`; empty for the whole. */
  readonly element: string;
  /** Both as JSON, shortened. */
  readonly planned: string;
  readonly sourced: string;
}

/** The first place in which two values differ, of which it is known that they do. Lists may have changed their order. */
export function firstDifference(planned: Value, sourced: Value): Difference {
  return differenceIn(planned, sourced, "") ?? differenceAt(planned, sourced, "");
}

function differenceIn(planned: Value, sourced: Value, element: string): Difference | undefined {
  if (isUnknown(planned) || isUnknown(sourced)) return undefined;
  if (isMap(planned) && isMap(sourced)) {
    for (const name of new Set([...Object.keys(planned), ...Object.keys(sourced)])) {
      const inside = element === "" ? name : `${element}.${name}`;
      const found = differenceIn(memberOf(planned, name), memberOf(sourced, name), inside);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  if (isList(planned) || isList(sourced)) return differenceInLists(listOf(planned), listOf(sourced), element);
  return textOf(planned) === textOf(sourced) ? undefined : differenceAt(planned, sourced, element);
}

function differenceInLists(
  planned: readonly Value[],
  sourced: readonly Value[],
  element: string,
): Difference | undefined {
  const left = new Map<string, number>();
  for (const item of sourced) left.set(textOf(item), (left.get(textOf(item)) ?? 0) + 1);
  const own = [...planned.entries()].filter(([, item]) => {
    const count = left.get(textOf(item)) ?? 0;
    left.set(textOf(item), count - 1);
    return count <= 0;
  });
  const others = sourced.filter((item) => {
    const count = left.get(textOf(item)) ?? 0;
    left.set(textOf(item), count - 1);
    return count > 0;
  });
  for (let at = 0; at < Math.max(own.length, others.length); at++) {
    const [index, item] = own[at] ?? [planned.length, null];
    const found = differenceIn(item, others[at] ?? null, `${element}[${String(index)}]`);
    if (found !== undefined) return found;
  }
  return undefined;
}

function differenceAt(planned: Value, sourced: Value, element: string): Difference {
  return { element, planned: shown(planned), sourced: shown(sourced) };
}

function memberOf(map: Readonly<Record<string, Value>>, name: string): Value {
  return Object.hasOwn(map, name) ? (map[name] ?? null) : null;
}

/** What stands alone may stand in a list; what is not there is an empty one. */
function listOf(value: Value): readonly Value[] {
  if (value === null) return [];
  return isList(value) ? value : [value];
}

function textOf(value: Value): string {
  return typeof value === "string" ? value : JSON.stringify(plainJson(value));
}

/** More than this says no more. */
const LONGEST = 200;

function shown(value: Value): string {
  const text = JSON.stringify(plainJson(value));
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}…`;
}
