import type { Infrastructure, Resource } from "../resolve/infrastructure";
import { canonical } from "../resolve/canonical";
import { OpenList, type Value } from "../value";
import type { PolicyFact } from "./facts";
import { managedPolicyFact } from "./managed-policy";
import { policyOf } from "./policy-fact";

/** What resources of their own attach to roles. */
export interface Attachments {
  /** By the role's address. */
  readonly byRole: ReadonlyMap<string, readonly PolicyFact[]>;
  /** By name or ARN, of roles that are not in the plan. */
  readonly byOutsideRole: ReadonlyMap<string, readonly PolicyFact[]>;
  /** Attached to a role that cannot be told. */
  readonly roleUnknown: readonly PolicyFact[];
  /** `ADDRESS NAME` of inline policies that a resource of their own holds or deletes. */
  readonly separateNames: ReadonlySet<string>;
  /** `ADDRESS ARN` of managed policies that this plan detaches. */
  readonly detached: ReadonlySet<string>;
}

/** How each type of attachment names its roles and its policies. */
const ATTACHMENTS = {
  aws_iam_role_policy: { roles: "role", policies: null },
  aws_iam_role_policy_attachment: { roles: "role", policies: "policy_arn" },
  aws_iam_policy_attachment: { roles: "roles", policies: "policy_arn" },
  aws_iam_role_policy_attachments_exclusive: { roles: "role_name", policies: "policy_arns" },
} as const satisfies Readonly<Record<string, { roles: string; policies: string | null }>>;

/** Reads every attachment once. */
export function attachmentsOf(infrastructure: Infrastructure): Attachments {
  const byRole = new Map<string, PolicyFact[]>();
  const byOutsideRole = new Map<string, PolicyFact[]>();
  const roleUnknown: PolicyFact[] = [];
  const separateNames = new Set<string>();
  const detached = new Set<string>();
  for (const [type, names] of Object.entries(ATTACHMENTS)) {
    for (const resource of infrastructure.ofType(type)) {
      const removed = resource.change === "delete" || resource.change === "forget";
      for (const role of rolesOf(resource, names.roles, removed)) {
        const found = infrastructure.identify(role, "role")?.resource;
        if (found !== undefined) note(resource, found, removed, { separateNames, detached });
        if (removed) continue;
        const policies = policiesOf(infrastructure, resource, names.policies);
        const outside = canonical(role);
        if (found?.mode === "managed") push(byRole, found.address.text, policies);
        else if (typeof role === "string" && outside !== undefined) push(byOutsideRole, outside, policies);
        else roleUnknown.push(...policies);
      }
    }
  }
  return { byRole, byOutsideRole, roleUnknown, separateNames, detached };
}

function rolesOf(resource: Resource, attribute: string, removed: boolean): readonly Value[] {
  const before = resource.before?.[attribute];
  const value = removed ? (before as Value | undefined) : resource.attribute(attribute);
  if (value === undefined || value === null) return [];
  if (value instanceof OpenList) return [...value.items, value.rest];
  return Array.isArray(value) ? (value as readonly Value[]) : [value];
}

function policiesOf(
  infrastructure: Infrastructure,
  resource: Resource,
  attribute: string | null,
): readonly PolicyFact[] {
  if (attribute === null) {
    const fact = policyOf(resource, "policy", "identity", { name: resource.address.text });
    return fact === undefined ? [] : [fact];
  }
  const arns = rolesOf(resource, attribute, false);
  return arns.map((arn) =>
    managedPolicyFact(infrastructure, arn, { kind: "identity", at: resource.location(attribute) }),
  );
}

function note(
  resource: Resource,
  role: Resource,
  removed: boolean,
  into: { separateNames: Set<string>; detached: Set<string> },
): void {
  const address = role.address.text;
  const name = removed ? resource.before?.name : resource.attribute("name");
  if (resource.type === "aws_iam_role_policy" && typeof name === "string") into.separateNames.add(`${address} ${name}`);
  const arn = resource.before?.policy_arn;
  if (removed && typeof arn === "string") into.detached.add(`${address} ${arn}`);
}

function push<K>(into: Map<K, PolicyFact[]>, key: K, facts: readonly PolicyFact[]): void {
  const found = into.get(key);
  if (found === undefined) into.set(key, [...facts]);
  else found.push(...facts);
}
