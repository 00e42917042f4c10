import { type AwsThing, thingType } from "../plan";
import { Hole, makeArn, text, type TextPart, type Value } from "../values";
import { dnsSuffix, nameOf, namedOutput } from "./named-outputs";
import type * as PolicyDocument from "../source/policy-document/policy-document";
import type { Resource } from "./infrastructure";

/**
 * Computed attributes that the plan need not know to be known: an ARN from partition, account, path and name; an id that is
 * the name. `undefined`: nothing is derived, the attribute is a hole.
 */
export function derive(resource: Resource, attribute: string): Value | undefined {
  if (resource.mode === "data") return deriveData(resource, attribute);
  // A plan may name a type `constructor`.
  if (Object.hasOwn(DERIVATIONS, resource.type)) return DERIVATIONS[resource.type]?.(resource, attribute);
  const thing = thingType(resource.type);
  return thing === undefined ? namedOutput(resource, attribute) : THING_DERIVATIONS[thing.is](resource, attribute);
}

type Derivation = (resource: Resource, attribute: string) => Value | undefined;

const key: Derivation = (resource, attribute) => {
  const id = keyId(resource);
  if (attribute === "key_id" || attribute === "id") return id;
  if (attribute !== "arn") return undefined;
  return makeArn(resource.partition, "kms", resource.region, resource.account, ["key/", id]);
};

/** The id of a multi-Region key begins with `mrk-`, that of its replicas too. */
function keyId(resource: Resource): Value {
  const name = `${resource.address.text}.key_id`;
  const isMultiRegion = resource.type.includes("replica") || resource.attribute("multi_region") === true;
  if (!isMultiRegion) return new Hole(name, { shape: "id", fresh: true });
  return text(["mrk-", new Hole(`${name} after mrk-`, { shape: "id", fresh: true })]);
}

const THING_DERIVATIONS: Readonly<Record<AwsThing, Derivation>> = {
  key,
  role: (role, attribute) => {
    if (attribute === "unique_id") return new Hole(`${role.address.text}.unique_id`, { shape: "id", fresh: true });
    return named(role, attribute, "iam", (name) => ["role", path(role), name]);
  },
  policy: (policy, attribute) => {
    if (attribute === "id") return derive(policy, "arn");
    return named(policy, attribute, "iam", (name) => ["policy", path(policy), name]);
  },
  alias: (alias, attribute) => {
    if (attribute === "arn") {
      return makeArn(alias.partition, "kms", alias.region, alias.account, [nameOf(alias, "name")]);
    }
    return attribute === "id" || attribute === "name" ? nameOf(alias, "name") : undefined;
  },
  bucket: (bucket, attribute) => {
    if (attribute === "arn") return makeArn(bucket.partition, "s3", "", "", [nameOf(bucket, "bucket")]);
    if (attribute === "bucket_domain_name" || attribute === "bucket_regional_domain_name") {
      const suffix = dnsSuffix(bucket.partition);
      const region = attribute === "bucket_domain_name" ? [] : [bucket.region, "."];
      return suffix && text([nameOf(bucket, "bucket"), ".s3.", ...region, suffix] as TextPart[]);
    }
    return attribute === "id" || attribute === "bucket" ? nameOf(bucket, "bucket") : undefined;
  },
};

const DERIVATIONS: Readonly<Record<string, Derivation>> = {
  // Terraform shows it as unknown whenever the input changes, and makes it the input.
  terraform_data: (data, attribute) => (attribute === "output" ? data.attribute("input") : undefined),
};

function deriveData(data: Resource, attribute: string): Value | undefined {
  if (data.type === "aws_iam_policy_document" && (attribute === "json" || attribute === "minified_json")) {
    return document(data, attribute === "minified_json");
  }
  if (data.type === "aws_caller_identity" && (attribute === "account_id" || attribute === "id")) return data.account;
  if (data.type === "aws_partition" && (attribute === "partition" || attribute === "id")) return data.partition;
  if (data.type === "aws_region" && ["name", "region", "id"].includes(attribute)) return data.region;
  return undefined;
}

/** The arguments of `aws_iam_policy_document` of which its document is made. */
const DOCUMENT_ARGUMENTS = [
  "version",
  "policy_id",
  "statement",
  "source_json",
  "override_json",
  "source_policy_documents",
  "override_policy_documents",
] as const;

/** The document that a data source will make once it is read. */
function document(data: Resource, minified: boolean): Value {
  // The provider's rules for documents are only loaded where a plan defers one.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { policyDocument } = require("../source/policy-document/policy-document") as typeof PolicyDocument;
  const config: Record<string, Value> = {};
  for (const argument of DOCUMENT_ARGUMENTS) config[argument] = data.attribute(argument) ?? null;
  return policyDocument(config, { minified, name: `${data.address.text}.${minified ? "minified_json" : "json"}` });
}

function named(
  resource: Resource,
  attribute: string,
  service: string,
  rest: (name: Value) => readonly Value[],
): Value | undefined {
  const name = nameOf(resource, "name");
  if (attribute === "name" || attribute === "id") return name;
  if (attribute !== "arn") return undefined;
  return makeArn(resource.partition, service, "", resource.account, rest(name));
}

/** An IAM path, `/` where unset. */
function path(resource: Resource): Value {
  const given = resource.attribute("path") ?? "/";
  if (given instanceof Hole) return new Hole(given.name, { shape: "path", references: given.references });
  return given;
}
