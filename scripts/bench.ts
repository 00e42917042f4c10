/**
 * Measures what is promised, as ratios within one run: `npm run build && npm run bench`. Never part of the tests.
 * With `--saved-plans` also the reading of saved plans beside `terraform show -json`: making those takes minutes.
 */
import { measureDecisions } from "../bench/authorize";
import { measureParsing } from "../bench/parse";
import { measureSavedPlan } from "../bench/planfile";
import { measureStartUp } from "../bench/startup";

const { warm, cold } = measureParsing();
console.log(`HCL parser: ${warm.toFixed(1)} MB/s, ${cold.toFixed(1)} MB/s for the first 3 MB of a process`);

function startUp(resources: number, pairs: number): void {
  const { bytes, bare, check, added } = measureStartUp(resources, pairs);
  const [size, base, all, more] = [bytes / 1e6, bare, check, added].map((value) => value.toFixed(1));
  const measured = `${all} ms; node -e 0: ${base} ms; added ${more} ms (median of ${pairs} pairs)`;
  console.log(`check, ${resources} resources, ${size} MB: ${measured}`);
}

startUp(66, 21);
startUp(1000, 5);
startUp(4000, 5);

const { decisions, microsecondsPerDecision } = measureDecisions();
console.log(`authorizer: ${microsecondsPerDecision.toFixed(1)} µs a decision (${decisions} decisions)`);

/** Each cost beside that of `terraform show -json`, as a share of it. */
async function savedPlans(): Promise<void> {
  for (const kind of ["known", "one-block", "distinct-blocks"] as const) {
    const costs = await measureSavedPlan(kind);
    if (costs === null) {
      console.log(`saved plan, ${kind}: skipped, terraform and the AWS provider are not at hand`);
      continue;
    }
    const { terraform } = costs;
    for (const [what, { milliseconds, mebibytes }] of Object.entries(costs)) {
      const time = `${milliseconds.toFixed(0)} ms (${(milliseconds / terraform.milliseconds).toFixed(2)})`;
      const share = (mebibytes ?? NaN) / (terraform.mebibytes ?? NaN);
      const memory = mebibytes === null ? "not measured" : `${mebibytes.toFixed(0)} MiB (${share.toFixed(2)})`;
      console.log(`saved plan, ${kind}, ${what}: ${time}, ${memory}`);
    }
  }
}

if (process.argv.includes("--saved-plans")) void savedPlans();
