import { kept } from "../grouping";
import type { PossibleUseSignal } from "./detectors";
import type { Key, Role, Use } from "./facts";

/** What what is not known may use a key for, through a role. */
export type FindOpen = (key: Key, role: Role | null) => Use["openTo"];

/** Indexes the signals of what cannot be read: what it may be used for that is seen to be used otherwise, too. */
export function openUses(signals: readonly PossibleUseSignal[]): FindOpen {
  /** By key; by plan where it may be any key of it; `null` where no key is shown. */
  const found = new Map<Key | number | null, Map<NonNullable<Use["openTo"]>, Set<Role | null>>>();
  for (const { unread, keys, roles, plan } of signals) {
    if (unread === undefined) continue;
    const meant = keys === "any" ? [plan] : keys.length === 0 ? [null] : keys;
    for (const each of meant) {
      const ofKey = kept(found, each, () => new Map<NonNullable<Use["openTo"]>, Set<Role | null>>());
      const through = kept(ofKey, unread.openTo, () => new Set<Role | null>());
      // Where it shows no role, it may be any.
      for (const role of roles.length === 0 ? [null] : roles) through.add(role);
    }
  }
  if (found.size === 0) return () => undefined;
  return (key, role) => {
    const ofKey = [found.get(key), found.get(key.plan), found.get(null)];
    return (["call", "use"] as const).find((openTo) =>
      ofKey.some((each) => {
        const through = each?.get(openTo);
        return through !== undefined && (role === null || through.has(role) || through.has(null));
      }),
    );
  };
}
