import { matchesText } from "../policy";
import { canonical, Hole, isUnknown, parseArn, Text, text, type Value } from "../values";
import type { Infrastructure } from "../resolve";
import type { Bucket } from "./facts";
import { mayHaveName } from "./hidden-names";
import type { Lookup } from "./lookup";

/** Finds buckets by what names them. */
export function bucketFinders(
  infrastructure: Infrastructure,
  buckets: readonly Bucket[],
): Pick<Lookup, "bucketOf" | "bucketsNamed" | "bucketsPossiblyNamed"> {
  const byName = new Map(
    buckets.flatMap((bucket) => {
      const name = canonical(bucket.name);
      return name === undefined ? [] : [[name, bucket] as const];
    }),
  );
  return {
    bucketOf: bucketFinder(infrastructure, buckets, byName),
    bucketsNamed: bucketNamer(buckets, byName),
    bucketsPossiblyNamed: hiddenBucketNamer(buckets, byName),
  };
}

function bucketFinder(
  infrastructure: Infrastructure,
  buckets: readonly Bucket[],
  byName: ReadonlyMap<string, Bucket>,
): Lookup["bucketOf"] {
  const byId = new Map(buckets.map((bucket) => [bucket.id, bucket]));
  return (value) => {
    const name = bucketName(value);
    const key = name === undefined ? undefined : canonical(name);
    const direct = key === undefined ? undefined : byName.get(key);
    if (direct !== undefined) return { bucket: direct, confidence: "certain" };
    const found = infrastructure.identify(name ?? value, "bucket");
    const bucket = found === undefined ? undefined : byId.get(found.resource.address.text);
    return bucket === undefined || found === undefined ? undefined : { bucket, confidence: found.confidence };
  };
}

/** The bucket's name in `s3://name/key`, in a bucket's or an object's ARN, or the name itself. */
function bucketName(value: Value): Value | undefined {
  const parts: readonly Value[] = value instanceof Text ? value.parts : [value];
  const [first] = parts;
  if (typeof first !== "string") return value instanceof Text || value instanceof Hole ? upToSlash(parts) : undefined;
  const start = /^s3[an]?:\/\//.exec(first)?.[0].length;
  if (start !== undefined) return upToSlash([first.slice(start), ...parts.slice(1)]);
  if (first.startsWith("arn:")) {
    const arn = parseArn(value);
    return arn?.service === "s3"
      ? upToSlash(arn.resource instanceof Text ? arn.resource.parts : [arn.resource])
      : undefined;
  }
  return upToSlash(parts);
}

function upToSlash(parts: readonly Value[]): Value {
  const name: (string | Hole)[] = [];
  for (const part of parts) {
    if (typeof part === "string") {
      const slash = part.indexOf("/");
      name.push(slash < 0 ? part : part.slice(0, slash));
      if (slash >= 0) break;
    } else if (part instanceof Hole) name.push(part);
    else break;
  }
  return text(name);
}

/**
 * Finds buckets by a policy's Resource: by exact name through an index; a pattern is tried against each bucket, and patterns
 * are few. A pattern without a literal part of the name (`*`, `arn:aws:s3:::*`) names none.
 */
function bucketNamer(buckets: readonly Bucket[], byName: ReadonlyMap<string, Bucket>): Lookup["bucketsNamed"] {
  const cache = new Map<string, ReturnType<Lookup["bucketsNamed"]>>();
  return (pattern) => {
    const name = isS3Arn(pattern) ? bucketName(pattern) : undefined;
    const key = name === undefined ? undefined : canonical(name);
    if (key === undefined) return [];
    let found = cache.get(key);
    if (found === undefined) {
      const exact = byName.get(key);
      found = exact !== undefined ? [{ bucket: exact, exact: true }] : byPattern(key, buckets);
      cache.set(key, found);
    }
    return found;
  };
}

/** Finds buckets by a name that may turn out to be theirs, where no bucket of the plan has it for certain. */
function hiddenBucketNamer(
  buckets: readonly Bucket[],
  byName: ReadonlyMap<string, Bucket>,
): Lookup["bucketsPossiblyNamed"] {
  const hidden = buckets.filter(({ resource, name }) => resource !== null && isUnknown(name));
  return (pattern) => {
    if (hidden.length === 0) return hidden;
    const name = isS3Arn(pattern) ? bucketName(pattern) : undefined;
    if (typeof name !== "string" || !/[^*?]/.test(name) || byName.has(canonical(name) ?? "")) return [];
    return hidden.filter((bucket) => mayHaveName(bucket.name, name));
  };
}

function isS3Arn(value: Value): boolean {
  const arn = parseArn(value);
  return arn?.service === "s3";
}

function byPattern(pattern: string, buckets: readonly Bucket[]): { bucket: Bucket; exact: boolean }[] {
  if (!/[*?]/.test(pattern) || !/[^*?]/.test(pattern)) return [];
  return buckets
    .filter(({ name }) => matchesText(pattern, canonical(name) ?? ""))
    .map((bucket) => ({ bucket, exact: false }));
}
