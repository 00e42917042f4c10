/** Refuses a value, naming what it is of, what was given and what is allowed. */
export function expectThat(holds: boolean, what: string, given: unknown, expected: string): asserts holds {
  if (!holds)
    throw new Error(`${what}: got ${given === undefined ? "nothing" : JSON.stringify(given)}, expected ${expected}`);
}
