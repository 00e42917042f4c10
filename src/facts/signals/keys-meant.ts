import { isType } from "../../plan";
import type { Location, Resource } from "../../resolve";
import { canonical, Hole, isUnknown, type Value } from "../../values";
import { keysBehind } from "../candidates";
import type { Key } from "../facts";
import type { Lookup } from "../lookup";
import { lookupWithoutSecrets } from "../lookup-without-secrets";
import type { Found } from "./paths";

/** The keys that a value means for certain, and those that it may mean; `any`: each of its plan. */
export interface Meant {
  readonly keys: readonly Key[];
  readonly possible: readonly Key[] | "any";
  /** A reference that leads nowhere, where one is why. */
  readonly open?: string;
  /** The key as it is written, and where; absent where that is sensitive, or no one place. */
  readonly written?: { readonly value: Value; readonly at: Location };
}

export const NO_KEYS: Meant = { keys: [], possible: [] };

/** The keys that an attribute names which takes nothing but a key. */
export function keysMeant(lookup: Lookup, resource: Resource, found: Found): Meant {
  const { value, attribute, sure, hidden } = found;
  if (hidden === undefined) {
    const managed = managedAlias(value);
    const { keyOf } = lookupWithoutSecrets(lookup, resource, attribute);
    const key = managed === undefined ? keyOf(value, resource)?.key : managedKey(lookup, managed);
    const written = resource.sensitive(attribute) ? undefined : { value, at: resource.location(attribute) };
    if (key !== undefined && sure) return { keys: [key], possible: [], ...(written !== undefined && { written }) };
    if (key !== undefined) return { keys: [], possible: [key] };
  }
  return isUnknown(value) ? keysPerhapsMeant(lookup, value, resource) : NO_KEYS;
}

/** A value that is not known may be each of the keys that its references lead to; any, where one leads nowhere. */
function keysPerhapsMeant(lookup: Lookup, value: Value, resource: Resource): Meant {
  const { resources, keys, open } = keysBehind(lookup, value, resource);
  if (keys.length > 0) return { keys: [], possible: keys };
  if (open !== undefined) return { keys: [], possible: "any", open };
  const isRead = resources.some(({ mode, type }) => mode === "data" && (isType(type, "key") || isType(type, "alias")));
  return isRead && value instanceof Hole ? { keys: [lookup.keyCalled(value.name)], possible: [] } : NO_KEYS;
}

/** `alias/aws/sns`, by name or ARN. */
function managedAlias(value: Value): string | undefined {
  return /(?:^|:)(alias\/aws\/[\w/-]+)$/.exec(canonical(value) ?? "")?.[1];
}

/** A key that AWS manages for one of its services, under a policy that nobody can change. */
export function managedKey(lookup: Lookup, alias: string): Key {
  return lookup.keyMade(alias, { managedByAws: true, aliases: [alias] });
}
