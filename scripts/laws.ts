/**
 * Tries at length that sight only helps, that grants only help, and that unknown is open both ways: takes sight, or what an
 * Allow gives, away from every scenario and fixture in each way there is, and prints what kind of mutation led from which
 * verdict to which; `exempt` is what a law says nothing of. Exit code 1 where a mutant breaks a law that
 * is not known to (`test/laws/known-breaks.ts`).
 *
 *     npm run laws            one mutant in twelve
 *     npm run laws -- whole   all of them
 */
import { grantsOnlyHelp } from "../test/laws/grants";
import { isKnownBreak } from "../test/laws/known-breaks";
import { type LawRun, tableOf } from "../test/laws/law-run";
import { sightOnlyHelps } from "../test/laws/sight";
import { unknownIsOpen } from "../test/laws/unknown";

async function main(): Promise<void> {
  const sample = { seed: 20_261_201, every: process.argv.includes("whole") ? 1 : 12 };
  print("sight only helps", await sightOnlyHelps(sample));
  print("grants only help", await grantsOnlyHelp(sample));
  print("unknown is open, both ways", await unknownIsOpen(sample));
}

function print(law: string, { mutants, outcomes, broken }: LawRun): void {
  console.log(`== ${law}`);
  console.log(tableOf(outcomes));
  console.log(`${String(mutants)} mutants, ${String(broken.length)} broken`);
  for (const each of broken) console.log(JSON.stringify(each));
  if (!broken.every(isKnownBreak)) process.exitCode = 1;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
