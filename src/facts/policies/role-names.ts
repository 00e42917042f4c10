import { typesOf } from "../../plan";
import { push } from "../../grouping";
import { type Infrastructure, isRemoved, type Resource } from "../../resolve";
import { canonical, type Value } from "../../values";

/**
 * Finds the role that a resource names. A name is only unique within an account: of several roles of one name it is the one
 * of the resource's own account, and none where that cannot be told.
 */
export function roleNamer(infrastructure: Infrastructure): (value: Value, by: Resource) => Resource | undefined {
  const byName = new Map<string, Resource[]>();
  for (const role of infrastructure.ofType(...typesOf("role"))) {
    if (role.mode === "data" || isRemoved(role)) continue;
    const name = canonical(role.output("name"));
    if (name !== undefined) push(byName, name, role);
  }
  return (value, by) => {
    const name = canonical(value);
    const named = name === undefined ? undefined : byName.get(name);
    if (named === undefined) return infrastructure.identify(value, "role", by)?.resource;
    const same = named.filter(({ account }) => canonical(account) === canonical(by.account));
    if (same.length > 0) return same.length === 1 ? same[0] : undefined;
    // Where plans are joined, accounts of which one is not known are not taken for the same.
    const own = named.filter(({ plan }) => plan === by.plan);
    const possible = own.filter(({ account }) => typeof account !== "string" || typeof by.account !== "string");
    return possible.length === 1 && own.length === 1 ? possible[0] : undefined;
  };
}
