/**
 * Draws queries with unknown parts and looks whether the authorizer keeps its laws, completion soundness above all.
 *
 *     npm run fuzz                     100,000 queries of one seed
 *     npm run fuzz -- RUNS [SEED]
 *     npm run fuzz -- plans [RUNS [SEED]]   damages 20,000 plans, their bytes and their structure: none may crash it; and
 *                                           hides two things in as many: none may be judged more certainly for it
 *
 * Prints each law with the number of queries; exits with 1 at the first that is broken, and prints the smallest query that
 * breaks it, with the seed to come back to it.
 */
import { blindPlans, fuzzPlans } from "../test/laws/fuzz-plans";
import { tableOf } from "../test/laws/law-run";
import { laws } from "../test/policy/laws";

if (process.argv[2] === "plans") void damagePlans().then(hideInPlans);
else askQueries();

/** How many, and by which seed. */
function sample(): { readonly runs: number; readonly seed: number } {
  return { runs: Number(process.argv[3] ?? 20_000), seed: Number(process.argv[4] ?? Date.now() % 1_000_000_000) };
}

async function damagePlans(): Promise<{ readonly runs: number; readonly seed: number }> {
  const { runs, seed } = sample();
  const { ends, crashes } = await fuzzPlans({ runs, seed });
  console.log([...ends].map(([end, count]) => `${end}: ${String(count)}`).join(", "));
  for (const each of crashes) console.error(each);
  if (crashes.length > 0) process.exitCode = 1;
  return { runs, seed };
}

async function hideInPlans({ runs, seed }: { readonly runs: number; readonly seed: number }): Promise<void> {
  const { mutants, twice, outcomes, broken } = await blindPlans({ runs, seed });
  console.log(tableOf(outcomes));
  console.log(`${String(mutants)} blinded, ${String(twice)} of them twice, ${String(broken.length)} broken`);
  for (const each of broken) console.error(each);
  if (broken.length > 0) process.exitCode = 1;
  console.log(`seed ${String(seed)}`);
}

function askQueries(): void {
  const runs = Number(process.argv[2] ?? 100_000);
  const seed = Number(process.argv[3] ?? Date.now() % 1_000_000_000);
  const weights = laws.reduce((sum, { weight }) => sum + weight, 0);

  for (const law of laws) {
    const numRuns = Math.ceil((runs * law.weight) / weights);
    const start = performance.now();
    const broken = law.check({ numRuns, seed });
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    if (broken !== undefined) {
      console.error(`broken: ${law.says}\n${broken}`);
      process.exitCode = 1;
      break;
    }
    console.log(`${String(numRuns).padStart(7)} queries, ${seconds.padStart(6)} s: ${law.says}`);
  }
  console.log(`seed ${seed}`);
}
