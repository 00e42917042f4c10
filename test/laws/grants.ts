import { grantMutants } from "./grant-mutants";
import { lawInputs } from "./inputs";
import { isPicked, LawCounter, type LawRun } from "./law-run";
import { planOf } from "./sight";
import { verdictOf, type Verdict } from "./verdict-of-plan";

/**
 * Law 2, "grants only help": taking away what an Allow gives never improves the verdict of a use that is still seen. Tried on
 * plan JSON: what a saved plan knows and its source does not make would be told as such.
 */
export async function grantsOnlyHelp({
  seed,
  every,
}: {
  readonly seed: number;
  readonly every: number;
}): Promise<LawRun> {
  const counter = new LawCounter();
  for (const input of lawInputs()) {
    const { name, given } = input;
    if (!name.endsWith(".json")) continue;
    const plan = await planOf(input);
    if (plan === undefined) continue;
    const before = verdictOf(plan, given);
    for (const { kind, what, plan: mutant } of grantMutants(plan)) {
      if (every > 1 && !isPicked(`${name} ${kind} ${what}`, seed, every)) continue;
      const after = verdictOf(mutant, given);
      counter.count({ input: name, kind, what }, stillUsed(before, after), stillUsed(after, before), isNoBetter);
    }
  }
  return counter;
}

/** The verdicts of the keys whose uses are the same in both; of the exit codes only what these make. */
function stillUsed(one: Verdict, other: Verdict): Verdict {
  const keys = new Map([...one.keys].filter(([key]) => one.uses.get(key) === other.uses.get(key)));
  const verdicts = new Set(keys.values());
  return { ...one, keys, exit: verdicts.has("fail") ? 1 : verdicts.has("undecided") ? 3 : 0 };
}

const ORDER = ["fail", "undecided", "pass", "none"];

function isNoBetter(before: string, after: string): boolean {
  return ORDER.indexOf(after) <= ORDER.indexOf(before);
}
