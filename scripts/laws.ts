/**
 * Tries at length that sight only helps: takes sight away from every scenario and fixture in each way there is, and prints
 * what kind of mutation led from which verdict to which. Exit code 1 where a mutant is judged more certainly than the whole, and
 * it is not a known one.
 *
 *     npm run laws            one mutant in twelve
 *     npm run laws -- whole   all of them
 */
import { isKnownBreak } from "../test/laws/known-breaks";
import { tableOf } from "../test/laws/law-run";
import { sightOnlyHelps } from "../test/laws/sight";

async function main(): Promise<void> {
  const every = process.argv.includes("whole") ? 1 : 12;
  const { mutants, outcomes, broken } = await sightOnlyHelps({ seed: 20_261_201, every });
  console.log(tableOf(outcomes));
  const known = broken.filter(isKnownBreak);
  console.log(
    `${String(mutants)} mutants, ${String(broken.length)} broken, of which ${String(known.length)} are known`,
  );
  for (const each of broken) console.log(JSON.stringify(each));
  if (broken.length > known.length) process.exitCode = 1;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
