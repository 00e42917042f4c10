import { operationByApi } from "../../services";
import { isList, isMap, isUnknown, type Value, type ValueMap } from "../../values";
import type { Lookup } from "../lookup";
import {
  type Carried,
  type Carrier,
  literalOf,
  parseJsonText,
  serviceOfSdkArn,
  type Signal,
  signalsOfCall,
  unreadable,
} from "./reading";

/** Tasks of a state machine that call the service through the SDK integration. */
export const stepFunctionsTask: Carrier = {
  id: "step-functions-task",
  types: ["aws_sfn_state_machine"],
  attribute: "definition",
  valuesOf: (resource) => [resource.attribute("definition") ?? null],
  *callsIn(lookup, carried) {
    const { value } = carried;
    if (typeof value === "string" && !value.includes("aws-sdk:")) return;
    const parsed = parseJsonText(value);
    if (parsed !== undefined) yield* detectIn(lookup, carried, parsed);
    else yield* callsOf(lookup, carried);
  },
  unreadIn(_, { value }) {
    if (!isUnknown(value)) return [];
    const parsed = parseJsonText(value);
    return parsed === undefined ? [value] : statesUnread(parsed);
  },
  whenUnknown: "call",
};

function* detectIn(lookup: Lookup, { resource, attribute }: Carried, definition: Value): Iterable<Signal> {
  for (const task of tasksOf(definition)) {
    const found = serviceOfSdkArn(lookup.services, "states", task.Resource);
    if (found === undefined) continue;
    yield* signalsOfCall(lookup, {
      service: found.service,
      operation: operationByApi(found.service, found.action)?.id ?? null,
      parameters: task.Arguments ?? task.Parameters ?? {},
      resource,
      attribute,
      runTimeValues: true,
    });
  }
}

const CANNOT = "cannot be taken apart before apply";

/** The calls in a definition that cannot be taken apart: that they are made is all that can be told. */
function* callsOf({ services }: Lookup, { resource, attribute, value }: Carried): Iterable<Signal> {
  for (const arn of new Set(literalOf(value).match(/arn:[^:"\s]+:states:::aws-sdk:[^:"\s]+:[A-Za-z0-9]+/g))) {
    const found = serviceOfSdkArn(services, "states", arn);
    if (found === undefined) continue;
    const operation = operationByApi(found.service, found.action)?.id ?? null;
    yield unreadable(found.service, operation, resource, attribute, CANNOT);
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

/** What stands where states, or the call of a task, should stand, and is not known. */
function statesUnread(value: Value): readonly Value[] {
  if (isList(value)) return value.flatMap(statesUnread);
  if (!isMap(value)) return isUnknown(value) ? [value] : [];
  if (value.Type === "Task") return isUnread(value.Resource) ? [value] : [];
  return Object.entries(value).flatMap(([name, item]) => (HOLDS_NO_STATE.has(name) ? [] : statesUnread(item)));
}

/** An SDK integration's ARN shows the service and the action; another integration's tells that there is no such call. */
function isUnread(integration: Value | undefined): boolean {
  if (integration === undefined || !isUnknown(integration)) return false;
  const literal = literalOf(integration).trimStart();
  return literal === "" || /^arn:[^:]*(?::?\s*$|:states:::(?:aws-sdk:)?\s*)/.test(literal);
}

/** Members of a state whose values are data, not states. */
const HOLDS_NO_STATE = new Set([
  "Arguments",
  "Assign",
  "Choices",
  "Comment",
  "Condition",
  "Credentials",
  "ItemReader",
  "ItemSelector",
  "Output",
  "Parameters",
  "Result",
  "ResultSelector",
  "ResultWriter",
  "TimeoutSeconds",
]);
