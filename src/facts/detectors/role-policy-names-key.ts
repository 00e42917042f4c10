import { type StatementView, viewStatements } from "../../policy";
import { isUnknown, parseArn, type Value } from "../../values";
import type { Lookup } from "../lookup";
import { lookupWithoutSecrets } from "../lookup-without-secrets";
import {
  type Detector,
  identityPolicies,
  type IdentityPolicy,
  mentions,
  operationsOfRole,
  possibleUse,
  type Signal,
} from "./reading";

/** A role that trusts the service and whose policies name a key's ARN with KMS actions. `*` names no key. */
export const rolePolicyNamesKey: Detector = {
  id: "role-policy-names-key",
  *detect(lookup) {
    for (const policy of identityPolicies(lookup)) yield* detectIn(lookup, policy);
  },
};

function* detectIn(lookup: Lookup, given: IdentityPolicy): Iterable<Signal> {
  const { service, role, fact, doubt } = given;
  if (fact.policy === null) return;
  const { address, attribute = "policy" } = fact.location;
  const { keyOf } = lookupWithoutSecrets(lookup, lookup.infrastructure.at(address), attribute);
  for (const statement of viewStatements(fact.policy)) {
    const speaks = mentions(statement, "kms:");
    if (statement.effect === "Deny" || statement.notResource || speaks === "no") continue;
    const sure = statement.effect === "Allow" && speaks === "yes" && doubt === undefined;
    for (const resource of resourcesOf(statement)) {
      const found = keyOf(resource);
      if (found !== undefined && sure) {
        yield {
          kind: "use",
          service,
          operations: operationsOfRole(lookup, service, role),
          key: found.key,
          role,
          // A statement that holds the key's ARN itself names the key; one that refers to it through something else may not.
          confidence: found.confidence,
          evidence: { address, attribute },
        };
      } else if (found !== undefined) yield* possibleUse(lookup, given, { keys: [found.key] });
      else if (mayNameKey(resource)) yield* possibleUse(lookup, given, { value: resource });
    }
  }
}

function resourcesOf({ resources, unknown }: StatementView): readonly Value[] {
  return unknown ? [] : resources;
}

/** Whether something that is not known may be the ARN of a key: no pattern of keys, and no other service's ARN. */
function mayNameKey(resource: Value): boolean {
  if (!isUnknown(resource)) return false;
  const arn = parseArn(resource);
  if (arn === undefined) return true;
  return (isUnknown(arn.service) || arn.service === "kms") && isUnknown(arn.resource);
}
