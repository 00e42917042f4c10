import type { Value } from "../../value";
import type { Attribute, Block } from "../syntax/ast";
import type { Meter } from "./meter";

/** A part of the source that a value was made of. */
export type SourceNode = Attribute | Block;

/** What was kept of something that has a name: its value, and all the source behind it. */
interface Entry {
  readonly value: Value;
  readonly nodes: ReadonlySet<SourceNode>;
}

/**
 * Evaluates whatever has a name (a local, a variable, an output, an attribute) once, and keeps account of the source
 * that went into it. What leads back to itself gets the value that `cyclic` gives.
 */
export class Trace {
  private readonly entries = new Map<string, Entry | "in progress">();
  private open: Set<SourceNode>[] = [];

  constructor(private readonly meter: Meter) {}

  /** The value of that name, evaluated at most once. */
  named(name: string, evaluate: () => Value, cyclic: () => Value): Value {
    const known = this.entries.get(name);
    if (known === "in progress") return cyclic();
    const entry = known ?? this.enter(name, evaluate);
    for (const node of entry.nodes) this.record(node);
    return entry.value;
  }

  /** Notes that a part of the source went into what is being evaluated. */
  record(node: SourceNode): void {
    this.open.at(-1)?.add(node);
  }

  /** Runs an evaluation and gives the source that went into it. */
  collect<T>(evaluate: () => T): { readonly value: T; readonly nodes: ReadonlySet<SourceNode> } {
    const nodes = new Set<SourceNode>();
    this.open.push(nodes);
    try {
      return { value: evaluate(), nodes };
    } finally {
      this.open.pop();
    }
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
