import { blindPlans, fuzzPlans } from "./fuzz-plans";

test("a damaged plan is refused with a reason, or judged", async () => {
  const { ends, crashes } = await fuzzPlans({ runs: 300, seed: 20_261_201 });
  expect(crashes).toEqual([]);
  expect([...ends.keys()].sort()).toEqual(["0", "1", "3", "refused"]);
}, 120_000);

test("no verdict is surer where two things are hidden", async () => {
  const { mutants, twice, broken } = await blindPlans({ runs: 160, seed: 20_261_201 });
  expect(broken).toEqual([]);
  expect(mutants).toBe(160);
  expect(twice).toBeGreaterThan(150);
}, 120_000);
