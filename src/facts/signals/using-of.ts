import type { Resource } from "../../resolve";
import type { Path, Signal } from "../../services";
import { Hole, parseArn, type Value } from "../../values";
import type { Bucket, DeclaredUse, Using, UsingResource } from "../facts";
import type { Lookup } from "../lookup";
import type { Carried } from "./carriers";
import { type Found, valuesAt } from "./paths";
import { namedResource, usingResource } from "./using-resources";

/** The resource in which a key is used, with what requirements speak of beside it. */
export function usingOf(lookup: Lookup, resource: Resource, signal: Signal, found: Found, carried: Carried): Using {
  const named = (which: Signal["using"]): UsingResource | undefined =>
    which === undefined ? undefined : namedResource(lookup, resource, which, found);
  const [source, destination] = [named(signal.source), named(signal.destination)];
  const { carrier } = carried;
  const prefix = signal.prefix === undefined ? undefined : prefixOf(resource, signal.prefix, found);
  return {
    ...(signal.using === undefined
      ? usingResource(resource)
      : (named(signal.using) ?? unnamed(resource, signal.using))),
    ...(source !== undefined && { source }),
    ...(destination !== undefined && { destination }),
    ...(carrier !== undefined && { carrier }),
    ...(prefix !== undefined && { prefix }),
    bucketKey: bucketKeyOf(lookup, carried.bucket, bucketOf(lookup, source), told(lookup, destination)),
  };
}

/** A resource that a team names, by address or ARN. */
export function usingDeclared(
  lookup: Lookup,
  { arn, account, region }: NonNullable<DeclaredUse["using"]>,
): { readonly using: Using; readonly partition: Value } {
  const there = lookup.infrastructure.at(arn);
  const own = there === undefined ? outside(arn) : { ...usingResource(there), partition: there.partition };
  const { partition, ...using } = own;
  return {
    using: { ...using, account: account ?? using.account, region: region ?? using.region, bucketKey: "unknown" },
    partition,
  };
}

function outside(id: string): UsingResource & { readonly partition: Value } {
  const arn = parseArn(id);
  const told = (part: "account" | "region" | "partition"): Value =>
    arn === undefined || arn[part] === "" ? new Hole(`${part} of ${id}`, { shape: part }) : arn[part];
  return {
    id,
    resource: null,
    arn: arn === undefined ? new Hole(`ARN of ${id}`, { shape: "arn" }) : id,
    name: new Hole(`name of ${id}`),
    account: told("account"),
    region: told("region"),
    partition: told("partition"),
  };
}

/** With what the names of objects begin: the first that is set, as far as AWS puts nothing into it; `undefined`: not known. */
function prefixOf(resource: Resource, paths: readonly Path[], beside: Found): string | undefined {
  for (const path of paths) {
    const found = valuesAt(resource, path, beside);
    const [first] = found;
    if (first === undefined) continue;
    const isOne = found.every(({ value, sure, hidden }) => sure && hidden === undefined && value === first.value);
    return isOne && typeof first.value === "string" ? (first.value.split("!{")[0] ?? "") : undefined;
  }
  return "";
}

/** What should be named, and is not. */
function unnamed(resource: Resource, { path }: NonNullable<Signal["using"]>): UsingResource {
  const { address, account, region } = resource;
  const id = `${address.text}.${path}`;
  const arn = new Hole(`ARN of ${id}`, { shape: "arn" });
  return { id, resource: null, arn, name: new Hole(`name of ${id}`, { shape: "name" }), account, region };
}

function bucketOf(lookup: Lookup, named: UsingResource | undefined): Bucket | undefined {
  return named === undefined ? undefined : lookup.bucketOf(named.name)?.bucket;
}

/** What the plan says of a bucket's Bucket Key; a rule that may be its own may say something else. */
function stateOf(lookup: Lookup, bucket: Bucket): Bucket["bucketKey"] {
  const mayDiffer = lookup.rulesPerhapsOf(bucket).some(({ bucketKey }) => bucketKey !== bucket.bucketKey);
  return mayDiffer ? "unknown" : bucket.bucketKey;
}

/** What the plan tells of the bucket that is written to; one that it does not manage is not seen. */
function told(lookup: Lookup, destination: UsingResource | undefined): Using["bucketKey"] {
  const bucket = bucketOf(lookup, destination);
  if (bucket !== undefined) return stateOf(lookup, bucket);
  return typeof destination?.name === "string" ? "unseen" : "unknown";
}

/**
 * Of the bucket that names the key, else of the one that is written to. A replica keeps what its source has, whatever its own
 * bucket says, so that two that differ tell nothing.
 */
function bucketKeyOf(
  lookup: Lookup,
  carrier: Bucket | undefined,
  source: Bucket | undefined,
  destination: Using["bucketKey"],
): Using["bucketKey"] {
  if (carrier !== undefined) return stateOf(lookup, carrier);
  return source !== undefined && stateOf(lookup, source) !== destination ? "unknown" : destination;
}
