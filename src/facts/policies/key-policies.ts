import { isType, policyAttribute } from "../../plan";
import { parsePolicy, type ParsePolicy } from "../../policy";
import { Choice, Hole, holesOf, makeArn, type Value } from "../../values";
import type { Resource } from "../../resolve";
import type { FindCandidates } from "../candidates";
import type { PolicyFact } from "../facts";
import { givenPolicies, type GivenKeyPolicy, type GivenPolicy } from "./given-policies";
import { policyOf, writes } from "./policy-fact";
import { keyIdOf, policyResources } from "./key-policy-resources";
import type { FactSources } from "../fact-sources";

/** What `aws_kms_key_policy` resources say of the policies of keys. */
export interface KeyPolicies {
  /** The policy that a key of the plan will have. */
  of(key: Resource): PolicyFact;
  /** The policy of a key outside the plan, by its ARN or id, where a resource of the plan sets it or it was handed over. */
  ofOutside(key: Value): PolicyFact | undefined;
}

/** Reads every `aws_kms_key_policy` once; `given` are policies of keys outside the plan. */
export function keyPoliciesOf(sources: FactSources, given: readonly GivenKeyPolicy[] = []): KeyPolicies {
  const { infrastructure, parse, candidates } = sources;
  const givenTo = givenPolicies(given);
  const resources = policyResources(infrastructure);
  const { strays, strayUnwritten } = resources;
  return {
    of: (key) => {
      const { text } = key.address;
      const { setting, ending, unwritten, doubtful } = resources.ofKeys(text);
      const own = (): PolicyFact =>
        (setting.length > 0 ? undefined : strayed(key, sources, strays)) ??
        policyOf(parse, key, policyAttribute(key.type), "key") ??
        defaultPolicy(key, "no policy is set, so that AWS attaches its default key policy");
      const [doubt] = doubtful;
      const fact =
        separate(parse, key, setting, ending) ?? (doubt === undefined ? own() : ifItChanges(doubt, valueAsItIs(key)));
      const seen = withUnwritten(parse, fact, [...unwritten, ...(overruled(setting[0], key) ? setting : NONE)]);
      return withStrayUnwritten(seen, key, sources, strayUnwritten);
    },
    ofOutside: (key) => {
      const { setting, ending } = resources.ofOutside(keyIdOf(key) ?? "");
      return separateOutside(parse, setting, ending) ?? unlessStrayed(givenTo(key), strays, candidates);
    },
  };
}

const NONE: readonly Resource[] = [];

/** The key writes a policy of its own, and the resource that sets another leaves it so. */
function overruled(setting: Resource | undefined, key: Resource): boolean {
  return setting !== undefined && !writes(setting, "policy") && rewrites(key);
}

/** With the policy that a resource of the plan holds for the key, and that applying the plan does not send to AWS. */
function withUnwritten(parse: ParsePolicy, fact: PolicyFact, [resource]: readonly Resource[]): PolicyFact {
  const unwritten = resource && policyOf(parse, resource, "policy", "key");
  if (resource === undefined || unwritten === undefined) return fact;
  const name = resource.address.text;
  const because =
    resource.change === "update"
      ? `${name} only has its key_id changed, for which the provider makes no call, so that its policy is not written`
      : `the key's own policy is written and that of ${name} is not; the two overwrite each other with every apply`;
  return { ...fact, because: fact.because === undefined ? because : `${fact.because}; ${because}`, unwritten };
}

/** With the policy of a resource that may be moved to this key, and that applying the plan does not send to AWS. */
function withStrayUnwritten(
  fact: PolicyFact,
  key: Resource,
  sources: FactSources,
  strays: readonly Resource[],
): PolicyFact {
  const stray = strayFor(key, sources, strays);
  const possiblyMeant = stray && policyOf(sources.parse, stray, "policy", "key");
  return possiblyMeant === undefined ? fact : { ...fact, possiblyMeant };
}

/** Whether an update that moves the resource to another key writes its policy too, where that is not known. */
function ifItChanges(resource: Resource, other: Value): PolicyFact {
  const name = resource.address.text;
  return choice(
    resource,
    new Hole(`whether the policy of ${name} changes, without which ${name} is not written`),
    other,
  );
}

