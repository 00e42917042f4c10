/**
 * What is known of the condition keys in the services' calls to KMS, as data: who calls, what AWS writes of each key, and
 * how well that is founded. The first entry that fits answers; a key that no entry names is not known.
 *
 * `doc`: AWS's text. `trace`: only AWS's CloudTrail example, which shows one call once. `inf`: inferred; such an entry says
 * no more than what holds either way.
 */
export interface ContextEntry {
  /** Condition keys as AWS writes them; one that ends in `*` stands for all that begin so. */
  readonly keys: readonly string[];
  readonly caller: "role" | "service" | "either";
  /** Actions, `kms:CreateGrant`; absent: all. */
  readonly actions?: readonly string[];
  readonly fact: ContextFact;
  readonly label: "doc" | "trace" | "inf";
}

/**
 * `absent`, `present` (with an unknown value), `unknown` (perhaps absent). `not-ours`: a value that no text of the
 * configuration equals, where it is there at all. `is`: these values. `at-least`: these, and perhaps more. `one-of`: one of
 * these, where it is there at all. `tag`: the tag that the key names. `since`: a date not before this one.
 */
export type ContextFact =
  | { readonly state: "absent" | "present" | "unknown" | "not-ours" }
  | { readonly state: "is" | "one-of"; readonly values: readonly ContextValue[] }
  | { readonly state: "at-least"; readonly values: PlanFact }
  | { readonly state: "tag"; readonly of: "role" | "key" }
  | { readonly state: "since"; readonly date: string };

/** A text, or a fact of the plan. */
export type ContextValue = string | { readonly plan: PlanFact };

/**
 * `role.user-id` is `<unique id>:<session>`; `service.grantee` a service principal that AWS does not name; `using.account` that
 * of the resource that uses the key, or else the key's.
 */
export type PlanFact =
  | "role.arn"
  | "role.account"
  | "role.user-id"
  | "service.principals"
  | "service.grantee"
  | "using.account"
  | "key.account"
  | "key.region"
  | "key.spec"
  | "key.usage"
  | "key.origin"
  | "key.multi-region"
  | "key.aliases";

const CRYPTOGRAPHIC = [
  "kms:Decrypt",
  "kms:Encrypt",
  "kms:GenerateDataKey",
  "kms:GenerateDataKeyWithoutPlaintext",
  "kms:ReEncryptFrom",
  "kms:ReEncryptTo",
];
const ABOUT_GRANTS = ["kms:CreateGrant", "kms:ListGrants"];
const WITHOUT_CONTEXT = ["kms:DescribeKey", "kms:ListGrants"];
const BUT_CREATE_GRANT = [...CRYPTOGRAPHIC, ...WITHOUT_CONTEXT];
const BUT_ABOUT_GRANTS = [...CRYPTOGRAPHIC, "kms:DescribeKey"];
const ENCRYPTION_CONTEXT = ["kms:EncryptionContextKeys", "kms:EncryptionContext:*"];
const OF_GRANTEES = [
  "kms:GranteePrincipal",
  "kms:GranteeServicePrincipal",
  "kms:RetiringPrincipal",
  "kms:RetiringServicePrincipal",
];

const ABSENT = { state: "absent" } as const;
const NOT_KNOWN = { state: "unknown" } as const;
const NOT_OURS = { state: "not-ours" } as const;

function is(...values: readonly ContextValue[]): ContextFact {
  return { state: "is", values };
}

