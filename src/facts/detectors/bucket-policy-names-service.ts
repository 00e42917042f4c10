import type { StatementView } from "../../policy";
import type { Service } from "../../services/service";
import type { Bucket, Role } from "../facts";
import { weakest } from "./reading/calls";
import type { Lookup } from "../lookup";
import type { Detector, UseSignal } from "./reading/detector";
import { allowing, namesService } from "../policies/named-principals";
import { rolesNamed } from "./reading/service-roles-named";
import { operationsOfRole } from "./reading/operations-of-role";

/** A bucket encrypted with a key, whose policy names the service principal or a role that trusts the service. */
export const bucketPolicyNamesService: Detector = {
  id: "bucket-policy-names-service",
  *detect(lookup) {
    for (const bucket of lookup.buckets) {
      if (bucket.key === null || bucket.policy.policy === null) continue;
      const statements = allowing(bucket.policy.policy);
      for (const service of lookup.services) yield* detectIn(lookup, service, bucket, statements);
    }
  },
};

function* detectIn(
  lookup: Lookup,
  service: Service,
  bucket: Bucket,
  statements: readonly StatementView[],
): Iterable<UseSignal> {
  const found = lookup.keyOfBucket(bucket);
  if (found === undefined) return;
  const { location } = bucket.policy;
  const signal = (role: Role | null): UseSignal => ({
    kind: "use",
    service,
    operations: role === null ? null : operationsOfRole(lookup, service, role),
    key: found.key,
    role,
    confidence: weakest("inferred", found.confidence),
    evidence: { address: location.address, attribute: location.attribute ?? "policy" },
  });
  if (namesService(statements, service)) yield signal(null);
  const holder = bucket.resource ?? undefined;
  for (const role of rolesNamed(lookup, service, statements, holder)) yield signal(role);
}
