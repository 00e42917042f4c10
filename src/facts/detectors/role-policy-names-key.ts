import { viewStatements } from "../../policy";
import type { Service } from "../../services/service";
import type { PolicyFact, Role } from "../facts";
import { mentions } from "./reading/actions";
import { lookupWithoutSecrets } from "./reading/lookup-without-secrets";
import type { Lookup } from "../lookup";
import type { Detector, UseSignal } from "./reading/detector";
import { operationsOfRole } from "./reading/operations-of-role";

/** A role that trusts the service and whose policies name a key's ARN with KMS actions. `*` names no key. */
export const rolePolicyNamesKey: Detector = {
  id: "role-policy-names-key",
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
  const { address, attribute = "policy" } = fact.location;
  const { keyOf } = lookupWithoutSecrets(lookup, lookup.infrastructure.at(address), attribute);
  for (const statement of viewStatements(fact.policy)) {
    if (statement.effect !== "Allow" || statement.notResource || !mentions(statement, "kms:")) continue;
    for (const resource of statement.resources) {
      const found = keyOf(resource);
      if (found === undefined) continue;
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
    }
  }
}
