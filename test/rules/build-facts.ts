import type { Facts, Key, PolicyFact, Role, Use } from "../../src/facts/facts";
import { parsePolicy, type PolicyKind } from "../../src/policy";
import type { Address } from "../../src/plan/address";
import type { Resource } from "../../src/resolve/infrastructure";
import { services } from "../../src/services/catalogue";
import { Hole, type Value, type ValueMap } from "../../src/values/value";

/*
 * Facts made by hand, so that a test of a rule says in a few lines what the rule sees and nothing else. What real plans
 * give is the scenarios' business: there the whole line runs.
 */

export const ACCOUNT = "111122223333";
export const ROLE_ARN = `arn:aws:iam::${ACCOUNT}:role/service`;
export const KEY_ARN = `arn:aws:kms:us-west-2:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;

/** A resource of the root module, as far as rules look at one. */
export function aResource(text: string, change: Resource["change"] = "create"): Resource {
  const [type = "", name = ""] = text.replace(/^module\.[^.]+\./, "").split(".");
  const module = /^(module\.[^.]+)\./.exec(text)?.[1] ?? "";
  const address: Address = { text, modules: [], mode: "managed", type, name, module, configured: text };
  return {
    address,
    mode: "managed",
    type,
    plan: 0,
    change,
    attribute: () => undefined,
    output: (path) => new Hole(`${text}.${path}`),
    origin: () => "plan",
    before: null,
    provisioners: [],
    account: ACCOUNT,
    partition: "aws",
    region: "us-west-2",
    location: (attribute) => ({ address: text, ...(attribute !== undefined && { attribute }) }),
    sensitive: () => false,
  };
}

/** A policy; statements alone stand for a document of them, a hole for one that is not known. */
export function aPolicy(
  document: readonly Value[] | Value,
  kind: PolicyKind,
  given: Partial<PolicyFact> & { readonly address?: string } = {},
): PolicyFact {
  const { address = "aws_iam_role_policy.service", ...rest } = given;
  const value = Array.isArray(document) ? { Version: "2012-10-17", Statement: document } : document;
  const unknown = value instanceof Hole;
  return {
    origin: unknown ? "unknown" : "plan",
    ...(unknown && { because: `${value.name} is known after apply` }),
    policy: parsePolicy(value, { kind, ...(kind !== "key" && { name: address }) }),
    location: { address, attribute: kind === "trust" ? "assume_role_policy" : "policy" },
    written: true,
    references: [],
    ...rest,
  };
}

/** A symmetric key of the plan, with this policy. */
export function aKey(policy: readonly Value[] | Value, given: Partial<Key> = {}): Key {
  const id = given.id ?? "aws_kms_key.data";
  return {
    id,
    plan: 0,
    resource: aResource(id),
    arn: KEY_ARN,
    account: ACCOUNT,
    region: "us-west-2",
    policy: aPolicy(policy, "key", { address: id }),
    grants: [],
    aliases: [],
    spec: "SYMMETRIC_DEFAULT",
    usage: "ENCRYPT_DECRYPT",
    keyOrigin: "AWS_KMS",
    enabled: true,
    multiRegion: false,
    tags: {},
    material: "present",
    beingDeleted: false,
    ...given,
  };
}

/** A role of the plan that both services may assume, with these statements in its one policy. */
export function aRole(statements: readonly Value[], given: Partial<Role> = {}): Role {
  const id = given.id ?? "aws_iam_role.service";
  return {
    id,
    resource: aResource(id),
    arn: ROLE_ARN,
    account: ACCOUNT,
    name: "service",
    tags: {},
    trust: aPolicy(TRUST, "trust", { address: id }),
    identityPolicies: statements.length === 0 ? [] : [aPolicy(statements, "identity")],
    possiblyAttached: [],
    boundary: null,
    managedHere: true,
    replaced: false,
    ...given,
  };
}

/** A role that another configuration manages: nothing of its policies can be seen. */
export function outsideRole(given: Partial<Role> = {}): Role {
  const unseen = (kind: PolicyKind): PolicyFact =>
    aPolicy(new Hole(`policy of ${ROLE_ARN}`), kind, { origin: "outside", address: ROLE_ARN, written: false });
  return aRole([], {
    id: ROLE_ARN,
    resource: null,
    managedHere: false,
    trust: unseen("trust"),
    identityPolicies: [unseen("identity")],
    ...given,
  });
}

/** Personalize uses the key with the role for a batch inference job. */
export function aUse(key: Key, role: Role | null, given: Partial<Use> = {}): Use {
  return {
    service: "personalize",
    operations: ["batch-inference-job"],
    key,
    role,
    confidence: "certain",
    evidence: [{ address: "aws_sfn_state_machine.train", attribute: "definition" }],
    datasetGroupKey: false,
    exportSeen: false,
    using: null,
    ...given,
  };
}

/** SageMaker geospatial uses the key with the role for an earth observation job. */
export function aGeospatialUse(key: Key, role: Role | null, given: Partial<Use> = {}): Use {
  return aUse(key, role, { service: "sagemaker-geospatial", operations: ["earth-observation-job"], ...given });
}

/** Facts of these uses. */
export function theFacts(uses: readonly Use[], given: Partial<Facts> = {}): Facts {
  return {
    keys: [...new Set(uses.map(({ key }) => key))],
    roles: [...new Set(uses.flatMap(({ role }) => role ?? []))],
    buckets: [],
    uses,
    unlinked: [],
    runtimeKeys: [],
    services,
    otherUsers: [],
    incomplete: false,
    ...given,
  };
}

const TRUST: readonly Value[] = [
  {
    Effect: "Allow",
    Principal: { Service: ["personalize.amazonaws.com", "sagemaker-geospatial.amazonaws.com"] },
    Action: "sts:AssumeRole",
  },
];

/** The account's own statement: all that AWS's default key policy holds. */
export const ROOT: ValueMap = {
  Sid: "Enable IAM User Permissions",
  Effect: "Allow",
  Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
  Action: "kms:*",
  Resource: "*",
};

export const PERSONALIZE_KEY_ACTIONS = [
  "kms:CreateGrant",
  "kms:Decrypt",
  "kms:DescribeKey",
  "kms:GenerateDataKey",
  "kms:ListGrants",
];

export const PERSONALIZE_ROLE_ACTIONS = PERSONALIZE_KEY_ACTIONS.filter((action) => action !== "kms:CreateGrant");

export const GEOSPATIAL_ACTIONS = [
  "kms:CreateGrant",
  "kms:Decrypt",
  "kms:GenerateDataKey",
  "kms:GenerateDataKeyWithoutPlaintext",
];

/** An Allow of a key policy, for the role. */
export function toRole(actions: readonly string[], more: Readonly<Record<string, Value>> = {}): ValueMap {
  return { Effect: "Allow", Principal: { AWS: ROLE_ARN }, Action: actions, Resource: "*", ...more };
}

/** An Allow of a key policy, for Personalize's service principal. */
export function toService(actions: readonly string[], more: Readonly<Record<string, Value>> = {}): ValueMap {
  return {
    Effect: "Allow",
    Principal: { Service: "personalize.amazonaws.com" },
    Action: actions,
    Resource: "*",
    ...more,
  };
}

/** An Allow of a role's policy, on the key. */
export function onKey(actions: readonly string[], more: Readonly<Record<string, Value>> = {}): ValueMap {
  return { Effect: "Allow", Action: actions, Resource: KEY_ARN, ...more };
}

/** A key policy and a role that hold all that Personalize needs. */
export const RIGHT_KEY_POLICY = [ROOT, toRole(PERSONALIZE_KEY_ACTIONS), toService(PERSONALIZE_KEY_ACTIONS)];
export const RIGHT_ROLE_POLICY = [onKey(PERSONALIZE_ROLE_ACTIONS)];
