import type { Guard, Listing } from "../document";
import { type Evaluation, FALSE, TRUE, type Truth, UNKNOWN, and, askOfHoles, or } from "../evaluate";

/** Do the guards hold? */
export function guarded(evaluation: Evaluation, guards: readonly Guard[]): Truth {
  let truth: Truth = TRUE;
  for (const { condition, when } of guards) {
    const holds = askOfHoles(evaluation, { key: `choice ${condition.name}` }, [condition.name]);
    truth = and(truth, holds === UNKNOWN ? UNKNOWN : (holds === TRUE) === when ? TRUE : FALSE);
  }
  return truth;
}

/**
 * Is there an entry that `test` holds for? `about` tells one test from another: what the unknown rest of a list holds is
 * the same for the same test.
 */
export function some<T>(
  evaluation: Evaluation,
  listing: Listing<T>,
  test: (value: T) => Truth,
  about: () => string,
): Truth {
  let truth: Truth = FALSE;
  for (const { value, guards } of listing.entries) {
    const stands = guards.length === 0 ? TRUE : guarded(evaluation, guards);
    if (stands !== FALSE) truth = or(truth, and(stands, test(value)));
    if (truth === TRUE) return TRUE;
  }
  for (const { value, guards } of listing.rest) {
    const stands = guards.length === 0 ? TRUE : guarded(evaluation, guards);
    if (stands === FALSE) continue;
    const more = askOfHoles(evaluation, { key: `rest ${value.name} ${about()}` }, [value.name]);
    truth = or(truth, and(stands, more));
  }
  return truth;
}
