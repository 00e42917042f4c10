import { parseReference } from "../../plan";
import { isRemoved } from "../../resolve/is-removed";
import type { Resource } from "../../resolve/infrastructure";
import { Hole, isList, isMap, JsonText, type Value } from "../../values/value";
import { byAddress, type ByAddress, findBy } from "../by-reference";
import type { Key, Role, Unlinked, Use } from "../facts";
import type { Lookup } from "../lookup";

/**
 * Keys and roles that are referred to where a service may be called and nothing of the call can be read: a hole is no evidence
 * of a use, but it must not pass in silence either. What is seen to be used together by the same references is left out.
 */
export function* hiddenCalls(lookup: Lookup, uses: readonly Use[]): Iterable<Unlinked> {
  let index: Index | undefined;
  const usedBy = new Map<Key, Set<Role | null>>();
  for (const { key, role } of uses) usedBy.set(key, (usedBy.get(key) ?? new Set()).add(role));
  for (const { resource, attribute, value } of hiddenIn(lookup)) {
    const { references } = value;
    if (references.length === 0) continue;
    index ??= indexOf(lookup);
    const { keys, roles } = index;
    const named = new Set(references.flatMap((each) => findBy(each, keys)));
    const serving = new Set(references.flatMap((each) => findBy(each, roles)));
    // What a Lambda function is given is a use only where a key and a role of the service stand together.
    if (resource.type === "aws_lambda_function" && (named.size === 0 || serving.size === 0)) continue;
    const behind = new Set([...named, ...references.flatMap((each) => keyBehind(lookup, resource, each) ?? [])]);
    const seen = (key: Key, role: Role): boolean => [role, null].some((each) => usedBy.get(key)?.has(each));
    const open = [
      ...[...named].filter((key) =>
        serving.size === 0 ? !usedBy.has(key) : ![...serving].some((role) => seen(key, role)),
      ),
      ...[...serving].filter((role) => ![...behind].some((key) => seen(key, role))),
    ];
    if (open.length === 0) continue;
    const { text: address } = resource.address;
    const ids = open.map(({ id }) => id).sort();
    const because = `${attribute} is not known, and refers to ${ids.join(" and ")}, so that it may let a service use a key`;
    yield { kind: named.size > 0 ? "key" : "role", address, because };
  }
}

interface Hidden {
  readonly resource: Resource;
  readonly attribute: string;
  readonly value: Hole;
}

/** Where calls stand, by type; what the type itself tells is another's business. */
const PLACES: Readonly<Record<string, { readonly attribute: string; readonly of: (resource: Resource) => Value }>> = {
  aws_sfn_state_machine: { attribute: "definition", of: argument("definition") },
  aws_cloudformation_stack: { attribute: "template_body", of: argument("template_body") },
  aws_cloudformation_stack_set: { attribute: "template_body", of: argument("template_body") },
  aws_cloudcontrolapi_resource: {
    attribute: "desired_state",
    of: (resource) =>
      typeof resource.attribute("type_name") === "string" ? null : (resource.attribute("desired_state") ?? null),
  },
  aws_scheduler_schedule: { attribute: "target", of: targetInput },
  aws_lambda_function: { attribute: "environment", of: variables },
};

function* hiddenIn({ infrastructure }: Lookup): Iterable<Hidden> {
  for (const [type, { attribute, of }] of Object.entries(PLACES)) {
    for (const resource of infrastructure.ofType(type)) {
      if (resource.mode === "data" || isRemoved(resource)) continue;
      const value = holeIn(of(resource));
      if (value !== undefined) yield { resource, attribute, value };
    }
  }
  for (const resource of infrastructure.resources) {
    if (resource.mode === "data" || isRemoved(resource)) continue;
    for (const { type, command } of resource.provisioners) {
      const value = type === "local-exec" ? holeIn(command) : undefined;
      if (value !== undefined) yield { resource, attribute: "provisioner.local-exec", value };
    }
  }
}

function argument(name: string): (resource: Resource) => Value {
  return (resource) => resource.attribute(name) ?? null;
}

function targetInput(resource: Resource): Value {
  const target = resource.attribute("target");
  const first = isList(target) ? target[0] : target;
  if (!isMap(first)) return first ?? null;
  return typeof first.arn === "string" ? null : (first.input ?? null);
}

function variables(resource: Resource): Value {
  const environment = resource.attribute("environment");
  const block = isList(environment) ? environment[0] : environment;
  return isMap(block) ? (block.variables ?? null) : (block ?? null);
}

/** The hole that is all there is of a value. */
function holeIn(value: Value): Hole | undefined {
  if (value instanceof JsonText) return holeIn(value.value);
  return value instanceof Hole ? value : undefined;
}

interface Index {
  readonly keys: ByAddress<Key>;
  /** Those that a service may assume, or of which nobody knows who may. */
  readonly roles: ByAddress<Role>;
}

function indexOf({ keys, roles, services, serviceRoles }: Lookup): Index {
  const serving = new Set(services.flatMap((service) => serviceRoles(service)));
  for (const role of roles) if (role.trust.policy?.open !== undefined) serving.add(role);
  return { keys: byAddress(keys), roles: byAddress([...serving]) };
}

/** What leads to a key without being one: an alias, what was read of one, a bucket that one encrypts. */
const LEADS = /^(aws_kms_(alias|key)|aws_s3_bucket)$/;

function keyBehind(lookup: Lookup, from: Resource, reference: string): Key | undefined {
  const type = parseReference(reference)?.address.type;
  if (type === undefined || !LEADS.test(type)) return undefined;
  const value = new Hole(reference, { references: [reference] });
  const key = lookup.keyOf(value, from)?.key;
  if (key !== undefined) return key;
  const bucket = lookup.bucketOf(value)?.bucket;
  return bucket === undefined ? undefined : lookup.keyOfBucket(bucket)?.key;
}
