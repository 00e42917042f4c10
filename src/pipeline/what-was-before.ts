import { bearsOnAccess, type Facts, gatherFacts } from "../facts";
import { driftOf, isMarked, type Moment, own, type Plan, type PlannedResource, worldBefore } from "../plan";
import { inPlan } from "../resolve";
import type { Before, ChangeOf } from "../rules";
import { factOptions, type CheckOnDay } from "./options";
import type { PlanRead } from "./read-plans";
import type { Together } from "./together";

/**
 * What was there before the plans, for what they take away to be found; `undefined` where nothing was there, or nothing changes
 * that access rests on. Facts are gathered only once they are asked for.
 */
export function whatWasBefore(
  plans: readonly [PlanRead, ...PlanRead[]],
  together: Together,
  options: CheckOnDay,
): Before | undefined {
  const { services = [] } = factOptions(options, []);
  const counts = (type: string): boolean => bearsOnAccess(type, services);
  const isChanged = plans.some(({ content }) => takesSomething(content, counts));
  const isDrifted = plans.some(({ content }) => driftOf(content, counts).length > 0);
  if (!isChanged && !isDrifted) return undefined;
  const at = (moment: Moment): Facts => {
    const worlds = plans.map((plan) => ({ ...plan, content: before(plan.content, moment) }));
    const infrastructure = together.resolveStates(worlds, options);
    return gatherFacts(infrastructure, factOptions(options, together.declaredUses(options, infrastructure)));
  };
  let now: Facts | undefined;
  let last: Facts | undefined;
  let changes: ReadonlyMap<string, ChangeOf> | undefined;
  return {
    get now() {
      return (now ??= at("now"));
    },
    lastApply: () => (isDrifted ? (last ??= at("last-apply")) : null),
    changeOf: (address) => (changes ??= changesIn(plans)).get(address),
  };
}

/** A state shows what exists, before and after. */
function before(content: Plan, moment: Moment): Plan {
  return content.file.state === true ? content : worldBefore(content, moment);
}

/** Whether a plan changes something that was there, or adds to what decides about access. */
function takesSomething({ resources, prior }: Plan, counts: (type: string) => boolean): boolean {
  const changed = resources.filter(
    ({ change, mode, type }) => mode === "managed" && change !== "no-op" && change !== "read" && counts(type),
  );
  return changed.length > 0 && (prior.length > 0 || resources.some(({ before: was }) => was !== null));
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
