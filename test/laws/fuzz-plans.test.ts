import { fuzzPlans } from "./fuzz-plans";

test("a damaged plan is refused with a reason, or judged", async () => {
  const { ends, crashes } = await fuzzPlans({ runs: 300, seed: 20_261_201 });
  expect(crashes).toEqual([]);
  expect([...ends.keys()].sort()).toEqual(["0", "1", "3", "refused"]);
}, 120_000);
