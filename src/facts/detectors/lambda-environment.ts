import { isRemoved } from "../../resolve/is-removed";
import type { Resource } from "../../resolve/infrastructure";
import { isList, isMap, type Value } from "../../values/value";
import type { Role } from "../facts";
import { weakest } from "./reading/calls";
import { lookupWithoutSecrets } from "./reading/lookup-without-secrets";
import type { Lookup } from "../lookup";
import type { Detector } from "./reading/detector";

/** A Lambda function that is given a key beside the ARN of a role which trusts the service. */
export const lambdaEnvironment: Detector = {
  id: "lambda-environment",
  *detect(lookup) {
    for (const resource of lookup.infrastructure.ofType("aws_lambda_function")) {
      if (isRemoved(resource)) continue;
      yield* detectIn(lookup, resource);
    }
  },
};

function* detectIn(lookup: Lookup, resource: Resource): ReturnType<Detector["detect"]> {
  const values = variablesOf(resource);
  const { keyOf, roleOf } = lookupWithoutSecrets(lookup, resource, "environment");
  const keys = values.flatMap((value) => keyOf(value) ?? []);
  if (keys.length === 0) return;
  const roles = values.flatMap((value) => roleOf(value) ?? []);
  for (const service of lookup.services) {
    const serving: ReadonlySet<Role> = new Set(lookup.serviceRoles(service));
    for (const { role, confidence: sure } of roles.filter((each) => serving.has(each.role))) {
      for (const { key, confidence } of keys) {
        yield {
          kind: "use",
          service,
          operations: null,
          key,
          role,
          confidence: weakest("inferred", confidence, sure),
          evidence: { address: resource.address.text, attribute: "environment" },
        };
      }
    }
  }
}

function variablesOf(resource: Resource): readonly Value[] {
  const environment = resource.attribute("environment");
  const [block] = isList(environment) ? environment : [];
  const variables = isMap(block) ? block.variables : undefined;
  return isMap(variables) ? Object.values(variables) : [];
}
