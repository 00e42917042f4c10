import { type StatementView, viewStatements } from "../../policy";
import { isUnknown, type Value } from "../../values";
import type { Bucket, ManagedResource } from "../facts";
import type { Lookup } from "../lookup";
import {
  type Detector,
  identityPolicies,
  type IdentityPolicy,
  mentions,
  operationsOfRole,
  possibleUse,
  type Signal,
  weakest,
} from "./reading";

/** A role that trusts the service and whose policies name a bucket which a key encrypts. */
export const rolePolicyNamesBucket: Detector = {
  id: "role-policy-names-bucket",
  *detect(lookup) {
    for (const policy of identityPolicies(lookup)) yield* detectIn(lookup, policy);
  },
};

function* detectIn(lookup: Lookup, given: IdentityPolicy): Iterable<Signal> {
  const { fact, doubt } = given;
  if (fact.policy === null) return;
  for (const statement of viewStatements(fact.policy)) {
    const speaks = mentions(statement, "s3:");
    if (statement.effect === "Deny" || statement.notResource || speaks === "no" || statement.unknown) continue;
    const sure = statement.effect === "Allow" && speaks === "yes" && doubt === undefined;
    for (const resource of statement.resources) {
      const named = lookup.bucketsNamed(resource);
      for (const { bucket } of named) yield* sure ? usesOf(lookup, given, bucket) : mayUse(lookup, given, bucket);
      for (const bucket of lookup.bucketsPossiblyNamed(resource))
        yield* mayUse(lookup, hiddenName(given, bucket), bucket);
      if (named.length === 0) yield* hiddenBuckets(lookup, given, resource);
    }
    yield* straysOf(lookup, given, statement);
  }
}

function* usesOf(lookup: Lookup, given: IdentityPolicy, bucket: Bucket): Iterable<Signal> {
  const { service, role, fact } = given;
  yield* hiddenKey(lookup, given, bucket);
  for (const { key, confidence } of lookup.keysOfBucket(bucket)) {
    yield {
      kind: "use",
      service,
      operations: operationsOfRole(lookup, service, role),
      key,
      role,
      confidence: weakest("inferred", confidence),
      evidence: { address: fact.location.address, attribute: fact.location.attribute ?? "policy" },
    };
  }
}

function* mayUse(lookup: Lookup, given: IdentityPolicy, bucket: Bucket): Iterable<Signal> {
  const keys = lookup.keysOfBucket(bucket).map(({ key }) => key);
  if (keys.length > 0) yield* possibleUse(lookup, given, { keys });
  yield* hiddenKey(lookup, given, bucket);
}

function hiddenName(given: IdentityPolicy, { id }: Bucket): IdentityPolicy {
  const because = `the name of ${id} is not known, so that it may be a bucket that ${given.fact.location.address} names`;
  return { ...given, doubt: given.doubt ?? because };
}

/** The keys that a bucket may be encrypted with. */
function* hiddenKey(lookup: Lookup, given: IdentityPolicy, bucket: Bucket): Iterable<Signal> {
  const hidden = lookup.hiddenKeyOfBucket(bucket);
  if (hidden === undefined) return;
  const doubt = `which key encrypts ${bucket.id} is not known, and ${given.role.id} may use what is in it`;
  yield* possibleUse(lookup, { ...given, doubt: given.doubt ?? doubt }, { keys: hidden.keys });
}

/** A resource that is not known may be an encrypted bucket: those that its references lead to, else any. */
function* hiddenBuckets(lookup: Lookup, given: IdentityPolicy, resource: Value): Iterable<Signal> {
  if (!isUnknown(resource)) return;
  const { resources, open } = lookup.candidates(resource);
  const wanted = new Set<ManagedResource>(resources);
  const buckets = lookup.buckets.filter(({ resource: each }) => each !== null && wanted.has(each));
  const meant = buckets.length > 0 ? buckets : open === undefined ? [] : lookup.buckets;
  for (const bucket of meant) yield* mayUse(lookup, given, bucket);
}

/** Encryption rules of which nobody can tell whose they are may be those of the buckets that are named. */
function* straysOf(lookup: Lookup, given: IdentityPolicy, { resources }: StatementView): Iterable<Signal> {
  for (const stray of lookup.strayBuckets) {
    const may = resources.some((resource) => lookup.mayBeNamed(stray, resource));
    const address =
      stray.keyNamedBy?.address.text ?? stray.objects[0]?.by.address.text ?? stray.policy.location.address;
    const doubt = `which bucket ${address} is about is not known, so that it may be one that ${given.fact.location.address} names`;
    if (may) yield* mayUse(lookup, { ...given, doubt: given.doubt ?? doubt }, stray);
  }
}
