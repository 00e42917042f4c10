/**
 * Draws queries with unknown parts and looks whether the authorizer keeps its laws, completion soundness above all.
 *
 *     npm run fuzz                     100,000 queries of one seed
 *     npm run fuzz -- RUNS [SEED]
 *     npm run fuzz -- plans [RUNS [SEED]]   damages 20,000 plans, their bytes and their structure: none may crash it
 *
 * Prints each law with the number of queries; exits with 1 at the first that is broken, and prints the smallest query that
 * breaks it, with the seed to come back to it.
 */
import { fuzzPlans } from "../test/laws/fuzz-plans";
import { laws } from "../test/policy/laws";

if (process.argv[2] === "plans") void damagePlans();
else askQueries();

async function damagePlans(): Promise<void> {
  const seed = Number(process.argv[4] ?? Date.now() % 1_000_000_000);
  const { ends, crashes } = await fuzzPlans({ runs: Number(process.argv[3] ?? 20_000), seed });
  console.log([...ends].map(([end, count]) => `${end}: ${String(count)}`).join(", "));
  for (const each of crashes) console.error(each);
  if (crashes.length > 0) process.exitCode = 1;
  console.log(`seed ${seed}`);
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
