import { kept } from "../grouping";
import { type Plan, type PlannedResource, type PriorResource, typesOf } from "../plan";
import { Hole } from "../values";
import type { Resource } from "./infrastructure";
import { isRemoved } from "./is-removed";
import { plannedResource, priorResource, type Surroundings } from "./resource";
import type { KeyPolicy, Placement } from "./providers";

/**
 * The policies that a plan gives its keys, known or recovered, while no account is known: what they are made of is settled
 * apart from the plan's own resources, which keep what they have settled.
 *
 * @param recoverWith what recovers attributes with the resources that `at` finds
 */
export function* keyPoliciesUnplaced(
  plan: Plan,
  surroundings: Omit<Surroundings, "placement" | "recover">,
  recoverWith: (at: (address: string) => Resource | undefined) => Surroundings["recover"],
): Iterable<KeyPolicy> {
  const sources = new Map<string, PlannedResource | PriorResource>();
  for (const prior of plan.prior) sources.set(prior.address.text, prior);
  for (const planned of plan.resources) if (!planned.deposed) sources.set(planned.address.text, planned);
  const made = new Map<string, Resource>();
  const at = (address: string): Resource | undefined => {
    const source = sources.get(address);
    return (
      source &&
      kept(made, address, () => ("values" in source ? priorResource(source, own) : plannedResource(source, own)))
    );
  };
  const own: Surroundings = {
    ...surroundings,
    placement: ({ provider }) => unplaced(provider),
    recover: recoverWith(at),
  };
  const types = new Set([...typesOf("key"), "aws_kms_key_policy"]);
  for (const source of sources.values()) {
    if (source.mode === "data" || !types.has(source.type)) continue;
    const resource = at(source.address.text);
    if (resource === undefined || isRemoved(resource) || resource.sensitive("policy")) continue;
    const policy = resource.attribute("policy");
    if (policy !== undefined && !(policy instanceof Hole))
      yield { resource: source, policy, checked: isChecked(source, resource) };
  }
}

/** Whether KMS will refuse the policy unless whoever applies this plan may write it again. */
function isChecked(source: PlannedResource | PriorResource, resource: Resource): boolean {
  if ("values" in source || source.deferred !== undefined || !source.type.startsWith("aws_")) return false;
  if (source.change !== "create" && source.change !== "replace") return false;
  const bypassed = resource.attribute("bypass_policy_lockout_safety_check") ?? false;
  return bypassed === false;
}

function unplaced(provider: string): Placement {
  return {
    account: new Hole(`account of ${provider}`, { shape: "account" }),
    partition: new Hole(`partition of ${provider}`, { shape: "partition" }),
    region: new Hole(`region of ${provider}`, { shape: "region" }),
  };
}
