import type { Resource } from "../resolve";
import { Hole } from "../values";
import type { Lookup } from "./lookup";

/**
 * The lookup as one attribute of a resource speaks of it, and others that have a part in it: names mean what they mean there.
 * Where one of these is sensitive, keys and roles that only it names are called by where they stand, never by their ARN.
 */
export function lookupWithoutSecrets(
  lookup: Lookup,
  resource: Resource | undefined,
  given: string,
  others: readonly string[] = [],
): Lookup {
  if (resource === undefined) return lookup;
  const attribute = [given, ...others].find((each) => resource.sensitive(each));
  if (attribute === undefined) {
    if (lookup.infrastructure.joined !== true) return lookup;
    return {
      ...lookup,
      keyOf: (value) => lookup.keyOf(value, resource),
      roleOf: (value) => lookup.roleOf(value, resource),
    };
  }
  const place = `${resource.address.text}.${attribute}`;
  return {
    ...lookup,
    keyOf: (value) => {
      if (value instanceof Hole || lookup.infrastructure.identify(value, "key", resource) !== undefined)
        return lookup.keyOf(value, resource);
      if (!lookup.namesKey(value)) return undefined;
      return { key: lookup.keyCalled(`a key in ${place}, which is sensitive`), confidence: "certain" };
    },
    roleOf: (value) => {
      if (value instanceof Hole || lookup.infrastructure.identify(value, "role", resource) !== undefined)
        return lookup.roleOf(value, resource);
      if (!lookup.namesRole(value)) return undefined;
      return { role: lookup.roleCalled(`a role in ${place}, which is sensitive`), confidence: "certain" };
    },
  };
}
