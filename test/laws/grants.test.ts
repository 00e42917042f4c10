import { grantsOnlyHelp } from "./grants";

/** `KMSGATE_LAWS=whole` tries every mutant, not a sample of them. */
const every = process.env.KMSGATE_LAWS === "whole" ? 1 : 6;

test("grants only help", async () => {
  const { mutants, broken } = await grantsOnlyHelp({ seed: 20_261_201, every });
  expect(broken).toEqual([]);
  expect(mutants).toBeGreaterThan(100);
}, 300_000);
