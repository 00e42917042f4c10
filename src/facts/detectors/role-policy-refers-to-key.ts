import { parseReference } from "../../plan";
import type { Service } from "../../services/service";
import { Hole } from "../../values/value";
import type { Key, PolicyFact, Role } from "../facts";
import type { Lookup } from "../lookup";
import type { Detector, UseSignal } from "./reading/detector";

/**
 * A role that trusts the service and whose identity policy is not known, but refers to a key, or to a bucket that a key
 * encrypts: what the policy says of it cannot be seen, so the use is inferred.
 */
export const rolePolicyRefersToKey: Detector = {
  id: "role-policy-refers-to-key",
  *detect(lookup) {
    for (const service of lookup.services) {
      for (const role of lookup.serviceRoles(service)) {
        for (const policy of role.identityPolicies) yield* detectIn(lookup, service, role, policy);
      }
    }
  },
};

function* detectIn(lookup: Lookup, service: Service, role: Role, fact: PolicyFact): Iterable<UseSignal> {
  for (const key of new Set(fact.references.flatMap((reference) => keysBehind(lookup, reference)))) {
    yield {
      kind: "use",
      service,
      operations: null,
      key,
      role,
      confidence: "inferred",
      evidence: { address: fact.location.address, attribute: fact.location.attribute ?? "policy" },
    };
  }
}

/** The keys that one reference leads to: the key itself, its alias, or the key of a bucket. */
function keysBehind(lookup: Lookup, reference: string): readonly Key[] {
  if (parseReference(reference) === undefined) return [];
  const value = new Hole(reference, { references: [reference] });
  const key = lookup.keyOf(value)?.key;
  if (key !== undefined) return [key];
  const bucket = lookup.bucketOf(value)?.bucket;
  const encrypting = bucket === undefined ? undefined : lookup.keyOfBucket(bucket)?.key;
  return encrypting === undefined ? [] : [encrypting];
}
