import { parseReference } from "../plan";
import { parsePolicy } from "../policy";
import { makeArn, parseArn } from "../resolve/arn";
import type { Infrastructure, Resource } from "../resolve/infrastructure";
import { Choice, Hole, holesOf, type Value } from "../value";
import type { PolicyFact } from "./facts";
import { givenPolicies, type GivenKeyPolicy } from "./given-policies";
import { policyOf, writes } from "./policy-fact";
import { redacted } from "./redact";

/** What `aws_kms_key_policy` resources say of the policies of keys. */
export interface KeyPolicies {
  /** The policy that a key of the plan will have. */
  of(key: Resource): PolicyFact;
  /** The policy of a key outside the plan, by its ARN or id, where a resource of the plan sets it or it was handed over. */
  ofOutside(key: Value): PolicyFact | undefined;
}

/** Reads every `aws_kms_key_policy` once; `given` are policies of keys outside the plan. */
export function keyPoliciesOf(infrastructure: Infrastructure, given: readonly GivenKeyPolicy[] = []): KeyPolicies {
  const givenTo = givenPolicies(given);
  const setting = new Map<string, Resource[]>();
  const ending = new Map<string, Resource[]>();
  const outside = new Map<string, Resource>();
  const strays: Resource[] = [];
  for (const resource of infrastructure.ofType("aws_kms_key_policy")) {
    const before = infrastructure.identify(resource.before?.key_id ?? null, "key", resource)?.resource;
    const keyId = resource.attribute("key_id") ?? null;
    const key = infrastructure.identify(keyId, "key", resource)?.resource;
    const ends = resource.change === "delete" || (resource.change === "replace" && before !== key);
    if (ends && before !== undefined) push(ending, before.address.text, resource);
    if (resource.change === "delete") continue;
    if (key?.mode === "managed") push(setting, key.address.text, resource);
    else if (key !== undefined || typeof keyId === "string") {
      const id = keyIdOf(key?.output("arn") ?? keyId, resource);
      if (id !== undefined) outside.set(id, resource);
    } else strays.push(resource);
  }
  return {
    of: (key) => {
      const { text } = key.address;
      const own = setting.get(text) ?? [];
      return (
        separate(key, own, ending.get(text) ?? []) ??
        (own.length > 0 ? undefined : strayed(key, infrastructure, strays)) ??
        policyOf(key, "policy", "key") ??
        defaultPolicy(key, "no policy is set, so that AWS attaches its default key policy")
      );
    },
    ofOutside: (key) => {
      const id = keyIdOf(key);
      const resource = id === undefined ? undefined : outside.get(id);
      return (resource && policyOf(resource, "policy", "key")) ?? givenTo(key);
    },
  };
}

/** What resources of their own make of a key's policy; `undefined`: nothing. */
function separate(key: Resource, own: readonly Resource[], ended: readonly Resource[]): PolicyFact | undefined {
  const [first, second] = own;
  const [end] = ended;
  if (first !== undefined) {
    if (second !== undefined) return either(first, second, valueOf(second));
    if (end !== undefined) return either(first, end, defaultDocument(key));
    if (first.change === "no-op" && rewrites(key)) return either(first, key, valueOf(key));
    return policyOf(first, "policy", "key");
  }
  if (end === undefined || key.change === "create" || key.change === "replace") return undefined;
  // The provider only restores the default policy where it may check for a lockout.
  if (end.before?.bypass_policy_lockout_safety_check === true) return policyOf(end, "policy", "key");
  if (rewrites(key)) return either(key, end, defaultDocument(key));
  const because = `${end.address.text} is taken away, which sets the key's policy back to AWS's default`;
  return { ...defaultPolicy(key, because), written: true };
}

function valueOf(resource: Resource): Value {
  const value = resource.attribute("policy") ?? null;
  return resource.sensitive("policy") ? redacted(value, `${resource.address.text}.policy`) : value;
}

