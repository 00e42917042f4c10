import { isVersion, type Json, type JsonObject } from "../plan";
import { deferredReason } from "./action-reason";
import { providerName, readPath, readValueBytes } from "./change";
import type { Field } from "./message";
import { type SavedPath, sensitivePart } from "./sensitive";
import { decodeValue, type SavedValue } from "./saved-value";

/** An action that Terraform (since 1.14) runs while it applies the plan. */
export interface ActionInvocation {
  /** `module.m.action.aws_lambda_invoke.x["k"]`. */
  readonly address: string;
  readonly provider: string;
  /** `null`: the action has no configuration. */
  readonly config: SavedValue | null;
  readonly sensitive: readonly SavedPath[];
  readonly trigger: LifecycleTrigger | InvokeTrigger | null;
}

/** A resource's `action_trigger` block runs it. `event` and `onFailure` are numbers of enums. */
interface LifecycleTrigger {
  readonly kind: "lifecycle";
  readonly resource: string;
  readonly event: number;
  readonly block: number;
  readonly place: number;
  readonly onFailure: number;
}

/** `terraform plan -invoke` runs it. */
interface InvokeTrigger {
  readonly kind: "invoke";
  readonly resource: string;
}

/** An action that is left to a later plan. */
export interface DeferredInvocation {
  readonly reason: number;
  readonly invocation: ActionInvocation;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Reads the message `ActionInvocationInstance`. */
export function readActionInvocation(message: Field): ActionInvocation {
  const sensitive: SavedPath[] = [];
  const read: Mutable<ActionInvocation> = { address: "", provider: "", config: null, sensitive, trigger: null };
  message.message((number, field) => {
    if (number === 1) read.address = field.text();
    else if (number === 2) read.provider = providerName(field.text());
    else if (number === 4) read.config = decodeValue(readValueBytes(field));
    else if (number === 5) sensitive.push(readPath(field));
    else if (number === 6) read.trigger = readLifecycleTrigger(field);
    else if (number === 7) read.trigger = { kind: "invoke", resource: readCaller(field) };
    else return false;
    return true;
  });
  return read;
}

/** Reads the message `DeferredActionInvocation`. */
export function readDeferredInvocation(message: Field, readReason: (field: Field) => number): DeferredInvocation {
  const read = { reason: 0, invocation: undefined as ActionInvocation | undefined };
  message.message((number, field) => {
    if (number === 1) read.reason = readReason(field);
    else if (number === 2) read.invocation = readActionInvocation(field);
    else return false;
    return true;
  });
  if (read.invocation === undefined) throw new Error("a deferred action is missing");
  return { reason: read.reason, invocation: read.invocation };
}

function readLifecycleTrigger(message: Field): LifecycleTrigger {
  const read: Mutable<LifecycleTrigger> = {
    kind: "lifecycle",
    resource: "",
    event: 0,
    block: 0,
    place: 0,
    onFailure: 0,
  };
  message.message((number, field) => {
    if (number === 1) read.resource = field.text();
    else if (number === 2) read.event = field.number();
    else if (number === 3) read.block = field.number();
    else if (number === 4) read.place = field.number();
    else if (number === 5) read.onFailure = field.number();
    else return false;
    return true;
  });
  return read;
}

function readCaller(message: Field): string {
  let caller = "";
  message.message((number, field) => {
    if (number !== 1) return false;
    caller = field.text();
    return true;
  });
  return caller;
}

/** By number of `ActionTriggerEvent`, as plan JSON names them. */
const EVENTS = [
  "EventUnknown",
  "BeforeCreate",
  "AfterCreate",
  "BeforeUpdate",
  "AfterUpdate",
  "BeforeDestroy",
  "AfterDestroy",
  "Invoke",
] as const;

/** By number of `ActionOnFailure`, which plan JSON has since Terraform 1.16. */
const ON_FAILURE = ["ActionOnFailureHalt", "ActionOnFailureTaint", "ActionOnFailureContinue"] as const;

/** An entry of plan JSON's `action_invocations`. */
export function actionInvocationJson(invocation: ActionInvocation, terraformVersion: string | null): JsonObject {
  const { address, provider, config, sensitive } = invocation;
  const [, type = "", name = ""] = /(?:^|\.)action\.([^.[]+)\.([^.[]+)(?:\[.*\])?$/s.exec(address) ?? [];
  return {
    address,
    type,
    name,
    ...(config === null ? {} : configJson(config, sensitive)),
    provider_name: provider,
    ...triggerJson(invocation.trigger, isVersion(terraformVersion, 16)),
  };
}

/** An entry of plan JSON's `deferred_action_invocations`. */
export function deferredInvocationJson(
  { reason, invocation }: DeferredInvocation,
  terraformVersion: string | null,
): JsonObject {
  return { reason: deferredReason(reason), action_invocation: actionInvocationJson(invocation, terraformVersion) };
}

function configJson({ known, unknown }: SavedValue, sensitive: readonly SavedPath[]): JsonObject {
  const nothing: Json = {};
  return {
    config_values: known,
    config_sensitive: sensitivePart(known, unknown, sensitive),
    config_unknown: unknown === false ? nothing : unknown,
  };
}

function triggerJson(trigger: ActionInvocation["trigger"], saysOnFailure: boolean): JsonObject {
  if (trigger === null) return {};
  const { resource } = trigger;
  if (trigger.kind === "invoke") {
    return { invoke_action_trigger: resource === "" ? {} : { calling_resource_address: resource } };
  }
  return {
    lifecycle_action_trigger: {
      triggering_resource_address: resource,
      action_trigger_event: EVENTS[trigger.event] ?? `ActionTriggerEvent(${trigger.event})`,
      action_trigger_block_index: trigger.block,
      actions_list_index: trigger.place,
      ...(saysOnFailure
        ? { on_failure: ON_FAILURE[trigger.onFailure] ?? `ActionOnFailure(${trigger.onFailure})` }
        : {}),
    },
  };
}
