import type { PlannedChange } from "../plan";

/** Whether a resource will not be there once the plan is applied. */
export function isRemoved({ change }: { readonly change: PlannedChange }): boolean {
  return change === "delete";
}

/** Whether a resource is in the configuration no longer: it is removed, or forgotten and left in AWS as it is. */
export function isFormer({ change }: { readonly change: PlannedChange }): boolean {
  return change === "delete" || change === "forget";
}
