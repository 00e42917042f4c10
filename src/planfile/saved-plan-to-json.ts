import { type Address, asObject, type Json, type JsonObject, own, parseDeferredAddress } from "../plan";
import { actionInvocationJson, deferredInvocationJson } from "./action-invocation";
import { actionReason, deferredReason } from "./action-reason";
import { compare, compareAddresses } from "./address-order";
import type { Importing, SavedChange } from "./change";
import { sensitivePart } from "./sensitive";
import { listedChanges, notAnAddress, type ListedChange } from "./listed-changes";
import { moduleTree } from "./module-tree";
import { openSavedPlan, type SavedPlanOptions } from "./open-saved-plan";
import type { SavedState, StateObject } from "./state";
import type { DeferredChange, OutputChange, SavedPlan } from "./tfplan";
import { typeBeside } from "./saved-value";

/** The version of plan JSON that this writes: that of Terraform 1.5 to 1.16 and of OpenTofu 1.6 to 1.12. */
const JSON_FORMAT_VERSION = "1.2";

/**
 * A saved plan as plan JSON, as `terraform show -json` prints it, but for what only providers and the configuration
 * know: `configuration`, `checks`, the `schema_version` and `identity_schema_version` of planned values, variables that have
 * their default, and the two things that `readSavedPlan` names. An errored plan is printed, too.
 *
 * Sensitive values are in it: see `maskSensitive`.
 *
 * @throws SavedPlanUnreadable
 */
export function savedPlanToJson(bytes: Uint8Array, options: SavedPlanOptions = {}): JsonObject {
  const { plan, state } = openSavedPlan(bytes, options);
  const changes = listedChanges(plan.changes);
  // In a normal plan, what only moved is told by the planned changes already.
  const drift = listedChanges(plan.drift.filter(({ change }) => plan.refreshOnly || change.action.change !== "no-op"));
  return {
    format_version: JSON_FORMAT_VERSION,
    ...optional("terraform_version", plan.terraformVersion),
    ...unlessEmpty("variables", variablesJson(plan)),
    planned_values: plannedValues(plan, changes),
    ...unlessEmpty("resource_drift", drift.map(resourceChangeJson)),
    ...unlessEmpty("resource_changes", changes.map(resourceChangeJson)),
    ...unlessEmpty("deferred_changes", deferredJson(plan.deferred)),
    ...unlessEmpty(
      "deferred_action_invocations",
      plan.deferredInvocations.map((each) => deferredInvocationJson(each, plan.terraformVersion)),
    ),
    ...unlessEmpty("output_changes", byName(plan.outputs, outputChangeJson)),
    ...unlessEmpty(
      "action_invocations",
      plan.invocations.map((each) => actionInvocationJson(each, plan.terraformVersion)),
    ),
    ...optional("prior_state", priorState(state)),
    ...unlessEmpty("relevant_attributes", relevantAttributes(plan)),
    ...optional("timestamp", plan.timestamp),
    ...optional("applyable", plan.applyable),
    ...optional("complete", plan.complete),
    errored: plan.errored,
  };
}

function variablesJson(plan: SavedPlan): JsonObject {
  return Object.fromEntries(
    [...plan.variables].sort(([a], [b]) => compare(a, b)).map(([name, value]): [string, Json] => [name, { value }]),
  );
}

function resourceChangeJson({ address, entry }: ListedChange): JsonObject {
  return {
    address: address.text,
    ...optional("previous_address", entry.previousAddress),
    ...(address.module === "" ? {} : { module_address: address.module }),
    ...identity(address, entry.provider),
    ...optional("deposed", entry.deposedKey),
    change: {
      ...changeJson(entry.change),
      ...unlessEmpty("replace_paths", entry.replacePaths),
      ...optional("importing", importingJson(entry.change.importing)),
      ...optional("generated_config", entry.change.generatedConfig),
      ...optional("before_identity", entry.change.beforeIdentity),
      ...optional("after_identity", entry.change.afterIdentity),
    },
    ...optional("action_reason", actionReason(entry.reason) ?? null),
  };
}

function changeJson({ action, before, after, beforeSensitive, afterSensitive }: SavedChange): JsonObject {
  return {
    actions: action.actions,
    before,
    ...(after.unknown === true ? {} : { after: after.known }),
    after_unknown: after.unknown === false ? {} : after.unknown,
    before_sensitive: sensitivePart(before, false, beforeSensitive),
    after_sensitive: sensitivePart(after.known, after.unknown, afterSensitive),
  };
}

/** What a resource is called, in the order in which Terraform says it. */
function identity(address: Address, provider: string): JsonObject {
  return {
    mode: address.mode,
    type: address.type,
    name: address.name,
    ...optional("index", address.key ?? null),
    ...(address.text.endsWith("[*]") ? { index_unknown: true } : {}),
    provider_name: provider,
  };
}

