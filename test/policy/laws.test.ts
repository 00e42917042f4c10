import { laws } from "./laws";

/** A fixed and small number; `npm run fuzz` takes many more, of other seeds. */
const RUNS = 250;

test.each(laws.map((law) => [law.says, law] as const))("%s", (_, law) => {
  expect(law.check({ numRuns: RUNS * law.weight, seed: 20261122 })).toBeUndefined();
});
