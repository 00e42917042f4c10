import { namedType } from "../../plan";
import { arnOfName, hidesName, type NamedKind, type Resource } from "../../resolve";
import type { Named } from "../../services";
import { Hole, makeArn, parseArn, Text, text, type Value } from "../../values";
import type { Bucket, UsingResource } from "../facts";
import type { Lookup } from "../lookup";
import { type Found, valuesAt } from "./paths";

/** A resource of the plan as requirements speak of it. */
export function usingResource(resource: Resource): UsingResource {
  const { address, account, region, type } = resource;
  const name = isBucket(type) ? "bucket" : (namedType(type)?.name ?? "name");
  const isHidden = hidesName(resource) || resource.sensitive(name);
  const told = (output: string): Value =>
    isHidden ? new Hole(`${address.text}.${output}, which is sensitive`) : resource.output(output);
  return { id: address.text, resource, arn: told("arn"), name: told(name), account, region };
}

function isBucket(type: string): boolean {
  return type === "aws_s3_bucket";
}

/** The resource that an attribute names, in the plan or outside it; `undefined`: the attribute is not set. */
export function namedResource(
  lookup: Lookup,
  resource: Resource,
  { path, type }: Named,
  beside: Found,
): UsingResource | undefined {
  const [found] = valuesAt(resource, path, beside);
  if (found === undefined) return undefined;
  if (isBucket(type)) return bucketNamed(lookup, resource, found);
  const there = resourceNamed(lookup, resource, found, type as NamedKind);
  return there === undefined ? outside(resource, found, type) : usingResource(there);
}

/** The managed resource of a type that a value names. */
export function resourceNamed(
  lookup: Lookup,
  resource: Resource,
  { value, hidden }: Found,
  type: NamedKind,
): Resource | undefined {
  if (hidden !== undefined) return undefined;
  const { infrastructure } = lookup;
  const found = infrastructure.identify(onBus(resource, value, type), type, resource)?.resource;
  return found?.mode === "managed" ? found : undefined;
}

/** The bucket that a value names, one that only something else in the plan speaks of included. */
export function bucketNamed(lookup: Lookup, resource: Resource, found: Found): UsingResource {
  const bucket = found.hidden === undefined ? lookup.bucketOf(bucketIn(found.value))?.bucket : undefined;
  return bucket === undefined ? outside(resource, found, "aws_s3_bucket") : usingBucket(lookup, resource, bucket);
}

/** A bucket as requirements speak of it; `from` names it. */
export function usingBucket(lookup: Lookup, from: Resource, bucket: Bucket): UsingResource {
  const there = bucket.resource === null ? undefined : lookup.infrastructure.at(bucket.resource.address.text);
  if (there !== undefined) return usingResource(there);
  const arn = bucketArn(from, bucket.name);
  return { id: bucket.id, resource: null, arn, name: bucket.name, account: from.account, region: from.region };
}

function bucketArn({ partition }: Resource, name: Value): Value {
  return makeArn(partition, "s3", "", "", [name]);
}

const DOMAIN = /\.s3[.-](?:[\w.-]*amazonaws\.com(?:\.cn)?)?$/;

/** The name of a bucket that may be named by its domain, too: `data.s3.eu-west-1.amazonaws.com`. */
export function bucketIn(value: Value): Value {
  if (typeof value === "string") return value.replace(DOMAIN, "");
  if (!(value instanceof Text)) return value;
  const last = value.parts.at(-1);
  if (typeof last !== "string" || !/amazonaws\.com(?:\.cn)?$/.test(last)) return value;
  const at = value.parts.findIndex((part) => typeof part === "string" && DOMAIN.test(part));
  return at < 0 ? value : text([...value.parts.slice(0, at), (value.parts[at] as string).replace(DOMAIN, "")]);
}

/** What is not in the plan, as far as the value that names it tells. */
function outside(resource: Resource, { value, attribute, hidden }: Found, type: string): UsingResource {
  const isTold = hidden === undefined && !resource.sensitive(attribute) && !(value instanceof Hole);
  const id = isTold && typeof value === "string" ? value : `${resource.address.text}.${attribute}`;
  const arn = isTold ? parseArn(value) : undefined;
  const derived = isTold && arn === undefined ? arnOf(type, value, resource) : undefined;
  return {
    id,
    resource: null,
    arn: arn === undefined ? (derived ?? new Hole(`ARN of ${id}`, { shape: "arn" })) : value,
    name: isTold && arn === undefined ? value : new Hole(`name of ${id}`, { shape: "name" }),
    account: arn === undefined || arn.account === "" ? resource.account : arn.account,
    region: arn === undefined || arn.region === "" ? resource.region : arn.region,
  };
}

function arnOf(type: string, name: Value, resource: Resource): Value | undefined {
  return isBucket(type) ? bucketArn(resource, bucketIn(name)) : arnOfName(type, onBus(resource, name, type), resource);
}

/** A rule on another bus than the default one is told apart by it. */
function onBus(resource: Resource, name: Value, type: string): Value {
  const bus = type === "aws_cloudwatch_event_rule" ? resource.attribute("event_bus_name") : undefined;
  return typeof bus === "string" && typeof name === "string" && bus !== "default" ? `${bus}/${name}` : name;
}
