import { isKnown, type Value } from "../../values/value";
import type { Block } from "../syntax/ast";
import type { Meter } from "./meter";

/** What was kept of something that was evaluated: its value, and all the blocks behind it. */
export interface Entry {
  readonly value: Value;
  readonly blocks: ReadonlySet<Block>;
  /** Whether it is made of anything that another configuration of the same source may be told otherwise. */
  readonly asks: boolean;
}

/**
 * Evaluates whatever has a name (a local, a variable, an output, an attribute) once, and keeps account of the blocks
 * that went into it. What leads back to itself gets the value that `cyclic` gives.
 */
export class Trace {
  private readonly entries = new Map<string, Entry | "in progress">();
  private open: Set<Block>[] = [];

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

  /** Notes that a block went into what is being evaluated. */
  record(block: Block): void {
    this.open.at(-1)?.add(block);
  }

  /** The blocks that went into what is being evaluated so far. */
  recorded(): ReadonlySet<Block> {
    return new Set(this.open.at(-1));
  }

  /** Runs an evaluation and gives the blocks that went into it. */
  collect<T>(evaluate: () => T): { readonly value: T; readonly blocks: ReadonlySet<Block> } {
    const blocks = new Set<Block>();
    return { value: this.collectInto(blocks, evaluate), blocks };
  }

  /** The same, where the blocks are wanted of an evaluation that fails, too. */
  collectInto<T>(blocks: Set<Block>, evaluate: () => T): T {
    this.open.push(blocks);
    try {
      return evaluate();
    } finally {
      this.open.pop();
    }
  }

  /** The value of something that was evaluated, which all that went into it goes into now too. */
  use(entry: Entry): Value {
    if (entry.asks) this.asks++;
    for (const block of entry.blocks) this.record(block);
    return entry.value;
  }

  private enter(name: string, evaluate: () => Value): Entry {
    this.entries.set(name, "in progress");
    // Whether another part of the source may fail is no concern of a `try` that merely names it.
    const { doubts } = this.meter;
    const { asks } = this;
    try {
      const { value, blocks } = this.collect(evaluate);
      const entry = { value, blocks, asks: this.asks !== asks };
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
