import { join } from "node:path";

import { check } from "../../src/pipeline/check";
import type { Report, ReportKey } from "../../src/report/report";
import type { Removal } from "./removal";
import type { Workshop } from "./terraform";

/** The saved plan that was made last, checked as a consumer does: with nothing beside it. */
export async function checkAsConsumer({ folder }: Workshop): Promise<Report> {
  const inputs = [{ path: join(folder, "tfplan") }];
  return (await check({ inputs, profile: "documented", minConfidence: "inferred", declaredUses: [] })).report;
}

// AWS's pages, by hand: what the ring is held against.
const personalizeKeyPolicy = [
  "kms:CreateGrant",
  "kms:Decrypt",
  "kms:DescribeKey",
  "kms:GenerateDataKey",
  "kms:ListGrants",
];
const personalizeRolePolicy = ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey", "kms:ListGrants"];
const geospatial = ["kms:CreateGrant", "kms:Decrypt", "kms:GenerateDataKey", "kms:GenerateDataKeyWithoutPlaintext"];
const forExport = "kms:GenerateDataKeyWithoutPlaintext";

/** What a role does with a key. */
export interface RingUse {
  readonly service: "personalize" | "sagemaker-geospatial";
  readonly operations: readonly string[];
  readonly exports: boolean;
  readonly accountRoot: boolean;
}

/** The permissions that are needed for it. */
export function requiredBy({ service, operations, exports, accountRoot }: RingUse): readonly Removal[] {
  const each = (layer: Removal["layer"], grantee: Removal["grantee"], actions: readonly string[]): Removal[] =>
    actions.map((action) => ({ layer, grantee, action }));
  if (service === "sagemaker-geospatial") {
    return [...each("key-policy", "role", geospatial), ...each("role-policy", "role", accountRoot ? [] : geospatial)];
  }
  const keyPolicy = exports ? [...personalizeKeyPolicy, forExport] : personalizeKeyPolicy;
  const imports = operations.every((operation) => operation === "dataset-import-job");
  return [
    ...each("key-policy", "role", keyPolicy),
    ...each("key-policy", "service", keyPolicy),
    ...each("role-policy", "role", imports ? [] : personalizeRolePolicy),
  ];
}

/** The rule that tells that it is missing. */
export function ruleOf({ layer, grantee, action }: Removal, service: string): string {
  if (service === "personalize" && action === forExport) return "export-needs-data-key-without-plaintext";
  if (layer === "role-policy") return "role-policy-grants-role";
  return grantee === "role" ? "key-policy-grants-role" : "key-policy-grants-service";
}

/** Another policy of a role outside of the plan may allow what this one no longer does. */
export function verdictOf({ layer }: Removal, roleOutside: boolean): string {
  return layer === "role-policy" && roleOutside ? "undecided" : "violated";
}

/** A key in the report, and what is found of it above a note. */
export interface Judged {
  readonly key: ReportKey;
  readonly findings: Report["findings"];
}

/** The keys of a report by their ids. */
export function byKey({ keys, findings }: Report): ReadonlyMap<string, Judged> {
  const found = new Map<string, Report["findings"][number][]>();
  for (const finding of findings) {
    if (finding.level === "note") continue;
    const same = found.get(finding.key) ?? [];
    same.push(finding);
    found.set(finding.key, same);
  }
  return new Map(keys.map((key) => [key.id, { key, findings: found.get(key.id) ?? [] }]));
}

/** A key that the report must have. */
export function judgedKey(judged: ReadonlyMap<string, Judged>, keyId: string): Judged {
  const found = judged.get(keyId);
  if (found === undefined) throw new Error(`the report has no key ${keyId}`);
  return found;
}

/** Verdict, rule and actions of a finding. */
export function inShort({ verdict, rule, actions }: Report["findings"][number]): string {
  return [verdict, rule, ...actions].join(" ");
}
