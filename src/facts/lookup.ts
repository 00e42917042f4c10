import { kept } from "../grouping";
import { type AwsThing, isType, namesOfThing, typesOf } from "../plan";
import type { Confidence, Infrastructure, Resource, Holder } from "../resolve";
import type { Service } from "../services";
import { Hole, isUnknown, type Value } from "../values";
import { bucketsInPlan } from "./buckets";
import { type FindCandidates, keysBehind } from "./candidates";
import { factSources } from "./fact-sources";
import type { Bucket, DeclaredUse, Key, Role } from "./facts";
import { bucketFinders } from "./find-buckets";
import { strayFinders } from "./stray-buckets";
import { keyFinder, keyName } from "./find-keys";
import { roleFinder, roleName } from "./find-roles";
import type { GatherOptions } from "./gather-facts";
import { keysInPlan } from "./keys";
import { allowing, attachmentsOf, keyPoliciesOf, mayNameService, namesService } from "./policies";
import { rolesInPlan } from "./roles";

/** What detectors read: the infrastructure, the keys, roles and buckets found in it, and the ways to find one by what names it. */
export interface Lookup {
  readonly infrastructure: Infrastructure;
  /** The services that calls of an API show: policies that name them, and roles that trust them, speak of these alone. */
  readonly services: readonly Service[];
  /** Those that only resources show, too. */
  readonly allServices: readonly Service[];
  readonly declaredUses: readonly DeclaredUse[];
  readonly keys: readonly Key[];
  readonly roles: readonly Role[];
  readonly buckets: readonly Bucket[];
  /**
   * The roles whose trust policy lets the service assume them (its principal is named in an Allow): those of the plan, and
   * those that a data source has read. `plan`: where plans are joined, those of one.
   */
  readonly serviceRoles: (service: Service, plan?: number) => readonly Role[];
  /** The roles of which it cannot be told whether their trust policy lets the service assume them. */
  readonly possibleRoles: (service: Service) => readonly Role[];
  /** The roles that any service may assume, or of which nobody knows who may; `plan`: where plans are joined, those of one. */
  readonly mayServe: (plan?: number) => readonly Role[];
  /** What something that is not known may turn out to be. */
  readonly candidates: FindCandidates;
  /** The key that a resource is, names (an alias), reads, or is encrypted with (a bucket). */
  readonly keyBehind: (resource: Resource) => Key | undefined;
  /**
   * The key that a value (ARN, id, alias, hole) means; a key outside the plan for an ARN, id or alias that is not in it.
   * `from` is the resource that holds the value.
   */
  readonly keyOf: (value: Value, from?: Holder) => { readonly key: Key; readonly confidence: Confidence } | undefined;
  /** The role that a value (ARN, name, hole) means; a role outside the plan for an ARN that is not in it. */
  readonly roleOf: (
    value: Value,
    from?: Holder,
  ) => { readonly role: Role; readonly confidence: Confidence } | undefined;
  /** Whether a value is the ARN, id or alias of a customer managed key. */
  readonly namesKey: (value: Value) => boolean;
  /** Whether a value is a role's ARN. */
  readonly namesRole: (value: Value) => boolean;
  /** A key outside the plan of which nothing but what it is called is known. */
  readonly keyCalled: (name: string) => Key;
  /** A key that something else than a resource of the plan makes, of which this is known. */
  readonly keyMade: (name: string, known: Partial<Key>) => Key;
  /** A role outside the plan of which nothing but what it is called is known. */
  readonly roleCalled: (name: string) => Role;
  /** The bucket that a name, an ARN, an `s3://` URI or an object's ARN means. */
  readonly bucketOf: (value: Value) => { readonly bucket: Bucket; readonly confidence: Confidence } | undefined;
  /** The buckets whose name a policy's Resource names, or matches with a literal part of it; `*` alone names none. */
  readonly bucketsNamed: (pattern: Value) => readonly { readonly bucket: Bucket; readonly exact: boolean }[];
  /** The buckets whose own name is not known, and may turn out to be one that a policy's Resource names. */
  readonly bucketsPossiblyNamed: (pattern: Value) => readonly Bucket[];
  /** Buckets of which nobody can tell which they are: a rule or a policy names them by what is not known. */
  readonly strayBuckets: readonly Bucket[];
  /** Of a bucket without any: the encryption rules of which nobody can tell whose they are, and that may be its own. */
  readonly rulesPerhapsOf: (bucket: Bucket) => readonly Bucket[];
  /** The buckets that such a one may be. */
  readonly bucketsMeant: (stray: Bucket) => readonly Bucket[];
  /** Whether such a one may be named by a policy's Resource. */
  readonly mayBeNamed: (stray: Bucket, resource: Value) => boolean;
  /** The customer managed keys that encrypt what is in a bucket: its own, and those of its objects. */
  readonly keysOfBucket: (bucket: Bucket) => readonly { readonly key: Key; readonly confidence: Confidence }[];
  /**
   * The keys of the plan that may encrypt a bucket whose key is not known: those that its rule refers to, or any. `undefined`:
   * the key is known, or can be none of the plan's.
   */
  readonly hiddenKeyOfBucket: (bucket: Bucket) => HiddenKey | undefined;
  /** The key that encrypts a bucket, where it is a customer managed one; one that is no key of the plan by the name of its hole. */
  readonly keyOfBucket: (bucket: Bucket) => { readonly key: Key; readonly confidence: Confidence } | undefined;
}

