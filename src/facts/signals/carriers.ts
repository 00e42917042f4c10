import { SAYINGS } from "../../plan";
import type { NamedKind, Resource } from "../../resolve";
import { isRemoved } from "../../resolve";
import type { CarrierKind, Path, Where } from "../../services";
import { isUnknown, parseArn, type Value } from "../../values";
import type { Bucket, Key, UsingResource } from "../facts";
import type { Lookup } from "../lookup";
import { fits } from "./conditions";
import { keysMeant, managedKey, type Meant } from "./keys-meant";
import { type Found, valuesAt } from "./paths";
import { bucketIn, resourceNamed, usingBucket, usingResource } from "./using-resources";

/** What a target's attribute names, or may name: the thing that holds the key, and the keys that this means. */
export interface Carried extends Meant {
  /** Absent: nobody knows which it is. */
  readonly carrier?: UsingResource;
  readonly bucket?: Bucket;
}

/** A kind of carrier: the resources that are one, and where they name their key. */
interface CarrierType {
  readonly type: NamedKind;
  readonly keys: readonly Path[];
  /** The service in its ARN: a value that names another service's resource is no such carrier. */
  readonly service: string;
  readonly where?: readonly Where[];
  /** The key of AWS's own that it has where it names none. */
  readonly otherwise?: string;
}

const CARRIERS: Readonly<Record<Exclude<CarrierKind, "bucket">, CarrierType>> = {
  topic: { type: "aws_sns_topic", keys: ["kms_master_key_id"], service: "sns" },
  // SQS's own encryption is none of KMS; the provider refuses a key beside it.
  queue: { type: "aws_sqs_queue", keys: ["kms_master_key_id"], service: "sqs" },
  stream: {
    type: "aws_kinesis_stream",
    keys: ["kms_key_id"],
    service: "kinesis",
    where: [{ path: "encryption_type", is: ["KMS"] }],
  },
  "launch-template": {
    type: "aws_launch_template",
    keys: ["block_device_mappings[].ebs[].kms_key_id"],
    service: "ec2",
  },
  secret: {
    type: "aws_secretsmanager_secret",
    keys: ["kms_key_id"],
    service: "secretsmanager",
    otherwise: "alias/aws/secretsmanager",
  },
  parameter: {
    type: "aws_ssm_parameter",
    keys: ["key_id"],
    service: "ssm",
    where: [{ path: "type", is: ["SecureString"] }],
    otherwise: "alias/aws/ssm",
  },
  "security-configuration": {
    type: "aws_glue_security_configuration",
    keys: ["encryption_configuration[].cloudwatch_encryption[].kms_key_arn"],
    service: "glue",
  },
};

/** The carriers of a kind that a value names, and their keys; `keys` are other attributes of theirs that name it. */
export function carriedBy(
  lookup: Lookup,
  resource: Resource,
  found: Found,
  { carrier: kind, keys }: { readonly carrier: CarrierKind; readonly keys?: readonly Path[] },
): readonly Carried[] {
  if (kind === "bucket") return bucketsCarrying(lookup, resource, found);
  const carrier = keys === undefined ? CARRIERS[kind] : { ...CARRIERS[kind], keys };
  const value = kind === "secret" ? secretIn(found.value) : found.value;
  const service = parseArn(value)?.service;
  if (typeof service === "string" && service !== carrier.service) return [];
  const there = resourceNamed(lookup, resource, { ...found, value }, carrier.type);
  if (there !== undefined) return carriedIn(lookup, there, carrier, found.sure);
  return isUnknown(value) ? carriedPerhaps(lookup, resource, found, carrier) : [];
}

/** The ARN of a secret without the JSON key and the version that a task asks of it. */
function secretIn(value: Value): Value {
  if (typeof value !== "string" || !value.startsWith("arn:")) return value;
  return value.split(":").slice(0, 7).join(":");
}

/** The keys of one carrier. */
function carriedIn(lookup: Lookup, there: Resource, type: CarrierType, sure: boolean): readonly Carried[] {
  const carrier = usingResource(there);
  const found = type.keys.flatMap((path) => valuesAt(there, path));
  const carried = found.map((each): Carried => {
    const meant = keysMeant(lookup, there, each);
    const certain = sure && fits(there, type.where ?? [], each) === "yes";
    return { carrier, ...(certain ? meant : perhaps(meant)) };
  });
  if (found.length > 0 || type.otherwise === undefined) return carried;
  return sure ? [{ carrier, keys: [managedKey(lookup, type.otherwise)], possible: [] }] : [];
}