function deferredJson(deferred: readonly DeferredChange[]): JsonObject[] {
  return deferred
    .map(({ reason, change }) => {
      const address = parseDeferredAddress(change.address);
      if (address === undefined) throw notAnAddress(change.address);
      return { reason: deferredReason(reason), listed: { address, entry: change } };
    })
    .sort((a, b) => compareAddresses(a.listed.address, b.listed.address))
    .map(({ reason, listed }) => ({ reason, resource_change: resourceChangeJson(listed) }));
}

function outputChangeJson({ change, sensitive }: OutputChange): JsonObject {
  return {
    ...changeJson(change),
    after_unknown: change.after.unknown,
    before_sensitive: sensitive,
    after_sensitive: sensitive,
  };
}

function plannedValues(plan: SavedPlan, changes: readonly ListedChange[]): JsonObject {
  const named = new Map(plan.changes.map((entry, at) => [entry, at]));
  const remaining = changes
    .filter(({ entry }) => entry.deposedKey === null && entry.change.action.change !== "delete")
    .sort((a, b) => (named.get(a.entry) ?? 0) - (named.get(b.entry) ?? 0))
    .map(({ address, entry }) => {
      const { after, afterSensitive } = entry.change;
      const json: JsonObject = {
        address: address.text,
        ...identity(address, entry.provider),
        ...unlessEmpty("values", asObject(after.known) ?? {}),
        sensitive_values: sensitivePart(after.known, after.unknown, afterSensitive),
        ...optional("identity", entry.change.afterIdentity),
      };
      return { address, json };
    });
  const planned = plan.outputs.filter(({ change }) => change.action.after !== undefined);
  return {
    ...unlessEmpty("outputs", byName(planned, plannedOutput)),
    root_module: moduleTree(remaining, "planned"),
  };
}

function plannedOutput({ change, sensitive }: OutputChange): JsonObject {
  if (change.after.unknown !== false) return { sensitive };
  const type = change.afterBytes === undefined ? null : typeBeside(change.afterBytes);
  return { sensitive, ...optional("type", type), value: change.after.known };
}

function priorState(state: SavedState): JsonObject | null {
  const outputs = Object.entries(state.outputs).sort(([a], [b]) => compare(a, b));
  if (state.objects.length === 0 && outputs.length === 0) return null;
  return {
    format_version: "1.0",
    ...optional("terraform_version", state.terraformVersion),
    values: {
      ...unlessEmpty("outputs", Object.fromEntries(outputs.map(([name, output]) => [name, stateOutput(output)]))),
      root_module: moduleTree(
        state.objects.map((each) => ({ address: each.address, json: stateObjectJson(each) })),
        "state",
      ),
    },
  };
}

function stateOutput(output: Json): JsonObject {
  return {
    sensitive: own(output, "sensitive") === true,
    value: own(output, "value") ?? null,
    type: own(output, "type") ?? "dynamic",
  };
}

function stateObjectJson(object: StateObject): JsonObject {
  return {
    address: object.address.text,
    ...identity(object.address, object.provider),
    schema_version: object.schemaVersion,
    values: object.values,
    sensitive_values: object.sensitive(),
    ...unlessEmpty("depends_on", object.dependsOn),
    ...(object.tainted ? { tainted: true } : {}),
    ...optional("deposed_key", object.deposedKey),
    ...identityJson(object),
  };
}

/** What the provider calls the object by (Terraform 1.12, OpenTofu 1.12). */
function identityJson({ identity, deposedKey }: StateObject): JsonObject {
  if (identity === null) return {};
  const { schemaVersion, values } = identity;
  return { ...(deposedKey === null ? { identity_schema_version: schemaVersion } : {}), identity: values };
}

function relevantAttributes(plan: SavedPlan): Json[] {
  return plan.relevantAttributes
    .map(({ resource, attribute }) => ({ resource, attribute }))
    .sort((a, b) => compare(JSON.stringify(a), JSON.stringify(b)));
}

function importingJson(importing: Importing | null): JsonObject | null {
  if (importing === null) return null;
  if (importing.unknown) return { unknown: true };
  return importing.id === "" ? { ...optional("identity", importing.identity) } : { id: importing.id };
}

function byName(outputs: readonly OutputChange[], json: (output: OutputChange) => Json): JsonObject {
  const sorted = [...outputs].sort((a, b) => compare(a.name, b.name));
  return Object.fromEntries(sorted.map((each): [string, Json] => [each.name, json(each)]));
}

function optional(key: string, value: Json): JsonObject {
  return value === null ? {} : { [key]: value };
}

function unlessEmpty(key: string, value: JsonObject | readonly Json[]): JsonObject {
  return (Array.isArray(value) ? value : Object.keys(value)).length === 0 ? {} : { [key]: value };
}
