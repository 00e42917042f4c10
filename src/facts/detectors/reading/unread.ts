import { isType, parseReference } from "../../../plan";
import type { Resource } from "../../../resolve";
import { holesOf, type Value } from "../../../values";
import { keysBehind } from "../../candidates";
import type { Key, ManagedResource, Role } from "../../facts";
import type { Lookup } from "../../lookup";
import type { PossibleUseSignal } from "./detector";

/** A value, or a part of one, of which nothing can be read. */
interface Unread {
  readonly resource: Resource;
  readonly attribute: string;
  readonly value: Value;
}

/**
 * What cannot be read may let a service use a key: the keys and service roles that its references lead to; every key, and
 * every such role, where some of it leads nowhere that the plan shows.
 */
export function* unread(
  lookup: Lookup,
  { resource, attribute, value }: Unread,
  may: "call" | "hand-over",
): Iterable<PossibleUseSignal> {
  const { resources, keys, open } = keysBehind(lookup, value);
  const named = servingAmong(lookup, resources);
  const roles = named.length > 0 || open === undefined ? named : lookup.mayServe(resource.plan);
  if (keys.length === 0 && roles.length === 0) return;
  const meant = keys.length === 0 && open !== undefined ? "any" : keys;
  if (may === "hand-over" && (roles.length === 0 || meant.length === 0)) return;
  yield {
    kind: "possible-use",
    keys: meant,
    roles,
    plan: resource.plan,
    at: resource.location(attribute),
    refersTo: referredTo([...keys, ...named], open),
    unread:
      may === "call"
        ? { openTo: "call", namesOtherwise: open !== undefined || refersToAlias(value) }
        : { openTo: "use", namesOtherwise: false },
  };
}

/** Whether a name of an alias is among what it is made of: neither service takes an alias where it takes an ARN. */
function refersToAlias(value: Value): boolean {
  return holesOf(value).some(({ references }) =>
    references.some((each) => {
      const { address, path = "" } = parseReference(each) ?? {};
      return address !== undefined && isType(address.type, "alias") && /^[.](?:arn|id|name)$/.test(path);
    }),
  );
}

/** What is told of references: the things that they lead to, else the one that leads nowhere. */
export function referredTo(things: readonly (Key | Role)[], open = ""): readonly string[] {
  if (things.length > 0) return [...new Set(things.map(({ id }) => id))].sort();
  return /^[\w.[\]"-]+$/.test(open) ? [open] : [];
}

/** The roles among resources that a service may assume, or of which nobody knows who may. */
export function servingAmong(lookup: Lookup, resources: readonly Resource[]): readonly Role[] {
  if (!resources.some(({ type }) => isType(type, "role"))) return [];
  const wanted = new Set<ManagedResource>(resources);
  return lookup.mayServe().filter((role) => role.resource !== null && wanted.has(role.resource));
}
