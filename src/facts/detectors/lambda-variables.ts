import type { Resource } from "../../resolve";
import { isKnown, isList, isMap, type Value } from "../../values";
import { type Carrier, handedOver } from "./reading";

/** A Lambda function that is given a key beside the ARN of a role which trusts the service. */
export const lambdaEnvironment: Carrier = {
  id: "lambda-environment",
  types: ["aws_lambda_function"],
  attribute: "environment",
  valuesOf: (resource) => [variablesOf(resource)],
  callsIn: (lookup, { resource, attribute, value }) =>
    isMap(value) ? handedOver(lookup, { resource, attribute, values: Object.values(value) }) : [],
  unreadIn: (_, { value }) => (isKnown(value) ? [] : [value]),
  whenUnknown: "hand-over",
};

function variablesOf(resource: Resource): Value {
  const environment = resource.attribute("environment");
  const block = isList(environment) ? environment[0] : environment;
  return isMap(block) ? (block.variables ?? null) : (block ?? null);
}
