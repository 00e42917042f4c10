import { isMap, isUnknown } from "../../values";
import { type Carrier, operationOfType, parseJsonText, serviceOfType, signalsOfCall, unreadable } from "./reading";

/** `aws_cloudcontrolapi_resource` with a type of the service: its properties are JSON in `desired_state`. */
export const cloudcontrolResource: Carrier = {
  id: "cloudcontrol-resource",
  types: ["aws_cloudcontrolapi_resource"],
  attribute: "desired_state",
  valuesOf: (resource) => [resource.attribute("desired_state") ?? null],
  *callsIn(lookup, { resource, attribute, value }) {
    const found = serviceOfType(lookup.services, resource.attribute("type_name"));
    if (found === undefined) return;
    const properties = parseJsonText(value);
    const operation = operationOfType(found.service, found.name, isMap(properties) ? properties : {});
    if (properties === undefined) yield unreadable(found.service, operation, resource, attribute);
    else
      yield* signalsOfCall(lookup, { service: found.service, operation, parameters: properties, resource, attribute });
  },
  unreadIn({ services }, { resource, value }) {
    const type = resource.attribute("type_name");
    if (typeof type === "string" && serviceOfType(services, type) === undefined) return [];
    const hidden = isUnknown(value) && parseJsonText(value) === undefined ? [value] : [];
    return type !== undefined && isUnknown(type) ? [type, ...hidden] : hidden;
  },
  whenUnknown: "call",
};
