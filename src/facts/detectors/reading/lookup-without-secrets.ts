import type { Resource } from "../../../resolve/infrastructure";
import { Hole } from "../../../values/value";
import type { World } from "./detector";

/**
 * The world as one attribute of a resource speaks of it, and others that have a part in it: names mean what they mean there.
 * Where one of these is sensitive, keys and roles that only it names are called by where they stand, never by their ARN.
 */
export function concealing(
  world: World,
  resource: Resource | undefined,
  given: string,
  others: readonly string[] = [],
): World {
  if (resource === undefined) return world;
  const attribute = [given, ...others].find((each) => resource.sensitive(each));
  if (attribute === undefined) {
    if (world.infrastructure.joined !== true) return world;
    return {
      ...world,
      keyOf: (value) => world.keyOf(value, resource),
      roleOf: (value) => world.roleOf(value, resource),
    };
  }
  const place = `${resource.address.text}.${attribute}`;
  return {
    ...world,
    keyOf: (value) => {
      if (value instanceof Hole || world.infrastructure.identify(value, "key", resource) !== undefined)
        return world.keyOf(value, resource);
      if (!world.namesKey(value)) return undefined;
      return { key: world.keyCalled(`a key in ${place}, which is sensitive`), confidence: "certain" };
    },
    roleOf: (value) => {
      if (value instanceof Hole || world.infrastructure.identify(value, "role", resource) !== undefined)
        return world.roleOf(value, resource);
      if (!world.namesRole(value)) return undefined;
      return { role: world.roleCalled(`a role in ${place}, which is sensitive`), confidence: "certain" };
    },
  };
}
