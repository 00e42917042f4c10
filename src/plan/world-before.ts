import type { Address } from "./address";
import { asArray, asObject, isArray } from "./json";
import type { Json, Plan, PlannedResource, PriorResource } from "./plan";
import { byPlace } from "./plan-from-state";

/**
 * `now`: what is there when the plan is made, changes outside Terraform included. `last-apply`: what the last apply left.
 */
export type Moment = "now" | "last-apply";

/**
 * What was there before a plan, as a plan that changes nothing: all of it is known, and nothing has to be recovered. What the
 * plan moves stands under its new address, as in the plan's own prior state. Like a state, it does not say which provider
 * configuration made what: ARNs do.
 */
export function worldBefore(plan: Plan, moment: Moment): Plan {
  const found = new Map<string, PriorResource>();
  for (const prior of plan.prior) found.set(prior.address.text, prior);
  for (const planned of plan.resources) {
    const before = formerly(planned);
    if (before !== undefined) found.set(planned.address.text, before);
  }
  if (moment === "last-apply") {
    for (const drifted of plan.drift?.() ?? []) {
      const before = formerly(drifted);
      if (before !== undefined) found.set(drifted.address.text, before);
    }
  }
  return {
    file: { ...plan.file, state: true, deferred: false },
    resources: [],
    prior: byPlace([...found.values()]),
    configuration: null,
    variables: {},
  };
}

/** A resource as it was; `undefined` for one that was not there, and for what is left of one that was replaced. */
function formerly(planned: PlannedResource): PriorResource | undefined {
  const { address, mode, type, provider, before, deposed, beforeSensitive = false } = planned;
  if (deposed || before === null) return undefined;
  return { address, mode, type, provider, values: before, sensitive: beforeSensitive };
}

/** A change that may bear on who can use a key: to a resource of the AWS providers. */
export interface Drifted {
  readonly address: Address;
  readonly type: string;
  /** It is not there any more. */
  readonly removed: boolean;
}

/**
 * What somebody changed outside Terraform, of these types. Terraform lists nearly every resource here for differences that
 * mean nothing: an attribute that was `null` and is now an empty list or map.
 */
export function driftOf(plan: Plan, counts: (type: string) => boolean): readonly Drifted[] {
  return (plan.drift?.() ?? []).flatMap(({ address, type, mode, deposed, before, after, change }) => {
    if (mode !== "managed" || deposed || before === null || !counts(type)) return [];
    if (after !== null && isSame(before, after)) return [];
    return [{ address, type, removed: after === null || change === "delete" }];
  });
}

function isSame(one: Json, other: Json): boolean {
  if (isEmpty(one) && isEmpty(other)) return true;
  if (isArray(one) || isArray(other)) {
    const [a, b] = [asArray(one), asArray(other)];
    return a.length === b.length && a.every((each, index) => isSame(each, b[index] ?? null));
  }
  const [a, b] = [asObject(one), asObject(other)];
  if (a === undefined || b === undefined) return one === other;
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].every((name) => isSame(a[name] ?? null, b[name] ?? null));
}

function isEmpty(value: Json): boolean {
  if (value === null || value === "") return true;
  return typeof value === "object" && Object.values(value).every(isEmpty);
}
