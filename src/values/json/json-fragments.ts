import type { Value } from "../value";

/** A list or an object that stood in a text without holes. */
interface Fragment {
  readonly text: string;
  readonly value: Value;
  /** How many levels it stood in. */
  readonly depth: number;
  /** The number of the look-up that last found it. */
  used: number;
}

/** More than the policies of one block share. */
const MOST_KEPT = 8;

/**
 * The lists and objects that a series of texts has in common. The policies that one block makes a thousand times differ in
 * a piece or two: a fragment that stood in an earlier text is not read again, and both texts share its value. A list or an
 * object ends where it closes, whatever follows, so equal text is equal value.
 */
export class JsonFragments {
  readonly #recent: Fragment[] = [];
  #lookups = 0;

  /** The fragment that begins here, if an earlier text had it. */
  find(text: string, at: number, depth: number): Fragment | undefined {
    // One that stood deeper holds no more levels than are left here.
    const found = this.#recent.find((each) => each.depth >= depth && text.startsWith(each.text, at));
    if (found !== undefined) found.used = this.#lookups += 1;
    return found;
  }

  /** Keeps a fragment that was read without a fault, in place of the one that was last found longest ago. */
  keep(text: string, value: Value, depth: number): void {
    const fragment = { text, value, depth, used: (this.#lookups += 1) };
    if (this.#recent.length < MOST_KEPT) this.#recent.push(fragment);
    else this.#recent[this.#longestUnused()] = fragment;
  }

  #longestUnused(): number {
    const longest = this.#recent.reduce((a, b) => (b.used < a.used ? b : a));
    return this.#recent.indexOf(longest);
  }
}
