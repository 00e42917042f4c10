import type { Resource } from "../../resolve";
import type { Path, Signal } from "../../services";
import { Hole } from "../../values";
import type { Bucket, Using, UsingResource } from "../facts";
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
    bucketKey: bucketKeyOf(lookup, carried.bucket, bucketOf(lookup, source), bucketOf(lookup, destination)),
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

/**
 * Of the bucket that names the key, else of the one that is written to. A replica keeps what its source has, whatever its own
 * bucket says, so that two that differ tell nothing.
 */
function bucketKeyOf(
  lookup: Lookup,
  carrier: Bucket | undefined,
  source: Bucket | undefined,
  destination: Bucket | undefined,
): Using["bucketKey"] {
  const stateOf = (bucket: Bucket): Using["bucketKey"] =>
    lookup.rulesPerhapsOf(bucket).some(({ bucketKey }) => bucketKey !== bucket.bucketKey)
      ? "unknown"
      : bucket.bucketKey;
  if (carrier !== undefined) return stateOf(carrier);
  const told = destination === undefined ? "unknown" : stateOf(destination);
  return source !== undefined && stateOf(source) !== told ? "unknown" : told;
}
