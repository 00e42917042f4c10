import type { StatementView } from "../../policy";
import type { Service } from "../../services/service";
import type { Bucket, Role } from "../facts";
import { weakest } from "./reading/calls";
import type { Detector, UseSignal, World } from "./reading/detector";
import { allowing, namesService, rolesNamed } from "./reading/named-in-statements";
import { operationsOfRole } from "./reading/operations-of-role";

/** A bucket encrypted with a key, whose policy names the service principal or a role that trusts the service. */
export const bucketPolicyNamesService: Detector = {
  id: "bucket-policy-names-service",
  *detect(world) {
    for (const bucket of world.buckets) {
      if (bucket.key === null || bucket.policy.policy === null) continue;
      const statements = allowing(bucket.policy.policy);
      for (const service of world.services) yield* detectIn(world, service, bucket, statements);
    }
  },
};

function* detectIn(
  world: World,
  service: Service,
  bucket: Bucket,
  statements: readonly StatementView[],
): Iterable<UseSignal> {
  const found = world.keyOfBucket(bucket);
  if (found === undefined) return;
  const { location } = bucket.policy;
  const signal = (role: Role | null): UseSignal => ({
    kind: "use",
    service,
    operations: role === null ? null : operationsOfRole(world, service, role),
    key: found.key,
    role,
    confidence: weakest("inferred", found.confidence),
    evidence: { address: location.address, attribute: location.attribute ?? "policy" },
  });
  if (namesService(statements, service)) yield signal(null);
  const holder = bucket.resource ?? undefined;
  for (const role of rolesNamed(world, service, statements, holder)) yield signal(role);
}
