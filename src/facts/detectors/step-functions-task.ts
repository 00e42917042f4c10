import { operationByApi } from "../../services/catalogue";
import { isRemoved } from "../../resolve/is-removed";
import type { Resource } from "../../resolve/infrastructure";
import { isList, isMap, type Value, type ValueMap } from "../../values/value";
import { signalsOfCall } from "./reading/calls";
import type { Lookup } from "../lookup";
import type { Detector } from "./reading/detector";
import { literalOf, parseJsonText } from "./reading/json-text";
import { serviceOfSdkArn } from "./reading/sdk-arn";
import { unreadable } from "./reading/unreadable";

/** Tasks of a state machine that call the service through the SDK integration. */
export const stepFunctionsTask: Detector = {
  id: "step-functions-task",
  *detect(lookup) {
    for (const resource of lookup.infrastructure.ofType("aws_sfn_state_machine")) {
      if (isRemoved(resource)) continue;
      const definition = resource.attribute("definition");
      if (typeof definition === "string" && !definition.includes("aws-sdk:")) continue;
      const parsed = parseJsonText(definition);
      if (parsed !== undefined) yield* detectIn(lookup, resource, parsed);
      else yield* callsOf(lookup, resource, literalOf(definition));
    }
  },
};

function* detectIn(lookup: Lookup, resource: Resource, definition: Value | undefined): ReturnType<Detector["detect"]> {
  for (const task of tasksOf(definition)) {
    const found = serviceOfSdkArn(lookup.services, "states", task.Resource);
    if (found === undefined) continue;
    yield* signalsOfCall(lookup, {
      service: found.service,
      operation: operationByApi(found.service, found.action)?.id ?? null,
      parameters: task.Arguments ?? task.Parameters ?? {},
      resource,
      attribute: "definition",
      runTimeValues: true,
    });
  }
}

const CANNOT = "cannot be taken apart before apply";

/** The calls in a definition that cannot be taken apart: that they are made is all that can be told. */
function* callsOf({ services }: Lookup, resource: Resource, literal: string): ReturnType<Detector["detect"]> {
  for (const [arn] of new Set(literal.match(/arn:[^:"\s]+:states:::aws-sdk:[^:"\s]+:[A-Za-z0-9]+/g)).entries()) {
    const found = serviceOfSdkArn(services, "states", arn);
    if (found === undefined) continue;
    yield unreadable(
      found.service,
      operationByApi(found.service, found.action)?.id ?? null,
      resource,
      "definition",
      CANNOT,
    );
  }
}

/** Every state with a `Resource`, those inside parallel branches and maps included. */
function* tasksOf(value: Value | undefined): Iterable<ValueMap> {
  if (isList(value)) for (const item of value) yield* tasksOf(item);
  else if (isMap(value)) {
    if (value.Type === "Task" && value.Resource !== undefined) yield value;
    else for (const item of Object.values(value)) yield* tasksOf(item);
  }
}
