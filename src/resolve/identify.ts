import { groupBy, kept, push } from "../grouping";
import { BELONGS, isType, namesOfThing, namingOutputs, SAYINGS } from "../plan";
import { type Arn, canonical, Hole, parseArn, type Value } from "../values";
import { isFormer } from "./is-removed";
import type { Identified, Infrastructure, NamedKind, Resource, ThingKind, Holder } from "./infrastructure";
import { namesIn, type Names } from "./names";

/** Finds the resource that a value means. */
export type Identify = Infrastructure["identify"];

/** The outputs by which a resource names a thing of this kind; none where it stands for no such thing. */
function namesOf(kind: ThingKind, { mode, type }: Resource): readonly string[] {
  if (!isNamedKind(kind)) return namesOfThing(kind, type, mode);
  return kind === type ? namingOutputs(type) : [];
}

function isNamedKind(kind: ThingKind): kind is NamedKind {
  return kind.startsWith("aws_");
}

/** How deep a chain of references (a bucket's versioning, its bucket, …) is followed. */
const MAX_STEPS = 8;

/**
 * Finds a key, a role, a policy, a bucket or an alias by what names it: for each kind an index is made once it is asked for.
 * A managed resource wins over a data source that reads the same thing.
 */
export function identifyIn(
  resources: readonly Resource[],
  referenced: (reference: string, from?: Holder) => readonly Resource[],
  { joined = false }: { readonly joined?: boolean } = {},
): Identify {
  const names = joined ? namesIn() : undefined;
  const indexes = new Map<ThingKind, Index>();
  let byType: ReadonlyMap<string, readonly Resource[]> | undefined;
  const ofKind = (kind: ThingKind): readonly Resource[] =>
    isNamedKind(kind) ? ((byType ??= groupBy(resources, ({ type }) => type)).get(kind) ?? []) : resources;
  const indexOf = (kind: ThingKind): Index => kept(indexes, kind, () => indexKind(kind, ofKind(kind), names));
  let roles: RoleNames | undefined;
  const find = (value: Value, as: ThingKind, from?: Holder): Resource | undefined => {
    const key = canonical(value);
    if (key === undefined) return undefined;
    return findIn(indexOf(as), key, from) ?? names?.find(key, as, from);
  };
  const settle = (found: Identified | undefined, as: ThingKind, steps: number): Identified | undefined =>
    found === undefined ? undefined : follow(found, as, steps);
  const follow = (found: Identified, as: ThingKind, steps: number): Identified | undefined => {
    const { resource } = found;
    const isOne = namesOf(as, resource).length > 0;
    if (isOne && resource.mode === "managed") return found;
    if (steps === 0) return undefined;
    for (const output of pointersOf(as, resource)) {
      const target = look(resource.output(output), as, steps - 1, resource);
      if (target !== undefined && target.resource !== resource) return weaken(target, found);
    }
    return isOne ? found : undefined;
  };
  const look = (value: Value, as: ThingKind, steps: number, from?: Holder): Identified | undefined => {
    const direct = find(value, as, from) ?? (as === "key" ? find(value, "alias", from) : undefined);
    if (direct !== undefined) return settle({ resource: direct, confidence: "certain" }, as, steps);
    if (as === "role") {
      roles ??= namesOfRoles(resources, joined);
      const role = roleByArnOfUnknownAccount(value, roles, joined ? String(from?.plan) : "");
      if (role !== undefined) return { resource: role, confidence: "inferred" };
    }
    if (isNamedKind(as)) {
      const resource = byArnOfUnknownAccount(value, indexOf(as), joined ? String(from?.plan) : "");
      if (resource !== undefined) return { resource, confidence: "inferred" };
    }
    if (!(value instanceof Hole) || steps === 0) return undefined;
    const targets = referencedOnce(value, referenced);
    return targets === undefined ? undefined : settle({ resource: targets, confidence: "inferred" }, as, steps);
  };
  return (value, as, from) => look(value, as, MAX_STEPS, from);
}

/** The outputs of a resource that lead on to a thing of this kind. */
function pointersOf(as: ThingKind, resource: Resource): readonly string[] {
  if (as === "key" && isType(resource.type, "alias")) {
    return resource.mode === "data" ? namesOf(as, resource) : [SAYINGS.keyAlias.of];
  }
  if (resource.mode === "data") return namesOf(as, resource);
  return isNamedKind(as) ? [] : BELONGS[as];
}

/** What names a thing of one kind; where a name is shared, all that have it. */
interface Index {
  /** `null`: an alias, or the id of a multi-Region key, that stands in several accounts or Regions. */
  readonly byName: Map<string, Resource | null>;
  readonly sharing: Map<string, Resource[]>;
  /** Things of whose ARN the account is not known, by the rest of it; `null`: several have it. */
  readonly withoutAccount: Map<string, Resource | null>;
  /** Several plans: what one does not know of an ARN says nothing of another's. */
  readonly joined: boolean;
}

function indexKind(kind: ThingKind, resources: readonly Resource[], names: Names | undefined): Index {
  const index: Index = {
    byName: new Map(),
    sharing: new Map(),
    withoutAccount: new Map(),
    joined: names !== undefined,
  };
  for (const resource of resources) {
    for (const output of namesOf(kind, resource)) {
      if (names?.add(kind, resource, output) !== true) addTo(index, kind, resource, output);
    }
  }
  return index;
}

