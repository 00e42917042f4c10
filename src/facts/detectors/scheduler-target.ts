import type { Resource } from "../../resolve";
import { operationByApi } from "../../services";
import { isList, isMap, isUnknown, type Value } from "../../values";
import { type Carrier, parseJsonText, serviceOfSdkArn, signalsOfCall, unreadable } from "./reading";

/** Universal targets of EventBridge Scheduler: the API action stands in `target.arn`, its parameters in `target.input`. */
export const schedulerTarget: Carrier = {
  id: "scheduler-target",
  types: ["aws_scheduler_schedule"],
  attribute: "target",
  valuesOf: targetsOf,
  *callsIn(lookup, { resource, attribute, value: target }) {
    const found = isMap(target) ? serviceOfSdkArn(lookup.services, "scheduler", target.arn) : undefined;
    if (found === undefined || !isMap(target)) return;
    const operation = operationByApi(found.service, found.action)?.id ?? null;
    const parameters = parseJsonText(target.input ?? undefined);
    if (parameters === undefined) yield unreadable(found.service, operation, resource, attribute);
    else yield* signalsOfCall(lookup, { service: found.service, operation, parameters, resource, attribute });
  },
  unreadIn({ services }, { value: target }) {
    if (!isMap(target)) return isUnknown(target) ? [target] : [];
    const { arn = null, input = null } = target;
    if (typeof arn === "string" && serviceOfSdkArn(services, "scheduler", arn) === undefined) return [];
    return isUnknown(input) && parseJsonText(input) === undefined ? [input] : [];
  },
  whenUnknown: "call",
};

function targetsOf(resource: Resource): readonly Value[] {
  const targets = resource.attribute("target") ?? null;
  return isList(targets) ? targets : [targets];
}
