import { isUnknown, parseArn, type Value } from "../values";
import type { FindCandidates } from "./candidates";
import type { Bucket, ManagedResource } from "./facts";
import type { Lookup } from "./lookup";

/** Finds what a bucket may be that a rule or a policy names by what is not known. */
export function strayFinders(
  buckets: readonly Bucket[],
  bucketsNamed: Lookup["bucketsNamed"],
  candidates: FindCandidates,
): Pick<Lookup, "strayBuckets" | "bucketsMeant" | "mayBeNamed" | "rulesPerhapsOf"> {
  const strayBuckets = buckets.filter(({ resource, name }) => resource === null && isUnknown(name));
  const others = buckets.filter((bucket) => !strayBuckets.includes(bucket));
  const meant = new Map<Bucket, ReadonlySet<Bucket> | "any">();
  const meantBy = (stray: Bucket): ReadonlySet<Bucket> | "any" => {
    let found = meant.get(stray);
    if (found === undefined) {
      const { resources } = candidates(stray.name);
      const named = new Set<ManagedResource>(resources);
      const direct = others.filter(({ resource }) => resource !== null && named.has(resource));
      found = direct.length === 0 ? "any" : new Set(direct);
      meant.set(stray, found);
    }
    return found;
  };
  const rules = strayBuckets.filter(({ keyNamedBy }) => keyNamedBy !== undefined);
  return {
    strayBuckets,
    rulesPerhapsOf: (bucket) =>
      bucket.keyNamedBy !== undefined || rules.length === 0 || strayBuckets.includes(bucket)
        ? []
        : rules.filter((rule) => meantBy(rule) === "any" || (meantBy(rule) as ReadonlySet<Bucket>).has(bucket)),
    bucketsMeant: (stray) => {
      const found = meantBy(stray);
      return found === "any" ? others : [...found];
    },
    mayBeNamed: (stray, resource) => {
      const found = meantBy(stray);
      if (found === "any") return namesSomeBucket(resource);
      return bucketsNamed(resource).some(({ bucket }) => found.has(bucket));
    },
  };
}

/** An S3 ARN with a literal part, or something that is not known; `*` alone names none. */
function namesSomeBucket(resource: Value): boolean {
  if (isUnknown(resource)) {
    const arn = parseArn(resource);
    return arn === undefined || isUnknown(arn.service) || arn.service === "s3";
  }
  return typeof resource === "string" && /^arn:[^:]*:s3:::(?=.*[^*?/])/.test(resource);
}
