import type { Verdict } from "./verdict-of-plan";

/** What became of keys: kind of mutation → verdict before → verdict after, or `exempt` → how many. */
export type Outcomes = Map<string, Map<string, Map<string, number>>>;

/** What a law came to. */
export interface LawRun {
  readonly mutants: number;
  readonly outcomes: Outcomes;
  /** Each mutant that breaks the law, as a line. */
  readonly broken: readonly string[];
}

/** What a law says nothing of: these keys, and the exit code. Counted as `exempt`. */
export interface Exempt {
  readonly keys: ReadonlySet<string>;
  readonly exit: boolean;
}

const NOTHING: Exempt = { keys: new Set(), exit: false };

/** Counts the outcomes of mutants and collects those that break a law. */
export class LawCounter {
  readonly outcomes: Outcomes = new Map();
  readonly broken: string[] = [];
  mutants = 0;

  /** @param allowed whether a verdict may become another; a key that is not in the report is `none` */
  count(
    mutant: { readonly input: string; readonly kind: string; readonly what: string },
    before: Verdict,
    after: Verdict,
    allowed: (before: string, after: string) => boolean,
    exempt: Exempt = NOTHING,
  ): void {
    this.mutants += 1;
    const found: string[] = [];
    const keys = new Set([...before.keys.keys(), ...after.keys.keys()]);
    const isSilent = exempt.exit && after.exit === 0;
    if (keys.size === 0) this.add(mutant.kind, "none", "none");
    if (isSilent && !allowed(EXITS[before.exit], EXITS[after.exit]))
      this.add(mutant.kind, EXITS[before.exit], "exempt");
    for (const key of keys) {
      const [one, other] = [before.keys.get(key) ?? "none", after.keys.get(key) ?? "none"];
      const isExempt = exempt.keys.has(key) && !allowed(one, other);
      this.add(mutant.kind, one, isExempt ? "exempt" : other);
      if (!isExempt && !allowed(one, other)) found.push(`${key} ${one} -> ${other}`);
    }
    if (!isSilent && !allowed(EXITS[before.exit], EXITS[after.exit]))
      found.push(`exit ${String(before.exit)} -> ${String(after.exit)}`);
    if (found.length > 0) this.broken.push(`${mutant.input}: ${mutant.kind} ${mutant.what}: ${found.join("; ")}`);
  }

  private add(kind: string, before: string, after: string): void {
    const byKind = this.outcomes.get(kind) ?? new Map<string, Map<string, number>>();
    const counts = byKind.get(before) ?? new Map<string, number>();
    this.outcomes.set(kind, byKind.set(before, counts.set(after, (counts.get(after) ?? 0) + 1)));
  }
}

const EXITS = { 0: "pass", 1: "fail", 2: "error", 3: "undecided" } as const;

/** The outcomes as a table: one line for each kind and verdict before. */
export function tableOf(outcomes: Outcomes): string {
  const verdicts = ["pass", "fail", "undecided", "none"];
  const outcomesOf = [...verdicts, "exempt"];
  const rows = [...outcomes].flatMap(([kind, before]) =>
    verdicts.flatMap((verdict) => {
      const after = before.get(verdict);
      return after === undefined ? [] : [[kind, verdict, ...outcomesOf.map((each) => String(after.get(each) ?? 0))]];
    }),
  );
  const lines = [["mutation", "before", ...outcomesOf.map((each) => `-> ${each}`)], ...rows];
  const widths = lines[0]?.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0))) ?? [];
  return lines.map((line) => line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ")).join("\n");
}

/** Picks a share of things by what they are called, the same for one seed: `every` 10 picks about each tenth. */
export function isPicked(name: string, seed: number, every: number): boolean {
  let hash = seed;
  for (let at = 0; at < name.length; at++) hash = Math.imul(hash ^ name.charCodeAt(at), 0x01000193) >>> 0;
  return hash % every === 0;
}