function rewrites(key: Resource): boolean {
  return key.change === "update" && key.attribute("policy") !== undefined && writes(key, "policy");
}

/** The policy that one resource sets, or what another makes of it: nobody knows which comes last. */
function either(first: Resource, second: Resource, other: Value): PolicyFact {
  const last = new Hole(`whether ${first.address.text} or ${second.address.text} comes last`);
  return choice(first, last, other);
}

function choice(resource: Resource, condition: Hole, other: Value): PolicyFact {
  const value = new Choice(condition, valueOf(resource), other);
  return {
    origin: "unknown",
    because: `it depends on ${condition.name}`,
    policy: parsePolicy(value, { kind: "key" }),
    location: resource.location("policy"),
    written: true,
    references: holesOf(value).flatMap(({ references }) => references),
  };
}

/** A policy of a key that cannot be told may be this key's, but where the plan creates the key with its own. */
function strayed(key: Resource, infrastructure: Infrastructure, strays: readonly Resource[]): PolicyFact | undefined {
  const creates = key.change === "create" || key.change === "replace";
  const own = valueOf(key) ?? "";
  if (creates && own !== "") return undefined;
  // Where plans are joined: what is not known in one is nothing of another's.
  const stray = strays.find((each) => each.plan === key.plan && mayMean(each, key, infrastructure));
  if (stray === undefined) return undefined;
  const meant = new Hole(`whether ${stray.address.text} sets the policy of ${key.address.text}`);
  return choice(stray, meant, own === "" ? defaultDocument(key) : own);
}

/** False where all that the key id refers to are other keys. */
function mayMean(stray: Resource, key: Resource, infrastructure: Infrastructure): boolean {
  const keyId = stray.attribute("key_id") ?? null;
  if (keyId instanceof Choice) {
    const either = [keyId.whenTrue, keyId.whenFalse].map(
      (each) => infrastructure.identify(each, "key", stray)?.resource,
    );
    if (either.every((each) => each !== undefined)) return either.includes(key);
  }
  const referred = holesOf(keyId).flatMap(({ references }) => references.map((each) => parseReference(each)?.address));
  const keys = referred.every((each) => each?.type.startsWith("aws_kms_") === true && each.type.endsWith("_key"));
  if (referred.length === 0 || !keys) return true;
  return referred.some((each) => each?.configured === key.address.configured);
}

/** The id at the end of a key's ARN, or the id itself; with its Region where the key has replicas, which share it. */
function keyIdOf(value: Value, holder?: Resource): string | undefined {
  const arn = parseArn(value);
  const resource = arn?.resource ?? value;
  if (typeof resource !== "string") return undefined;
  const id = resource.replace(/^key\//, "");
  if (!id.startsWith("mrk-")) return id;
  const region = arn === undefined ? holder?.region : arn.region;
  return typeof region === "string" ? `${region} ${id}` : undefined;
}

/**
 * What AWS attaches where no policy is given.
 * Source: AWS KMS Developer Guide, "Default key policy" (https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html).
 */
export function defaultDocument(key: Resource): Value {
  const root = makeArn(key.partition, "iam", "", key.account, ["root"]);
  return {
    Version: "2012-10-17",
    Id: "key-default-1",
    Statement: [
      { Sid: "Enable IAM User Permissions", Effect: "Allow", Principal: { AWS: root }, Action: "kms:*", Resource: "*" },
    ],
  };
}

function defaultPolicy(key: Resource, because: string): PolicyFact {
  return {
    origin: "default",
    because,
    policy: parsePolicy(defaultDocument(key), { kind: "key" }),
    location: key.location("policy"),
    written: key.change === "create" || key.change === "replace",
    references: [],
  };
}

function push<K, V>(into: Map<K, V[]>, key: K, item: V): void {
  const found = into.get(key);
  if (found === undefined) into.set(key, [item]);
  else found.push(item);
}
