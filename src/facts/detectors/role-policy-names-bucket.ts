import { viewStatements } from "../../policy";
import type { Service } from "../../services/service";
import type { PolicyFact, Role } from "../facts";
import { mentions } from "./reading/actions";
import { weakest } from "./reading/calls";
import type { Lookup } from "../lookup";
import type { Detector, UseSignal } from "./reading/detector";
import { operationsOfRole } from "./reading/operations-of-role";

/** A role that trusts the service and whose policies name a bucket which a key encrypts. */
export const rolePolicyNamesBucket: Detector = {
  id: "role-policy-names-bucket",
  *detect(lookup) {
    for (const service of lookup.services) {
      for (const role of lookup.serviceRoles(service)) {
        for (const policy of role.identityPolicies) yield* detectIn(lookup, service, role, policy);
      }
    }
  },
};

function* detectIn(lookup: Lookup, service: Service, role: Role, fact: PolicyFact): Iterable<UseSignal> {
  if (fact.policy === null) return;
  for (const statement of viewStatements(fact.policy)) {
    if (statement.effect !== "Allow" || statement.notResource || !mentions(statement, "s3:")) continue;
    for (const { bucket } of statement.resources.flatMap((resource) => lookup.bucketsNamed(resource))) {
      const found = lookup.keyOfBucket(bucket);
      if (found === undefined) continue;
      yield {
        kind: "use",
        service,
        operations: operationsOfRole(lookup, service, role),
        key: found.key,
        role,
        confidence: weakest("inferred", found.confidence),
        evidence: { address: fact.location.address, attribute: fact.location.attribute ?? "policy" },
      };
    }
  }
}
