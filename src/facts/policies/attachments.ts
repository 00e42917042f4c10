import { ATTACHMENTS, type AttachmentType, attachmentType, EXCLUSIVE_LISTS } from "../../plan";
import { push } from "../../grouping";
import type { Infrastructure, Resource } from "../../resolve";
import { canonical, type Hole, OpenList, type Value } from "../../values";
import type { PolicyFact } from "../facts";
import { managedPolicyFact } from "./managed-policy";
import { isLost, mayBeLost } from "./possibly-lost-document";
import { policyOf } from "./policy-fact";
import { strayAttachments } from "./stray-attachments";
import { roleNamer } from "./role-names";
import type { FactSources } from "../fact-sources";

/** What resources of their own attach to roles. */
export interface Attachments {
  /** By the role's address. */
  readonly byRole: ReadonlyMap<string, readonly PolicyFact[]>;
  /** By name, of roles that are not in the plan; with the account of the attachment. */
  readonly byOutsideRole: ReadonlyMap<string, readonly { readonly account: Value; readonly fact: PolicyFact }[]>;
  /** What may be attached to a role: its role cannot be told, or has the same name in an account that cannot be told. */
  possiblyAttachedTo(role: NamedRole): readonly PolicyFact[];
  /** Plans are joined: a name means the same only in accounts that are known. */
  readonly joined: boolean;
  /** Whether a policy that the role's own attributes hold a copy of is still what it was, once the plan is applied. */
  keepsCopy(role: string, copy: { readonly name: string } | { readonly arn: string }): boolean;
}

/** What attachments know a role by. */
export interface NamedRole {
  /** `null`: it is not in the plan. */
  readonly resource: Resource | null;
  readonly plan: number;
  readonly name: Value | undefined;
  readonly account: Value | undefined;
  /** The plan makes it, so that no other plan can mean it by what is not known yet. */
  readonly created: boolean;
}

/** One policy that one attachment holds on one role. */
export interface Held {
  readonly resource: Resource;
  /** `undefined`: a role outside the plan, or one that cannot be told. */
  readonly role: Resource | undefined;
  readonly named: Value;
  readonly id: string;
  /** The policy; `onlyIf` is what it depends on whether it will be there. */
  fact(onlyIf?: Hole): PolicyFact | undefined;
}

/** Reads every attachment once. */
export function attachmentsOf(sources: FactSources): Attachments {
  const { infrastructure, candidates } = sources;
  const findRole = roleNamer(infrastructure);
  const resources = infrastructure.ofType(...Object.keys(ATTACHMENTS));
  const taken = new Map<string, Resource>();
  for (const resource of resources) for (const id of takenBy(resource, findRole)) taken.set(id, resource);
  const lists = exclusiveLists(infrastructure, findRole);
  const held = resources.filter(remains).flatMap((resource) => heldBy(sources, resource, findRole));
  const byRole = new Map<string, PolicyFact[]>();
  const byOutsideRole = new Map<string, { account: Value; fact: PolicyFact }[]>();
  const strays = strayAttachments(infrastructure, candidates);
  for (const each of held) {
    if (each.role?.mode !== "managed" && typeof each.named !== "string") {
      strays.add(each);
      continue;
    }
    if (isLost(each)) continue;
    const fact = each.fact(mayBeLost(each, taken, lists));
    if (fact === undefined) continue;
    if (each.role?.mode === "managed") push(byRole, each.role.address.text, fact);
    else if (typeof each.named === "string") push(byOutsideRole, each.named, { account: each.resource.account, fact });
  }
  const overridden = new Set([...taken.keys(), ...held.filter(({ id }) => id.startsWith("name ")).map(({ id }) => id)]);
  return {
    byRole,
    byOutsideRole,
    possiblyAttachedTo: (role) => {
      const { name, account } = role;
      const named = infrastructure.joined === true ? byOutsideRole.get(canonical(name ?? null) ?? "") : undefined;
      const found = strays.of(role);
      if (named === undefined) return found;
      const elsewhere = named.filter((each) => typeof each.account !== "string" || typeof account !== "string");
      return [...found, ...elsewhere.map(({ fact }) => fact)];
    },
    joined: infrastructure.joined === true,
    keepsCopy: (role, copy) => {
      const [kind, text] = "name" in copy ? (["name", copy.name] as const) : (["arn", copy.arn] as const);
      return !overridden.has(`${kind} ${role} ${text}`) && lists.get(`${kind} ${role}`)?.has(text) !== false;
    },
  };
}

