import { canonical, Hole, isList, isMap, type Value } from "../../values";
import type { Resource } from "../../resolve";
import { deferredChange } from "../deferred-change";

/** A policy that an attachment holds on a role. */
interface Attached {
  readonly resource: Resource;
  /** `undefined`: a role outside the plan, or one that cannot be told. */
  readonly role: Resource | undefined;
  /** `name <role's address> <policy's name>` of an inline policy, `arn <role's address> <policy's ARN>` of a managed one. */
  readonly id: string;
}

/**
 * A policy that may be gone once the plan is applied although its attachment remains: another resource takes it away in the
 * same plan (in an order that nobody knows), an exclusive list does not name it, or the role's own lists let it go. What that
 * depends on, or `undefined`.
 */
export function mayBeLost(
  { resource, role, id }: Attached,
  taken: ReadonlyMap<string, Resource>,
  lists: ReadonlyMap<string, ReadonlySet<string>>,
): Hole | undefined {
  const deferred = deferredChange(resource);
  if (deferred !== undefined || role === undefined) return deferred;
  const { text } = role.address;
  const address = resource.address.text;
  const taker = taken.get(id);
  if (taker !== undefined && taker !== resource) {
    return new Hole(`whether ${address} attaches it after ${taker.address.text} has taken it away`);
  }
  const kind = id.slice(0, id.indexOf(" "));
  const named = id.slice(`${kind} ${text} `.length);
  const list = lists.size === 0 ? undefined : lists.get(`${kind} ${text}`);
  if (list !== undefined && isText(named) && !list.has(named)) {
    return new Hole(`whether ${address} outlasts the exclusive list of the policies of ${text}`);
  }
  if (attachesAgain(resource, role)) return undefined;
  return letGo(role, kind === "name" ? "inline_policy" : "managed_policy_arns", named)
    ? new Hole(`whether ${address} outlasts that ${text}, which lists its policies itself, lists that one no longer`)
    : undefined;
}

/**
 * The role is replaced under its name, and what is attached to it goes with the former role: the attachment names it by its
 * name, which does not change, so that the plan leaves it as it is and does not attach it again (seen by applying such plans;
 * hashicorp/terraform-provider-aws issue 46270).
 */
export function isLost({ resource, role }: Attached): boolean {
  return role?.change === "replace" && resource.deferred === undefined && !attachesAgain(resource, role);
}

/** A canonical text without holes. */
function isText(canonicalText: string): boolean {
  return canonicalText !== "" && !canonicalText.includes("\u0001");
}

/** Whether applying the plan attaches it once more; an updated `aws_iam_policy_attachment` only adds roles that it did not list. */
function attachesAgain(resource: Resource, role: Resource): boolean {
  if (resource.change === "no-op" || resource.change === "forget") return false;
  if (resource.change !== "update" || resource.type !== "aws_iam_policy_attachment") return true;
  const before = resource.before?.roles;
  return !Array.isArray(before) || !before.includes(canonical(role.output("name")) ?? "");
}

/**
 * The role's own `inline_policy` blocks or `managed_policy_arns`, where they are set, are exclusive: what stood in them, copied
 * from whatever attached it, and stands in them no longer is taken from the role.
 */
function letGo(role: Resource, attribute: "inline_policy" | "managed_policy_arns", named: string): boolean {
  if (role.change !== "update") return false;
  const holds = (items: Value | undefined): boolean =>
    isList(items) && items.some((item) => (isMap(item) ? item.name : item) === named);
  return holds(role.before?.[attribute]) && !holds(role.attribute(attribute));
}
