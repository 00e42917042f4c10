import type { Infrastructure } from "../resolve";
import { type Service, services as catalogue } from "../services";
import type { DeclaredUse, Facts, Key, Role, RuntimeKey, Use } from "./facts";
import type { GivenKeyPolicy } from "./policies";
import { mergeUses } from "./merge-uses";
import { keysBehindHiddenAliases, possibleUses, unlinkedIn } from "./unlinked";
import {
  detectors,
  type PossibleUseSignal,
  type RuntimeKeySignal,
  type UnlinkedSignal,
  type UseSignal,
} from "./detectors";
import { otherUsers } from "./other-users";
import { lookupIn, type GrowingLookup } from "./lookup";

/** What facts depend on beside the infrastructure. */
export interface GatherOptions {
  readonly services?: readonly Service[];
  readonly declaredUses?: readonly DeclaredUse[];
  /** Policies of keys that the plan does not manage. */
  readonly keyPolicies?: readonly GivenKeyPolicy[];
  /** The day, in UTC (`2026-11-22`); asked only where key material can expire. Absent: none has. */
  readonly today?: () => string;
}

/** Builds every relation between keys, roles, buckets and services once; rules read nothing else. */
export function gatherFacts(infrastructure: Infrastructure, options: GatherOptions = {}): Facts {
  const { services = catalogue, declaredUses = [], keyPolicies = [], today = () => "" } = options;
  const lookup = lookupIn(infrastructure, { services, declaredUses, keyPolicies, today });
  const signals: UseSignal[] = [];
  const possible: PossibleUseSignal[] = [];
  const open: RuntimeKeySignal[] = [];
  const exporting = new Set<string>();
  const unlinked: UnlinkedSignal[] = [];
  for (const detector of detectors) {
    for (const signal of detector.detect(lookup)) {
      if (signal.kind === "use") signals.push(signal);
      else if (signal.kind === "possible-use") possible.push(signal);
      else if (signal.kind === "runtime-key") open.push(signal);
      else if (signal.kind === "export") exporting.add(signal.service.id);
      else unlinked.push(signal);
    }
  }
  const runtime = open.filter((signal) => !isDeclared(signal, signals));
  const mergedOf = (some: readonly UseSignal[]): readonly Use[] =>
    mergeUses(lookup, some, { exports: exporting, possible });
  const uses = mergedOf(signals);
  const owned = signals.filter(({ declared }) => declared !== "elsewhere");
  const evident = owned.filter(({ declared }) => declared !== "by-owner");
  const believed = owned.length === signals.length ? uses : mergedOf(owned);
  const shown = evident.length === owned.length ? believed : mergedOf(evident);
  const declared = new Set(signals.filter((each) => each.declared === "by-team").map(({ key }) => key));
  const hidden = possibleUses(lookup, possible, { believed, shown, declared });
  const inDoubt = [...hidden.keys, ...keysBehindHiddenAliases(lookup, uses)];
  const faulty = unlinked.flatMap(({ key }) => (key === undefined ? [] : { key }));
  const { keys, roles } = named(lookup, uses, [...inDoubt, ...faulty]);
  const runtimeKeys = runtimeKeysOf(runtime, hidden.places);
  return {
    keys: [...keys].sort(byId),
    roles: [...roles].sort(byId),
    buckets: [...lookup.buckets].sort(byId),
    uses,
    unlinked: unlinkedIn(
      lookup,
      believed,
      runtimeKeys,
      [...unlinked, ...inDoubt].map((each) => each.unlinked),
    ),
    runtimeKeys,
    services,
    otherUsers: otherUsers(lookup, uses),
    incomplete: infrastructure.plans.some(({ complete, deferred }) => complete === false || deferred),
  };
}

/** A team that declares the operation, with a key that is found, has told what the plan leaves to run time. */
function isDeclared({ service, operation }: RuntimeKeySignal, signals: readonly UseSignal[]): boolean {
  if (operation === null) return false;
  return signals.some(
    (use) => use.declared === "by-team" && use.service === service && use.operations?.includes(operation),
  );
}

/** The keys and roles of the plan, and those outside it that a use names, or may be one of. */
function named(
  lookup: GrowingLookup,
  uses: readonly Use[],
  possible: readonly { readonly key: Key }[],
): ReturnType<GrowingLookup["known"]> {
  const { keys, roles } = lookup.known();
  const used = new Set<Key | Role | null>([
    ...uses.flatMap(({ key, role }) => [key, role]),
    ...possible.map(({ key }) => key),
  ]);
  return {
    keys: keys.filter((key) => key.resource !== null || used.has(key)),
    roles: roles.filter((role) => role.resource !== null || used.has(role)),
  };
}

function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

function runtimeKeysOf(signals: readonly RuntimeKeySignal[], more: readonly RuntimeKey[]): readonly RuntimeKey[] {
  const found = new Map<string, RuntimeKey>();
  const told = signals.map(({ service, operation, at, plan, because, possible }): RuntimeKey => {
    return { service: service.id, operation, at, plan, because, ...(possible === true && { possible }) };
  });
  for (const each of [...told, ...more]) {
    const { service, operation, at, because } = each;
    found.set([at.address, at.attribute, service, operation, because].join(" "), each);
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, each]) => each);
}
