import { planFromJson, type Plan } from "../plan";
import { classify, readPlanDocument, wrongInput } from "./classify";
import type * as savedPlan from "./saved-plan";
import { readInput, type InputOptions } from "./read-input";

/**
 * Reads a plan, whichever form it has: plan JSON as it is; a saved plan (also an encrypted one, or a cloud plan) through
 * `terraform show -json`, but only where `options.terraform` allows running that.
 *
 * @throws InputError where the input cannot be read, is not a plan, or is a plan that cannot be judged
 */
export async function readPlan(path: string, options: InputOptions = {}): Promise<Plan> {
  const input = await readInput(path, options);
  const found = classify(input.bytes);
  if (found.kind === "plan") return planFromJson(found.document, input);
  const readable = found.kind === "saved-plan" || found.kind === "encrypted-plan" || found.kind === "cloud-plan";
  if (!readable || options.terraform === undefined) throw wrongInput(found, path);
  // Starting a program is rare and its module takes 4 ms to load.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { showSavedPlan } = require("./saved-plan") as typeof savedPlan;
  const printed = await showSavedPlan(path, options);
  return planFromJson(readPlanDocument(printed, path), { ...input, reader: "terraform" });
}
