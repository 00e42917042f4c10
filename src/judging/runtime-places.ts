import type { Facts, RuntimeKey } from "../facts";
import type { Location } from "../resolve";

/** A place where a plan leaves the key open, mostly to run time: it stands among the keys, undecided. */
export interface RuntimePlace {
  /** The address of what starts the operation. */
  readonly id: string;
  readonly plan: number;
  readonly at: Location;
  readonly keys: readonly [RuntimeKey, ...RuntimeKey[]];
}

/** The operations whose key cannot be told, by the place where they stand; sorted. */
export function runtimePlaces({ runtimeKeys: all }: Facts): readonly RuntimePlace[] {
  const found = new Map<string, RuntimePlace & { readonly keys: [RuntimeKey, ...RuntimeKey[]] }>();
  for (const key of all) {
    const id = key.at.address;
    const name = `${key.plan} ${id}`;
    const place = found.get(name);
    if (place === undefined) found.set(name, { id, plan: key.plan, at: key.at, keys: [key] });
    else place.keys.push(key);
  }
  return [...found.values()].sort((a, b) => a.plan - b.plan || (a.id < b.id ? -1 : 1));
}
