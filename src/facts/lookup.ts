import { kept } from "../grouping";
import { parseArn } from "../values/arn";
import { hidesName } from "../resolve/sensitive-names";
import type { Confidence, Infrastructure, Resource } from "../resolve/infrastructure";
import type { Service } from "../services/service";
import { Hole, Text, type Value } from "../values/value";
import { attachmentsOf, type Attachments } from "./policies/attachments";
import { bucketFinders } from "./bucket-finder";
import { bucketsInPlan } from "./buckets";
import type { Key, Role } from "./facts";
import type { GatherOptions } from "./gather-facts";
import { keyPoliciesOf, type KeyPolicies } from "./policies/key-policies";
import { keyOutside, keysInPlan } from "./keys";
import { roleOutside, rolesInPlan } from "./roles";
import { runOn, type Run } from "./run";
import type { World } from "./detectors/reading/detector";
import { allowing, namesService } from "./detectors/reading/named-in-statements";

/** A world that grows: keys and roles outside the plan are added when something names them. */
export interface GrowingWorld extends World {
  /** The keys and roles of the plan, and those outside it that were asked for. */
  known(): { readonly keys: readonly Key[]; readonly roles: readonly Role[] };
}

/** Builds keys, roles, buckets and the indexes over them, once. */
export function worldOf(
  infrastructure: Infrastructure,
  { services, declaredUses, keyPolicies }: Required<GatherOptions>,
): GrowingWorld {
  const run = runOn(infrastructure);
  const policies = keyPoliciesOf(run, keyPolicies);
  const keys = keysInPlan(infrastructure, policies);
  const attachments = attachmentsOf(run);
  const roles = rolesInPlan(run, attachments);
  const buckets = bucketsInPlan(run);
  const keyOf = keyFinder(infrastructure, keys, policies);
  const roleOf = roleFinder(run, roles, attachments);
  let readRoles: readonly Role[] | undefined;
  const trusting = new Map<string, readonly Role[]>();
  const world: World = {
    infrastructure,
    services,
    declaredUses,
    keys,
    roles,
    buckets,
    serviceRoles(service, plan) {
      const found = kept(trusting, service.id, () => {
        readRoles ??= rolesRead(infrastructure, roleOf.find);
        return [...roles, ...readRoles].filter((role) => trustNames(role, service));
      });
      if (plan === undefined || infrastructure.joined !== true) return found;
      return found.filter(({ resource }) => resource?.plan === plan);
    },
    keyOf: keyOf.find,
    roleOf: roleOf.find,
    namesKey: (value) => keyName(value) !== undefined,
    namesRole: (value) => roleName(value) !== undefined,
    keyCalled: keyOf.called,
    roleCalled: roleOf.called,
    ...bucketFinders(infrastructure, buckets),
    keyOfBucket(bucket) {
      if (bucket.key === null) return undefined;
      const found = keyOf.find(bucket.key, bucket.keyNamedBy ?? bucket.resource ?? undefined);
      if (found !== undefined || typeof bucket.key === "string") return found;
      const name = bucket.key instanceof Hole ? bucket.key.name : `key of ${bucket.id}`;
      return { key: keyOf.called(name), confidence: "inferred" };
    },
  };
  return { ...world, known: () => ({ keys: [...keys, ...keyOf.outside()], roles: [...roles, ...roleOf.outside()] }) };
}

interface Finder<T, Thing> {
  readonly find: (value: Value, from?: Resource) => T | undefined;
  /** The thing outside the plan that is called so. */
  readonly called: (name: string) => Thing;
  readonly outside: () => readonly Thing[];
}

/** The roles that data sources have read and that the plan does not manage. */
function rolesRead(
  infrastructure: Infrastructure,
  find: (value: Value, from: Resource) => { readonly role: Role } | undefined,
): readonly Role[] {
  const found = infrastructure
    .ofType("aws_iam_role")
    .filter(({ mode }) => mode === "data")
    .flatMap((data) => find(data.output("arn"), data)?.role ?? []);
  return [...new Set(found)].filter(({ resource }) => resource === null);
}

