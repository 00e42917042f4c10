import type { Facts, RuntimeKey } from "../../facts/facts";
import type { Location } from "../../resolve/infrastructure";
import { definePart } from "../define-rule";
import { serviceIn } from "./sources";
import { enumerate, sentences } from "./sentences";

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

/** What can be told of them: that a service will use some key, and the plan does not say which. */
export const runtimeKeys = definePart<RuntimePlace>({
  subjects: ({ facts }) => runtimePlaces(facts),
  judge: (place) => ({
    verdict: "undecided",
    level: "error",
    confidence: "certain",
    basis: "documentation",
    key: place,
    grantee: null,
    actions: [],
  }),
  say: ({ subjects: [{ at, keys }] }, { facts }) =>
    sentences(
      `${at.address} ${keys.every(({ possible }) => possible === true) ? "may let" : "lets"} ${enumerate(operations(keys, facts))} with a key that cannot be told`,
      ...keys.map(({ because }) => because),
      "to have it judged, declare the use with its key in kmsgate.yaml",
    ),
  places: ({ subjects: [{ at }] }) => [at],
  sourceOf: ({ subjects: [{ keys }] }, { facts }) => serviceIn(facts.services, keys[0].service).notes.key,
});

function operations(keys: readonly RuntimeKey[], { services }: Facts): readonly string[] {
  const named = keys.map(
    ({ service, operation }) =>
      `${serviceIn(services, service).title} start ${operation === "an operation" ? operation : `a ${operation}`}`,
  );
  return [...new Set(named)].sort();
}
