import { Choice, type Hole, isList, OpenList, type Value, type Words, wordsOf } from "../../values";

/** Something that stands only where a condition nobody knows goes one way. */
export interface Guard {
  readonly condition: Hole;
  readonly when: boolean;
}

/** What a policy element lists: its entries, and the holes that may bring more. */
export interface Listing<T> {
  readonly entries: readonly Entry<T>[];
  readonly rest: readonly Entry<Hole>[];
}

export interface Entry<T> {
  readonly value: T;
  readonly guards: readonly Guard[];
}

const NO_GUARDS: readonly Guard[] = [];

/**
 * Reads an element that AWS takes as one text or a list of texts. `reject` is told what is neither, by its place in the
 * list (absent where it stands alone).
 */
export function listingOf<T>(
  value: Value,
  make: (words: Words) => T,
  reject: (value: Value, index?: number) => void,
): Listing<T> {
  const certain = (words: Words): Entry<T> => ({ value: make(words), guards: NO_GUARDS });
  // Nearly all are text and nothing else.
  if (typeof value === "string") return { entries: [certain(value)], rest: NO_REST };
  if (isTexts(value)) return { entries: value.map(certain), rest: NO_REST };
  const entries: Entry<T>[] = [];
  const rest: Entry<Hole>[] = [];
  const add = (each: Value, guards: readonly Guard[], index?: number): void => {
    const words = wordsOf(each);
    if (words !== undefined) entries.push({ value: make(words), guards });
    else if (each instanceof Choice) {
      add(each.whenTrue, [...guards, { condition: each.condition, when: true }], index);
      add(each.whenFalse, [...guards, { condition: each.condition, when: false }], index);
    } else if (each instanceof OpenList && index === undefined) {
      each.items.forEach((item, at) => {
        add(item, guards, at);
      });
      rest.push({ value: each.rest, guards });
    } else if (isList(each) && index === undefined) {
      each.forEach((item, at) => {
        add(item, guards, at);
      });
    } else reject(each, index);
  };
  add(value, NO_GUARDS);
  return { entries, rest };
}

const NO_REST: readonly Entry<Hole>[] = [];

/** A list of known texts: what is made of it depends on nothing else, and it has no fault. */
function isTexts(value: Value): value is readonly string[] {
  return isList(value) && value.every((each) => typeof each === "string");
}
