import { viewStatements } from "../../policy";
import type { Service } from "../../services/service";
import type { PolicyFact, Role } from "../facts";
import { mentions } from "./reading/actions";
import { concealing } from "./reading/lookup-without-secrets";
import type { Detector, UseSignal, World } from "./reading/detector";
import { operationsOfRole } from "./reading/operations-of-role";

/** A role that trusts the service and whose policies name a key's ARN with KMS actions. `*` names no key. */
export const rolePolicyNamesKey: Detector = {
  id: "role-policy-names-key",
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
  const { address, attribute = "policy" } = fact.location;
  const { keyOf } = concealing(world, world.infrastructure.at(address), attribute);
  for (const statement of viewStatements(fact.policy)) {
    if (statement.effect !== "Allow" || statement.notResource || !mentions(statement, "kms:")) continue;
    for (const resource of statement.resources) {
      const found = keyOf(resource);
      if (found === undefined) continue;
      yield {
        kind: "use",
        service,
        operations: operationsOfRole(world, service, role),
        key: found.key,
        role,
        // A statement that holds the key's ARN itself names the key; one that refers to it through something else may not.
        confidence: found.confidence,
        evidence: { address, attribute },
      };
    }
  }
}