/** What may be meant, of what would be for certain. */
function perhaps({ keys, possible, open }: Meant): Meant {
  const may = possible === "any" ? possible : [...keys, ...possible];
  return { keys: [], possible: may, ...(open !== undefined && { open }) };
}

/**
 * What is not known may be each carrier that its references lead to; where one leads nowhere, each of the plan. A list that
 * refers to nothing but carriers holds them all.
 */
function carriedPerhaps(lookup: Lookup, resource: Resource, found: Found, type: CarrierType): readonly Carried[] {
  const { resources, open } = lookup.candidates(found.value, resource);
  const isOne = (each: Resource): boolean => each.type === type.type && each.mode === "managed" && !isRemoved(each);
  const isRead = resources.some((each) => each.type === type.type && each.mode === "data");
  const named = resources.filter(isOne);
  const isAll = found.hidden === "list" && found.sure && open === undefined && named.length === resources.length;
  const isAny = named.length === 0 && (open !== undefined || isRead);
  const all = isAny
    ? lookup.infrastructure.ofType(type.type).filter((each) => isOne(each) && each.plan === resource.plan)
    : named;
  return all
    .flatMap((each) => carriedIn(lookup, each, type, isAll))
    .map((each) => (open === undefined || isAll ? each : { ...each, open }));
}

function bucketsCarrying(lookup: Lookup, resource: Resource, found: Found): readonly Carried[] {
  const service = parseArn(found.value)?.service;
  if (typeof service === "string" && service !== "s3") return [];
  const value = bucketIn(found.value);
  const bucket = found.hidden === undefined ? lookup.bucketOf(value)?.bucket : undefined;
  if (bucket !== undefined && !lookup.strayBuckets.includes(bucket)) {
    const carried = carriedInBucket(lookup, resource, bucket);
    return found.sure ? [carried] : [{ ...carried, ...perhaps(carried) }];
  }
  if (!isUnknown(value)) return [];
  const { resources, open } = lookup.candidates(value, resource);
  const named = lookup.buckets.filter((each) => resources.some(({ address }) => address.text === each.id));
  const all = named.length === 0 && open !== undefined ? lookup.buckets.filter((each) => each.key !== null) : named;
  return all.map((each) => {
    const carried = carriedInBucket(lookup, resource, each);
    return { ...carried, ...perhaps(carried), ...(open !== undefined && { open }) };
  });
}

/** The key of a bucket; of one whose key nothing in the plan tells, those that a rule may be about which names no bucket. */
function carriedInBucket(lookup: Lookup, resource: Resource, bucket: Bucket): Carried {
  const carrier = usingBucket(lookup, resource, bucket);
  const key = lookup.keyOfBucket(bucket)?.key;
  if (key !== undefined) return { carrier, bucket, keys: [key], possible: [], ...writtenIn(bucket) };
  const hidden = lookup.hiddenKeyOfBucket(bucket)?.keys;
  if (hidden !== undefined) return { carrier, bucket, keys: [], possible: hidden };
  if (bucket.managedByAws === true)
    return { carrier, bucket, keys: [managedKey(lookup, "alias/aws/s3")], possible: [] };
  return { carrier, bucket, keys: [], possible: strayKeys(lookup, bucket) };
}

function writtenIn({ key, keyNamedBy, resource }: Bucket): Pick<Carried, "written"> {
  const at = (keyNamedBy ?? resource)?.location(keyNamedBy === undefined ? OWN_RULE : SAYINGS.bucketEncryption.says);
  return key === null || at === undefined ? {} : { written: { value: key, at } };
}

/** The block of the bucket itself that says how it is encrypted. */
const OWN_RULE = "server_side_encryption_configuration";

function strayKeys(lookup: Lookup, bucket: Bucket): readonly Key[] {
  return lookup.strayBuckets
    .filter((stray) => lookup.bucketsMeant(stray).includes(bucket))
    .flatMap((stray) => lookup.keyOfBucket(stray)?.key ?? []);
}