/** The keys that something may mean; `any`: every key of its plan. */
export interface HiddenKey {
  readonly keys: readonly Key[] | "any";
}

/** A lookup that grows: keys and roles outside the plan are added when something names them. */
export interface GrowingLookup extends Lookup {
  /** The keys and roles of the plan, and those outside it that were asked for. */
  known(): { readonly keys: readonly Key[]; readonly roles: readonly Role[] };
}

/** Builds keys, roles, buckets and the indexes over them, once. */
export function lookupIn(
  infrastructure: Infrastructure,
  { services: allServices, declaredUses, keyPolicies, today }: Required<GatherOptions>,
): GrowingLookup {
  const services = allServices.filter(({ names }) => names !== undefined);
  const sources = factSources(infrastructure);
  const { candidates } = sources;
  const policies = keyPoliciesOf(sources, keyPolicies);
  const keys = keysInPlan(sources, policies, today);
  const attachments = attachmentsOf(sources);
  const roles = rolesInPlan(sources, attachments);
  const buckets = bucketsInPlan(sources);
  const keyOf = keyFinder(infrastructure, keys, policies);
  const roleOf = roleFinder(sources, roles, attachments);
  let readRoles: readonly Role[] | undefined;
  const trusting = new Map<string, readonly Role[]>();
  const possible = new Map<string, readonly Role[]>();
  const serving = new Map<number | undefined, readonly Role[]>();
  const hiddenKeys = new Map<Bucket, HiddenKey | undefined>();
  const behind = new Map<Resource, Key | undefined>();
  const finders = bucketFinders(infrastructure, buckets);
  const lookup: Lookup = {
    infrastructure,
    services,
    allServices,
    declaredUses,
    keys,
    roles,
    buckets,
    serviceRoles(service, plan) {
      if (service.names === undefined) return [];
      const found = kept(trusting, service.id, () => {
        readRoles ??= rolesRead(infrastructure, roleOf.find);
        return [...roles, ...readRoles].filter((role) => trustNames(role, service));
      });
      if (plan === undefined || infrastructure.joined !== true) return found;
      return found.filter(({ resource }) => resource?.plan === plan);
    },
    possibleRoles: (service) =>
      kept(possible, service.id, () => {
        const serving = new Set(lookup.serviceRoles(service));
        return roles.filter((role) => !serving.has(role) && mayTrust(role, service, candidates));
      }),
    mayServe: (plan) =>
      kept(serving, infrastructure.joined === true ? plan : undefined, () => [
        ...new Set(
          services.flatMap((service) => [
            ...lookup.serviceRoles(service, plan),
            ...lookup.possibleRoles(service).filter((role) => plan === undefined || role.resource?.plan === plan),
          ]),
        ),
      ]),
    candidates,
    keyBehind(resource) {
      if (!behind.has(resource)) {
        // Kept before it is looked for, so that a bucket whose rule refers to the bucket ends.
        behind.set(resource, undefined);
        behind.set(resource, keyBehind(lookup, resource));
      }
      return behind.get(resource);
    },
    keyOf: keyOf.find,
    roleOf: roleOf.find,
    namesKey: (value) => keyName(value) !== undefined,
    namesRole: (value) => roleName(value) !== undefined,
    keyCalled: keyOf.called,
    keyMade: keyOf.made,
    roleCalled: roleOf.called,
    ...finders,
    ...strayFinders(buckets, finders.bucketsNamed, candidates),
    keysOfBucket(bucket) {
      const own = lookup.keyOfBucket(bucket);
      const objects = bucket.objects.flatMap(({ key, by }) => keyOf.find(key, by) ?? []);
      return own === undefined ? objects : [own, ...objects];
    },
    hiddenKeyOfBucket(bucket) {
      if (!hiddenKeys.has(bucket)) hiddenKeys.set(bucket, hiddenKeyOf(lookup, bucket));
      return hiddenKeys.get(bucket);
    },
    keyOfBucket(bucket) {
      if (bucket.key === null) return undefined;
      const found = keyOf.find(bucket.key, bucket.keyNamedBy ?? bucket.resource ?? undefined);
      if (found !== undefined || typeof bucket.key === "string" || lookup.hiddenKeyOfBucket(bucket)) return found;
      const name = bucket.key instanceof Hole ? bucket.key.name : `key of ${bucket.id}`;
      return { key: keyOf.called(name), confidence: "inferred" };
    },
  };
  return { ...lookup, known: () => ({ keys: [...keys, ...keyOf.outside()], roles: [...roles, ...roleOf.outside()] }) };
}

