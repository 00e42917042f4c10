/**
 * Draws queries with unknown parts and looks whether the authorizer keeps its laws, completion soundness above all.
 *
 *     npm run fuzz                     100,000 queries of one seed
 *     npm run fuzz -- RUNS [SEED]
 *
 * Prints each law with the number of queries; exits with 1 at the first that is broken, and prints the smallest query that
 * breaks it, with the seed to come back to it.
 */
import { laws } from "../test/policy/laws";

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
