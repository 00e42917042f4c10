import { InputError } from "../../src/errors";
import { isType, type Plan, typesOf } from "../../src/plan";
import { services } from "../../src/services";
import { askedOf } from "./asked";
import { type LawInput, lawInputs } from "./inputs";
import { type Exempt, isPicked, LawCounter, type LawRun } from "./law-run";
import { sightMutants } from "./sight-mutants";
import { type Given, verdictOf, type Verdict } from "./verdict-of-plan";

/**
 * Law 1, "sight only helps": where less can be seen, a key passes or fails as before, or is undecided; one that was undecided
 * stays so, and one that no service was seen to use is at most undecided. The exit code never becomes a surer one.
 *
 * @param every tries about one of so many mutants, a multiple of {@link INPUTS_EVERY}, and of each that many of the inputs; 1: all
 */
export async function sightOnlyHelps({
  seed,
  every,
  inputs = lawInputs(),
}: {
  readonly seed: number;
  readonly every: number;
  readonly inputs?: readonly LawInput[];
}): Promise<LawRun> {
  const counter = new LawCounter();
  for (const input of inputs) {
    const { name, given } = input;
    if (every > 1 && !isPicked(name, seed, INPUTS_EVERY)) continue;
    const plan = await planOf(input);
    if (plan === undefined) continue;
    const whole = wholeOf(plan, given);
    for (const { kind, what, plan: mutant } of sightMutants(plan, whole.asked)) {
      if (every > 1 && !isPicked(`${name} ${kind} ${what}`, seed, every / INPUTS_EVERY)) continue;
      const after = verdictOf(mutant, given);
      counter.count({ input: name, kind, what }, whole.verdict, after, isNoBetter, exemptIn(whole, after));
    }
  }
  return counter;
}

/** The plan of an input; `undefined` where it is refused. */
export async function planOf(input: LawInput): Promise<Plan | undefined> {
  try {
    return await input.read();
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}

/** A plan of which everything is seen. */
export interface Whole {
  readonly asked: ReadonlySet<string>;
  readonly verdict: Verdict;
  /** The addresses of the keys that it manages. */
  readonly own: ReadonlySet<string>;
  readonly isOutOfSight: boolean;
}

export function wholeOf(plan: Plan, given: Given): Whole {
  const own = keysOf(plan);
  const isOutOfSight = own.size === 0 && !mayServe(plan);
  return { asked: askedOf(plan, given), verdict: verdictOf(plan, given), own, isOutOfSight };
}

/** What the law says nothing of, where less is seen of a plan. */
export function exemptIn({ verdict, own, isOutOfSight }: Whole, after: Verdict): Exempt {
  return { keys: outside(verdict, after, own), exit: isOutOfSight && after.keys.size === 0 };
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

/**
 * Whether a role of the plan is one that a service may assume, or hides whom it trusts. A plan that holds neither a key nor
 * such a role may go silent: hiding an attribute leaves nothing by which to tell it from any plan that has nothing to do with
 * the services, and a gate that is undecided about all of those is of no use. What it named before, a key outside the plan, is
 * nobody's to judge by this plan.
 */
function mayServe({ resources }: Plan): boolean {
  const principals = services.flatMap((service) => (service.names === undefined ? [] : service.principals));
  return resources.some(({ mode, type, after }) => {
    if (mode !== "managed" || !isType(type, "role") || after === null) return false;
    const { assume_role_policy: trust } = after;
    return typeof trust !== "string" || principals.some((principal) => trust.includes(principal));
  });
}

/**
 * The keys that the plan does not manage and that are only in one of the reports. What stands outside the plan is known by
 * nothing but what names it: where that is hidden it is there no more; and where what ties an alias to its key is hidden, the
 * alias stands for a key of its own, of which is said what holds of any key that it may mean. The exit code, and the keys of
 * the plan, are held to the law nonetheless.
 */
function outside(before: Verdict, after: Verdict, own: ReadonlySet<string>): ReadonlySet<string> {
  const all = [...before.keys.keys(), ...after.keys.keys()];
  return new Set(all.filter((id) => !own.has(id) && !(before.keys.has(id) && after.keys.has(id))));
}

export function isNoBetter(before: string, after: string): boolean {
  return after === before || after === "undecided";
}
