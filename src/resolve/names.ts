import { push } from "../grouping";
import { isFormer } from "./is-removed";
import type { Resource, ThingKind, Holder } from "./infrastructure";

/** Names that AWS gives out once an account, or once an account and Region, of the things in plans that are joined. */
export interface Names {
  /** Whether an output is such a name; then it is kept here. */
  add(kind: ThingKind, resource: Resource, output: string): boolean;
  /** What a name means to the resource that holds it. */
  find(name: string, kind: ThingKind, from: Holder | undefined): Resource | undefined;
}

/** How far a name reaches. A multi-Region key and its replicas share their id; a data source takes an alias as a key id. */
function reachOf(kind: ThingKind, output: string, name: string): "account" | "region" | undefined {
  if (kind === "role" && output === "name") return "account";
  if (kind === "alias" && output === "name") return "region";
  // A name without a place in it; AWS makes up the ids, but for those that are the name.
  if (kind.startsWith("aws_")) return /^(?:arn:|https:)/.test(name) ? undefined : "region";
  return kind === "key" && /^(?:mrk-|alias\/)/.test(name) ? "region" : undefined;
}

/**
 * An index of such names. A name means what the plan of the one who holds it has under it; else what another plan manages
 * under it in the same account (and Region), both known. Without a holder it means nothing.
 */
export function namesIn(): Names {
  const found = new Map<string, { readonly resource: Resource; readonly reach: "account" | "region" }[]>();
  return {
    add: (kind, resource, output) => {
      const name = resource.output(output);
      const reach = typeof name === "string" && name !== "" ? reachOf(kind, output, name) : undefined;
      if (reach === undefined) return false;
      const id = `${kind} ${name as string}`;
      const entry = { resource, reach };
      push(found, id, entry);
      return true;
    },
    find: (name, kind, from) => {
      if (from === undefined) return undefined;
      const all = found.get(`${kind} ${name}`) ?? [];
      const own = all.filter(({ resource }) => resource.plan === from.plan);
      const others = all.filter(
        ({ resource, reach }) =>
          resource.plan !== from.plan && isManaged(resource) && isSamePlace(resource, from, reach),
      );
      const managed = own.filter(({ resource }) => isManaged(resource));
      return only(managed) ?? (managed.length > 0 ? undefined : (only(others) ?? only(own)));
    },
  };
}

function isManaged(resource: Resource): boolean {
  return resource.mode === "managed" && !isFormer(resource);
}

function isSamePlace(one: Holder, other: Holder, reach: "account" | "region"): boolean {
  const isSame = (a: unknown, b: unknown): boolean => typeof a === "string" && a === b;
  return isSame(one.account, other.account) && (reach === "account" || isSame(one.region, other.region));
}

/** Several of one name say nothing. */
function only(entries: readonly { readonly resource: Resource }[]): Resource | undefined {
  return entries.length === 1 ? entries[0]?.resource : undefined;
}
