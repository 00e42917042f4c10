import {
  asObject,
  deferredResource,
  emptyMap,
  type Json,
  parseDeferredAddress,
  type Plan,
  type PlannedResource,
  type PriorResource,
  replacePaths,
} from "../plan";
import { actionReason, deferredReason } from "./action-reason";
import { sensitivePart } from "./sensitive";
import { listedChanges, notAnAddress, type ListedChange } from "./listed-changes";
import { compareInState } from "./module-tree";
import { makerOf, openSavedPlan, type SavedPlanOptions } from "./open-saved-plan";
import { inFile, SavedPlanUnreadable } from "./saved-plan-unreadable";
import { readSource } from "./source";
import type { SavedState } from "./state";
import { type DeferredChange, FORMAT_VERSION } from "./tfplan";

/**
 * Reads a saved plan (`terraform plan -out`) without Terraform: the same {@link Plan} as plan JSON gives, but that the
 * configuration is there as source. Attributes of resources are built when they are asked for, and so are modules'
 * files; what is damaged in the plan or state itself is found at once.
 *
 * Without the provider's schema two things stay as Terraform wrote them: a number that no 64-bit float holds exactly
 * (`0.1`) is text, and a sensitive collection of unknown content is not marked empty.
 *
 * @throws SavedPlanUnreadable where the file cannot be read, or planning ended in an error
 */
export function readSavedPlan(
  bytes: Uint8Array,
  file: { readonly path: string; readonly sha256: string },
  options: SavedPlanOptions = {},
): Plan {
  return inFile(file.path, () => read(bytes, file, options));
}

function read(bytes: Uint8Array, file: { path: string; sha256: string }, options: SavedPlanOptions): Plan {
  const open = openSavedPlan(bytes, options);
  const { plan, state } = open;
  const maker = makerOf(open);
  if (plan.errored) {
    throw new SavedPlanUnreadable(
      "errored",
      "this plan ended in an error (errored: true), so that part of it is missing",
      {
        expected: "Mend what terraform plan reports first, and make the plan again: terraform plan -out=tfplan",
      },
    ).madeBy(maker);
  }
  const source = readSource(open, file.path);
  const resources = [...listedChanges(plan.changes).map(plannedResource), ...plan.deferred.map(deferredChange)];
  // In a normal plan, what only moved is told by the planned changes already.
  const changed = plan.drift.filter(({ change }) => plan.refreshOnly || change.action.change !== "no-op");
  let drift: readonly PlannedResource[] | undefined;
  const variables = emptyMap<Json>();
  for (const [name, value] of plan.variables) variables[name] = value;
  return {
    file: {
      path: file.path,
      sha256: file.sha256,
      reader: "direct",
      terraformVersion: plan.terraformVersion,
      ...(maker === undefined ? {} : { maker }),
      formatVersion: String(FORMAT_VERSION),
      complete: plan.complete,
      deferred: plan.deferred.length > 0,
      ...(plan.workspace === null ? {} : { workspace: plan.workspace }),
    },
    resources,
    prior: priorResources(state, resources),
    configuration: null,
    variables,
    ...(source === undefined ? {} : { source }),
    ...(changed.length > 0 && { drift: () => (drift ??= listedChanges(changed).map(plannedResource)) }),
  };
}

/** @throws SavedPlanUnreadable where its address is none: no deferred change is passed over in silence */
function deferredChange({ reason, change }: DeferredChange): PlannedResource {
  const address = parseDeferredAddress(change.address);
  if (address === undefined) throw notAnAddress(change.address);
  return deferredResource(plannedResource({ address, entry: change }), deferredReason(reason));
}

function plannedResource({ address, entry }: ListedChange): PlannedResource {
  const { change } = entry;
  const { known, unknown } = change.after;
  const resource: { -readonly [K in keyof PlannedResource]: PlannedResource[K] } = {
    address,
    mode: address.mode,
    type: address.type,
    provider: entry.provider,
    change: change.action.change,
    deposed: entry.deposedKey !== null,
    before: asObject(change.before) ?? null,
    after: asObject(known) ?? null,
    afterUnknown: unknown === false ? {} : unknown,
    // Where nothing is sensitive, plan JSON has the shape of the value here, empty.
    afterSensitive: change.afterSensitive.length === 0 ? false : sensitivePart(known, unknown, change.afterSensitive),
  };
  const { before, beforeSensitive } = change;
  if (beforeSensitive.length > 0) resource.beforeSensitive = sensitivePart(before, false, beforeSensitive);
  const reason = actionReason(entry.reason);
  if (reason !== undefined) resource.actionReason = reason;
  const replaced = replacePaths(entry.replacePaths);
  if (replaced.length > 0) resource.replacePaths = replaced;
  if (entry.previousAddress !== null) resource.previousAddress = entry.previousAddress;
  return resource;
}

/** What the state knows beyond the changes: data sources that were read, and resources that the plan leaves aside. */
function priorResources(state: SavedState, resources: readonly PlannedResource[]): PriorResource[] {
  const changing = new Set(resources.filter((each) => !each.deposed).map((each) => each.address.text));
  return state.objects
    .filter((each) => each.deposedKey === null && !changing.has(each.address.text))
    .sort((a, b) => compareInState(a.address, b.address))
    .map((object) => ({
      address: object.address,
      mode: object.address.mode,
      type: object.address.type,
      provider: object.provider,
      values: object.values,
      // Made when it is asked for: it has the shape of all that the state holds.
      get sensitive() {
        return object.sensitive();
      },
    }));
}
