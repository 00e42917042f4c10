import { viewStatements } from "../../policy";
import type { Service } from "../../services/service";
import type { PolicyFact, Role } from "../facts";
import { mentions } from "./reading/actions";
import { weakest } from "./reading/calls";
import type { Detector, UseSignal, World } from "./reading/detector";
import { operationsOfRole } from "./reading/operations-of-role";

/** A role that trusts the service and whose policies name a bucket which a key encrypts. */
export const rolePolicyNamesBucket: Detector = {
  id: "role-policy-names-bucket",
  *detect(world) {
    for (const service of world.services) {
      for (const role of world.serviceRoles(service)) {
        for (const policy of role.identityPolicies) yield* detectIn(world, service, role, policy);
      }
    }
  },
};

function* detectIn(world: World, service: Service, role: Role, fact: PolicyFact): Iterable<UseSignal> {
  if (fact.policy === null) return;
  for (const statement of viewStatements(fact.policy)) {
    if (statement.effect !== "Allow" || statement.notResource || !mentions(statement, "s3:")) continue;
    for (const { bucket } of statement.resources.flatMap((resource) => world.bucketsNamed(resource))) {
      const found = world.keyOfBucket(bucket);
      if (found === undefined) continue;
      yield {
        kind: "use",
        service,
        operations: operationsOfRole(world, service, role),
        key: found.key,
        role,
        confidence: weakest("inferred", found.confidence),
        evidence: { address: fact.location.address, attribute: fact.location.attribute ?? "policy" },
      };
    }
  }
}
