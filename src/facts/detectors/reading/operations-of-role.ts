import { kept } from "../../../grouping";
import { coversAction, matchesText, type StatementView, viewStatements } from "../../../policy";
import { requirementsOf, type Service } from "../../../services";
import { parseArn, partitionIn, type Value } from "../../../values";
import type { Bucket, PolicyFact, Role } from "../../facts";
import type { Lookup } from "../../lookup";

/**
 * What a role could start: the operations that only read S3 where the role provably cannot write there, else `null` (not
 * known). Write access that is unknown is write access. Where it hangs on a policy that may be attached to the role whether
 * it only reads, these operations are the least that it could start ({@link mayOnlyRead}).
 */
export function operationsOfRole(lookup: Lookup, service: Service, role: Role): readonly string[] | null {
  const reading = kept(readings, service, () => readingOf(service));
  return reading !== null && kept(readers, role, () => onlyReads(lookup, role)) !== "no" ? reading : null;
}

/** Whether it cannot be told whether the role could start nothing but operations that only read S3, which spares it something. */
export function mayOnlyRead(lookup: Lookup, service: Service, role: Role): boolean {
  if (role.possiblyAttached.length === 0) return false;
  const spared = kept(readings, service, () => readingOf(service)) !== null;
  return spared && kept(readers, role, () => onlyReads(lookup, role)) === "unknown";
}

/** The operations that only read S3; `null` where a role that starts no others is spared nothing. */
function readingOf(service: Service): readonly string[] | null {
  const reading = service.operations
    .filter(({ id, s3 }) => s3 === "reads" && requirementsOf(service, [id]).length > 0)
    .map(({ id }) => id);
  const spared = requirementsOf(service, null).length > requirementsOf(service, reading).length;
  return reading.length > 0 && spared ? reading : null;
}

/** One plan asks of one role many times, and of its services and buckets for every role. */
const readings = new WeakMap<Service, readonly string[] | null>();
const readers = new WeakMap<Role, "yes" | "no" | "unknown">();
const writable = new WeakMap<readonly Bucket[], boolean>();

const READS = ["s3:GetObject", "s3:ListBucket"] as const;
const WRITES = ["s3:PutObject"] as const;

/** Allows to read S3 and none to write there, but for those that a Deny of the role's own takes away again. */
function onlyReads(lookup: Lookup, role: Role): "yes" | "no" | "unknown" {
  if (!role.managedHere) return "no";
  const { identityPolicies: own, possiblyAttached: possible } = role;
  const all = [...own, ...possible];
  const bucketsLetWrite = kept(writable, lookup.buckets, () => lookup.buckets.some(bucketLetsWrite));
  const inAnyCase = { reading: own, writing: all, denied: deniedWrites(role, own), bucketsLetWrite };
  if (isReader(inAnyCase)) return "yes";
  if (possible.length === 0) return "no";
  return isReader({ reading: all, writing: own, denied: deniedWrites(role, all), bucketsLetWrite }) ? "unknown" : "no";
}

/** What a role only reads by, as far as it is certain, or possible. */
interface Access {
  readonly reading: readonly PolicyFact[];
  readonly writing: readonly PolicyFact[];
  readonly denied: ReadonlySet<string>;
  readonly bucketsLetWrite: boolean;
}

function isReader({ reading, writing, denied, bucketsLetWrite }: Access): boolean {
  const never = denied.has("*");
  if (bucketsLetWrite && !never) return false;
  for (const { policy } of writing) {
    if (policy === null) continue;
    if (policy.open !== undefined && !never) return false;
    for (const statement of viewStatements(policy)) {
      if (statement.effect === "Deny") continue;
      if (mayWrite(statement) && !resourcesOf(statement).every((resource) => isDenied(resource, denied))) return false;
    }
  }
  return reading.some(
    ({ policy }) =>
      policy !== null &&
      viewStatements(policy).some(
        (statement) =>
          statement.effect === "Allow" && READS.some((action) => coversAction(statement, action) === "yes"),
      ),
  );
}

function mayWrite(statement: StatementView): boolean {
  return WRITES.some((action) => coversAction(statement, action) !== "no");
}

/**
 * What these policies of the role, and its boundary, deny to write, whatever else allows it: the patterns of Denies without conditions. A pattern with a
 * policy variable denies nothing that is sure.
 */
function deniedWrites({ boundary, resource: role }: Role, policies: readonly PolicyFact[]): ReadonlySet<string> {
  const denied = new Set<string>();
  for (const { policy } of boundary === null ? policies : [...policies, boundary]) {
    if (policy === null) continue;
    for (const statement of viewStatements(policy)) {
      if (!deniesWrites(statement)) continue;
      for (const pattern of statement.resources) {
        if (typeof pattern !== "string" || pattern.includes("${") || !reaches(pattern, role?.partition)) continue;
        // Every object is in a bucket.
        denied.add(ALL_OBJECTS.test(inBucket(pattern) ?? "") ? "*" : pattern);
      }
    }
  }
  return denied;
}

/** Whatever the request, of all the resources that it lists. */
function deniesWrites(statement: StatementView): boolean {
  const { effect, conditional, notResource, conditionKeys } = statement;
  if (effect !== "Deny" || conditional || notResource || conditionKeys.length > 0) return false;
  return WRITES.every((action) => coversAction(statement, action) === "yes");
}

/** What the ARN of a bucket, or of its objects, says after `arn:aws:s3:::`. */
function inBucket(arn: string): string | undefined {
  const parts = parseArn(arn);
  return parts?.service === "s3" && parts.region + parts.account === "" ? parts.resource : undefined;
}

const ALL_OBJECTS = /^\*(\/\*)?$/;

/** A pattern of another partition means nothing of the role's; where that is not known, it is the one that is written. */
function reaches(pattern: string, own: Value | undefined): boolean {
  const written = partitionIn(pattern) ?? "*";
  return typeof own !== "string" || typeof written !== "string" || matchesText(written, own);
}

function resourcesOf({ resources, notResource }: StatementView): readonly Value[] {
  return notResource ? ["*"] : resources;
}

/** No object is named (a bucket's own ARN), or a Deny covers all that is. */
function isDenied(resource: Value, denied: ReadonlySet<string>): boolean {
  if (denied.has("*")) return true;
  if (typeof resource !== "string") return false;
  if (/^[^/*?]+$/.test(inBucket(resource) ?? "") || denied.has(resource)) return true;
  // A pattern covers another where its stars cover the other's text, wildcards and all; `?` covers no star.
  return [...denied].some((pattern) => !pattern.includes("?") && matchesText(pattern, resource));
}

/** A bucket policy may let a role write without any policy of the role; whom it names is not looked at. */
function bucketLetsWrite({ policy: { policy } }: Bucket): boolean {
  if (policy === null) return false;
  if (policy.open !== undefined) return true;
  return viewStatements(policy).some(
    (statement) =>
      statement.effect !== "Deny" &&
      (statement.notPrincipal || statement.principals.some(({ kind }) => kind !== "Service")) &&
      mayWrite(statement),
  );
}
