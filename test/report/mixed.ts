import type { Report } from "../../src/report/report";
import { aFinding, aKey, aPlan, aReport } from "./sample";

const role = "aws_iam_role.personalize";

/** A report of two plans with a finding of each kind. */
export const mixed: Report = aReport({
  plans: [
    { ...aPlan, path: "infra/tfplan" },
    { ...aPlan, path: "data/tfplan", sha256: "7c".repeat(32), complete: false },
  ],
  keys: [
    {
      ...aKey,
      access: [
        ...aKey.access,
        {
          requirement: "personalize.key-policy.role",
          layer: "key-policy",
          grantee: { kind: "role", address: role },
          action: "kms:Decrypt",
          documented: "yes",
          effective: "allowed",
          basis: "documentation",
          because: "statement PersonalizeRole allows it",
        },
        {
          requirement: "personalize.role-policy.role",
          layer: "role-policy",
          grantee: { kind: "role", address: role },
          action: "kms:Decrypt",
          documented: "unknown",
          effective: "unknown",
          basis: "documentation",
          because: "the policy of the role is known only after apply",
        },
      ],
    },
    { ...aKey, id: "aws_kms_key.shared", plan: 1, address: "aws_kms_key.shared", verdict: "pass", access: [] },
  ],
  unlinked: [{ kind: "role", address: "aws_iam_role.other", because: "no key was found for it" }],
  findings: [
    { ...aFinding, fingerprint: "0".repeat(31) + "1" },
    {
      ...aFinding,
      fingerprint: "0".repeat(31) + "2",
      rule: "role-policy-grants-role",
      verdict: "undecided",
      confidence: "inferred",
      grantee: role,
      actions: ["kms:Decrypt"],
      message:
        "It cannot be told whether the policies of aws_iam_role.personalize allow kms:Decrypt. To decide it, pass --source DIR.",
      locations: [{ address: role }],
      fix: {},
    },
    {
      ...aFinding,
      fingerprint: "0".repeat(31) + "3",
      rule: "grants-no-more-than-needed",
      level: "warning",
      grantee: role,
      actions: ["kms:*"],
      message: "The key policy allows aws_iam_role.personalize kms:*, which is more than it needs.",
      locations: [
        { address: aKey.id, attribute: "policy" },
        { address: role, file: "roles/main.tf", line: 3 },
      ],
      fix: {},
    },
    {
      ...aFinding,
      fingerprint: "0".repeat(31) + "1",
      key: "aws_kms_key.shared",
      plan: 1,
      message: "The key policy of aws_kms_key.shared does not allow it.",
      locations: [],
      ignored: { reason: "moved to the platform's stack", expires: "2027-01-31" },
    },
    {
      ...aFinding,
      fingerprint: "0".repeat(31) + "4",
      key: "aws_kms_key.shared",
      plan: 1,
      rule: "role-trusts-service",
      grantee: role,
      actions: ["sts:AssumeRole"],
      message: "The trust policy of aws_iam_role.personalize does not let the service assume the role.",
      locations: [
        { address: role, attribute: "assume_role_policy", file: "cdk.tf.json", line: 40, construct: "app/role" },
      ],
      baseline: true,
    },
  ],
  summary: { verdict: "fail", keys: 2, passed: 1, failed: 1, errors: 1, warnings: 1, ignored: 1 },
});