function addTo(index: Index, kind: ThingKind, resource: Resource, output: string): void {
  const { byName, sharing, withoutAccount, joined } = index;
  const value = resource.output(output);
  const key = canonical(value);
  if (key === undefined || key === "") return;
  const holder = byName.get(key);
  if (isNamedKind(kind)) {
    if (holder === resource) return;
    const rest =
      output === "arn" && resource.mode === "managed"
        ? restOfArn(value, joined ? String(resource.plan) : "")
        : undefined;
    if (rest !== undefined) withoutAccount.set(rest, withoutAccount.has(rest) ? null : resource);
    push(sharing, key, resource);
    if (holder === null) return;
    if (holder !== undefined && holder.mode === resource.mode && !isFormer(holder) && !isFormer(resource)) {
      byName.set(key, null);
      return;
    }
  }
  const replicated = kind === "key" && key.startsWith("mrk-");
  if (kind === "alias" || replicated) push(sharing, key, resource);
  if (holder === null) return;
  const apart = kind === "alias" ? holder?.mode === resource.mode : replicated && isElsewhere(holder, resource);
  if (apart && holder !== undefined && !isFormer(holder) && !isFormer(resource)) byName.set(key, null);
  else if (holder === undefined || (holder.mode === "data" && resource.mode === "managed") || isFormer(holder))
    byName.set(key, resource);
}

function isElsewhere(one: Resource | undefined, other: Resource): boolean {
  return one !== undefined && !isBeside(one, other);
}

/** In the same account and Region, as far as both are known by the same name. */
function isBeside(one: Holder, other: Holder): boolean {
  return canonical(one.account) === canonical(other.account) && canonical(one.region) === canonical(other.region);
}

/** What a shared name means to the one who holds it: the thing in its own account and Region. */
function findIn({ byName, sharing }: Index, name: string, from: Holder | undefined): Resource | undefined {
  const found = byName.get(name);
  if (found !== null || from === undefined) return found ?? undefined;
  const near = (sharing.get(name) ?? []).filter((each) => !isFormer(each) && isBeside(each, from));
  const managed = near.filter(({ mode }) => mode === "managed");
  const [only, ...others] = managed.length > 0 ? managed : near;
  return others.length === 0 ? only : undefined;
}

/** The ARN without its account, where that is not known. */
function restOfArn(value: Value, plan: string): string | undefined {
  const arn = typeof value === "string" ? undefined : parseArn(value);
  return arn === undefined || typeof arn.account === "string" ? undefined : spellRest(arn, plan);
}

function spellRest({ service, region, resource }: Arn, plan: string): string | undefined {
  const parts = [service, region, resource].map(canonical);
  return parts.includes(undefined) ? undefined : [plan, ...parts].join(" ");
}

/** A literal ARN may mean a resource of this plan whose account nothing tells: the same Region and name is taken for it. */
function byArnOfUnknownAccount(value: Value, { withoutAccount }: Index, plan: string): Resource | undefined {
  const arn = withoutAccount.size === 0 || typeof value !== "string" ? undefined : parseArn(value);
  const rest = arn && spellRest(arn, plan);
  return (rest === undefined ? undefined : withoutAccount.get(rest)) ?? undefined;
}

/** Roles by path and name; `null`: several have them (in several accounts), so they say nothing. */
type RoleNames = ReadonlyMap<string, Resource | null>;

/** The roles of whose ARN the account is not known. */
function namesOfRoles(resources: readonly Resource[], joined: boolean): RoleNames {
  const names = new Map<string, Resource | null>();
  for (const role of resources) {
    if (role.mode !== "managed" || !isType(role.type, "role")) continue;
    const value = role.output("arn");
    const arn = typeof value === "string" ? undefined : parseArn(value);
    const path = arn === undefined ? undefined : canonical(arn.resource);
    if (arn === undefined || path === undefined || typeof arn.account === "string") continue;
    const name = `${joined ? String(role.plan) : ""} ${path}`;
    names.set(name, names.has(name) ? null : role);
  }
  return names;
}

/** A literal ARN may mean a role of this plan whose account nothing tells: the same path and name is taken for it. */
function roleByArnOfUnknownAccount(value: Value, names: RoleNames, plan: string): Resource | undefined {
  if (names.size === 0) return undefined;
  const arn = parseArn(value);
  const name = arn?.service === "iam" ? canonical(arn.resource) : undefined;
  return (name === undefined ? undefined : names.get(`${plan} ${name}`)) ?? undefined;
}

/** The one resource that all the references behind a hole lead to. */
function referencedOnce(hole: Hole, referenced: (reference: string) => readonly Resource[]): Resource | undefined {
  const found = new Set<Resource>();
  for (const reference of hole.references) {
    if (/^(count\.index|each\.(key|value)|path\.|terraform\.)/.test(reference)) continue;
    const resources = referenced(reference);
    if (resources.length === 0) return undefined;
    resources.forEach((resource) => found.add(resource));
  }
  const [only] = found;
  return found.size === 1 ? only : undefined;
}

function weaken(found: Identified, through: Identified): Identified {
  return through.confidence === "inferred" ? { ...found, confidence: "inferred" } : found;
}
