import type { Value } from "../../values";
import type { Origin } from "../infrastructure";

/** An attribute, settled as far as it can be. */
export interface Settled {
  /** `undefined`: not set. */
  readonly value: Value | undefined;
  readonly origin: Origin;
  /** Why it is not known, or what is to be said of how it was found. */
  readonly because?: string;
}

/** One of them, and those that were kept before it. */
interface Kept {
  readonly name: string;
  settled: Settled;
  readonly before: Kept | undefined;
}

/** The attributes of a resource that were settled: few, so that a map would be mostly empty. */
export class SettledAttributes {
  private last: Kept | undefined;

  get(name: string): Settled | undefined {
    return this.find(name)?.settled;
  }

  /** Keeps what an attribute is, in place of what it was taken for. */
  keep(name: string, settled: Settled): Settled {
    const kept = this.find(name);
    if (kept === undefined) this.last = { name, settled, before: this.last };
    else kept.settled = settled;
    return settled;
  }

  private find(name: string): Kept | undefined {
    let kept = this.last;
    while (kept !== undefined && kept.name !== name) kept = kept.before;
    return kept;
  }
}
