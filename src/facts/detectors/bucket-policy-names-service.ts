import type { Service } from "../../services";
import type { Bucket, Key, Role } from "../facts";
import type { Lookup } from "../lookup";
import { allowing, namesService } from "../policies";
import { type Detector, mayNameRoles, operationsOfRole, rolesNamed, type Signal, weakest } from "./reading";

/** A bucket encrypted with a key, whose policy names the service principal or a role that trusts the service. */
export const bucketPolicyNamesService: Detector = {
  id: "bucket-policy-names-service",
  *detect(lookup) {
    for (const bucket of lookup.buckets) {
      if (bucket.policy.policy === null) continue;
      for (const service of lookup.services) yield* detectIn(lookup, service, bucket);
      const keys = keysOf(lookup, bucket);
      if (keys.length > 0) yield* mayNameRoles(lookup, bucket.policy, { keys, from: bucket.resource ?? undefined });
    }
  },
};

/** Its own keys; of a policy of which nobody can tell whose it is, those of the buckets that it may belong to. */
function keysOf(lookup: Lookup, bucket: Bucket): readonly Key[] {
  const owners = lookup.strayBuckets.includes(bucket) ? lookup.bucketsMeant(bucket) : [bucket];
  return [...new Set(owners.flatMap((each) => lookup.keysOfBucket(each).map(({ key }) => key)))];
}

function* detectIn(lookup: Lookup, service: Service, bucket: Bucket): Iterable<Signal> {
  const { policy, location } = bucket.policy;
  if (policy === null) return;
  const statements = allowing(policy);
  const roles: (Role | null)[] = [...rolesNamed(lookup, service, statements, bucket.resource ?? undefined)];
  if (namesService(statements, service)) roles.unshift(null);
  if (roles.length === 0) return;
  if (lookup.strayBuckets.includes(bucket)) {
    const keys = keysOf(lookup, bucket);
    const plan = bucket.keyNamedBy?.plan ?? lookup.infrastructure.plan;
    const because = `which bucket ${location.address} belongs to is not known, so that it may let ${service.title} use a key`;
    if (keys.length > 0)
      yield {
        kind: "possible-use",
        keys,
        roles: named(roles),
        plan,
        at: location,
        refersTo: [],
        because,
      };
    return;
  }
  const hidden = lookup.hiddenKeyOfBucket(bucket);
  if (hidden !== undefined) {
    const plan = (bucket.keyNamedBy ?? bucket.resource)?.plan ?? lookup.infrastructure.plan;
    const because = `which key encrypts ${bucket.id} is not known, and its policy lets ${service.title} use what is in it`;
    yield { kind: "possible-use", keys: hidden.keys, roles: named(roles), plan, at: location, refersTo: [], because };
  }
  for (const { key, confidence } of lookup.keysOfBucket(bucket)) {
    for (const role of roles) {
      yield {
        kind: "use",
        service,
        operations: role === null ? null : operationsOfRole(lookup, service, role),
        key,
        role,
        confidence: weakest("inferred", confidence),
        evidence: { address: location.address, attribute: location.attribute ?? "policy" },
      };
    }
  }
}

function named(roles: readonly (Role | null)[]): readonly Role[] {
  return roles.flatMap((role) => role ?? []);
}
