import { isType, SAYINGS } from "../../plan/aws-resources";
import { push } from "../../grouping";
import { parseReference } from "../../plan";
import type { Address } from "../../plan/address";
import { parsePolicy, type ParsePolicy } from "../../policy";
import { makeArn, parseArn } from "../../values/arn";
import type { Infrastructure, Resource } from "../../resolve/infrastructure";
import { Choice, Hole, holesOf, type Value } from "../../values/value";
import type { PolicyFact } from "../facts";
import { givenPolicies, type GivenKeyPolicy, type GivenPolicy } from "./given-policies";
import { policyOf, writes } from "./policy-fact";
import type { FactSources } from "../fact-sources";

/** What `aws_kms_key_policy` resources say of the policies of keys. */
export interface KeyPolicies {
  /** The policy that a key of the plan will have. */
  of(key: Resource): PolicyFact;
  /** The policy of a key outside the plan, by its ARN or id, where a resource of the plan sets it or it was handed over. */
  ofOutside(key: Value): PolicyFact | undefined;
}

const NONE: readonly Resource[] = [];

/** Reads every `aws_kms_key_policy` once; `given` are policies of keys outside the plan. */
export function keyPoliciesOf(
  { infrastructure, parse }: FactSources,
  given: readonly GivenKeyPolicy[] = [],
): KeyPolicies {
  const givenTo = givenPolicies(given);
  const setting = new Map<string, Resource[]>();
  const ending = new Map<string, Resource[]>();
  const outside = { setting: new Map<string, Resource[]>(), ending: new Map<string, Resource[]>() };
  const strays: Resource[] = [];
  for (const resource of infrastructure.ofType(SAYINGS.keyPolicy.type)) {
    const before = infrastructure.identify(resource.before?.key_id ?? null, "key", resource)?.resource;
    const keyId = resource.attribute("key_id") ?? null;
    const key = infrastructure.identify(keyId, "key", resource)?.resource;
    const idBefore = keyIdOf(before?.output("arn") ?? resource.before?.key_id ?? null, resource);
    const id = keyIdOf(key?.output("arn") ?? keyId, resource);
    const stays = before === key && idBefore === id;
    if (resource.change === "delete" || (resource.change === "replace" && !stays)) {
      if (before?.mode === "managed") push(ending, before.address.text, resource);
      else if (idBefore !== undefined) push(outside.ending, idBefore, resource);
    }
    if (resource.change === "delete") continue;
    if (key?.mode === "managed") push(setting, key.address.text, resource);
    else if (key === undefined && typeof keyId !== "string") strays.push(resource);
    else if (id !== undefined) push(outside.setting, id, resource);
  }
  return {
    of: (key) => {
      const { text } = key.address;
      const own = setting.get(text) ?? NONE;
      return (
        separate(parse, key, own, ending.get(text) ?? NONE) ??
        (own.length > 0 ? undefined : strayed(key, infrastructure, strays)) ??
        policyOf(parse, key, "policy", "key") ??
        defaultPolicy(key, "no policy is set, so that AWS attaches its default key policy")
      );
    },
    ofOutside: (key) => {
      const id = keyIdOf(key) ?? "";
      const own = outside.setting.get(id) ?? [];
      const ended = outside.ending.get(id) ?? [];
      return separateOutside(parse, own, ended) ?? unlessStrayed(givenTo(key), strays);
    },
  };
}

/** What resources of their own make of a key's policy; `undefined`: nothing. */
function separate(
  parse: ParsePolicy,
  key: Resource,
  own: readonly Resource[],
  ended: readonly Resource[],
): PolicyFact | undefined {
  const [first, second] = own;
  const [end] = ended;
  if (first !== undefined) {
    if (second !== undefined) return either(first, second, valueOf(second));
    if (end !== undefined) return either(first, end, defaultDocument(key));
    if (!writes(first, "policy") && rewrites(key)) return either(first, key, valueOf(key));
    return policyOf(parse, first, "policy", "key");
  }
  if (end === undefined || key.change === "create" || key.change === "replace") return undefined;
  // The provider only restores the default policy where it may check for a lockout.
  if (end.before?.bypass_policy_lockout_safety_check === true) return policyOf(parse, end, "policy", "key");
  if (rewrites(key)) return either(key, end, defaultDocument(key));
  return { ...defaultPolicy(key, takenAway(end)), written: true };
}

