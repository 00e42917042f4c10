import { Choice, Hole, isList, isMap, JsonText, OpenList, Text, type Value } from "../../values/value";
import { BudgetExceeded } from "../functions/failure";

/** Steps for the whole of a configuration: some seconds. A thousand key policies and a thousand documents take 41,000. */
const MOST_STEPS = 2_000_000;
/** Nodes of one value, counted as often as they are written out. */
const LARGEST_VALUE = 100_000;
/** Levels of one value. */
const DEEPEST_VALUE = 250;
/** Expressions within expressions, through locals, variables and outputs; what the stack surely holds. */
const DEEPEST_EVALUATION = 600;

/** Keeps an evaluation in bounded time and memory, whatever the configuration says. */
export class Meter {
  private steps = 0;
  private depth = 0;
  /** Rises with each operation on a hole that may yet fail while applying: what `try` and `can` cannot tell. */
  doubts = 0;

  /** Begins an expression, which `leave` must end. */
  enter(): void {
    this.spend(1);
    if (this.depth >= DEEPEST_EVALUATION) throw new BudgetExceeded("the configuration nests too deeply");
    this.depth++;
  }

  /** Ends an expression. */
  leave(): void {
    this.depth--;
  }

  /** Counts an expression that is its own value. */
  literal<T extends string | boolean | null>(value: T): T {
    this.spend(typeof value === "string" ? 1 + (value.length >> 5) : 1);
    return value;
  }

  /** Takes steps from the budget. */
  spend(steps: number): void {
    this.steps += steps;
    if (this.steps > MOST_STEPS) throw new BudgetExceeded("the evaluation takes too many steps");
  }

  /** Takes as many steps as going through a value once. */
  spendOn(value: Value): void {
    this.spend(weightOf(value).nodes);
  }

  /** Takes steps for a call or an operator, which goes through its arguments without evaluating them. */
  spendOnArguments(values: readonly Value[]): void {
    for (const value of values) {
      if (typeof value === "object" || typeof value === "string") this.spend(weightOf(value).nodes >> 3);
    }
  }

  /** Takes steps for a text of that length, before it is put together. */
  spendOnText(length: number): void {
    this.spend(length >> 5);
  }

  /** Lets a value pass that is not too large; its parts have been weighed before. */
  weigh<T extends Value>(value: T): T {
    if (typeof value === "string") this.spend(value.length >> 5);
    if (typeof value !== "object" || value === null) return value;
    const { nodes, depth } = weightOf(value);
    if (nodes > LARGEST_VALUE || depth > DEEPEST_VALUE) throw new BudgetExceeded("a value is too large");
    return value;
  }
}

interface Weight {
  readonly nodes: number;
  readonly depth: number;
}

const LEAF: Weight = { nodes: 1, depth: 1 };
const weights = new WeakMap<object, Weight>();

function weightOf(value: Value): Weight {
  if (typeof value !== "object" || value === null || value instanceof Hole) {
    return typeof value === "string" ? { nodes: 1 + (value.length >> 5), depth: 1 } : LEAF;
  }
  const known = weights.get(value);
  if (known !== undefined) return known;
  let nodes = 1;
  let depth = 0;
  for (const part of partsOf(value)) {
    const weight = weightOf(part);
    nodes += weight.nodes;
    if (weight.depth > depth) depth = weight.depth;
  }
  const weight = { nodes, depth: depth + 1 };
  weights.set(value, weight);
  return weight;
}

function partsOf(value: Value): readonly Value[] {
  if (isList(value)) return value;
  if (value instanceof Text) return value.parts;
  if (value instanceof JsonText) return [value.value];
  if (value instanceof OpenList) return value.items;
  if (value instanceof Choice) return [value.whenTrue, value.whenFalse];
  return isMap(value) ? Object.values(value) : [];
}
