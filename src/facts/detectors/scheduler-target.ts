import { operationByApi } from "../../services/catalogue";
import { isList, isMap } from "../../values/value";
import { signalsOfCall } from "./reading/calls";
import type { Detector } from "./reading/detector";
import { parseJsonText } from "./reading/json-text";
import { serviceOfSdkArn } from "./reading/sdk-arn";
import { unreadable } from "./reading/unreadable";
import { isRemoved } from "../../resolve/is-removed";

/** Universal targets of EventBridge Scheduler: the API action stands in `target.arn`, its parameters in `target.input`. */
export const schedulerTarget: Detector = {
  id: "scheduler-target",
  *detect(lookup) {
    for (const resource of lookup.infrastructure.ofType("aws_scheduler_schedule")) {
      if (isRemoved(resource)) continue;
      const targets = resource.attribute("target");
      for (const target of isList(targets) ? targets : []) {
        const found = isMap(target) ? serviceOfSdkArn(lookup.services, "scheduler", target.arn) : undefined;
        if (found === undefined || !isMap(target)) continue;
        const operation = operationByApi(found.service, found.action)?.id ?? null;
        const parameters = parseJsonText(target.input ?? undefined);
        if (parameters === undefined) yield unreadable(found.service, operation, resource, "target");
        else
          yield* signalsOfCall(lookup, {
            service: found.service,
            operation,
            parameters,
            resource,
            attribute: "target",
          });
      }
    }
  },
};
