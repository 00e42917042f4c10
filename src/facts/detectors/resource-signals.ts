import { kept, push } from "../../grouping";
import { isRemoved, type Resource } from "../../resolve";
import type { Service, Signal as ServiceSignal } from "../../services";
import { canonical } from "../../values";
import type { Key, Role } from "../facts";
import type { Lookup } from "../lookup";
import { lookupWithoutSecrets } from "../lookup-without-secrets";
import {
  type Carried,
  carriedBy,
  type Fits,
  fits,
  type Found,
  keysMeant,
  serviceLinkedRole,
  usingOf,
  valuesAt,
} from "../signals";
import type { Detector, PossibleUseSignal, Signal, UseSignal } from "./reading";

/** A resource that the catalogue knows as a user of keys: it names one, or a topic, queue or bucket that does. */
export const resourceSignals: Detector = {
  id: "resource-signals",
  *detect(lookup) {
    const { allServices: services, infrastructure } = lookup;
    for (const [type, given] of kept(indexes, services, () => indexed(services))) {
      for (const resource of infrastructure.ofType(type)) {
        if (resource.mode !== "managed" || isRemoved(resource)) continue;
        for (const each of given) yield* signalsIn(lookup, { ...each, resource });
      }
    }
  },
};

interface Given {
  readonly service: Service;
  readonly signal: ServiceSignal;
}

interface Shown extends Given {
  readonly resource: Resource;
}

// The catalogue is the same for each plan of a run.
const indexes = new WeakMap<readonly Service[], ReadonlyMap<string, readonly Given[]>>();

function indexed(services: readonly Service[]): ReadonlyMap<string, readonly Given[]> {
  const index = new Map<string, Given[]>();
  for (const service of services) {
    for (const signal of service.signals ?? []) push(index, signal.type, { service, signal });
  }
  return index;
}

function* signalsIn(lookup: Lookup, shown: Shown): Iterable<Signal> {
  const { resource, signal } = shown;
  for (const found of (signal.key ?? []).flatMap((path) => valuesAt(resource, path)))
    yield* ofFound(lookup, shown, found, () => [keysMeant(lookup, resource, found)]);
  const { target } = signal;
  for (const found of (target?.paths ?? []).flatMap((path) => valuesAt(resource, path)))
    if (target !== undefined) yield* ofFound(lookup, shown, found, () => carriedBy(lookup, resource, found, target));
}

function* ofFound(lookup: Lookup, shown: Shown, found: Found, carriedIn: () => readonly Carried[]): Iterable<Signal> {
  const { resource, signal, service } = shown;
  const fit = fits(resource, signal.where ?? [], found);
  if (fit === "no") return;
  for (const carried of carriedIn()) {
    const keys = carried.keys.filter((key) => concerns(service, key));
    if (fit === "yes") for (const key of keys) yield useOf(lookup, shown, found, carried, key);
    yield* possibleUse(shown, found, carried, { fit, keys });
  }
}

/** AWS lets its own services use the keys that it manages; said where AWS says of a service that it needs another. */
function concerns({ takes }: Service, key: Key): boolean {
  return key.managedByAws !== true || takes?.customerManaged === true;
}

function useOf(
  lookup: Lookup,
  { service, signal, resource }: Shown,
  found: Found,
  carried: Carried,
  key: Key,
): UseSignal {
  const using = usingOf(lookup, resource, signal, found, carried);
  const linked = serviceLinkedRole(lookup, service, [signal.use], {
    using,
    partition: resource.partition,
    shown: { resource, beside: found },
  });
  return {
    kind: "use",
    service,
    operations: [signal.use],
    key,
    ...roleOf(lookup, resource, signal, found),
    confidence: "certain",
    evidence: { address: resource.address.text, attribute: found.attribute },
    using,
    ...keyWrittenAs(service, found, carried),
    ...(linked !== undefined && { serviceLinkedRole: linked }),
    ...(signal.unsupported !== undefined && { unsupported: signal.unsupported }),
  };
}

/** How the key is written, where AWS says of the service how it may be. */
function keyWrittenAs({ takes }: Service, { attribute }: Found, { written }: Carried): Pick<UseSignal, "keyWrittenAs"> {
  if (takes?.namedBy === undefined || written === undefined) return {};
  const acceptsAlias = takes.namedBy.includes("alias");
  return { keyWrittenAs: { ...written, member: written.at.attribute ?? attribute, acceptsAlias } };
}

/** The role that an attribute names; without one no requirement about a role is asked for. */
function roleOf(
  lookup: Lookup,
  resource: Resource,
  { role }: ServiceSignal,
  beside: Found,
): { readonly role: Role | null; readonly withoutRole?: true } {
  if (role === undefined) return { role: null, withoutRole: true };
  if (typeof role === "string") return roleAt(lookup, resource, valuesAt(resource, role, beside));
  const there = onlyOne(lookup, resource, role.type);
  return there === undefined ? { role: null } : roleAt(lookup, there, valuesAt(there, role.path));
}

function roleAt(lookup: Lookup, resource: Resource, [found]: readonly Found[]): ReturnType<typeof roleOf> {
  if (found === undefined) return { role: null, withoutRole: true };
  if (found.hidden !== undefined || !found.sure) return { role: null };
  const named = lookupWithoutSecrets(lookup, resource, found.attribute).roleOf(found.value, resource);
  return { role: named?.role ?? null };
}

/** The resource of this type in the account and Region of another, where the plan has one and no more. */
function onlyOne(lookup: Lookup, beside: Resource, type: string): Resource | undefined {
  const all = lookup.infrastructure
    .ofType(type)
    .filter((each) => each.mode === "managed" && !isRemoved(each) && each.plan === beside.plan)
    .filter(
      ({ account, region }) =>
        canonical(account) === canonical(beside.account) && canonical(region) === canonical(beside.region),
    );
  return all.length === 1 ? all[0] : undefined;
}

/** What is not known of the key, of what carries it, or of the resource itself may make it a use. */
function* possibleUse(
  { service, signal, resource }: Shown,
  { attribute }: Found,
  carried: Carried,
  { fit, keys: certain }: { readonly fit: Exclude<Fits, "no">; readonly keys: readonly Key[] },
): Iterable<PossibleUseSignal> {
  const open = carried.possible;
  const keys =
    open === "any" ? open : [...(fit === "yes" ? [] : certain), ...open.filter((key) => concerns(service, key))];
  if (keys.length === 0) return;
  const address = resource.address.text;
  const what = fit === "yes" || open.length > 0 ? `${address}.${attribute}` : `${address}.${fit.unknown}`;
  const refersTo = carried.open !== undefined && /^[\w.[\]"-]+$/.test(carried.open) ? [carried.open] : [];
  const referring = refersTo.length === 0 ? "" : `, and refers to ${refersTo.join()}`;
  yield {
    kind: "possible-use",
    keys,
    roles: [],
    plan: resource.plan,
    at: resource.location(attribute),
    refersTo,
    because: `${what} is not known${referring}, so that it may let ${service.title} use the key`,
    of: { service: service.id, use: signal.use, address },
  };
}
