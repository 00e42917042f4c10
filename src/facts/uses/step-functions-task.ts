import { operationByApi } from "../../services/catalogue";
import type { Resource } from "../../resolve/infrastructure";
import { isList, isMap, type Value, type ValueMap } from "../../value";
import { signalsOfCall } from "./calls";
import type { Detector, World } from "./detector";
import { parseJsonText } from "./json-text";
import { serviceOfSdkArn } from "./sdk-arn";

/** Tasks of a state machine that call the service through the SDK integration. */
export const stepFunctionsTask: Detector = {
  id: "step-functions-task",
  *detect(world) {
    for (const resource of world.infrastructure.ofType("aws_sfn_state_machine")) {
      if (resource.change === "delete" || resource.change === "forget") continue;
      const definition = resource.attribute("definition");
      if (typeof definition === "string" && !definition.includes("aws-sdk:")) continue;
      yield* detectIn(world, resource, parseJsonText(definition));
    }
  },
};

function* detectIn(world: World, resource: Resource, definition: Value | undefined): ReturnType<Detector["detect"]> {
  for (const task of tasksOf(definition)) {
    const found = serviceOfSdkArn(world.services, "states", task.Resource);
    if (found === undefined) continue;
    yield* signalsOfCall(world, {
      service: found.service,
      operation: operationByApi(found.service, found.action)?.id ?? null,
      parameters: task.Arguments ?? task.Parameters ?? {},
      resource,
      attribute: "definition",
      runTimeValues: true,
    });
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
