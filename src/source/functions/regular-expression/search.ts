import { BudgetExceeded } from "../failure";
import { type Assertion, parsePattern, type Pattern } from "./syntax";

/** One match: the text of each group, group 0 being the whole; `undefined` for a group that took no part. */
export interface Match {
  readonly start: number;
  readonly end: number;
  readonly groups: readonly (string | undefined)[];
}

/** A compiled expression. */
export interface Expression {
  /** The names of the groups from the first, `undefined` where a group has none. */
  readonly names: readonly (string | undefined)[];
  /** All matches that do not overlap, leftmost first, as RE2 finds them. Offsets count code points. */
  matches(text: string, limit?: number): Match[];
}

type Instruction =
  | { readonly kind: "character"; readonly matches: (codePoint: number) => boolean }
  | { readonly kind: "assertion"; readonly holds: Assertion }
  | { readonly kind: "split"; first: number; second: number }
  | { readonly kind: "save"; readonly slot: number }
  | { readonly kind: "match" };

const LONGEST_PROGRAM = 10_000;
const MOST_STEPS = 3_000_000;

/** Compiles an expression; `undefined` for what RE2 rejects or this one does not know. */
export function compile(source: string): Expression | undefined {
  const parsed = parsePattern(source);
  if (parsed === undefined) return undefined;
  const program: Instruction[] = [];
  if (!emit(program, { kind: "group", index: 0, item: parsed.pattern })) return undefined;
  program.push({ kind: "match" });
  return { names: parsed.names, matches: (text, limit = Infinity) => findAll(program, text, limit) };
}

/** False where the program grows too long. */
function emit(program: Instruction[], pattern: Pattern): boolean {
  if (program.length > LONGEST_PROGRAM) return false;
  switch (pattern.kind) {
    case "empty":
      return true;
    case "character":
    case "assertion":
      program.push(pattern);
      return true;
    case "sequence":
      return pattern.items.every((item) => emit(program, item));
    case "group": {
      program.push({ kind: "save", slot: 2 * pattern.index });
      const fits = emit(program, pattern.item);
      program.push({ kind: "save", slot: 2 * pattern.index + 1 });
      return fits;
    }
    case "alternatives":
      return emitAlternatives(program, pattern.items);
    case "repeat":
      return emitRepeat(program, pattern);
  }
}

function split(program: Instruction[]): Extract<Instruction, { kind: "split" }> {
  const instruction: Instruction = { kind: "split", first: program.length + 1, second: program.length + 1 };
  program.push(instruction);
  return instruction;
}

function emitAlternatives(program: Instruction[], items: readonly Pattern[]): boolean {
  const exits: Extract<Instruction, { kind: "split" }>[] = [];
  for (const [index, item] of items.entries()) {
    const fork = index < items.length - 1 ? split(program) : undefined;
    if (!emit(program, item)) return false;
    if (fork === undefined) continue;
    exits.push(split(program));
    fork.second = program.length;
  }
  for (const exit of exits) exit.first = exit.second = program.length;
  return true;
}

function emitRepeat(program: Instruction[], pattern: Extract<Pattern, { kind: "repeat" }>): boolean {
  const { item, min, max, lazy } = pattern;
  for (let i = 0; i < min; i++) if (!emit(program, item)) return false;
  const forks: Extract<Instruction, { kind: "split" }>[] = [];
  if (max === Infinity) {
    const fork = split(program);
    const start = program.length - 1;
    forks.push(fork);
    if (!emit(program, item)) return false;
    const back = split(program);
    back.first = back.second = start;
  } else {
    for (let i = min; i < max; i++) {
      forks.push(split(program));
      if (!emit(program, item)) return false;
    }
  }
  for (const fork of forks) {
    if (lazy) fork.first = program.length;
    else fork.second = program.length;
  }
  return true;
}

function findAll(program: readonly Instruction[], text: string, limit: number): Match[] {
  const letters = Array.from(text);
  const codes = letters.map((letter) => letter.codePointAt(0) ?? 0);
  const found: Match[] = [];
  const budget = { steps: 0 };
  let from = 0;
  let previousEnd = -1;
  while (from <= codes.length && found.length < limit) {
    const slots = search(program, codes, from, budget);
    if (slots === undefined) break;
    const [start = 0, end = 0] = slots;
    // An empty match right behind the last one does not count.
    if (end > start || start !== previousEnd) found.push(matchOf(letters, slots));
    previousEnd = end;
    from = end > start ? end : end + 1;
  }
  return found;
}

type Slots = readonly (number | undefined)[];

function matchOf(letters: readonly string[], slots: Slots): Match {
  const groups: (string | undefined)[] = [];
  for (let i = 0; i < slots.length; i += 2) {
    const [start, end] = [slots[i], slots[i + 1]];
    const taken = start !== undefined && end !== undefined;
    groups.push(taken ? letters.slice(start, end).join("") : undefined);
  }
  return { start: slots[0] ?? 0, end: slots[1] ?? 0, groups };
}

/** All ways at once, in order of preference (Pike): time is length of text times length of program, whatever the pattern. */
function search(
  program: readonly Instruction[],
  codes: readonly number[],
  from: number,
  budget: { steps: number },
): Slots | undefined {
  let threads: { readonly at: number; readonly slots: Slots }[] = [];
  let found: Slots | undefined;
  const empty = new Array<undefined>(slotCount(program)).fill(undefined);
  for (let position = from; position <= codes.length; position++) {
    const seen = new Set<number>();
    const current: typeof threads = [];
    const follow = (at: number, slots: Slots): void => {
      explore(program, codes, position, { at, slots }, seen, current);
    };
    for (const thread of threads) follow(thread.at, thread.slots);
    if (found === undefined) follow(0, empty);
    threads = [];
    budget.steps += current.length + 1;
    if (budget.steps > MOST_STEPS) throw new BudgetExceeded("a regular expression takes too long");
    for (const { at, slots } of current) {
      const instruction = program[at];
      if (instruction?.kind === "match") {
        found = slots;
        break;
      }
      const code = codes[position];
      if (instruction?.kind === "character" && code !== undefined && instruction.matches(code)) {
        threads.push({ at: at + 1, slots });
      }
    }
    if (found !== undefined && threads.length === 0) break;
  }
  return found;
}

function slotCount(program: readonly Instruction[]): number {
  return program.reduce((most, each) => (each.kind === "save" ? Math.max(most, each.slot + 1) : most), 0);
}

/** Follows all that takes no character, the preferred way first. */
function explore(
  program: readonly Instruction[],
  codes: readonly number[],
  position: number,
  start: { readonly at: number; readonly slots: Slots },
  seen: Set<number>,
  into: { readonly at: number; readonly slots: Slots }[],
): void {
  const stack = [start];
  for (let thread = stack.pop(); thread !== undefined; thread = stack.pop()) {
    const { at, slots } = thread;
    if (seen.has(at)) continue;
    seen.add(at);
    const instruction = program[at];
    if (instruction === undefined) continue;
    if (instruction.kind === "split") stack.push({ at: instruction.second, slots }, { at: instruction.first, slots });
    else if (instruction.kind === "save") stack.push({ at: at + 1, slots: slots.with(instruction.slot, position) });
    else if (instruction.kind === "assertion") {
      if (instruction.holds(codes[position - 1], codes[position])) stack.push({ at: at + 1, slots });
    } else into.push(thread);
  }
}
