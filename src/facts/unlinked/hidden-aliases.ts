import { groupBy, kept } from "../../grouping";
import { SAYINGS } from "../../plan";
import { isRemoved, type Resource } from "../../resolve";
import { parseArn, type Value } from "../../values";
import { keysBehind } from "../candidates";
import type { Key, Unlinked, Use } from "../facts";
import { mayHaveName } from "../hidden-names";
import type { Lookup } from "../lookup";

/** A key of the plan that may be meant by an alias which somebody wrote out. */
interface PossiblyNamed {
  readonly key: Key;
  readonly unlinked: Unlinked;
}

/**
 * An alias that is written out, and that is none of the plan's as far as can be seen, may be one of the plan's whose name is
 * not known, or may name a key that is not known: those keys may be used as the alias is.
 */
export function* keysBehindHiddenAliases(lookup: Lookup, uses: readonly Use[]): Iterable<PossiblyNamed> {
  const written = new Map<Key, Use>();
  for (const use of uses) if (use.key.resource === null && aliasOf(use.key) !== undefined) written.set(use.key, use);
  if (written.size === 0) return;
  const ofPlan = groupBy(hiddenAliases(lookup), ({ plan }) => plan);
  const targets = new Map<Resource, readonly Key[]>();
  for (const [key, { service }] of written) {
    for (const alias of ofPlan.get(key.plan) ?? []) {
      if (!mayBe(alias, key)) continue;
      const because = `${alias.address.text} may be ${key.id}, which ${titleOf(lookup, service)} uses, since its name or its key is not known`;
      for (const target of kept(targets, alias, () => targetsOf(lookup, alias)))
        yield { key: target, unlinked: { kind: "key", address: target.id, because } };
    }
  }
}

/** The alias by which a key outside the plan is known. */
function aliasOf({ id, arn }: Key): string | undefined {
  const name: Value = parseArn(arn)?.resource ?? id;
  return typeof name === "string" && name.startsWith("alias/") ? name : undefined;
}

/** Aliases of which the name, or the key, is not known; a name that Terraform makes of a prefix nobody can have written. */
function hiddenAliases({ infrastructure, keys }: Lookup): readonly Resource[] {
  const managed = new Set(keys.map(({ resource }) => resource));
  return infrastructure.ofType(SAYINGS.keyAlias.type).filter((alias) => {
    if (alias.mode === "data" || isRemoved(alias)) return false;
    if (typeof alias.output("name") !== "string") return typeof alias.attribute("name_prefix") !== "string";
    const target = alias.attribute(SAYINGS.keyAlias.of) ?? null;
    if (typeof target === "string") return false;
    const found = infrastructure.identify(target, "key", alias)?.resource;
    return found === undefined || !managed.has(found);
  });
}

/** Whether the alias may be the one that is written, in the account and the Region that stand in its ARN. */
function mayBe(alias: Resource, key: Key): boolean {
  const written = aliasOf(key);
  const name = alias.output("name");
  if (written === undefined || (name !== written && !mayHaveName(name, written))) return false;
  const { account, region } = parseArn(key.arn) ?? {};
  return mayBeSame(account, alias.account) && mayBeSame(region, alias.region);
}

function mayBeSame(one: Value | undefined, other: Value): boolean {
  return typeof one !== "string" || typeof other !== "string" || one === other;
}

/** The keys of the plan that the alias may name. */
function targetsOf(lookup: Lookup, alias: Resource): readonly Key[] {
  const target = alias.attribute(SAYINGS.keyAlias.of) ?? null;
  const found = lookup.keyOf(target, alias)?.key;
  if (found !== undefined) return found.resource === null ? [] : [found];
  const { keys, open } = keysBehind(lookup, target);
  if (keys.length > 0 || open === undefined) return keys;
  return lookup.keys.filter(({ plan, resource }) => plan === alias.plan && resource !== null && !isRemoved(resource));
}

function titleOf({ allServices }: Lookup, service: string): string {
  return allServices.find(({ id }) => id === service)?.title ?? service;
}
