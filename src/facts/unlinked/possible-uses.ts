import { kept } from "../../grouping";
import { isRemoved } from "../../resolve";
import type { PossibleUseSignal } from "../detectors";
import type { Key, Role, RuntimeKey, Unlinked, Use } from "../facts";
import type { Lookup } from "../lookup";

/** What is left of the signals once those are taken away that a use tells already. */
export interface PossibleUses {
  /** Keys that may be used in a way that nobody sees: they are undecided. */
  readonly keys: readonly { readonly key: Key; readonly unlinked: Unlinked }[];
  /** Places that may let a service use a key, of which nothing but the service's role is seen. */
  readonly places: readonly RuntimeKey[];
}

/** The uses that are taken for seen. */
export interface SeenUses {
  /** Those that evidence shows, and those that whoever manages the key declares. */
  readonly believed: readonly Use[];
  /** Those that evidence shows: a declaration of one role says nothing of what shows no role. */
  readonly shown: readonly Use[];
  /** Keys of which a team states how they are used. */
  readonly declared: ReadonlySet<Key>;
}

/**
 * Puts what may be evidence of a use to the uses that are seen: a key is undecided where a role, through which it may be
 * used, is not seen to use it; or, where no role is named, where nothing is.
 */
export function possibleUses(
  lookup: Lookup,
  signals: Iterable<PossibleUseSignal>,
  { believed, shown, declared }: SeenUses,
): PossibleUses {
  const seen = seenIn(believed, shown, declared);
  const keys = new Map<string, { key: Key; unlinked: Unlinked }>();
  const places = new Map<string, RuntimeKey>();
  const left = new Map<number, ReadonlySet<Key>>();
  for (const signal of signals) {
    const isAny = signal.keys === "any";
    // One reason why a key may be any of those that are meant is enough.
    const meant = isAny ? kept(left, signal.plan, () => keysOf(lookup, signal.plan)) : new Set(signal.keys);
    const open = [...meant].filter((key) => isOpen(signal, key, seen));
    for (const key of open) {
      const unlinked: Unlinked = { kind: "key", address: key.id, because: becauseOf(signal, key) };
      keys.set(`${key.id} ${unlinked.because}`, { key, unlinked });
    }
    if (isAny) left.set(signal.plan, new Set([...meant].filter((key) => !open.includes(key))));
    else if (signal.keys.length === 0) for (const place of placesOf(lookup, signal)) places.set(place.id, place.key);
    if (isAny && !lookup.keys.some(({ plan }) => plan === signal.plan))
      for (const place of placesOf(lookup, signal)) places.set(place.id, place.key);
  }
  return { keys: [...keys.values()], places: [...places.values()] };
}

/** The keys of a plan that will be there. */
function keysOf({ keys }: Lookup, plan: number): ReadonlySet<Key> {
  return new Set(keys.filter((key) => key.plan === plan && key.resource !== null && !isRemoved(key.resource)));
}

/** Whether it may be a use of the key that is not seen, or not seen whole. */
function isOpen({ roles, of, by, unread }: PossibleUseSignal, key: Key, seen: Seen): boolean {
  // A use that is declared says what is done, and how.
  if (unread?.namesOtherwise === true && !seen.isDeclared(key)) return true;
  if (by !== undefined) return !seen.isUsedBy(key, by);
  if (of !== undefined) return !seen.shows(key, of);
  return roles.length > 0 ? roles.some((role) => !seen.uses(key, role)) : !seen.isUsed(key);
}

interface Seen {
  isUsed(key: Key): boolean;
  isDeclared(key: Key): boolean;
  isUsedBy(key: Key, service: string): boolean;
  /** Whether the key is used through this role, or through one that is not known. */
  uses(key: Key, role: Role): boolean;
  /** Whether this use of the key, by this resource, is seen. */
  shows(key: Key, use: NonNullable<PossibleUseSignal["of"]>): boolean;
}

function seenIn(believed: readonly Use[], evident: readonly Use[], declared: ReadonlySet<Key>): Seen {
  const services = new Map<Key, Set<string>>();
  for (const { key, service } of believed) services.set(key, (services.get(key) ?? new Set()).add(service));
  const used = new Set(evident.map(({ key }) => key));
  const roles = new Map<Key, Set<Role | null>>();
  const shown = new Map<Key, Set<string>>();
  for (const { key, role } of believed) roles.set(key, (roles.get(key) ?? new Set()).add(role));
  for (const { key, using, service, operations, evidence } of evident) {
    if (using === null) continue;
    for (const { address } of evidence)
      kept(shown, key, () => new Set<string>()).add([service, address, ...(operations ?? [])].join(" "));
  }
  return {
    isUsedBy: (key, service) => services.get(key)?.has(service) === true,
    isUsed: (key) => used.has(key),
    isDeclared: (key) => declared.has(key),
    uses: (key, role) => roles.get(key)?.has(role) === true || roles.get(key)?.has(null) === true,
    shows: (key, { service, use, address }) => shown.get(key)?.has([service, address, use].join(" ")) === true,
  };
}

function becauseOf(signal: PossibleUseSignal, key: Key): string {
  if (signal.because !== undefined) return signal.because;
  return `${notKnown(signal)}, so that it may let a service use ${key.id}`;
}

function notKnown({ at, refersTo }: PossibleUseSignal): string {
  const place = at.attribute === undefined ? at.address : `${at.address}.${at.attribute}`;
  return refersTo.length === 0
    ? `${place} is not known`
    : `${place} is not known, and refers to ${refersTo.join(" and ")}`;
}

/** The place as one that may let each service whose role it shows use a key. */
function* placesOf(
  lookup: Lookup,
  signal: PossibleUseSignal,
): Iterable<{ readonly id: string; readonly key: RuntimeKey }> {
  const { at, plan, roles } = signal;
  for (const service of lookup.services) {
    if (!lookup.serviceRoles(service).some((role) => roles.includes(role))) continue;
    const id = [at.address, at.attribute, service.id].join(" ");
    const operation = null;
    yield { id, key: { service: service.id, operation, at, plan, because: notKnown(signal), possible: true } };
  }
}
