import { planFromJson, planFromState, type Plan } from "../plan";
import type * as planfile from "../planfile";
import { classify, readPlanDocument, wrongInput } from "./classify";
import { type InputBytes, type InputOptions, readInput } from "./read-input";
import type * as savedPlan from "./saved-plan";

/**
 * Reads a plan, whichever form it has: plan JSON as it is; a saved plan directly; what cannot be read so (another format,
 * an encrypted plan, a cloud plan) through `terraform show -json`, but only where `options.terraform` allows running that.
 * With `states`, a state as what exists.
 *
 * @throws InputError where the input cannot be read, is not a plan, or is a plan that cannot be judged
 */
export async function readPlan(
  path: string,
  options: InputOptions & { readonly states?: boolean } = {},
): Promise<Plan> {
  const input = await readInput(path, options);
  const found = classify(input.bytes);
  if (found.kind === "plan") return planFromJson(found.document, input);
  if (found.kind === "state" && options.states === true) return planFromState(found.document, input);
  if (found.kind === "saved-plan") return await readSaved(input, options);
  const printable = found.kind === "encrypted-plan" || found.kind === "cloud-plan";
  if (!printable || options.terraform === undefined) throw wrongInput(found, path);
  return await readPrinted(input, options);
}

async function readSaved(input: InputBytes, options: InputOptions): Promise<Plan> {
  // The zip, protobuf and MessagePack readers are only loaded for a saved plan.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { readSavedPlan, SavedPlanUnreadable } = require("../planfile") as typeof planfile;
  const { maxSize } = options;
  try {
    return readSavedPlan(input.bytes, input, maxSize === undefined ? {} : { maxSize });
  } catch (error) {
    const mayPrint =
      error instanceof SavedPlanUnreadable && error.terraformMayReadIt && options.terraform !== undefined;
    if (!mayPrint) throw error;
    return await readPrinted(input, options);
  }
}

async function readPrinted(input: InputBytes, options: InputOptions): Promise<Plan> {
  // Starting a program is rare and its module takes 4 ms to load.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { showSavedPlan } = require("./saved-plan") as typeof savedPlan;
  const printed = await showSavedPlan(input.path, options);
  return planFromJson(readPlanDocument(printed, input.path), { ...input, reader: "terraform" });
}
