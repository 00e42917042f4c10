import { isKnownBreak } from "./known-breaks";
import { sightOnlyHelps } from "./sight";

/** `KMSGATE_LAWS=whole` tries every mutant, not a sample of them. */
const whole = process.env.KMSGATE_LAWS === "whole";

test("sight only helps", async () => {
  const { mutants, broken, outcomes } = await sightOnlyHelps({ seed: 20_261_201, every: whole ? 1 : 16 });
  expect(broken.filter((each) => !isKnownBreak(each))).toEqual([]);
  expect(mutants).toBeGreaterThan(whole ? 8_000 : 400);
  const before = new Set([...outcomes.values()].flatMap((each) => [...each.keys()]));
  expect(before).toEqual(new Set(["pass", "fail", "undecided", "none"]));
}, 600_000);
