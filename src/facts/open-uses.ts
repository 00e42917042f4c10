import { kept } from "../grouping";
import type { Location } from "../resolve";
import type { PossibleUseSignal } from "./detectors";
import type { Key, Role, Use } from "./facts";

/** What what is not known may use a key for, through a role. */
export type FindOpen = (key: Key, role: Role | null) => Use["openTo"];

/** The places by the role through which a key may be used; `null`: through any. */
type Through = Map<Role | null, Location>;

/** Indexes the signals of what cannot be read: what it may be used for that is seen to be used otherwise, too. */
export function openUses(signals: readonly PossibleUseSignal[]): FindOpen {
  /** By key; by plan where it may be any key of it; `null` where no key is shown. */
  const found = new Map<Key | number | null, Map<"use" | "call", Through>>();
  for (const { unread, keys, roles, plan, at } of signals) {
    if (unread === undefined) continue;
    const meant = keys === "any" ? [plan] : keys.length === 0 ? [null] : keys;
    for (const each of meant) {
      const ofKey = kept(found, each, () => new Map<"use" | "call", Through>());
      const through = kept(ofKey, unread.openTo, (): Through => new Map());
      // Where it shows no role, it may be any.
      for (const role of roles.length === 0 ? [null] : roles) kept(through, role, () => at);
    }
  }
  if (found.size === 0) return () => undefined;
  return (key, role) => {
    const ofKey = [found.get(key), found.get(key.plan), found.get(null)];
    for (const what of ["call", "use"] as const) {
      for (const each of ofKey) {
        const through = each?.get(what);
        if (through === undefined) continue;
        const [any] = through.values();
        const at = role === null ? any : (through.get(role) ?? through.get(null));
        if (at !== undefined) return { what, at };
      }
    }
    return undefined;
  };
}
