import type { Value } from "../../value";
import type { Block } from "../syntax/ast";
import type { Meter } from "./meter";

/** What was kept of something that has a name: its value, and all the blocks behind it. */
interface Entry {
  readonly value: Value;
  readonly blocks: ReadonlySet<Block>;
}

/**
 * Evaluates whatever has a name (a local, a variable, an output, an attribute) once, and keeps account of the blocks
 * that went into it. What leads back to itself gets the value that `cyclic` gives.
 */
export class Trace {
  private readonly entries = new Map<string, Entry | "in progress">();
  private open: Set<Block>[] = [];

  constructor(private readonly meter: Meter) {}

  /** The value of that name, evaluated at most once. */
  named(name: string, evaluate: () => Value, cyclic: () => Value): Value {
    const known = this.entries.get(name);
    if (known === "in progress") return cyclic();
    return this.use(known ?? this.enter(name, evaluate));
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

  private use(entry: Entry): Value {
    for (const block of entry.blocks) this.record(block);
    return entry.value;
  }

  private enter(name: string, evaluate: () => Value): Entry {
    this.entries.set(name, "in progress");
    // Whether another part of the source may fail is no concern of a `try` that merely names it.
    const { doubts } = this.meter;
    try {
      const entry = this.collect(evaluate);
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
