import { groupBy } from "../../../grouping";
import type { Finding, RuleId } from "../../../findings";
import { count } from "../../../print";
import type { Access, Report, ReportKey } from "../../report";
import type { RunContext } from "../../run-context";
import { keysNotJudged, notJudgedSentence } from "../use-words";

/** A test case: one question, and the findings that answer it. */
export interface Case {
  /** The key. */
  readonly classname: string;
  /** Unique among the cases of the key. */
  readonly name: string;
  readonly findings: readonly Finding[];
  /** Why the question was not asked. */
  readonly skipped?: string;
  /** Why the plan could not be read. */
  readonly unread?: { readonly error: string; readonly expected?: string };
}

/** The rules that report an unmet requirement, and the layers whose rows they are about. */
const layers: Partial<Readonly<Record<RuleId, readonly Access["layer"][]>>> = {
  "key-policy-grants-role": ["key-policy"],
  "key-policy-grants-service": ["key-policy"],
  "export-needs-data-key-without-plaintext": ["key-policy"],
  "role-policy-grants-role": ["role-policy"],
  "no-deny-blocks-service": ["key-policy", "role-policy"],
};

/** The cases of one plan: what each key must allow to whom, and the findings that are about something else. */
export function casesOf(report: Report, plan: number, context: Pick<RunContext, "planPath">): readonly Case[] {
  const { error, expected } = report.plans[plan] ?? {};
  if (error !== undefined) {
    const unread = { error, ...(expected !== undefined && { expected }) };
    return [{ classname: context.planPath(report.plans[plan]), name: "the plan can be read", findings: [], unread }];
  }
  const findings = report.findings.filter((finding) => finding.plan === plan);
  const keys = report.keys.filter((key) => key.plan === plan);
  const byKey = groupBy(findings, ({ key }) => key);
  const asked = keys.flatMap((key) => requirementCases(key, byKey.get(key.id) ?? []));
  const told = new Set(asked.flatMap((each) => each.findings));
  const others = findings
    .filter((finding) => !told.has(finding))
    .map((finding): Case => ({ classname: finding.key, name: nameOf(finding), findings: [finding] }));
  const all = unique([...asked, ...others, ...notJudgedCases(report, plan, context)]);
  if (all.length > 0) return all;
  // Jenkins takes a report without a single case for a broken one.
  const nothing = `no KMS use by a known service found (${count(report.summary.not_judged, "key")} not judged)`;
  return [{ classname: "kmsgate", name: "keys in use", findings: [], skipped: nothing }];
}

function notJudgedCases(report: Report, plan: number, context: Pick<RunContext, "planPath">): readonly Case[] {
  return keysNotJudged(report)
    .filter((key) => key.plan === plan)
    .map((key) => ({
      classname: key.id,
      name: "uses by other services",
      findings: [],
      skipped: notJudgedSentence(key, (index) => context.planPath(report.plans[index])),
    }));
}

function requirementCases(key: ReportKey, findings: readonly Finding[]): readonly Case[] {
  return [...groupBy(key.access, (row) => `${row.requirement}: ${granteeOf(row)}`)].map(([name, rows]) => ({
    classname: key.id,
    name,
    findings: findings.filter((finding) => rows.some((row) => isAbout(finding, row, key))),
  }));
}

function isAbout({ rule, grantee, actions }: Finding, row: Access, key: ReportKey): boolean {
  if (layers[rule]?.includes(row.layer) !== true || !actions.includes(row.action)) return false;
  if (names(row).length > 0) return names(row).includes(grantee ?? "");
  // A role of which neither address nor ARN is known: the finding names it by what it comes from, which no row does.
  return grantee === null || !key.access.some((other) => names(other).includes(grantee));
}

function names({ grantee: { address, arn, principal } }: Access): readonly string[] {
  return [address, arn, principal].filter((name) => name !== undefined);
}

function granteeOf(row: Access): string {
  return names(row)[0] ?? "a role that is not known";
}

function nameOf({ rule, grantee, actions }: Finding): string {
  return [
    rule,
    ...(grantee === null ? [] : [`: ${grantee}`]),
    ...(actions.length === 0 ? [] : [` (${actions.join(", ")})`]),
  ].join("");
}

/** Readers take two cases of one name for one. */
function unique(cases: readonly Case[]): readonly Case[] {
  const seen = new Map<string, number>();
  return cases.map((each) => {
    const name = JSON.stringify([each.classname, each.name]);
    const before = seen.get(name) ?? 0;
    seen.set(name, before + 1);
    return before === 0 ? each : { ...each, name: `${each.name} #${before + 1}` };
  });
}
