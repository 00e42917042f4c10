import { Choice, type Hole, type Value, type ValueMap, isMap } from "../../values";
import type { Guard } from "./listing";

/** One way that a value may turn out, and the conditions it takes. */
export interface Alternative {
  readonly value: Value;
  readonly guards: readonly Guard[];
}

/** More ways than these, and the value counts as unknown. */
const MOST_ALTERNATIVES = 32;

/**
 * The ways a map may turn out, its choices made: those that stand for a member, or for a member of a member, down to
 * `depth` levels; choices within lists stay. One condition goes one way throughout.
 */
export function alternatives(value: Value, depth: number): readonly Alternative[] {
  const pending: Alternative[] = [{ value, guards: [] }];
  const settled: Alternative[] = [];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const choice = firstChoice(next.value, depth);
    if (choice === undefined) settled.push(next);
    else if (settled.length + pending.length >= MOST_ALTERNATIVES) return [{ value: choice.condition, guards: [] }];
    else for (const when of [false, true]) pending.push(take(next, choice.condition, when, depth));
  }
  return settled;
}

function firstChoice(value: Value | undefined, depth: number): Choice | undefined {
  if (value instanceof Choice) return value;
  if (depth === 0 || !isMap(value)) return undefined;
  for (const name of Object.keys(value)) {
    const found = firstChoice(value[name], depth - 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

function take({ value, guards }: Alternative, condition: Hole, when: boolean, depth: number): Alternative {
  return { value: decide(value, condition.name, when, depth), guards: [...guards, { condition, when }] };
}

function decide(value: Value, condition: string, when: boolean, depth: number): Value {
  if (value instanceof Choice && value.condition.name === condition) {
    return decide(when ? value.whenTrue : value.whenFalse, condition, when, depth);
  }
  if (depth === 0 || !isMap(value)) return value;
  const decided = Object.create(null) as Record<string, Value>;
  for (const [name, member] of Object.entries(value satisfies ValueMap)) {
    decided[name] = decide(member, condition, when, depth - 1);
  }
  return decided;
}
