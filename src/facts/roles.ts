import { typesOf } from "../plan";
import type { ParsePolicy } from "../policy";
import { canonical, Hole, isMap, parseArn, type Value } from "../values";
import { hidesName, isRemoved, type Resource } from "../resolve";
import { type Attachments, managedPolicyFact, policyOf, unseenPolicy } from "./policies";
import type { PolicyFact, Role } from "./facts";
import type { FactSources } from "./fact-sources";

/** Every role that the plan manages and that will be there after it. */
export function rolesInPlan(sources: FactSources, attachments: Attachments): readonly Role[] {
  return sources.infrastructure
    .ofType(...typesOf("role"))
    .filter((resource) => resource.mode === "managed" && !isRemoved(resource))
    .map((resource) => roleInPlan(sources, resource, attachments));
}

function roleInPlan(sources: FactSources, resource: Resource, attachments: Attachments): Role {
  const address = resource.address.text;
  const boundary = resource.attribute("permissions_boundary");
  const uniqueId = resource.output("unique_id");
  return {
    id: address,
    resource,
    arn: resource.output("arn"),
    hasSensitiveName: hidesName(resource),
    account: resource.account,
    name: resource.output("name"),
    uniqueId,
    tags: resource.attribute("tags_all") ?? resource.attribute("tags") ?? {},
    trust: policyOf(sources.parse, resource, "assume_role_policy", "trust") ?? noTrust(resource),
    identityPolicies: [...ownPolicies(sources, resource, attachments), ...(attachments.byRole.get(address) ?? [])],
    possiblyAttached: attachments.possiblyAttachedTo({
      resource,
      plan: resource.plan,
      name: resource.output("name"),
      account: resource.account,
      created: resource.change === "create",
    }),
    boundary:
      boundary === undefined || boundary === ""
        ? null
        : managedPolicyFact(sources, boundary, {
            kind: "boundary",
            at: resource.location("permissions_boundary"),
          }),
    managedHere: true,
    replaced: resource.change === "create" || resource.change === "replace",
  };
}

/** What is known of a role outside the plan beside its name. */
interface Surroundings {
  readonly plan: number;
  readonly data: Resource | undefined;
  readonly attachments: Attachments;
  readonly parse: ParsePolicy;
}

/** A role that is not in the plan: its policies and its trust cannot be seen, but for what a data source read. */
export function roleOutside(value: Value, name: string, { plan, data, attachments, parse }: Surroundings): Role {
  const arn = data?.output("arn") ?? value;
  const parts = parseArn(arn);
  const outside = "the role is not in this plan, so that its policies cannot be seen";
  const roleName = data?.output("name") ?? nameIn(parts?.resource);
  // Attachments name a role by its name, never by its ARN.
  const key = roleName === undefined ? undefined : canonical(roleName);
  return {
    id: name,
    resource: null,
    arn: parts?.service === "iam" ? arn : new Hole(`ARN of ${name}`, { shape: "arn" }),
    hasSensitiveName: data !== undefined && hidesName(data),
    account: parts?.account ?? data?.account ?? new Hole(`account of ${name}`, { shape: "account" }),
    name: roleName ?? new Hole(`name of ${name}`, { shape: "name" }),
    ...(data === undefined ? {} : { uniqueId: data.output("unique_id") }),
    tags: new Hole(`tags of ${name}`),
    trust:
      (data === undefined ? undefined : policyOf(parse, data, "assume_role_policy", "trust")) ??
      unseenPolicy(name, "trust", { because: outside }),
    identityPolicies: [
      ...((key === undefined ? undefined : attachments.byOutsideRole.get(key)) ?? [])
        .filter((each) => mayBeSame(each.account, parts?.account, attachments.joined))
        .map(({ fact }) => fact),
      unseenPolicy(name, "identity", { because: outside }),
    ],
    possiblyAttached: attachments.possiblyAttachedTo({
      resource: null,
      plan,
      name: roleName,
      account: parts?.account,
      created: false,
    }),
    boundary: null,
    managedHere: false,
    replaced: false,
  };
}

/** Two accounts of which at least one is not known, or the same; of several plans only the same. */
function mayBeSame(one: Value, other: Value | undefined, joined: boolean): boolean {
  return typeof one !== "string" || typeof other !== "string" ? !joined : one === other;
}

function nameIn(resource: Value | undefined): string | undefined {
  return typeof resource === "string" ? resource.slice(resource.lastIndexOf("/") + 1) : undefined;
}

function noTrust(resource: Resource): PolicyFact {
  const because = "the plan shows no trust policy";
  return {
    ...unseenPolicy(resource.address.text, "trust", { because, origin: "unknown" }),
    location: resource.location("assume_role_policy"),
  };
}

/**
 * The role's own `inline_policy` blocks and `managed_policy_arns`. On a role that exists, both hold copies of what separate
 * resources attached, which those resources override.
 */
function ownPolicies(sources: FactSources, role: Resource, attachments: Attachments): readonly PolicyFact[] {
  const address = role.address.text;
  const found: PolicyFact[] = [];
  const inline = role.attribute("inline_policy");
  for (const [index, block] of listOf(inline).entries()) {
    if (!isMap(block)) {
      found.push(
        unseenPolicy(`${address}.inline_policy`, "identity", {
          because: "an inline policy is known after apply",
          origin: "unknown",
        }),
      );
      continue;
    }
    const { name = null, policy } = block;
    if (typeof name === "string" && !attachments.keepsCopy(address, { name })) continue;
    if (policy === undefined || policy === null || policy === "") continue;
    const label =
      typeof name === "string" ? `${address} inline policy ${name}` : `${address}.inline_policy[${String(index)}]`;
    const fact = policyOf(sources.parse, role, "inline_policy", "identity", { name: label, value: policy });
    if (fact !== undefined) found.push(fact);
  }
  const managed = role.attribute("managed_policy_arns");
  for (const arn of listOf(managed)) {
    if (typeof arn === "string" && !attachments.keepsCopy(address, { arn })) continue;
    found.push(managedPolicyFact(sources, arn, { kind: "identity", at: role.location("managed_policy_arns") }));
  }
  return found;
}

function listOf(value: Value | undefined): readonly Value[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? (value as readonly Value[]) : [value];
}
