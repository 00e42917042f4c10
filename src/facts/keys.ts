import { push } from "../grouping";
import { isType, SAYINGS, thingType, typesOf } from "../plan";
import type { Grant } from "../policy";
import { hidesName, type Infrastructure, isRemoved, type Resource } from "../resolve";
import { Hole, isList, isMap, parseArn, type Value } from "../values";
import type { FactSources } from "./fact-sources";
import type { Key } from "./facts";
import { type KeyPolicies, unseenPolicy } from "./policies";

const NONE: readonly never[] = [];

/** Every key that the plan manages. */
export function keysInPlan(
  sources: Pick<FactSources, "infrastructure" | "candidates">,
  policies: KeyPolicies,
  today: () => string,
): readonly Key[] {
  const { infrastructure } = sources;
  const grants = grantsByKey(sources);
  const aliases = aliasesByKey(infrastructure);
  return infrastructure
    .ofType(...typesOf("key"))
    .filter(({ mode }) => mode === "managed")
    .map((resource): Key => {
      const address = resource.address.text;
      return {
        id: address,
        plan: resource.plan,
        resource,
        arn: resource.output("arn"),
        hasSensitiveName: hidesName(resource),
        account: resource.account,
        region: resource.region,
        policy: policies.of(resource),
        grants: grants(resource),
        aliases: aliases.get(address) ?? NONE,
        ...propertiesOf(resource, infrastructure),
        material: materialOf(resource, today),
        beingDeleted: resource.change === "delete" || typeof resource.before?.deletion_date === "string",
      };
    });
}

/** A key that is not in the plan, known by the value that names it; what a data source read of it is used. */
export function keyOutside(
  value: Value,
  name: string,
  { plan, data, policies }: { plan: number; data: Resource | undefined; policies: KeyPolicies },
): Key {
  const known = data && isType(data.type, "key") ? data : undefined;
  const arn = known === undefined ? value : known.output("arn");
  const parts = parseArn(arn);
  return {
    id: name,
    plan,
    resource: null,
    arn: parts?.service === "kms" ? arn : new Hole(`ARN of ${name}`, { shape: "arn" }),
    hasSensitiveName: data !== undefined && hidesName(data),
    account: parts?.account ?? data?.account ?? new Hole(`account of ${name}`, { shape: "account" }),
    region: parts?.region ?? new Hole(`region of ${name}`, { shape: "region" }),
    policy:
      policies.ofOutside(arn) ??
      unseenPolicy(name, "key", { because: "the key is not in this plan, so that its policy cannot be seen" }),
    grants: [],
    aliases: [],
    spec: known?.attribute("key_spec") ?? known?.attribute("customer_master_key_spec") ?? new Hole(`spec of ${name}`),
    usage: known?.attribute("key_usage") ?? new Hole(`usage of ${name}`),
    keyOrigin: known?.attribute("origin") ?? new Hole(`origin of ${name}`),
    enabled: known?.attribute("enabled") ?? new Hole(`state of ${name}`),
    multiRegion: known?.attribute("multi_region") ?? new Hole(`multi-Region setting of ${name}`),
    tags: new Hole(`tags of ${name}`),
    material: known?.attribute("key_state") === "PendingImport" ? "absent" : "present",
    beingDeleted: known?.attribute("key_state") === "PendingDeletion",
  };
}

type Properties = Pick<Key, "spec" | "usage" | "keyOrigin" | "enabled" | "multiRegion" | "tags">;

/** The key's properties, AWS's defaults where nothing is set. */
function propertiesOf(resource: Resource, infrastructure: Infrastructure): Properties {
  const external = resource.type.includes("external");
  const replica = resource.type.includes("replica");
  // A replica is of its primary key's kind.
  const primary = replica
    ? infrastructure.identify(resource.attribute("primary_key_arn") ?? null, "key", resource)?.resource
    : null;
  const made = primary ?? resource;
  return {
    spec: made.attribute("customer_master_key_spec") ?? made.attribute("key_spec") ?? "SYMMETRIC_DEFAULT",
    usage: made.attribute("key_usage") ?? "ENCRYPT_DECRYPT",
    keyOrigin: external ? "EXTERNAL" : originOf(resource),
    enabled: resource.attribute(thingType(resource.type)?.enabled ?? "enabled") ?? true,
    multiRegion: replica ? true : (resource.attribute("multi_region") ?? false),
    tags: asMap(resource.attribute("tags_all") ?? resource.attribute("tags") ?? {}, resource),
  };
}

