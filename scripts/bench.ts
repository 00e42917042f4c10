/** Measures what is promised, as ratios within one run: `npm run build && npm run bench`. Never part of the tests. */
import { measureDecisions } from "../bench/authorize";
import { measureStartUp } from "../bench/startup";

function startUp(resources: number, pairs: number): void {
  const { bytes, bare, check, added } = measureStartUp(resources, pairs);
  const [size, base, all, more] = [bytes / 1e6, bare, check, added].map((value) => value.toFixed(1));
  console.log(
    `check, ${resources} resources, ${size} MB: ${all} ms; node -e 0: ${base} ms; added ${more} ms (median of ${pairs} pairs)`,
  );
}

startUp(66, 21);
startUp(1000, 5);
startUp(4000, 5);

const { decisions, microsecondsPerDecision } = measureDecisions();
console.log(`authorizer: ${microsecondsPerDecision.toFixed(1)} µs a decision (${decisions} decisions)`);
