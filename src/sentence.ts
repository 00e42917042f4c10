/**
 * Sentences of verdicts: they are printed, alone or together, and never read back.
 */

/** The place of the action in a phrase, so that what is said of several actions can be said once. */
export const ACTION: unique symbol = Symbol("action");

/** A piece of a sentence: words, or the place of the action. */
export type Piece = string | typeof ACTION;

/** Words in which the action has its place. */
export type Phrase = readonly Piece[];

/** Writes a phrase: a template that takes texts, the place of the action, and other phrases. */
export function phrase(texts: TemplateStringsArray, ...values: readonly (Piece | Phrase)[]): Phrase {
  return texts.flatMap((text, at): Phrase => {
    const value = at < values.length ? (values[at] as Piece | Phrase) : "";
    return typeof value === "object" ? [text, ...value] : [text, value];
  });
}

/** One clause of a sentence. */
export interface Clause {
  /** What it says. */
  readonly says: Phrase;
  /** What it adds in brackets at its end, which is left out where clauses differ in nothing else. */
  readonly aside?: Phrase;
  /** What the clause says, the message that quotes it has said already: only its aside is worth telling. */
  readonly restates?: true;
}

/** Joins phrases. */
export function joinPhrases(phrases: readonly Phrase[], separator = "; "): Phrase {
  return phrases.flatMap((each, at) => (at === 0 ? each : [separator, ...each]));
}

/**
 * A sentence of a verdict, without a capital and a full stop. It can be printed (`String(sentence)`) and told together with
 * others; it has no method of a string, so that nothing can search, split or match it: what it says stands in the
 * verdict as data.
 */
export class Sentence {
  readonly #action: string;
  readonly #says: Phrase;
  readonly #aside: Phrase | undefined;
  readonly #restates: boolean;

  /** Of the clauses each is said once; `action` is what they are about. */
  constructor(action: string, clauses: readonly Clause[]) {
    const all = distinct(clauses);
    const last = all.at(-1);
    this.#action = action;
    this.#says = joinPhrases([...all.slice(0, -1).map(whole), last?.says ?? []]);
    this.#aside = last?.aside;
    this.#restates = all.length === 1 && last?.restates === true;
  }

  /** The sentence, and more after it. */
  followedBy(more: Phrase): Sentence {
    return new Sentence(this.#action, [{ says: [...this.#whole, ...more] }]);
  }

  /** The sentence as text, to be printed. */
  toString(): string {
    return written(this.#whole, this.#action);
  }

  /** As {@link Sentence.toString}: what a JSON report holds. */
  toJSON(): string {
    return this.toString();
  }

  /**
   * What several sentences say, each thing once, with the actions that it is about; `these actions` where it is about all.
   * At most three: the others are left to the report's access table.
   *
   * @param enumerate makes `a, b and c` of actions, sorted.
   */
  static together(sentences: readonly Sentence[], enumerate: (actions: readonly string[]) => string): string[] {
    const all = new Set(sentences.map((each) => each.#action)).size;
    const groups = new Map<string, Sentence[]>();
    for (const each of sentences) {
      if (each.#isSaidAlready) continue;
      const name = spell(each.#unsaid.says);
      groups.set(name, [...(groups.get(name) ?? []), each]);
    }
    return [...groups.values()].slice(0, 3).map((same) => {
      const actions = [...new Set(same.map((each) => each.#action))].sort();
      const named = actions.length === all && all > 1 ? "these actions" : enumerate(actions);
      const says = inCommon(same.map((each) => each.#unsaid));
      if (says.includes(ACTION)) return written(says, named);
      return actions.length === all ? written(says, "") : `${named}: ${written(says, "")}`;
    });
  }

  get #whole(): Phrase {
    return whole(this.#clause);
  }

  get #clause(): Clause {
    return { says: this.#says, ...(this.#aside !== undefined && { aside: this.#aside }) };
  }

  get #isSaidAlready(): boolean {
    return this.#restates && this.#aside === undefined;
  }

  /** What the message that quotes the sentence has not said yet. */
  get #unsaid(): Clause {
    return this.#restates && this.#aside !== undefined ? { says: this.#aside } : this.#clause;
  }
}

/** A clause with its aside. */
function whole({ says, aside }: Clause): Phrase {
  return aside === undefined ? says : [...says, " (", ...aside, ")"];
}

function distinct(clauses: readonly Clause[]): readonly Clause[] {
  return [...new Map(clauses.map((each) => [spell(whole(each)), each])).values()];
}

/** Clauses that say the same: with their aside, where they share that too. */
function inCommon(clauses: readonly Clause[]): Phrase {
  const [first] = clauses.map(whole);
  const same = new Set(clauses.map((each) => spell(whole(each)))).size === 1;
  return (same ? first : clauses[0]?.says) ?? [];
}

/** A spelling that phrases share only where they are the same. */
function spell(words: Phrase): string {
  return written(words, "\u0000");
}

function written(words: Phrase, action: string): string {
  return words.map((piece) => (piece === ACTION ? action : piece)).join("");
}
