import { bearsOnAccess, type Facts, gatherFacts } from "../facts";
import { driftOf, isMarked, type Moment, own, type Plan, type PlannedResource, worldBefore } from "../plan";
import { inPlan } from "../resolve";
import type { Before, ChangeOf } from "../rules";
import { factOptions, type CheckOnDay } from "./options";
import type { PlanRead } from "./read-plans";
import type { Together } from "./together";

/**
 * What was there before the plans, for what they take away to be found; `undefined` where nothing was there. Facts are
 * gathered only once they are asked for.
 */
export function whatWasBefore(
  plans: readonly [PlanRead, ...PlanRead[]],
  together: Together,
  options: CheckOnDay,
): Before | undefined {
  const { services = [] } = factOptions(options, []);
  const counts = (type: string): boolean => bearsOnAccess(type, services);
  const contents = plans.map(({ content }) => content).filter(({ file }) => file.state !== true);
  if (!contents.some(({ prior, resources }) => prior.some(isManaged) || resources.some(isThere))) return undefined;
  let drifted: boolean | undefined;
  const isDrifted = (): boolean => (drifted ??= contents.some((content) => driftOf(content, counts).length > 0));
  const changed = contents.flatMap(({ resources }) => resources.filter(isChanged));
  const at = (moment: Moment): Facts => {
    const worlds = plans.map((plan) => ({ ...plan, content: before(plan.content, moment) }));
    const infrastructure = together.resolveStates(worlds, options);
    return gatherFacts(infrastructure, factOptions(options, together.declaredUses(options, infrastructure)));
  };
  let now: Facts | undefined;
  let last: Facts | undefined;
  let changes: ReadonlyMap<string, ChangeOf> | undefined;
  return {
    changesAnything: changed.length > 0,
    // A plan that changes nothing takes nothing away, whatever somebody did outside Terraform.
    bearsOnAccess: changed.length > 0 && (changed.some(({ type }) => counts(type)) || isDrifted()),
    get now() {
      return (now ??= at("now"));
    },
    lastApply: () => (isDrifted() ? (last ??= at("last-apply")) : null),
    changeOf: (address) => (changes ??= changesIn(plans)).get(address),
  };
}

/** A state shows what exists, before and after. */
function before(content: Plan, moment: Moment): Plan {
  return content.file.state === true ? content : worldBefore(content, moment);
}

function isManaged({ mode }: { readonly mode: string }): boolean {
  return mode === "managed";
}

function isThere({ mode, before: was }: PlannedResource): boolean {
  return mode === "managed" && was !== null;
}

function isChanged({ mode, change, deposed }: PlannedResource): boolean {
  return mode === "managed" && !deposed && change !== "no-op" && change !== "read";
}

/** By address, with the plan in it where plans are joined. */
function changesIn(plans: readonly PlanRead[]): ReadonlyMap<string, ChangeOf> {
  const found = new Map<string, ChangeOf>();
  for (const { content, plan } of plans) {
    for (const planned of content.resources) {
      if (planned.deposed) continue;
      const { text } = planned.address;
      const change = changeOf(planned);
      found.set(text, change);
      found.set(inPlan(plan, text), change);
    }
  }
  return found;
}

function changeOf({ change, actionReason, replacePaths, before, beforeSensitive = false }: PlannedResource): ChangeOf {
  return {
    change,
    ...(actionReason !== undefined && { reason: actionReason }),
    ...(replacePaths !== undefined && { replacePaths }),
    before: (attribute) =>
      before === null || isMarked(beforeSensitive, attribute) ? undefined : own(before, attribute),
  };
}
