import { BUCKET_OBJECTS, SAYINGS, typesOf } from "../plan";
import { type Infrastructure, isRemoved, type Resource } from "../resolve";
import { canonical, Hole, holesOf, isList, isMap, type Value } from "../values";
import type { Bucket, PolicyFact } from "./facts";
import { policyOf } from "./policies";
import type { FactSources } from "./fact-sources";

/** Every bucket that the plan manages or configures. */
export function bucketsInPlan({ infrastructure, parse }: FactSources): readonly Bucket[] {
  const buckets = new Map<string, Draft>();
  for (const resource of infrastructure.ofType(...typesOf("bucket")).filter(stays)) {
    if (readsManaged(infrastructure, resource)) continue;
    const own = resource.mode === "data" ? UNSEEN : (ownEncryption(resource) ?? NONE);
    buckets.set(resource.address.text, {
      id: resource.address.text,
      resource,
      name: resource.output("bucket"),
      encryption: own,
      objects: [],
      policy: resource.mode === "data" ? undefined : policyOf(parse, resource, "policy", "bucket"),
    });
  }
  const draftOf = (owner: Resource): Draft | undefined => {
    const name = owner.attribute("bucket");
    if (name === undefined) return undefined;
    const found = infrastructure.identify(name, "bucket", owner)?.resource;
    const called = found?.address.text ?? canonical(name);
    if (called === undefined) return undefined;
    let draft = buckets.get(called);
    if (draft === undefined) {
      const id =
        found?.address.text ??
        (typeof name === "string" && !owner.sensitive("bucket") ? name : `bucket of ${owner.address.text}`);
      buckets.set(called, (draft = { id, resource: null, name, encryption: UNSEEN, objects: [], policy: undefined }));
    }
    return draft;
  };
  for (const resource of infrastructure.ofType(SAYINGS.bucketEncryption.type).filter(stays)) {
    const draft = draftOf(resource);
    if (draft === undefined) continue;
    draft.encryption = concealed(infrastructure, resource, SAYINGS.bucketEncryption.says);
    draft.keyNamedBy = resource;
  }
  for (const resource of infrastructure.ofType(SAYINGS.bucketPolicy.type).filter(stays)) {
    const draft = draftOf(resource);
    if (draft !== undefined)
      draft.policy = policyOf(parse, resource, "policy", "bucket", { name: resource.address.text }) ?? draft.policy;
  }
  for (const object of infrastructure.ofType(...BUCKET_OBJECTS.types).filter(stays)) {
    const key = object.mode === "managed" ? object.attribute(BUCKET_OBJECTS.key) : undefined;
    if (key === undefined || key === null || key === "" || isManagedByAws(key)) continue;
    draftOf(object)?.objects.push({ key, by: object });
  }
  return [...buckets.values()].map(({ encryption, ...draft }) => ({
    ...draft,
    ...encryption,
    policy: draft.policy ?? noPolicy(draft),
  }));
}

/** What a bucket's rule says of the encryption of its objects. */
type Encryption = Pick<Bucket, "key" | "ruleIsHidden" | "managedByAws" | "bucketKey">;

/** SSE-S3, which a bucket has where no rule says otherwise. */
const NONE: Encryption = { key: null, bucketKey: "no" };

/** Nothing in the plan says it. */
const UNSEEN: Encryption = { key: null, bucketKey: "unknown" };

interface Draft extends Pick<Bucket, "id" | "resource" | "name"> {
  keyNamedBy?: Resource;
  encryption: Encryption;
  objects: { key: Value; by: Resource }[];
  policy: PolicyFact | undefined;
}

/** A data source that reads a bucket which is managed here is that bucket. */
function readsManaged(infrastructure: Infrastructure, resource: Resource): boolean {
  if (resource.mode !== "data") return false;
  return infrastructure.identify(resource.output("bucket"), "bucket", resource)?.resource.mode === "managed";
}

function stays(resource: Resource): boolean {
  return !isRemoved(resource);
}

function noPolicy({ id, resource }: Pick<Draft, "id" | "resource">): PolicyFact {
  const location = resource === null ? { address: id } : resource.location();
  return { origin: resource === null ? "outside" : "plan", policy: null, location, written: false, references: [] };
}

/** The bucket's older encryption block; unset and computed, it says nothing. */
function ownEncryption(bucket: Resource): Encryption | undefined {
  const attribute = "server_side_encryption_configuration";
  const blocks = bucket.attribute(attribute);
  if (blocks === undefined) return undefined;
  if (!isList(blocks)) return unknown(bucket, attribute, blocks);
  const [first] = blocks;
  if (first === undefined) return undefined;
  return isMap(first) ? encryptionBy(bucket, first.rule, attribute) : unknown(bucket, attribute, first);
}

/**
 * The customer managed key that the first SSE rule names (a bucket has one). `null`: SSE-S3, or the AWS managed key
 * `aws/s3`, whose policy nobody can change. A rule that is not known is an unknown key, never none.
 */
function encryptionBy(resource: Resource, rules: Value | undefined, attribute: string): Encryption {
  if (rules === undefined) return NONE;
  if (!isList(rules)) return unknown(resource, attribute, rules);
  const [rule] = rules;
  if (rule === undefined) return NONE;
  if (!isMap(rule)) return unknown(resource, attribute, rule);
  const bucketKey = bucketKeyOf(rule.bucket_key_enabled);
  const applied = rule.apply_server_side_encryption_by_default;
  if (applied === undefined || applied === null) return { key: null, bucketKey };
  if (!isList(applied)) return { ...unknown(resource, attribute, applied), bucketKey };
  const [first] = applied;
  if (first === undefined) return { key: null, bucketKey };
  if (!isMap(first)) return { ...unknown(resource, attribute, first), bucketKey };
  const { kms_master_key_id: key, sse_algorithm: algorithm } = first;
  if (algorithm === "AES256") return { key: null, bucketKey };
  const isNamed = key !== undefined && key !== null && key !== "";
  if (isNamed && !isManagedByAws(key)) return { key, bucketKey };
  const isKms = isNamed || (typeof algorithm === "string" && algorithm.startsWith("aws:kms"));
  return { key: null, ...(isKms && { managedByAws: true }), bucketKey };
}

function bucketKeyOf(enabled: Value | undefined): Bucket["bucketKey"] {
  if (enabled === undefined || enabled === null) return "no";
  return typeof enabled === "boolean" ? (enabled ? "yes" : "no") : "unknown";
}

/** A key that is not in the plan and that a sensitive rule names is one that is not known. */
function concealed(infrastructure: Infrastructure, resource: Resource, attribute: string): Encryption {
  const found = encryptionBy(resource, resource.attribute(attribute), attribute);
  const named = found.key !== null && infrastructure.identify(found.key, "key", resource) === undefined;
  return named && resource.sensitive(attribute) ? { ...found, ...unknown(resource, attribute, null) } : found;
}

/** Of a rule that is not known nothing is known. */
function unknown(resource: Resource, attribute: string, rule: Value): Encryption {
  return { key: unknownKey(resource, attribute, rule), ruleIsHidden: true, bucketKey: "unknown" };
}

/** `alias/aws/s3`, by name or ARN: a key whose policy nobody can change. */
export function isManagedByAws(key: Value): boolean {
  return canonical(key)?.includes("alias/aws/") ?? false;
}

/** A key of which nothing is known but what the rule refers to. */
function unknownKey(resource: Resource, attribute: string, rule: Value): Hole {
  const references = [...new Set(holesOf(rule).flatMap((hole) => hole.references))];
  return new Hole(`key of ${resource.address.text}.${attribute}`, { references });
}
