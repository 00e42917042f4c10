import { isKnown, type Value } from "../../values";
import type { Attribute, Block } from "../syntax";
import type { Meter } from "./meter";

/** What an evaluation read of the source: arguments and whole blocks, each with the block that it stands in. */
export type Reads = ReadonlyMap<Attribute | Block, Block>;

/** What was kept of something that was evaluated: its value, and all that was read for it. */
export interface Entry {
  readonly value: Value;
  readonly reads: Reads;
  /** Whether it is made of anything that another configuration of the same source may be told otherwise. */
  readonly asks: boolean;
}

/**
 * Evaluates whatever has a name (a local, a variable, an output, an attribute) once, and keeps account of what
 * was read of the source for it. What leads back to itself gets the value that `cyclic` gives.
 */
export class Trace {
  private readonly entries = new Map<string, Entry | "in progress">();
  private open: Map<Attribute | Block, Block>[] = [];

  /** Rises with whatever is asked that does not stand in the source, and with what depends on the order of evaluation. */
  asks = 0;

  /** @param constants what configurations of one source have in common */
  constructor(
    private readonly meter: Meter,
    private readonly constants: Map<string, Entry>,
  ) {}

  /** The value of that name, evaluated at most once. */
  named(name: string, evaluate: () => Value, cyclic: () => Value): Value {
    const known = this.entries.get(name);
    if (known === "in progress") return this.asked(cyclic());
    return this.use(known ?? this.enter(name, evaluate));
  }

  /** The same, of what stands in the source: what comes to a constant there is not evaluated for each of its configurations. */
  ofSource(name: string, evaluate: () => Value, cyclic: () => Value): Value {
    if (this.entries.has(name)) return this.named(name, evaluate, cyclic);
    let entry = this.constants.get(name);
    if (entry === undefined) {
      entry = this.enter(name, evaluate);
      if (!entry.asks && isKnown(entry.value)) this.constants.set(name, entry);
    }
    this.entries.set(name, entry);
    return this.use(entry);
  }

  /** Notes that a value does not stand in the source alone. */
  asked<T>(value: T): T {
    this.asks++;
    return value;
  }

  /** The value of a name that was evaluated; `undefined`: it was not. */
  known(name: string): Value | undefined {
    const entry = this.entries.get(name);
    return entry === undefined || entry === "in progress" ? undefined : this.use(entry);
  }

  /** Lets another name mean what that of an evaluated one means. */
  alias(other: string, name: string): void {
    const entry = this.entries.get(name);
    if (entry !== undefined) this.entries.set(other, entry);
  }

  /** Notes that a block, or only one argument of it, went into what is being evaluated. */
  record(block: Block, part: Attribute | Block = block): void {
    this.open.at(-1)?.set(part, block);
  }

  /** The same of all that another evaluation read. */
  recordAll(reads: Reads): void {
    const open = this.open.at(-1);
    if (open !== undefined) for (const [part, block] of reads) open.set(part, block);
  }

  /** What was read so far for what is being evaluated. */
  recorded(): Reads {
    return new Map(this.open.at(-1));
  }

  /** Runs an evaluation and gives what it read. */
  collect<T>(evaluate: () => T): { readonly value: T; readonly reads: Reads } {
    const reads = new Map<Attribute | Block, Block>();
    return { value: this.collectInto(reads, evaluate), reads };
  }

  /** The same, where it is wanted what an evaluation read that fails. */
  collectInto<T>(reads: Map<Attribute | Block, Block>, evaluate: () => T): T {
    this.open.push(reads);
    try {
      return evaluate();
    } finally {
      this.open.pop();
    }
  }

  /** The value of something that was evaluated, which all that went into it goes into now too. */
  use(entry: Entry): Value {
    if (entry.asks) this.asks++;
    this.recordAll(entry.reads);
    return entry.value;
  }

  private enter(name: string, evaluate: () => Value): Entry {
    this.entries.set(name, "in progress");
    // Whether another part of the source may fail is no concern of a `try` that merely names it.
    const { doubts } = this.meter;
    const { asks } = this;
    try {
      const { value, reads } = this.collect(evaluate);
      const entry = { value, reads, asks: this.asks !== asks };
      this.entries.set(name, entry);
      return entry;
    } catch (error) {
      this.entries.delete(name);
      throw error;
    } finally {
      this.meter.doubts = doubts;
    }
  }
}
