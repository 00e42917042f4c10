import type { Access, Report, ReportKey, ReportPlan, Summary } from "../../src/report/report";
import type { RunContext } from "../../src/report/run-context";
import type { Finding } from "../../src/findings/finding";

/** A run as the command line makes it by default, in the folder of its plans. */
export const context: RunContext = {
  failOn: "error",
  onUndecided: "fail",
  planPath: (plan) => plan?.path ?? "",
  sourcePath: (file) => file,
};

export const aPlan: ReportPlan = {
  path: "tfplan",
  sha256: "9f".repeat(32),
  reader: "direct",
  terraform_version: "1.11.4",
  format_version: null,
  complete: true,
  resource_count: 66,
  accounts: [{ id: "111122223333", inferred: false }],
  source: "plan",
};

const aRow: Access = {
  requirement: "personalize.key-policy.service",
  layer: "key-policy",
  grantee: { kind: "service", principal: "personalize.amazonaws.com" },
  action: "kms:CreateGrant",
  documented: "no",
  effective: "denied",
  by: "no-allow",
  basis: "documentation",
  because: "no statement of the key policy names the service",
};

export const aKey: ReportKey = {
  id: "module.data.aws_kms_key.main",
  plan: 0,
  address: "module.data.aws_kms_key.main",
  arn: null,
  verdict: "fail",
  policy: { origin: "default" },
  uses: [
    {
      service: "personalize",
      operations: ["batch-inference-job", "dataset-import-job"],
      role: { address: "aws_iam_role.personalize", arn: null },
      confidence: "inferred",
      evidence: [
        { address: "aws_iam_role.personalize", attribute: "assume_role_policy" },
        { address: "aws_s3_bucket_server_side_encryption_configuration.in", attribute: "rule" },
      ],
    },
  ],
  access: [aRow],
};

export const aFinding: Finding = {
  fingerprint: "key-policy-grants-service:1",
  rule: "key-policy-grants-service",
  level: "error",
  verdict: "violated",
  confidence: "certain",
  key: aKey.id,
  grantee: "personalize.amazonaws.com",
  actions: ["kms:CreateGrant", "kms:Decrypt"],
  message:
    "The key policy does not allow personalize.amazonaws.com to kms:CreateGrant and kms:Decrypt; AWS requires it here.",
  plan: 0,
  locations: [{ address: aKey.id, attribute: "policy", file: "main.tf", line: 12 }],
  fix: {
    statement: { Sid: "AllowPersonalize", Effect: "Allow", Action: ["kms:CreateGrant", "kms:Decrypt"] },
    hcl: '{\n  Sid    = "AllowPersonalize"\n  Effect = "Allow"\n}',
  },
  source: {
    title: "Amazon Personalize Developer Guide",
    url: "https://docs.aws.amazon.com/personalize/latest/dg/granting-personalize-key-access.html",
  },
};

const nothing: Summary = {
  verdict: "none",
  keys: 0,
  not_judged: 0,
  passed: 0,
  failed: 0,
  undecided: 0,
  errors: 0,
  warnings: 0,
  notes: 0,
  ignored: 0,
};

/** A report with these parts; what is not given is empty. */
export function aReport(
  parts: Partial<Omit<Report, "summary">> & { readonly summary?: Partial<Summary> } = {},
): Report {
  const { summary, ...rest } = parts;
  return {
    format_version: "1.2",
    tool: { name: "kmsgate", version: "0.1.0", catalogue: { version: "1.0", date: "2026-11-22" } },
    plans: [aPlan],
    profile: "documented",
    keys: [],
    unlinked: [],
    findings: [],
    ...rest,
    summary: { ...nothing, ...summary },
  };
}

/** A report in which a key fails. */
export const failing = aReport({
  keys: [aKey],
  findings: [aFinding],
  summary: { verdict: "fail", keys: 1, failed: 1, errors: 1, not_judged: 2 },
});

/** A report that has every member of the type. */
export const everything: Report = aReport({
  config: { path: "../kmsgate.yaml" },
  plans: [
    {
      ...aPlan,
      source: "partial",
      source_places: [
        {
          file: "key.tf",
          line: 3,
          document: "data.aws_iam_policy_document.key.json",
          because: "it is not what the plan knows",
          plan_has: "kms:Decrypt",
          source_has: "kms:Encrypt",
        },
        { file: "main.tf", because: "a bracket is missing" },
      ],
    },
    { ...aPlan, complete: null, terraform_version: null, accounts: [{ id: "222233334444", inferred: true }] },
  ],
  keys: [
    aKey,
    {
      ...aKey,
      id: "alias/outside",
      plan: 1,
      address: null,
      arn: "arn:aws:kms:us-west-2:111122223333:key/1234",
      verdict: "undecided",
      policy: { origin: "outside", because: "the plan does not hold it" },
      uses: aKey.uses.map((use) => ({ ...use, operations: null, role: null })),
      other_users: [
        { address: "aws_db_instance.main", attribute: "kms_key_id", service: "Amazon RDS" },
        { address: "aws_x.y", attribute: "key", plan: 0 },
      ],
    },
  ],
  not_judged: [
    {
      id: "aws_kms_key.logs",
      plan: 0,
      users: [{ address: "aws_db_instance.main", attribute: "kms_key_id" }],
      because: "no service of the catalogue uses it",
    },
  ],
  unlinked: [{ kind: "role", address: "aws_iam_role.other", because: "no key was found for it" }],
  findings: [
    { ...aFinding, ignored: { reason: "accepted until the migration", expires: "2027-01-31" } },
    { ...aFinding, verdict: "undecided", confidence: "inferred", grantee: null, fix: {}, baseline: true },
    { ...aFinding, using: ["aws_sns_topic.a", "aws_sns_topic.b"], failure: "silent", since: "existing" },
  ],
  summary: { verdict: "undecided", keys: 2, undecided: 2, ignored: 1 },
});
