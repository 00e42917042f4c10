import type { PlannedChange } from "../plan";

/** Whether a resource will not be there, or will not be Terraform's any more, once the plan is applied. */
export function isRemoved({ change }: { readonly change: PlannedChange }): boolean {
  return change === "delete" || change === "forget";
}
