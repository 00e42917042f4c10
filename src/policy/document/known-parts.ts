import { JsonFragments, type ValueMap, type Words } from "../../values";
import type { Listing } from "./listing";
import type { PolicyFault } from "./policy";
import type { ActionPattern, CompiledStatement, ResourcePattern } from "./statement";

/** Whether policy variables have a meaning: the document's version has them, or it is not known. */
export type Variables = boolean | "perhaps";

/** A statement as it was read. */
export interface ReadStatement {
  readonly statement: CompiledStatement;
  /** What judging makes of it. `undefined`: nothing. */
  readonly judged: CompiledStatement | undefined;
}

/** A statement of a list, in all ways in which it may turn out. */
export interface KnownStatement {
  readonly statements: readonly ReadStatement[];
  readonly faults: readonly PolicyFault[];
}

/**
 * What is known of the policies that were parsed together: equal parts are one object, made once. Nothing in it depends on
 * whose policy it is.
 */
export class KnownParts {
  readonly json = new JsonFragments();
  readonly actions = new Map<string, ActionPattern>();
  /** By the list of texts that was read. */
  readonly actionLists = new WeakMap<readonly string[], Listing<ActionPattern>>();
  /** By the value that was read (one object is one text), and by all that its reading depends on besides. */
  readonly #statements = new WeakMap<ValueMap, Map<string, KnownStatement>>();
  readonly #resources = new Map<Variables, Map<string, ResourcePattern>>();

  statements(value: ValueMap): Map<string, KnownStatement> {
    let found = this.#statements.get(value);
    if (found === undefined) this.#statements.set(value, (found = new Map<string, KnownStatement>()));
    return found;
  }

  resources(variables: Variables): Map<string, ResourcePattern> {
    let found = this.#resources.get(variables);
    if (found === undefined) this.#resources.set(variables, (found = new Map<string, ResourcePattern>()));
    return found;
  }
}

/** What is made of some text, made once where it is wholly known. */
export function once<T>(made: Map<string, T>, words: Words, make: (words: Words) => T): T {
  if (typeof words !== "string") return make(words);
  let found = made.get(words);
  if (found === undefined) made.set(words, (found = make(words)));
  return found;
}
