import { InputError } from "../../src/errors";
import { type Plan, typesOf } from "../../src/plan";
import { askedOf } from "./asked";
import { lawInputs } from "./inputs";
import { isPicked, LawCounter, type LawRun } from "./law-run";
import { sightMutants } from "./sight-mutants";
import { verdictOf, type Verdict } from "./verdict-of-plan";

/**
 * Law 1, "sight only helps": where less can be seen, a key passes or fails as before, or is undecided; one that was undecided
 * stays so, and one that no service was seen to use is at most undecided.
 *
 * It is about the keys that the plan manages. What stands outside it is only known by what names it: where that is hidden,
 * nobody can tell that it is there. So a plan that manages no key may be silent too.
 *
 * @param every tries about one of so many mutants, a multiple of {@link INPUTS_EVERY}, and of each that many of the inputs; 1: all
 */
export async function sightOnlyHelps({
  seed,
  every,
}: {
  readonly seed: number;
  readonly every: number;
}): Promise<LawRun> {
  const counter = new LawCounter();
  for (const input of lawInputs()) {
    const { name, given } = input;
    if (every > 1 && !isPicked(name, seed, INPUTS_EVERY)) continue;
    const plan = await input.read().catch((error: unknown) => {
      if (error instanceof InputError) return undefined;
      throw error;
    });
    if (plan === undefined) continue;
    const asked = askedOf(plan, given);
    const keys = keysOf(plan);
    const before = verdictOf(plan, given);
    for (const { kind, what, plan: mutant } of sightMutants(plan, asked)) {
      if (every > 1 && !isPicked(`${name} ${kind} ${what}`, seed, every / INPUTS_EVERY)) continue;
      const after = verdictOf(mutant, given);
      counter.count({ input: name, kind, what }, comparable(before, after, keys), after, isNoBetter);
    }
  }
  return counter;
}

/** To judge an input whole costs more than a mutant of it. */
const INPUTS_EVERY = 4;

/** The addresses of the keys that a plan manages. */
function keysOf({ resources }: Plan): ReadonlySet<string> {
  const types = new Set<string>(typesOf("key"));
  return new Set(
    resources.filter(({ mode, type }) => mode === "managed" && types.has(type)).map(({ address }) => address.text),
  );
}

/** What was said before, without what is not the plan's own and of which nothing is left. */
function comparable(before: Verdict, after: Verdict, own: ReadonlySet<string>): Verdict {
  const keys = new Map([...before.keys].filter(([id]) => own.has(id) || after.keys.has(id)));
  return own.size === 0 && after.keys.size === 0 ? { ...before, keys, exit: after.exit } : { ...before, keys };
}

function isNoBetter(before: string, after: string): boolean {
  return after === before || after === "undecided";
}
