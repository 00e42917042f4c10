import type { Address } from "./address";
import { makeAddress, parseAddress } from "./parse-address";
import type { PlannedResource } from "./plan";

/**
 * The address of a deferred change. Where Terraform does not know the instances yet, it writes `aws_x.y[*]` or
 * `module.m[*].aws_x.y`, which is no instance: then the address has that text, and no key there.
 *
 * @returns `undefined` where it is no address
 */
export function parseDeferredAddress(text: string): Address | undefined {
  const exact = parseAddress(text);
  if (exact !== undefined) return exact;
  const any = parseAddress(text.replace(/\[\*\](?=\.|$)/g, ""));
  return any && makeAddress(any, text);
}

/**
 * A deferred change as a resource of the plan: this plan does not make it, and a later one will. What it would take away is
 * there until then.
 *
 * @param reason plan JSON's `reason`: `deferred_prereq`
 */
export function deferredResource(planned: PlannedResource, reason: string): PlannedResource {
  const removes = planned.change === "delete" || planned.change === "forget";
  if (!removes) return { ...planned, deferred: reason };
  const { before, beforeSensitive } = planned;
  return {
    ...planned,
    change: "no-op",
    after: before,
    afterUnknown: false,
    afterSensitive: beforeSensitive ?? false,
    deferred: reason,
  };
}