/** What resources of their own make of the policy of a key outside the plan; `undefined`: nothing. */
function separateOutside(
  parse: ParsePolicy,
  own: readonly Resource[],
  ended: readonly Resource[],
): PolicyFact | undefined {
  const [first, second] = own;
  const [end] = ended;
  if (first !== undefined) {
    if (second !== undefined) return either(first, second, valueOf(second));
    if (end !== undefined && end !== first) return either(first, end, defaultDocument(end));
    return policyOf(parse, first, "policy", "key");
  }
  if (end === undefined) return undefined;
  if (end.before?.bypass_policy_lockout_safety_check === true) return policyOf(parse, end, "policy", "key");
  return { ...defaultPolicy(end, takenAway(end)), written: true };
}

function takenAway(end: Resource): string {
  return `${end.address.text} is taken away, which sets the key's policy back to AWS's default`;
}

/** The policy that was handed over, unless a resource may set another: the plan says of no such key which it is not. */
function unlessStrayed(given: GivenPolicy | undefined, strays: readonly Resource[]): PolicyFact | undefined {
  const stray = given && strays.find(mayMeanOutside);
  if (given === undefined || stray === undefined) return given?.fact;
  return choice(stray, new Hole(`whether ${stray.address.text} sets the policy of ${given.arn}`), given.document);
}

function valueOf(resource: Resource): Value {
  return resource.attribute("policy") ?? null;
}

function rewrites(key: Resource): boolean {
  return key.change === "update" && key.attribute("policy") !== undefined && writes(key, "policy");
}

/** The policy that one resource sets, or what another makes of it: nobody knows which comes last. */
function either(first: Resource, second: Resource, other: Value): PolicyFact {
  const last = new Hole(`whether ${first.address.text} or ${second.address.text} comes last`);
  return choice(first, last, other, second);
}

/** Either the policy that `resource` sets, or `other`, which `holder` may hold. */
function choice(resource: Resource, condition: Hole, other: Value, holder?: Resource): PolicyFact {
  const value = new Choice(condition, valueOf(resource), other);
  const secret = [resource, holder].find((each) => each?.sensitive("policy") === true);
  return {
    origin: "unknown",
    because: `it depends on ${condition.name}`,
    policy: parsePolicy(value, {
      kind: "key",
      ...(secret !== undefined && { concealed: `${secret.address.text}.policy` }),
    }),
    location: resource.location("policy"),
    written: true,
    references: holesOf(value).flatMap(({ references }) => references),
  };
}

/** A policy of a key that cannot be told may be this key's, but where the plan creates the key with its own. */
function strayed(key: Resource, infrastructure: Infrastructure, strays: readonly Resource[]): PolicyFact | undefined {
  if (strays.length === 0) return undefined;
  const creates = key.change === "create" || key.change === "replace";
  const own = valueOf(key) ?? "";
  if (creates && own !== "") return undefined;
  // Where plans are joined: what is not known in one is nothing of another's.
  const stray = strays.find((each) => each.plan === key.plan && mayMean(each, key, infrastructure));
  if (stray === undefined) return undefined;
  const meant = new Hole(`whether ${stray.address.text} sets the policy of ${key.address.text}`);
  return choice(stray, meant, own === "" ? defaultDocument(key) : own, key);
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
  const referred = keysReferredTo(stray);
  return referred === undefined || referred.some(({ configured }) => configured === key.address.configured);
}

/** False where all that the key id refers to are keys of the plan. */
function mayMeanOutside(stray: Resource): boolean {
  return keysReferredTo(stray)?.some(({ mode }) => mode === "data") ?? true;
}

/** The keys that a key id refers to; `undefined` where it refers to anything else. */
function keysReferredTo(stray: Resource): readonly Address[] | undefined {
  const holes = holesOf(stray.attribute("key_id") ?? null);
  const referred = holes.flatMap(({ references }) => references.map((each) => parseReference(each)?.address));
  const keys = referred.flatMap((each) => (each !== undefined && isType(each.type, "key") ? [each] : []));
  return keys.length === 0 || keys.length < referred.length ? undefined : keys;
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
