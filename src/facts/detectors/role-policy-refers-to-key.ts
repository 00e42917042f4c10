import { parseReference } from "../../plan";
import { viewStatements } from "../../policy";
import { Hole, holesOf } from "../../values";
import type { Key, PolicyFact } from "../facts";
import type { Lookup } from "../lookup";
import { type Detector, identityPolicies, type IdentityPolicy, possibleUse, type Signal } from "./reading";

/**
 * A role that trusts the service and whose identity policy is not known, but refers to a key, or to a bucket that a key
 * encrypts: what the policy says of it cannot be seen, so the use is inferred. A reference that leads nowhere may be any key.
 */
export const rolePolicyRefersToKey: Detector = {
  id: "role-policy-refers-to-key",
  *detect(lookup) {
    for (const policy of identityPolicies(lookup)) yield* detectIn(lookup, policy);
  },
};

function* detectIn(lookup: Lookup, given: IdentityPolicy): Iterable<Signal> {
  const { service, role, fact, doubt } = given;
  const keys = [...new Set(referencesOf(fact).flatMap((reference) => keysOf(lookup, reference)))];
  if (doubt !== undefined) {
    if (keys.length > 0) yield* possibleUse(lookup, given, { keys });
  } else {
    const { address, attribute = "policy" } = fact.location;
    const evidence = { address, attribute };
    for (const key of keys) {
      yield { kind: "use", service, operations: null, key, role, confidence: "inferred", evidence };
    }
  }
  for (const reference of referencesOf(fact)) yield* hiddenKeys(lookup, given, reference);
  // Of a role that nobody sees nothing is known, and nothing is hidden.
  if (fact.policy?.open !== undefined && fact.origin !== "outside" && keys.length === 0)
    yield* possibleUse(lookup, given, { value: fact.policy.document });
}

/** The keys that may encrypt a bucket that the policy refers to. */
function* hiddenKeys(lookup: Lookup, given: IdentityPolicy, reference: string): Iterable<Signal> {
  if (parseReference(reference) === undefined) return;
  const bucket = lookup.bucketOf(new Hole(reference, { references: [reference] }))?.bucket;
  const hidden = bucket === undefined ? undefined : lookup.hiddenKeyOfBucket(bucket);
  if (bucket === undefined || hidden === undefined) return;
  const doubt = `which key encrypts ${bucket.id} is not known, and ${given.role.id} may use what is in it`;
  yield* possibleUse(lookup, { ...given, doubt: given.doubt ?? doubt }, { keys: hidden.keys });
}

/** What the policy refers to, but for what is only denied, or left out of what is allowed. */
function referencesOf({ policy, references }: PolicyFact): readonly string[] {
  if (references.length === 0 || policy === null || policy.statements.length === 0) return references;
  const [allowed, others] = [new Set<string>(), new Set<string>()];
  for (const { effect, notResource, resources } of viewStatements(policy)) {
    const names = effect === "Deny" || notResource ? others : allowed;
    for (const hole of resources.flatMap((each) => holesOf(each))) hole.references.forEach((each) => names.add(each));
  }
  return references.filter((each) => allowed.has(each) || !others.has(each));
}

/** The keys that one reference leads to; through a document that is not read yet, too. */
function keysOf(lookup: Lookup, reference: string): readonly Key[] {
  if (parseReference(reference) === undefined) return [];
  const value = new Hole(reference, { references: [reference] });
  const key = lookup.keyOf(value)?.key;
  if (key !== undefined) return [key];
  const bucket = lookup.bucketOf(value)?.bucket;
  const encrypting = bucket === undefined ? undefined : lookup.keyOfBucket(bucket)?.key;
  if (encrypting !== undefined) return [encrypting];
  return lookup.candidates(value).resources.flatMap((each) => lookup.keyBehind(each) ?? []);
}
