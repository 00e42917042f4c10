/* eslint-disable @typescript-eslint/no-meaningless-void-operator, @typescript-eslint/unbound-method -- parts of plans are taken out by name */
import { InputError } from "../../src/errors";
import { askedOf } from "./asked";
import { lawInputs } from "./inputs";
import { isPicked, LawCounter, type LawRun } from "./law-run";
import { sightMutants } from "./sight-mutants";
import { verdictOf } from "./verdict-of-plan";

/**
 * Law 1, "sight only helps": where less can be seen, a key passes or fails as before, or is undecided; one that was undecided
 * stays so, and one that no service was seen to use is at most undecided.
 *
 * @param every tries about one of so many mutants; 1: all
 */
export async function sightOnlyHelps({
  seed,
  every,
}: {
  readonly seed: number;
  readonly every: number;
}): Promise<LawRun> {
  const counter = new LawCounter();
  for (const { name, given, read } of lawInputs()) {
    const plan = await read().catch((error: unknown) => {
      if (error instanceof InputError) return undefined;
      throw error;
    });
    if (plan === undefined) continue;
    const asked = askedOf(plan, given);
    const before = verdictOf(plan, given);
    for (const { kind, what, plan: mutant } of sightMutants(plan, asked)) {
      if (every > 1 && !isPicked(`${name} ${kind} ${what}`, seed, every)) continue;
      counter.count({ input: name, kind, what }, before, verdictOf(mutant, given), isNoBetter);
    }
  }
  return counter;
}

function isNoBetter(before: string, after: string): boolean {
  return after === before || after === "undecided";
}