function valueAsItIs(key: Resource): Value {
  const own = valueOf(key) ?? "";
  return own === "" ? defaultDocument(key) : own;
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
    if (overruled(first, key)) return policyOf(parse, key, policyAttribute(key.type), "key");
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
function unlessStrayed(
  given: GivenPolicy | undefined,
  strays: readonly Resource[],
  candidates: FindCandidates,
): PolicyFact | undefined {
  const stray = given && strays.find((each) => mayMeanOutside(each, candidates));
  if (given === undefined || stray === undefined) return given?.fact;
  return choice(stray, new Hole(`whether ${stray.address.text} sets the policy of ${given.arn}`), given.document);
}

function valueOf(resource: Resource): Value {
  return resource.attribute(policyAttribute(resource.type)) ?? null;
}

function rewrites(key: Resource): boolean {
  const attribute = policyAttribute(key.type);
  return key.change === "update" && key.attribute(attribute) !== undefined && writes(key, attribute);
}

/** The policy that one resource sets, or what another makes of it: nobody knows which comes last. */
function either(first: Resource, second: Resource, other: Value): PolicyFact {
  const last = new Hole(`whether ${first.address.text} or ${second.address.text} comes last`);
  return choice(first, last, other, second);
}

/** Either the policy that `resource` sets, or `other`, which `holder` may hold. */
function choice(resource: Resource, condition: Hole, other: Value, holder?: Resource): PolicyFact {
  const value = new Choice(condition, valueOf(resource), other);
  const secret = [resource, holder].find((each) => each?.sensitive(policyAttribute(each.type)) === true);
  return {
    origin: "unknown",
    because: `it depends on ${condition.name}`,
    policy: parsePolicy(value, {
      kind: "key",
      ...(secret !== undefined && { concealed: `${secret.address.text}.${policyAttribute(secret.type)}` }),
    }),
    location: resource.location(policyAttribute(resource.type)),
    written: true,
    references: holesOf(value).flatMap(({ references }) => references),
  };
}

/** A policy of a key that cannot be told may be this key's, also where the plan creates the key with its own. */
function strayed(key: Resource, sources: FactSources, strays: readonly Resource[]): PolicyFact | undefined {
  const stray = strayFor(key, sources, strays);
  if (stray === undefined) return undefined;
  const meant = new Hole(`whether ${stray.address.text} sets the policy of ${key.address.text}`);
  return choice(stray, meant, valueAsItIs(key), key);
}

/** Where plans are joined: what is not known in one is nothing of another's. */
function strayFor(key: Resource, sources: FactSources, strays: readonly Resource[]): Resource | undefined {
  return strays.find((each) => each.plan === key.plan && mayMean(each, key, sources));
}

/** False where all that the key id refers to are other keys. */
function mayMean(stray: Resource, key: Resource, { infrastructure, candidates }: FactSources): boolean {
  const keyId = stray.attribute("key_id") ?? null;
  if (keyId instanceof Choice) {
    const either = [keyId.whenTrue, keyId.whenFalse].map(
      (each) => infrastructure.identify(each, "key", stray)?.resource,
    );
    if (either.every((each) => each !== undefined)) return either.includes(key);
  }
  const referred = keysReferredTo(stray, candidates);
  return referred === undefined || referred.includes(key);
}

/** False where all that the key id refers to are keys of the plan. */
function mayMeanOutside(stray: Resource, candidates: FindCandidates): boolean {
  return keysReferredTo(stray, candidates)?.some(({ mode }) => mode === "data") ?? true;
}

/** The keys that a key id refers to; `undefined` where it refers to none, so that it may be any. */
function keysReferredTo(stray: Resource, candidates: FindCandidates): readonly Resource[] | undefined {
  const keys = candidates(stray.attribute("key_id") ?? null).resources.filter(({ type }) => isType(type, "key"));
  return keys.length === 0 ? undefined : keys;
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
    location: key.location(policyAttribute(key.type)),
    written: key.change === "create" || key.change === "replace",
    references: [],
  };
}
