import { push } from "../grouping";
import { parseReference } from "../plan";
import type { Key, Role } from "./facts";

/** Keys or roles of the plan, by address with and without instance keys. */
export type ByAddress<T> = ReadonlyMap<string, readonly T[]>;

/** Indexes what references are to be looked up in; what is outside the plan is in no reference. */
export function byAddress<T extends Key | Role>(things: readonly T[]): ByAddress<T> {
  const found = new Map<string, T[]>();
  for (const thing of things) {
    if (thing.resource === null) continue;
    const { text, configured } = thing.resource.address;
    for (const name of new Set([text, configured])) push(found, name, thing);
  }
  return found;
}

/** The thing that a reference names, or all its instances where it does not say which. */
export function findBy<T>(reference: string, index: ByAddress<T>): readonly T[] {
  const address = parseReference(reference)?.address;
  if (address === undefined) return [];
  return index.get(address.text) ?? [];
}
