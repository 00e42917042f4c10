import { type Json, MAX_DEPTH, scanJson, valuesOf } from "../plan";
import { SavedPlanUnreadable } from "./saved-plan-unreadable";

/** What is left of the values that a saved plan may hold ({@link savedPlanBudget}): a small file may unpack to many. */
export class Budget {
  private left: number;

  constructor(private readonly limit: number) {
    this.left = limit;
  }

  /** @throws SavedPlanUnreadable where that many values are too many */
  spend(values: number): void {
    this.left -= values;
    if (this.left < 0)
      throw tooLarge(`this saved plan holds more than ${this.limit} values, too many for a file of its size`);
  }
}

/** The error for a saved plan that would take too much memory or time. */
export function tooLarge(
  what: string,
  expected = "Make the plan again: terraform plan -out=tfplan",
): SavedPlanUnreadable {
  return new SavedPlanUnreadable("too-large", what, { expected });
}

/**
 * Parses JSON that stands in a saved plan.
 *
 * @throws SavedPlanUnreadable where it holds too much
 * @throws Error where it is not JSON, or nests too deep
 */
export function parseJson(text: string, budget: Budget): Json {
  const extent = scanJson(text);
  if (extent.depth > MAX_DEPTH) throw new Error(`it nests more than ${MAX_DEPTH} deep`);
  budget.spend(valuesOf(extent));
  return JSON.parse(text) as Json;
}
