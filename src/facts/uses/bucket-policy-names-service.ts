import { viewStatements, type StatementView } from "../../policy";
import { parseArn } from "../../resolve/arn";
import type { Resource } from "../../resolve/infrastructure";
import type { Service } from "../../services/service";
import type { Value } from "../../value";
import type { Bucket, Role } from "../facts";
import { weakest } from "./calls";
import type { Detector, UseSignal, World } from "./detector";
import { operationsOfRole } from "./operations-of-role";

/** A bucket encrypted with a key, whose policy names the service principal or a role that trusts the service. */
export const bucketPolicyNamesService: Detector = {
  id: "bucket-policy-names-service",
  *detect(world) {
    for (const bucket of world.buckets) {
      if (bucket.key === null || bucket.policy.policy === null) continue;
      const statements = viewStatements(bucket.policy.policy).filter(
        ({ effect, notPrincipal }) => effect === "Allow" && !notPrincipal,
      );
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

/** Whether a statement names one of the service's principals. */
export function namesService(statements: readonly StatementView[], service: Service): boolean {
  return statements.some(({ principals }) =>
    principals.some(
      ({ kind, value }) => kind === "Service" && typeof value === "string" && service.principals.includes(value),
    ),
  );
}

/** The roles which trust the service that statements name by ARN, or of which they name a session. */
export function rolesNamed(
  world: World,
  service: Service,
  statements: readonly StatementView[],
  from: Resource | undefined,
): readonly Role[] {
  const serving = new Set(world.serviceRoles(service));
  if (serving.size === 0) return [];
  const found = new Set<Role>();
  for (const { principals } of statements) {
    for (const { kind, value } of principals) {
      const role = kind === "AWS" ? (world.roleOf(value, from)?.role ?? ofSession(value, serving)) : undefined;
      if (role !== undefined && serving.has(role)) found.add(role);
    }
  }
  return [...found];
}

/** The role of a session, whose ARN holds the role's name without its path. */
function ofSession(value: Value, roles: Iterable<Role>): Role | undefined {
  const { service, account, resource } = parseArn(value) ?? {};
  const [kind, name] = service === "sts" && typeof resource === "string" ? resource.split("/") : [];
  if (kind !== "assumed-role") return undefined;
  const isIn = (own: Value): boolean => typeof own !== "string" || own === account;
  return [...roles].find((role) => role.name === name && isIn(role.account));
}
