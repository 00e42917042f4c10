import { isKnown, type Value } from "../../values";
import type { Attribute, Block, Expression } from "../syntax";
import { namesInstance } from "./instance-dependence";
import type { Scope } from "./scope";
import type { Entry, Trace } from "./trace";

type Evaluate = (expression: Expression, scope: Scope) => Value;

/**
 * What is the same in all instances of the blocks of one module instance, evaluated once: a policy of which only the name of
 * a role differs is made a thousand times, its other statements once.
 */
export class SharedValues {
  private readonly entries = new Map<Expression, Entry | "of each instance">();

  constructor(private readonly trace: Trace) {}

  /** The value of an expression in the scope of an instance (without any further variables). */
  value(expression: Expression, scope: Scope, evaluate: Evaluate): Value {
    const entry = this.entries.get(expression);
    if (entry === undefined) return this.first(expression, scope, evaluate);
    if (entry === "of each instance") return evaluate(expression, scope);
    return this.trace.use(entry);
  }

  private first(expression: Expression, scope: Scope, evaluate: Evaluate): Value {
    this.entries.set(expression, "of each instance");
    if (namesInstance(expression)) return evaluate(expression, scope);
    const { meter } = scope;
    const { doubts } = meter;
    const { asks } = this.trace;
    const reads = new Map<Attribute | Block, Block>();
    try {
      const value = this.trace.collectInto(reads, () => evaluate(expression, { ...scope, shared: undefined }));
      // A hole may be named by the instance, and a doubt is for the `try` around it to see each time.
      if (isKnown(value) && meter.doubts === doubts) {
        this.entries.set(expression, { value, reads, asks: this.trace.asks !== asks });
      }
      return value;
    } finally {
      this.trace.recordAll(reads);
    }
  }
}
