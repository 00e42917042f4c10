import type { JsonObject } from "../plan";
import type * as planfile from "../planfile";
import { classify, wrongInput } from "./classify";
import { type InputOptions, readInput } from "./read-input";

/**
 * What a saved plan holds, as plan JSON: the parts that exist. Sensitive values are masked unless `unsafeValues` asks for
 * them. Plan JSON is given back as it is, masked too.
 *
 * @throws InputError where the input is no plan that can be read directly
 */
export async function showPlan(
  path: string,
  options: InputOptions & { readonly unsafeValues: boolean },
): Promise<JsonObject> {
  const { bytes } = await readInput(path, options);
  const found = classify(bytes);
  if (found.kind !== "plan" && found.kind !== "saved-plan") throw wrongInput(found, path);
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- only a plan that is read loads its readers
  const { maskSensitive, savedPlanToJson, SavedPlanUnreadable } = require("../planfile") as typeof planfile;
  const { maxSize, unsafeValues } = options;
  try {
    const document =
      found.kind === "plan" ? found.document : savedPlanToJson(bytes, maxSize === undefined ? {} : { maxSize });
    return unsafeValues ? document : maskSensitive(document);
  } catch (error) {
    throw error instanceof SavedPlanUnreadable ? error.in(path === "-" ? "stdin" : path) : error;
  }
}
