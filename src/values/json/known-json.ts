import type { Value } from "../value";

/** A list or an object that stood in a text without holes. */
interface KnownValue {
  readonly text: string;
  readonly value: Value;
  /** How many levels it stood in. */
  readonly depth: number;
  /** Greater than of those that were not found since. */
  used: number;
}

/** How many lists and objects are kept: more than are shared by the policies of one block. */
const MOST_KNOWN = 8;

/**
 * The lists and objects that were read last. Policies of one block differ in a piece or two: what stands in one as it stood
 * in another is not read again, and is one value. A list or an object ends where it closes, whatever follows, so that the
 * same text is the same value.
 */
export class KnownJson {
  readonly #recent: KnownValue[] = [];
  #uses = 0;

  /** What stands at this place, if it was read before. */
  find(text: string, at: number, depth: number): KnownValue | undefined {
    // One that stood deeper holds no more levels than may stand here.
    const found = this.#recent.find((known) => known.depth >= depth && text.startsWith(known.text, at));
    if (found !== undefined) found.used = this.#uses += 1;
    return found;
  }

  /** Keeps what was read without a fault, in place of what was not found for longest. */
  keep(text: string, value: Value, depth: number): void {
    const known = { text, value, depth, used: (this.#uses += 1) };
    if (this.#recent.length < MOST_KNOWN) this.#recent.push(known);
    else this.#recent[this.#longestUnused()] = known;
  }

  #longestUnused(): number {
    const longest = this.#recent.reduce((a, b) => (b.used < a.used ? b : a));
    return this.#recent.indexOf(longest);
  }
}