/** Whoever calls. IAM User Guide, "AWS global condition context keys"; KMS Developer Guide, "Condition keys for AWS KMS". */
const eitherCaller: readonly ContextEntry[] = [
  { keys: ["aws:SecureTransport"], caller: "either", fact: is("true"), label: "doc" },
  // a service reaches KMS from its own network; which address or endpoint that is, no configuration can know
  { keys: ["aws:SourceVpce", "aws:SourceVpc", "aws:VpcSourceIp"], caller: "either", fact: NOT_OURS, label: "doc" },
  { keys: ["aws:CalledVia", "aws:CalledViaFirst", "aws:CalledViaLast"], caller: "either", fact: ABSENT, label: "doc" },
  {
    keys: ["kms:KeySpec", "kms:CustomerMasterKeySpec"],
    caller: "either",
    fact: is({ plan: "key.spec" }),
    label: "doc",
  },
  {
    keys: ["kms:KeyUsage", "kms:CustomerMasterKeyUsage"],
    caller: "either",
    fact: is({ plan: "key.usage" }),
    label: "doc",
  },
  { keys: ["kms:KeyOrigin"], caller: "either", fact: is({ plan: "key.origin" }), label: "doc" },
  { keys: ["kms:MultiRegion"], caller: "either", fact: is({ plan: "key.multi-region" }), label: "doc" },
  { keys: ["aws:ResourceAccount"], caller: "either", fact: is({ plan: "key.account" }), label: "doc" },
  { keys: ["aws:ResourceTag/*"], caller: "either", fact: { state: "tag", of: "key" }, label: "doc" },
  { keys: ["aws:RequestedRegion"], caller: "either", fact: is({ plan: "key.region" }), label: "doc" },
  {
    keys: ["kms:EncryptionAlgorithm"],
    caller: "either",
    actions: CRYPTOGRAPHIC,
    fact: is("SYMMETRIC_DEFAULT"),
    label: "doc",
  },
  { keys: ["kms:EncryptionAlgorithm"], caller: "either", fact: ABSENT, label: "doc" },
  { keys: ["kms:GrantIsForAWSResource"], caller: "either", actions: BUT_ABOUT_GRANTS, fact: ABSENT, label: "doc" },
  { keys: ["kms:GrantIsForAWSResource"], caller: "either", actions: ABOUT_GRANTS, fact: NOT_KNOWN, label: "doc" },
  {
    keys: ["kms:GrantOperations", "kms:GrantConstraintType", "kms:GrantConstraintSourceArn", ...OF_GRANTEES],
    caller: "either",
    actions: BUT_CREATE_GRANT,
    fact: ABSENT,
    label: "doc",
  },
  { keys: ENCRYPTION_CONTEXT, caller: "either", actions: WITHOUT_CONTEXT, fact: ABSENT, label: "doc" },
  // the plan is applied, and the service calls, after this catalogue was written
  {
    keys: ["aws:CurrentTime", "aws:EpochTime"],
    caller: "either",
    fact: { state: "since", date: "2026-11-22" },
    label: "doc",
  },
];

/** A session of the role that the service was given. */
const roleCalls: readonly ContextEntry[] = [
  { keys: ["aws:PrincipalArn"], caller: "role", fact: is({ plan: "role.arn" }), label: "doc" },
  {
    keys: ["aws:PrincipalAccount", "kms:CallerAccount"],
    caller: "role",
    fact: is({ plan: "role.account" }),
    label: "doc",
  },
  { keys: ["aws:PrincipalIsAWSService"], caller: "role", fact: is("false"), label: "doc" },
  // AWS: false where a service uses a service role or service-linked role to make a call on the principal's behalf
  { keys: ["aws:ViaAWSService"], caller: "role", fact: is("false"), label: "doc" },
  { keys: ["aws:PrincipalServiceName", "aws:PrincipalServiceNamesList"], caller: "role", fact: ABSENT, label: "doc" },
  { keys: ["aws:PrincipalType"], caller: "role", fact: is("AssumedRole"), label: "doc" },
  { keys: ["aws:PrincipalTag/*"], caller: "role", fact: { state: "tag", of: "role" }, label: "doc" },
  { keys: ["aws:userid"], caller: "role", fact: is({ plan: "role.user-id" }), label: "doc" },
  { keys: ["aws:username"], caller: "role", fact: ABSENT, label: "doc" },
  { keys: ["aws:TokenIssueTime"], caller: "role", fact: { state: "present" }, label: "doc" },
  // only in calls that a service principal makes itself
  {
    keys: ["aws:SourceAccount", "aws:SourceArn", "aws:SourceOrgID", "aws:SourceOrgPaths"],
    caller: "role",
    fact: ABSENT,
    label: "doc",
  },
  { keys: ["kms:ResourceAliases"], caller: "role", fact: { state: "at-least", values: "key.aliases" }, label: "doc" },
  // a service principal, in one key or the other; an IAM ARN in neither
  { keys: OF_GRANTEES, caller: "role", fact: { state: "one-of", values: [{ plan: "service.grantee" }] }, label: "doc" },
];

/** The service principal itself. */
const serviceCalls: readonly ContextEntry[] = [
  { keys: ["aws:PrincipalArn"], caller: "service", fact: NOT_OURS, label: "inf" },
  { keys: ["aws:PrincipalOrgID", "aws:PrincipalOrgPaths"], caller: "service", fact: ABSENT, label: "doc" },
  { keys: ["aws:PrincipalIsAWSService"], caller: "service", fact: is("true"), label: "doc" },
  { keys: ["aws:PrincipalServiceName"], caller: "service", fact: is({ plan: "service.principals" }), label: "doc" },
  // where a service passes the account that it acts for, it is ours
  {
    keys: ["aws:SourceAccount"],
    caller: "service",
    fact: { state: "one-of", values: [{ plan: "using.account" }] },
    label: "doc",
  },
];

export const requestContextTable: readonly ContextEntry[] = [...eitherCaller, ...roleCalls, ...serviceCalls];

/**
 * The names that stand for a service in the ARNs of its resources, by the first label of its principal, where they are not
 * that label alone: AWS's pages write either for geospatial.
 */
export const arnNamespaces: Readonly<Record<string, readonly string[]>> = {
  "sagemaker-geospatial": ["sagemaker-geospatial", "sagemaker"],
};
