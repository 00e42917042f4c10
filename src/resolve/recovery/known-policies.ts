import { attribute as plannedAttribute, knownAttribute } from "../../plan";
import type { Plan, PlannedResource, PlanSource, PriorResource } from "../../plan/plan";
import type * as Source from "../../source";
import type { Path, SourceConfiguration } from "../../source";
import { isList, isMap, type Value } from "../../values/value";
import { overlay } from "../overlay";
import { documentComparison } from "./same-document";
import { isWhollyKnown } from "../../values/known";
import { isRemoved } from "../is-removed";

/** The attributes of managed resources that hold a policy, and what a read data source made of its arguments. */
const MANAGED = ["policy", "assume_role_policy"] as const;
const DATA = ["json"] as const;

/**
 * Whether each policy that the plan knows comes to the same when it is evaluated from source, and each deferred document to
 * what the plan knows of it. Answers the first that does not.
 * A policy whose changes are ignored may differ, and one that the source cannot settle tells nothing.
 */
export function knownPolicyDifference(
  source: PlanSource,
  plan: Plan,
  { readConfiguration }: typeof Source,
): string | undefined {
  const known = knownValues(plan);
  const { workspace } = plan.file;
  const configuration = readConfiguration(source, {
    // Nothing but what the plan itself knows, so that this check stands on its own.
    planned: { value: (address, path) => known(address, path) },
    variables: plan.variables,
    ...(workspace === undefined ? {} : { workspace }),
  });
  const isSameDocument = documentComparison();
  for (const resource of policyHolders(plan)) {
    const name = differingAttribute(resource, configuration, isSameDocument);
    if (name !== undefined) {
      return `its source is not the plan's: ${resource.address.text}.${name} is not what the source makes of it`;
    }
  }
  return undefined;
}

function differingAttribute(
  resource: Holder,
  configuration: SourceConfiguration,
  isSameDocument: ReturnType<typeof documentComparison>,
): string | undefined {
  if (isDeferredDocument(resource)) return contradicts(resource, "statement", configuration) ? "statement" : undefined;
  for (const name of resource.mode === "managed" ? MANAGED : DATA) {
    const planned = valueOf(resource, name);
    if (typeof planned !== "string" || !planned.includes("Statement")) continue;
    const ignored = configuration.ignoresChanges(resource.address);
    if (ignored === "all" || ignored.includes(name)) continue;
    const sourced = configuration.attribute(resource.address, [name])?.value;
    if (typeof sourced !== "string" || sourced === planned) continue;
    if (isSameDocument(planned, sourced) === false) return name;
  }
  return undefined;
}

/** A document that is only read while applying: the plan knows some leaves of its arguments. */
function isDeferredDocument(resource: Holder): resource is PlannedResource {
  return "after" in resource && resource.mode === "data" && !isWhollyKnown(resource, "json");
}

function contradicts(resource: PlannedResource, name: string, configuration: SourceConfiguration): boolean {
  const planned = plannedAttribute(resource, name, null);
  const sourced = configuration.attribute(resource.address, [name])?.value;
  return planned !== undefined && sourced !== undefined && overlay(planned, sourced) === undefined;
}

type Holder = PlannedResource | PriorResource;

function policyHolders(plan: Plan): Holder[] {
  const planned = plan.resources.filter((resource) => !resource.deposed && !isRemoved(resource));
  // Under -target, the state may hold documents that this plan did not read anew.
  const read = plan.file.complete === false ? [] : plan.prior.filter(({ mode }) => mode === "data");
  return [...planned, ...read].filter(({ mode, type }) => mode === "managed" || type === "aws_iam_policy_document");
}

function valueOf(resource: Holder, name: string): Value | undefined {
  if ("values" in resource) return knownAttribute(resource.values, name);
  return isWhollyKnown(resource, name) ? knownAttribute(resource.after, name) : undefined;
}

function knownValues(plan: Plan): (address: string, path: Path) => Value | undefined {
  const byAddress = new Map<string, Holder>();
  for (const prior of plan.prior) byAddress.set(prior.address.text, prior);
  for (const planned of plan.resources) if (!planned.deposed) byAddress.set(planned.address.text, planned);
  return (address, [name, ...rest]) => {
    const resource = byAddress.get(address);
    let value = resource && valueOf(resource, String(name));
    for (const step of rest) {
      if (isList(value)) value = value[Number(step)];
      else value = isMap(value) ? value[String(step)] : undefined;
    }
    return value;
  };
}
