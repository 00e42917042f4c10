import type { Json, Plan, PlannedResource } from "./plan";

/** Whether an attribute of a planned resource is known, all of it: then nothing else has to be asked. */
export function isWhollyKnown({ afterUnknown }: PlannedResource, name: string): boolean {
  if (afterUnknown === false) return true;
  if (typeof afterUnknown !== "object" || afterUnknown === null || Array.isArray(afterUnknown)) return false;
  const unknown = Object.hasOwn(afterUnknown, name) ? (afterUnknown as Record<string, Json>)[name] : undefined;
  return !holdsTrue(unknown);
}

/** Whether a plan leaves anything open. */
export function holdsUnknown(plan: Plan): boolean {
  return plan.resources.some(({ afterUnknown }) => holdsTrue(afterUnknown));
}

function holdsTrue(mark: Json | undefined): boolean {
  if (typeof mark !== "object" || mark === null) return mark === true;
  return Object.values(mark).some(holdsTrue);
}
