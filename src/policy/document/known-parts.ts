import { kept } from "../../grouping";
import { JsonFragments, type ValueMap } from "../../values";
import type { Policy, PolicyFault } from "./policy";
import type { CompiledStatement } from "./statement";

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
 * The memo of policies that are parsed together: thousands of keys share a handful of texts, and most of the statements in
 * them. Equal texts are one policy, equal statements one object; neither depends on whose policy it is.
 */
export class KnownParts {
  readonly json = new JsonFragments();
  readonly #policies = new Map<string, Policy>();
  /** By the object that was read: the fragments make equal texts one object. */
  readonly #statements = new WeakMap<ValueMap, Map<string, KnownStatement>>();

  /** `name`: all that the policy depends on. */
  policy(name: string, parse: () => Policy): Policy {
    return kept(this.#policies, name, parse);
  }

  /** `name`: all that the statement depends on besides its value. */
  statement(value: ValueMap, name: string, parse: () => KnownStatement): KnownStatement {
    return kept(
      kept(this.#statements, value, () => new Map<string, KnownStatement>()),
      name,
      parse,
    );
  }
}
