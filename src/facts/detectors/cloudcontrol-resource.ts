import { isMap } from "../../values/value";
import { signalsOfCall } from "./reading/calls";
import { serviceOfType } from "./reading/cloudformation-type";
import type { Detector } from "./reading/detector";
import { parseJsonText } from "./reading/json-text";
import { operationOfType } from "./reading/operation-of-type";
import { unreadable } from "./reading/unreadable";
import { isRemoved } from "../../resolve/is-removed";

/** `aws_cloudcontrolapi_resource` with a type of the service: its properties are JSON in `desired_state`. */
export const cloudcontrolResource: Detector = {
  id: "cloudcontrol-resource",
  *detect(lookup) {
    for (const resource of lookup.infrastructure.ofType("aws_cloudcontrolapi_resource")) {
      if (isRemoved(resource)) continue;
      const found = serviceOfType(lookup.services, resource.attribute("type_name"));
      if (found === undefined) continue;
      const properties = parseJsonText(resource.attribute("desired_state"));
      const operation = operationOfType(found.service, found.name, isMap(properties) ? properties : {});
      if (properties === undefined) {
        yield unreadable(found.service, operation, resource, "desired_state");
        continue;
      }
      yield* signalsOfCall(lookup, {
        service: found.service,
        operation,
        parameters: properties,
        resource,
        attribute: "desired_state",
      });
    }
  },
};