function keyFinder(
  infrastructure: Infrastructure,
  keys: readonly Key[],
  policies: KeyPolicies,
): Finder<{ key: Key; confidence: Confidence }, Key> {
  const byAddress = new Map(keys.map((key) => [key.id, key]));
  const outside = new Map<string, Key>();
  const find = (value: Value, from?: Resource): { key: Key; confidence: Confidence } | undefined => {
    const found = infrastructure.identify(value, "key", from);
    if (found?.resource.mode === "managed") {
      const key = byAddress.get(found.resource.address.text);
      if (key !== undefined) return { key, confidence: found.confidence };
    }
    const name = hiddenName(found?.resource) ?? (found && keyName(found.resource.output("arn"))) ?? keyName(value);
    if (name === undefined) return undefined;
    return { key: make(value, name, found?.resource, from), confidence: found?.confidence ?? "certain" };
  };
  const make = (value: Value, name: string, data?: Resource, from?: Resource): Key => {
    const plan = from?.plan ?? infrastructure.plan;
    const called = infrastructure.joined === true && !name.startsWith("arn:") ? `${String(plan)} ${name}` : name;
    return kept(outside, called, () => keyOutside(value, name, { plan, data, policies }));
  };
  // What an alias or a replicated key's id means depends on who holds it.
  return {
    find: remembering(find, true),
    called: (name) => make(new Hole(`ARN of ${name}`), name),
    outside: () => [...outside.values()],
  };
}

/** Text means the same each time that it is looked up: `byHolder`, only where nobody holds it. */
function remembering<T>(
  find: (value: Value, from?: Resource) => T | undefined,
  byHolder: boolean,
): (value: Value, from?: Resource) => T | undefined {
  const known = new Map<string, T | undefined>();
  return (value, from) => {
    if (typeof value !== "string" || (byHolder && from !== undefined)) return find(value, from);
    if (!known.has(value)) known.set(value, find(value, from));
    return known.get(value);
  };
}

/** A thing whose name is sensitive is called by its address. */
function hiddenName(resource: Resource | undefined): string | undefined {
  return resource !== undefined && hidesName(resource) ? resource.address.text : undefined;
}

const KEY_ID = /^(mrk-[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** How a key outside the plan is called: its ARN, id or alias; `undefined` for what names no customer managed key. */
function keyName(value: Value): string | undefined {
  if (value instanceof Text) {
    const arn = parseArn(value);
    return arn?.service === "kms" && !nameText(arn.resource).startsWith("alias/aws/") ? nameText(value) : undefined;
  }
  if (typeof value !== "string" || value.includes("alias/aws/") || /[*?]/.test(value)) return undefined;
  const isArn = /^arn:[^:]+:kms:[^:]*:[^:]*:(key|alias)\/.+/.test(value);
  return isArn || value.startsWith("alias/") || KEY_ID.test(value) ? value : undefined;
}

function nameText(value: Value): string {
  if (typeof value === "string") return value;
  if (value instanceof Hole) return `\${${value.name}}`;
  return value instanceof Text ? value.parts.map((part) => nameText(part)).join("") : "";
}

function roleFinder(
  { infrastructure, parse }: Run,
  roles: readonly Role[],
  attachments: Attachments,
): Finder<{ role: Role; confidence: Confidence }, Role> {
  const byAddress = new Map(roles.map((role) => [role.id, role]));
  const outside = new Map<string, Role>();
  const find = (value: Value, from?: Resource): { role: Role; confidence: Confidence } | undefined => {
    const found = infrastructure.identify(value, "role", from);
    if (found?.resource.mode === "managed") {
      const role = byAddress.get(found.resource.address.text);
      if (role !== undefined) return { role, confidence: found.confidence };
    }
    const name = hiddenName(found?.resource) ?? roleName(found?.resource.output("arn") ?? value);
    if (name === undefined) return undefined;
    return { role: make(value, name, found?.resource, from), confidence: found?.confidence ?? "certain" };
  };
  const make = (value: Value, name: string, data?: Resource, from?: Resource): Role => {
    const plan = from?.plan ?? infrastructure.plan;
    return kept(outside, name, () => roleOutside(value, name, { plan, data, attachments, parse }));
  };
  // Where plans are joined, a name means something only in its own.
  return {
    find: remembering(find, infrastructure.joined === true),
    called: (name) => make(new Hole(`ARN of ${name}`), name),
    outside: () => [...outside.values()],
  };
}

const ROLE_ARN = /^arn:[^:]*:iam:[^:]*:[^:]*:role\//;

function roleName(value: Value): string | undefined {
  if (typeof value === "string") return ROLE_ARN.test(value) && !/[*?]/.test(value) ? value : undefined;
  const arn = parseArn(value);
  if (arn?.service !== "iam" || !nameText(arn.resource).startsWith("role/")) return undefined;
  const name = nameText(value);
  return /[*?]/.test(name) ? undefined : name;
}

/** Whether an Allow of the trust policy names the service principal. */
function trustNames(role: Role, service: Service): boolean {
  const { policy } = role.trust;
  return policy !== null && namesService(allowing(policy), service);
}