/** Of an external key, as the plan imports it, else as the state knows it: a key without material is `PendingImport`. */
function materialOf(resource: Resource, today: () => string): Key["material"] {
  const { material } = thingType(resource.type) ?? {};
  if (material === undefined) return originOf(resource) === "EXTERNAL" ? "absent" : "present";
  const expires = resource.attribute(material.expires);
  const given = resource.attribute(material.imported);
  const isMade = resource.change === "create" || resource.change === "replace";
  const state = isMade ? undefined : resource.before?.key_state;
  if (typeof expires === "string" && expires !== "" && hasPassed(expires, today)) return "expired";
  if (state === "PendingImport") return resource.change === "update" && given !== undefined ? "present" : "absent";
  return (given === undefined || given === "") && state === undefined ? "absent" : "present";
}

function hasPassed(time: string, today: () => string): boolean {
  const [at, day] = [Date.parse(time), Date.parse(today())];
  return !Number.isNaN(at) && !Number.isNaN(day) && at < day;
}

/** The awscc provider lists tags as objects. */
function asMap(tags: Value, { address }: Resource): Value {
  if (!isList(tags)) return tags;
  const entries = tags.flatMap((tag): [string, Value][] =>
    isMap(tag) && typeof tag.key === "string" ? [[tag.key, tag.value ?? null]] : [],
  );
  return entries.length === tags.length ? Object.fromEntries(entries) : new Hole(`${address.text}.tags`);
}

function originOf(resource: Resource): Value {
  const origin = resource.attribute("origin");
  if (origin !== undefined && origin !== null) return origin;
  if (typeof resource.attribute("custom_key_store_id") !== "string") return "AWS_KMS";
  return typeof resource.attribute("xks_key_id") === "string" ? "EXTERNAL_KEY_STORE" : "AWS_CLOUDHSM";
}

/** The grants of each key; one whose key is not known may be a grant of those that it refers to, or of any. */
function grantsByKey({
  infrastructure,
  candidates,
}: Parameters<typeof keysInPlan>[0]): (key: Resource) => readonly Grant[] {
  const found = new Map<string, Grant[]>();
  const ofAny: { readonly plan: number; readonly grant: Grant }[] = [];
  for (const resource of infrastructure.ofType(SAYINGS.keyGrant.type)) {
    if (isRemoved(resource)) continue;
    const keyId = resource.attribute(SAYINGS.keyGrant.of) ?? null;
    const key = infrastructure.identify(keyId, "key", resource)?.resource;
    const grant = grantOf(resource);
    if (key !== undefined) push(found, key.address.text, grant);
    if (key !== undefined || typeof keyId === "string") continue;
    const possible = { ...grant, operations: new Hole(`whether ${grant.name} is a grant of this key`) };
    const keys = candidates(keyId).resources.filter(({ type }) => isType(type, "key"));
    for (const { address } of keys) push(found, address.text, possible);
    if (keys.length === 0) ofAny.push({ plan: resource.plan, grant: possible });
  }
  return ({ address, plan }) => {
    const own = found.get(address.text) ?? NONE;
    if (ofAny.length === 0) return own;
    return [...own, ...ofAny.filter((each) => each.plan === plan).map(({ grant }) => grant)];
  };
}

function grantOf(resource: Resource): Grant {
  const name = resource.address.text;
  const constraints = resource.attribute("constraints");
  const [first] = isList(constraints) ? constraints : [];
  const equals = isMap(first) ? first.encryption_context_equals : undefined;
  const subset = isMap(first) ? first.encryption_context_subset : undefined;
  return {
    name,
    granteePrincipal: resource.attribute("grantee_principal") ?? new Hole(`${name}.grantee_principal`),
    operations: resource.attribute("operations") ?? [],
    ...(isMap(first) || constraints instanceof Hole
      ? {
          constraints: {
            ...(isSet(equals) ? { encryptionContextEquals: equals } : {}),
            ...(isSet(subset) ? { encryptionContextSubset: subset } : {}),
            ...(constraints instanceof Hole ? { encryptionContextEquals: constraints } : {}),
          },
        }
      : {}),
  };
}

/** Terraform shows an unset map of a block as null or empty. */
function isSet(value: Value | undefined): value is Value {
  return value !== undefined && value !== null && !(isMap(value) && Object.keys(value).length === 0);
}

function aliasesByKey(infrastructure: Infrastructure): ReadonlyMap<string, Value[]> {
  const found = new Map<string, Value[]>();
  for (const alias of infrastructure.ofType(SAYINGS.keyAlias.type)) {
    if (alias.mode === "data" || isRemoved(alias)) continue;
    const key = infrastructure.identify(alias.attribute(SAYINGS.keyAlias.of) ?? null, "key", alias)?.resource;
    if (key !== undefined) push(found, key.address.text, alias.output("name"));
  }
  return found;
}