type FindRole = ReturnType<typeof roleNamer>;

function remains(resource: Resource): boolean {
  return resource.change !== "delete";
}

/** What a resource held before and will not hold any more. */
function takenBy(resource: Resource, findRole: FindRole): readonly string[] {
  if (resource.before === null || !["delete", "replace", "update"].includes(resource.change)) return [];
  const names = attachmentType(resource.type);
  const before = (attribute: string): Value | undefined => resource.before?.[attribute];
  // Taken away itself, this one leaves all that it listed where it is.
  if (resource.type in EXCLUSIVE_LISTS && resource.change === "delete") return [];
  const after = new Set(remains(resource) ? idsOf(resource, (name) => resource.attribute(name), names, findRole) : []);
  return [...idsOf(resource, before, names, findRole)].filter((id) => !after.has(id));
}

function* idsOf(
  resource: Resource,
  read: (attribute: string) => Value | undefined,
  names: AttachmentType,
  findRole: FindRole,
): Iterable<string> {
  for (const role of listOf(read(names.roles))) {
    const found = findRole(role, resource)?.address.text;
    if (found === undefined) continue;
    for (const policy of listOf(read(names.names ?? names.arns))) yield idOf(names.names, found, policy);
  }
}

function idOf(inline: string | null, role: string, policy: Value): string {
  return `${inline === null ? "arn" : "name"} ${role} ${canonical(policy) ?? ""}`;
}

function heldBy(sources: FactSources, resource: Resource, findRole: FindRole): readonly Held[] {
  const { roles, names, arns } = attachmentType(resource.type);
  const policies =
    arns === null
      ? [{ value: resource.attribute(names) ?? null, fact: (onlyIf?: Hole) => inlineFact(sources, resource, onlyIf) }]
      : listOf(resource.attribute(arns)).map((value) => {
          const given = { kind: "identity", at: resource.location(arns) } as const;
          const fact = (onlyIf?: Hole): PolicyFact => ({
            ...managedPolicyFact(sources, value, onlyIf === undefined ? given : { ...given, onlyIf }),
            attachedBy: [resource.address.text],
          });
          return { value, fact };
        });
  return listOf(resource.attribute(roles)).flatMap((named) => {
    const role = findRole(named, resource);
    return policies.map(({ value, fact }) => {
      return { resource, role, named, fact, id: idOf(names, role?.address.text ?? "", value) };
    });
  });
}

function inlineFact({ parse }: FactSources, resource: Resource, onlyIf?: Hole): PolicyFact | undefined {
  const name = resource.address.text;
  return policyOf(parse, resource, "policy", "identity", onlyIf === undefined ? { name } : { name, onlyIf });
}

/** What exclusive lists leave on a role, by kind and role; only those that the plan applies, and that are wholly known. */
function exclusiveLists(infrastructure: Infrastructure, findRole: FindRole): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, ReadonlySet<string>>();
  for (const [type, { roles, list, kind }] of Object.entries(EXCLUSIVE_LISTS)) {
    for (const resource of infrastructure.ofType(type)) {
      if (!["create", "update", "replace"].includes(resource.change)) continue;
      const role = findRole(resource.attribute(roles) ?? null, resource);
      const items = resource.attribute(list) ?? [];
      if (role === undefined || !Array.isArray(items)) continue;
      const names = (items as readonly Value[]).map((item) => canonicalOf(infrastructure, item));
      if (names.every((name) => name !== undefined)) found.set(`${kind} ${role.address.text}`, new Set(names));
    }
  }
  return found;
}

/** A policy's ARN as it is derived where a mere reference leads to it. `undefined`: it cannot be told. */
function canonicalOf(infrastructure: Infrastructure, item: Value): string | undefined {
  if (typeof item === "string") return item;
  const policy = infrastructure.identify(item, "policy")?.resource;
  const arn = policy === undefined ? item : policy.output("arn");
  return typeof arn === "string" ? arn : undefined;
}

function listOf(value: Value | undefined): readonly Value[] {
  if (value === undefined || value === null) return [];
  if (value instanceof OpenList) return [...value.items, value.rest];
  return Array.isArray(value) ? (value as readonly Value[]) : [value];
}