/** The roles that data sources have read and that the plan does not manage. */
function rolesRead(
  infrastructure: Infrastructure,
  find: (value: Value, from: Holder) => { readonly role: Role } | undefined,
): readonly Role[] {
  const found = infrastructure
    .ofType(...typesOf("role"))
    .filter(({ mode }) => mode === "data")
    .flatMap((data) => find(data.output("arn"), data)?.role ?? []);
  return [...new Set(found)].filter(({ resource }) => resource === null);
}

/** Whether an Allow of the trust policy names the service principal. */
function trustNames(role: Role, service: Service): boolean {
  const { policy } = role.trust;
  return policy !== null && namesService(allowing(policy), service);
}

/** Whether the trust policy may turn out to name the service principal. */
function mayTrust({ trust: { policy } }: Role, service: Service, candidates: FindCandidates): boolean {
  if (policy === null) return false;
  return policy.open !== undefined || mayNameService(policy, service, (value) => candidates(value).open !== undefined);
}

/** What names a key, or is encrypted with one: other resources that hold one hand it on to nobody. */
function keyBehind(lookup: Lookup, resource: Resource): Key | undefined {
  const { type, mode } = resource;
  if (mode === "data" ? !reads(type, LEADING) : !LEADING.some((thing) => isType(type, thing))) return undefined;
  const { text } = resource.address;
  const value = new Hole(text, { references: [text] });
  const key = lookup.keyOf(value, resource)?.key;
  if (key !== undefined) return key;
  const bucket = lookup.bucketOf(value)?.bucket;
  return bucket === undefined ? undefined : lookup.keyOfBucket(bucket)?.key;
}

const LEADING: readonly AwsThing[] = ["key", "alias", "bucket"];

function reads(type: string, things: readonly AwsThing[]): boolean {
  return things.some((thing) => namesOfThing(thing, type, "data").length > 0);
}

function hiddenKeyOf(lookup: Lookup, bucket: Bucket): HiddenKey | undefined {
  const { key, keyNamedBy, resource, objects, ruleIsHidden = false } = bucket;
  const own = key === null ? [] : [{ key, by: keyNamedBy ?? resource ?? undefined, ruleIsHidden }];
  const all: readonly NamedKey[] = [...own, ...objects];
  const strays = lookup.rulesPerhapsOf(bucket);
  const found = [
    ...all.flatMap((each) => hiddenKeyBehind(lookup, each) ?? []),
    ...strays.flatMap((stray) => lookup.hiddenKeyOfBucket(stray) ?? []),
  ];
  if (found.some(({ keys }) => keys === "any")) return { keys: "any" };
  const keys = new Set(found.flatMap((each) => (each.keys === "any" ? [] : each.keys)));
  for (const stray of strays) for (const each of lookup.keysOfBucket(stray)) keys.add(each.key);
  return keys.size === 0 ? undefined : { keys: [...keys] };
}

interface NamedKey {
  readonly key: Value;
  readonly by: Holder | undefined;
  readonly ruleIsHidden?: boolean;
}

function hiddenKeyBehind(lookup: Lookup, { key, by, ruleIsHidden = false }: NamedKey): HiddenKey | undefined {
  if (!isUnknown(key) || lookup.keyOf(key, by) !== undefined) return undefined;
  const { keys, open } = keysBehind(lookup, key);
  if (keys.length > 0) return { keys };
  const any = ruleIsHidden || lookup.keys.some(({ plan }) => plan === by?.plan);
  return open !== undefined && any ? { keys: "any" } : undefined;
}
