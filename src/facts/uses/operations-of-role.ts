import { coversAction, viewStatements } from "../../policy";
import { requirementsOf } from "../../services/catalogue";
import type { Service } from "../../services/service";
import type { Role } from "../facts";
import type { World } from "./detector";

/**
 * What a role could start: the operations that only read S3 where the role provably cannot write there, else `null` (not
 * known). Write access that is unknown is write access.
 */
export function operationsOfRole(world: World, service: Service, role: Role): readonly string[] | null {
  const reading = service.operations
    .filter(({ id, s3 }) => s3 === "reads" && requirementsOf(service, [id]).length > 0)
    .map(({ id }) => id);
  const spared = requirementsOf(service, null).length > requirementsOf(service, reading).length;
  return reading.length > 0 && spared && onlyReads(world, role) ? reading : null;
}

const READS = ["s3:GetObject", "s3:ListBucket"] as const;
const WRITES = ["s3:PutObject"] as const;

function onlyReads(world: World, role: Role): boolean {
  if (!role.closed) return false;
  let reads = false;
  for (const { policy } of [...role.identityPolicies, ...role.possiblyAttached]) {
    if (policy === null) continue;
    if (policy.open !== undefined) return false;
    for (const statement of viewStatements(policy)) {
      if (statement.effect === "Deny") continue;
      if (WRITES.some((action) => coversAction(statement, action) !== "no")) return false;
      reads ||= statement.effect === "Allow" && READS.some((action) => coversAction(statement, action) === "yes");
    }
  }
  return reads && !world.buckets.some((bucket) => bucketLetsWrite(bucket.policy.policy));
}

/** A bucket policy may let a role write without any policy of the role; whom it names is not looked at. */
function bucketLetsWrite(policy: World["buckets"][number]["policy"]["policy"]): boolean {
  if (policy === null) return false;
  if (policy.open !== undefined) return true;
  return viewStatements(policy).some(
    (statement) =>
      statement.effect !== "Deny" &&
      statement.principals.some(({ kind }) => kind !== "Service") &&
      WRITES.some((action) => coversAction(statement, action) !== "no"),
  );
}
