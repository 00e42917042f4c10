import type { Facts, Key, Use } from "../facts";
import { groupBy } from "../grouping";
import type { Before } from "./taking";

/** A use as it was before the plan, and what becomes of it. */
export interface UseAcross {
  readonly before: Use;
  /** The same use with the key and the role that the plan leaves; `null`: it goes with `goesWith`. */
  readonly after: Use | null;
  /** The address of the role or the using resource that the plan destroys. */
  readonly goesWith?: string;
  /** The key that the same service uses through the same role instead, where the former is used no more. */
  readonly next?: Key;
}

/**
 * What becomes of each use that was there before the plan. A use goes only with its role or with the resource that used the
 * key. Whatever else hides it is no reason to forget it: mostly it is the very change that takes the access.
 */
export function usesAcross(after: Facts, before: Before): readonly UseAcross[] {
  const keys = new Map(after.keys.map((key) => [named(key), key]));
  const roles = new Map(after.roles.map((role) => [role.id, role]));
  const still = new Set(after.uses.map(nameOf));
  const byUser = groupBy(after.uses, userOf);
  return usesBefore(after, before).map((use): UseAcross => {
    const goesWith = destroyed(use, before);
    if (goesWith !== undefined) return { before: use, after: null, goesWith };
    const key = keys.get(named(use.key)) ?? use.key;
    const role = use.role === null ? null : (roles.get(use.role.id) ?? use.role);
    const across = { before: use, after: { ...use, key, role } };
    if (still.has(nameOf(use))) return across;
    const next = byUser.get(userOf(use))?.find((each) => named(each.key) !== named(use.key))?.key;
    return next === undefined ? across : { ...across, next };
  });
}

/** The uses of the time before, and those that only the plan shows although they are older than it. */
export function usesBefore(after: Facts, { now, changeOf }: Before): readonly Use[] {
  const found = new Set(now.uses.map(nameOf));
  const keys = new Map(now.keys.map((key) => [named(key), key]));
  const roles = new Map(now.roles.map((role) => [role.id, role]));
  const more = after.uses.flatMap((use): Use[] => {
    if (found.has(nameOf(use)) || use.evidence.every(({ address }) => changeOf(address)?.change === "create"))
      return [];
    const key = keys.get(named(use.key));
    const role = use.role === null ? null : roles.get(use.role.id);
    return key === undefined || role === undefined ? [] : [{ ...use, key, role }];
  });
  return [...now.uses, ...more];
}

function destroyed({ role, using }: Use, { changeOf }: Before): string | undefined {
  const [roleAt, usingAt] = [role?.resource?.address.text, using?.resource?.address.text];
  return [usingAt, roleAt].find((address) => address !== undefined && changeOf(address)?.change === "delete");
}

function nameOf(use: Use): string {
  return `${named(use.key)} ${userOf(use)}`;
}

function userOf({ service, role, using }: Use): string {
  return JSON.stringify([service, role?.id ?? null, using?.id ?? null]);
}

/** A key, as both worlds call it. */
export function named({ plan, id }: Pick<Key, "plan" | "id">): string {
  return `${String(plan)} ${id}`;
}
