/**
 * Tries at length that sight only helps: takes sight away from every scenario and fixture in each way there is, and prints
 * what kind of mutation led from which verdict to which. Exit code 1 where a mutant is judged more certainly than the whole.
 *
 *     npm run laws            one mutant in twelve
 *     npm run laws -- whole   all of them
 */
import { tableOf } from "../test/laws/law-run";
import { sightOnlyHelps } from "../test/laws/sight";

async function main(): Promise<void> {
  const every = process.argv.includes("whole") ? 1 : 12;
  const { mutants, outcomes, broken } = await sightOnlyHelps({ seed: 20_261_201, every });
  console.log(tableOf(outcomes));
  console.log(`${String(mutants)} mutants, ${String(broken.length)} broken`);
  for (const each of broken) console.log(JSON.stringify(each));
  if (broken.length > 0) process.exitCode = 1;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
