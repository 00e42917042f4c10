import { asObject, isArray, isSensitiveAttribute, type Json, type JsonObject, own, type Plan } from "../plan";
import type { Resource } from "../resolve";
import { isList, isMap, type Value } from "../values";

/** Where a resource holds a policy document. */
export interface DocumentPlace {
  /** The resource's attribute: `assume_role_policy`, `inline_policy`. */
  readonly attribute: string;
  /** The way to the document: `assume_role_policy`, `inline_policy[0].policy`. */
  readonly path: string;
  readonly value: Value | undefined;
  /** It must not be shown. */
  readonly sensitive: boolean;
}

/** What the plan says of a resource's attributes, known and not. */
export interface PlannedAttributes {
  readonly known: JsonObject;
  readonly unknown: JsonObject;
}

/** By address: the attributes of each resource that will be there. */
export function plannedAttributes(plan: Plan): ReadonlyMap<string, PlannedAttributes> {
  const found = new Map<string, PlannedAttributes>();
  for (const { address, deposed, after, afterUnknown } of plan.resources) {
    if (!deposed) found.set(address.text, { known: after ?? {}, unknown: asObject(afterUnknown) ?? {} });
  }
  for (const { address, values } of plan.prior) found.set(address.text, { known: values, unknown: {} });
  return found;
}

/**
 * The attributes of AWS's resources that hold a policy where they are set, by hashicorp/aws 5.100.0 and hashicorp/awscc: where
 * their value is not known, they hold one all the same.
 */
const POLICY_ATTRIBUTES: ReadonlySet<string> = new Set([
  "access_policies",
  "access_policy",
  "assume_role_policy",
  "assume_role_policy_document",
  "delivery_destination_policy",
  "inline_policy",
  "key_policy",
  "policy",
  "policy_document",
  "repository_policy",
  "resource_policy",
  "session_policy",
]);

/** Resources whose attribute of such a name holds something else: a name, or rules in a form of their own. */
const NO_POLICY: ReadonlySet<string> = new Set([
  "aws_cloudwatch_log_account_policy",
  "aws_cloudwatch_log_index_policy",
  "aws_ecr_lifecycle_policy",
  "aws_iot_policy_attachment",
  "aws_networkmanager_core_network_policy_attachment",
  "aws_opensearchserverless_access_policy",
  "aws_opensearchserverless_lifecycle_policy",
  "aws_opensearchserverless_security_policy",
  "aws_ses_receipt_filter",
]);

/**
 * Every policy document of a resource: a known JSON text with `Statement`, wherever it stands; and what stands in an attribute
 * that holds policies, known or not.
 */
export function* policyDocuments(resource: Resource, { known, unknown }: PlannedAttributes): Generator<DocumentPlace> {
  const sensitive = (attribute: string): boolean =>
    resource.sensitive(attribute) || isSensitiveAttribute(resource.type, attribute);
  for (const attribute of new Set([...Object.keys(known), ...Object.keys(unknown)])) {
    const found = holdsPolicies(resource.type, attribute)
      ? settledPolicies(attribute, resource.attribute(attribute))
      : textsWithStatement(own(known, attribute) ?? null, attribute);
    for (const { path, value } of found) yield { attribute, path, value, sensitive: sensitive(attribute) };
  }
}

interface Found {
  readonly path: string;
  readonly value: Value | undefined;
}

/** A policy, or blocks that hold one each. */
function settledPolicies(attribute: string, value: Value | undefined): Found[] {
  if (!isList(value)) return [{ path: attribute, value }];
  return value.flatMap((each, at) =>
    isMap(each) ? [{ path: `${attribute}[${at}].policy`, value: each["policy"] }] : [],
  );
}

function holdsPolicies(type: string, attribute: string): boolean {
  return /^aws(?:cc)?_/.test(type) && POLICY_ATTRIBUTES.has(attribute) && !NO_POLICY.has(type);
}

function* textsWithStatement(value: Json, path: string): Generator<Found> {
  if (typeof value === "string") {
    if (isPolicyText(value)) yield { path, value };
  } else if (isArray(value)) {
    for (const [at, each] of value.entries()) yield* textsWithStatement(each, `${path}[${at}]`);
  } else {
    for (const [key, each] of Object.entries(asObject(value) ?? {}))
      yield* textsWithStatement(each, `${path}${step(key)}`);
  }
}

function step(key: string): string {
  return /^[\p{L}_][\p{L}\p{N}_-]*$/u.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}

/** A JSON object with `Statement`. */
function isPolicyText(text: string): boolean {
  if (!/^\s*\{/.test(text) || !/"Statement"\s*:/.test(text)) return false;
  try {
    return own(JSON.parse(text) as Json, "Statement") !== undefined;
  } catch {
    return false;
  }
}
