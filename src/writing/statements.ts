import type { Requirement } from "../services";

/** A policy statement as kmsgate writes it: always an Allow, its lists sorted. `${…}` in a text is a Terraform reference. */
export interface WrittenStatement {
  readonly Sid?: string;
  readonly Effect: "Allow";
  /** Only in a key policy and in a trust policy. */
  readonly Principal?: { readonly AWS?: string | readonly string[]; readonly Service?: string | readonly string[] };
  readonly Action: string | readonly string[];
  /** Not in a trust policy. */
  readonly Resource?: string;
  /** By operator, then by condition key. */
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** A policy document as kmsgate writes it. */
export interface WrittenPolicy {
  readonly Version: "2012-10-17";
  readonly Statement: readonly WrittenStatement[];
}

/**
 * The statement of a key policy that lets roles and service principals do these actions. In a key policy `"*"` means
 * this key and no other.
 */
export function keyPolicyStatement(given: {
  readonly sid: string;
  /** ARNs, or `${aws_iam_role.x.arn}`. */
  readonly roles?: readonly string[];
  readonly services?: readonly string[];
  readonly actions: readonly string[];
}): WrittenStatement {
  const { sid, roles = [], services = [], actions } = given;
  return {
    Sid: sid,
    Effect: "Allow",
    Principal: {
      ...(roles.length > 0 && { AWS: oneOrMany(roles) }),
      ...(services.length > 0 && { Service: oneOrMany(services) }),
    },
    Action: sorted(actions),
    Resource: "*",
  };
}

/** The statement of a role's policy that allows these actions on one key, by its ARN: an alias or a key id names no key there. */
export function rolePolicyStatement(given: {
  readonly sid: string;
  readonly keyArn: string;
  readonly actions: readonly string[];
}): WrittenStatement {
  return { Sid: given.sid, Effect: "Allow", Action: sorted(given.actions), Resource: given.keyArn };
}

/**
 * The statement of a trust policy that lets a service assume the role; with `sourceAccount`, only on behalf of this
 * account (IAM User Guide, "The confused deputy problem").
 */
export function trustStatement(service: string, sourceAccount?: string): WrittenStatement {
  return {
    Effect: "Allow",
    Principal: { Service: service },
    Action: "sts:AssumeRole",
    ...(sourceAccount !== undefined && { Condition: { StringEquals: { "aws:SourceAccount": sourceAccount } } }),
  };
}

/** The statement of AWS's default key policy: the account administers the key, and its IAM policies count. */
export function accountStatement(accountRootArn: string): WrittenStatement {
  return {
    Sid: "EnableIamPolicies",
    Effect: "Allow",
    Principal: { AWS: accountRootArn },
    Action: "kms:*",
    Resource: "*",
  };
}

// KMS Developer Guide, "Allows key administrators to administer the KMS key": the statement of AWS's own default key policy.
const ADMINISTRATION = [
  "kms:Create*",
  "kms:Describe*",
  "kms:Enable*",
  "kms:List*",
  "kms:Put*",
  "kms:Update*",
  "kms:Revoke*",
  "kms:Disable*",
  "kms:Get*",
  "kms:Delete*",
  "kms:TagResource",
  "kms:UntagResource",
  "kms:ScheduleKeyDeletion",
  "kms:CancelKeyDeletion",
  "kms:RotateKeyOnDemand",
];

// KMS Developer Guide, "Create multi-Region replica keys": asked for in the key policy of the primary key.
const REPLICATION = "kms:ReplicateKey";

/** The statement by which roles or users, named by their ARNs, administer the key without using it. */
export function administratorStatement(administrators: readonly string[], multiRegion = false): WrittenStatement {
  const actions = multiRegion ? [...ADMINISTRATION, REPLICATION] : ADMINISTRATION;
  return keyPolicyStatement({ sid: "KeyAdministrators", roles: administrators, actions });
}

/** The actions that these requirements ask for in a layer, for a grantee: sorted, each once. */
export function actionsOf(
  requirements: readonly Requirement[],
  layer: Requirement["layer"],
  grantee: Requirement["grantee"],
): readonly string[] {
  return sorted(
    requirements.filter((each) => each.layer === layer && each.grantee === grantee).flatMap(({ actions }) => actions),
  );
}

/** A whole policy document of these statements. */
export function policyOf(statements: readonly WrittenStatement[]): WrittenPolicy {
  return { Version: "2012-10-17", Statement: statements };
}

function sorted(values: readonly string[]): readonly string[] {
  return [...new Set(values)].sort();
}

function oneOrMany(values: readonly string[]): string | readonly string[] {
  const [only] = values;
  return values.length === 1 && only !== undefined ? only : sorted(values);
}
