import type { Resource } from "../resolve";
import { Hole } from "../values";

/**
 * What stands for whether a change that the plan defers has been made: what it gives or denies may not be there yet.
 * `undefined` for what this plan changes itself.
 */
export function deferredChange({ address, deferred }: Resource): Hole | undefined {
  return deferred === undefined ? undefined : new Hole(`whether the deferred change of ${address.text} has been made`);
}
