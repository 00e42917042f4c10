import { Hole, isList, isMap, OpenList, type Value } from "../../values";
import {
  derived,
  describe,
  EvaluationFailure,
  isUnordered,
  kindOf,
  LONGEST_NAME,
  mayBeAnything,
  sortedKeys,
} from "../functions";

/** One round of a `for`, a template's `%{for}` or a dynamic block. */
export interface Round {
  readonly key: Value;
  readonly value: Value;
}

/** A collection as the rounds it gives. */
export interface Rounds {
  readonly rounds: readonly Round[];
  /** Where there may be more, or where nothing is known: one round that stands for each of them. */
  readonly rest?: Round & { readonly of: Hole };
  /** Their order, and with holes their number, is not certain. */
  readonly unordered: boolean;
}

/** The rounds of a collection. Fails for what is no collection. Choices are for the caller to take apart. */
export function roundsOf(collection: Value): Rounds {
  if (isList(collection)) {
    const kind = kindOf(collection);
    const unordered = isUnordered(collection);
    const named = kind === undefined || unordered ? describe(collection) : "";
    const rounds = collection.map((value, index) => {
      if (kind === "set") return { key: value, value };
      return { key: named === "" ? index : keyOf(value, named), value };
    });
    return { rounds, unordered };
  }
  if (isMap(collection)) {
    const rounds = sortedKeys(collection).map((key) => ({ key, value: collection[key] ?? null }));
    return { rounds, unordered: false };
  }
  if (collection instanceof OpenList) {
    const named = describe(collection);
    const rounds = collection.items.map((value) => ({ key: keyOf(value, named), value }));
    return { rounds, rest: standingFor(collection.rest), unordered: true };
  }
  if (mayBeAnything(collection)) {
    return { rounds: [], rest: standingFor(collection), unordered: true };
  }
  throw new EvaluationFailure("only collections can be gone through");
}

/** Of a list or set of the plan nobody knows which of the two it is, and so whether the key is a number or the value. */
function keyOf(value: Value, collection: string): Hole {
  return derived(`key of ${describe(value)} in ${collection.slice(0, LONGEST_NAME)}`, [value]);
}

function standingFor(of: Hole): Round & { readonly of: Hole } {
  const references = of.references.length === 0 ? [of.name] : of.references;
  return {
    of,
    key: new Hole(`each key of ${of.name}`, { references }),
    value: new Hole(`each value of ${of.name}`, { references }),
  };
}
