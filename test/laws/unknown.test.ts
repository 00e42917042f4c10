import { unknownIsOpen } from "./unknown";

/** `KMSGATE_LAWS=whole` tries every mutant, not a sample of them. */
const every = process.env.KMSGATE_LAWS === "whole" ? 1 : 6;

test("unknown is open, both ways", async () => {
  const { mutants, broken } = await unknownIsOpen({ seed: 20_261_201, every });
  expect(broken).toEqual([]);
  expect(mutants).toBeGreaterThan(100);
}, 600_000);
