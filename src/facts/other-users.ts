import { compare } from "../grouping";
import { isRemoved, type Resource } from "../resolve";
import type { Path, Service } from "../services";
import type { Bucket, Key, OtherUser, Use } from "./facts";
import type * as file from "./key-attributes.json";
import type { Lookup } from "./lookup";
import { lookupWithoutSecrets } from "./lookup-without-secrets";
import { attributeOf, valuesAt } from "./signals";

/** What names a key and is judged by nobody: a resource that no use of that key speaks of. Sorted by key and address. */
export function otherUsers(lookup: Lookup, uses: readonly Use[]): readonly OtherUser[] {
  const keys = new Set<Key>([...lookup.keys, ...uses.map(({ key }) => key)]);
  if (keys.size === 0) return [];
  const taken = attributesTaken(lookup.allServices);
  const spokenOf = spokenOfIn(uses, lookup.buckets);
  const found = new Map<string, OtherUser>();
  for (const [type, paths] of Object.entries(keyAttributes())) {
    for (const resource of lookup.infrastructure.ofType(type)) {
      if (resource.mode !== "managed" || isRemoved(resource)) continue;
      for (const path of paths) {
        if (taken.has(`${type} ${path}`)) continue;
        const address = resource.address.text;
        for (const key of keysAt(lookup, resource, path)) {
          if (!keys.has(key) || spokenOf.get(key)?.has(address) === true) continue;
          const evidence = { address, attribute: attributeOf(path) };
          found.set(`${key.id} ${address} ${evidence.attribute}`, { key, evidence });
        }
      }
    }
  }
  return [...found].sort(([a], [b]) => compare(a, b)).map(([, each]) => each);
}

/**
 * The attributes of the AWS provider's types in which a resource names a key to use it: those of hashicorp/aws 5.100.0 whose
 * name says so, each looked at, and those that no name tells. Not what is said of a key: aliases, grants, policies, replicas.
 */
export function keyAttributes(): Readonly<Record<string, readonly Path[]>> {
  // Nothing of it is loaded for a plan without a key.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return require("./key-attributes.json") as typeof file;
}

/** The attributes in which a service's own signals look for a key. */
function attributesTaken(services: readonly Service[]): ReadonlySet<string> {
  const signals = services.flatMap((each) => each.signals ?? []);
  return new Set(signals.flatMap(({ type, key = [] }) => key.map((path) => `${type} ${path}`)));
}

/** The resources that the uses of a key speak of: those that show it, what carries it, and what says so of a bucket. */
function spokenOfIn(uses: readonly Use[], buckets: readonly Bucket[]): ReadonlyMap<Key, ReadonlySet<string>> {
  const namers = new Map(buckets.flatMap(({ id, keyNamedBy }) => (keyNamedBy ? [[id, keyNamedBy.address.text]] : [])));
  const spoken = new Map<Key, Set<string>>();
  for (const { key, evidence, using } of uses) {
    const of = spoken.get(key) ?? new Set<string>();
    spoken.set(key, of);
    for (const { address } of evidence) of.add(address);
    if (using?.carrier === undefined) continue;
    const { id } = using.carrier;
    of.add(id).add(namers.get(id) ?? id);
  }
  return spoken;
}

function keysAt(lookup: Lookup, resource: Resource, path: string): readonly Key[] {
  return valuesAt(resource, path).flatMap(({ value, attribute, hidden }) => {
    if (hidden !== undefined) return [];
    return lookupWithoutSecrets(lookup, resource, attribute).keyOf(value, resource)?.key ?? [];
  });
}
