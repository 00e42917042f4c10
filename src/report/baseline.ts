import { type Finding, fingerprint } from "../findings";
import type { Report } from "./report";

/** A finding as a baseline has it: everything that its fingerprint covers, for those who review the file. */
export interface BaselineEntry extends Pick<
  Finding,
  "fingerprint" | "rule" | "level" | "verdict" | "key" | "grantee" | "actions"
> {
  /** The path of the plan, where several were checked. */
  readonly plan?: string;
  /** That of the grantee, where plans are joined and it is another. */
  readonly grantee_plan?: string;
}

/** The name of a plan, by its index; the same on every machine. */
export type PlanName = (plan: number) => string;

/** The findings that a team has accepted for the time being; those of any later run are compared with them. */
export interface Baseline {
  readonly format_version: "1.0";
  /** Sorted. A finding that two plans have is here twice. */
  readonly findings: readonly BaselineEntry[];
}

/** A report's findings as a baseline; what is ignored is left out, so that it is found again when the ignore expires. */
export function baselineOf(report: Report, planName: PlanName = pathIn(report)): Baseline {
  const { findings } = report;
  const entries = findings
    .filter(({ ignored }) => ignored === undefined)
    .map((finding): BaselineEntry => {
      const { fingerprint, rule, level, verdict, key, grantee, actions } = finding;
      return { fingerprint, rule, level, verdict, key, grantee, actions, ...placeOf(finding, report, planName) };
    });
  return { format_version: "1.0", findings: sorted(entries) };
}

/** A baseline as the text of its file. The same findings give the same bytes, in whatever order plans were given. */
export function renderBaseline(baseline: Baseline): string {
  return `${JSON.stringify(baseline, null, 2)}\n`;
}

/**
 * Compares the report with a baseline: marks the findings that it has, and lists its entries that are no longer found. Each
 * entry covers one finding: a second one with the same fingerprint, in another plan, is new; an entry that names its plan
 * covers no finding of another. Verdicts and counts do not change.
 */
export function compareWithBaseline(report: Report, baseline: Baseline, planName: PlanName = pathIn(report)): Report {
  const left = new Map<string, Set<BaselineEntry>>();
  for (const entry of baseline.findings) {
    const same = left.get(entry.fingerprint);
    if (same === undefined) left.set(entry.fingerprint, new Set([entry]));
    else same.add(entry);
  }
  const entryOf = (finding: Finding, print: string): BaselineEntry | undefined => {
    const place = { plan: planName(finding.plan), grantee_plan: granteePlan(finding, planName) };
    const holding = [...(left.get(print) ?? [])].filter((entry) => holds(entry, place));
    return holding.find(({ plan }) => plan !== undefined) ?? holding[0];
  };
  const take = (finding: Finding): Pick<Finding, "baseline" | "held_as"> => {
    const entry = entryOf(finding, finding.fingerprint);
    const entries = entry === undefined ? formerEntries(finding, entryOf) : [entry];
    for (const each of entries) left.get(each.fingerprint)?.delete(each);
    const [first] = entries;
    if (first === undefined) return {};
    return { baseline: true, ...(first.rule !== finding.rule && { held_as: first.rule }) };
  };
  // What is ignored takes its entry too: it is not fixed.
  const found = report.findings.map(take);
  const findings = report.findings.map((finding, index): Finding => {
    return finding.ignored === undefined ? { ...finding, ...found[index] } : finding;
  });
  const fixed = [...left.values()].flatMap((entries) => [...entries]).filter(mayBeFixed(report, planName));
  return { ...report, findings, baseline: { fixed: sorted(fixed) } };
}

/** Of a plan that could not be read nobody knows what is fixed. */
function mayBeFixed({ plans }: Report, planName: PlanName): (entry: BaselineEntry) => boolean {
  const unread = new Set(plans.flatMap(({ error }, plan) => (error === undefined ? [] : [planName(plan)])));
  if (unread.size === 0) return () => true;
  return ({ plan, grantee_plan: granteePlan }) =>
    plan !== undefined && !unread.has(plan) && (granteePlan === undefined || !unread.has(granteePlan));
}

/**
 * The entries of a finding that other rules told before its own did, as long as a baseline of that time holds all of it: the
 * part that each of them told.
 */
function formerEntries(
  finding: Finding,
  entryOf: (finding: Finding, print: string) => BaselineEntry | undefined,
): readonly BaselineEntry[] {
  const entries = (finding.formerly ?? []).map((rule) => entryOf(finding, fingerprint({ ...finding, rule })));
  return entries.every((entry) => entry !== undefined) ? entries : [];
}

/** An entry from a run with one plan names no plan, and covers the finding in any. */
function holds(
  entry: BaselineEntry,
  place: { readonly plan: string; readonly grantee_plan: string | undefined },
): boolean {
  return entry.plan === undefined || (entry.plan === place.plan && entry.grantee_plan === place.grantee_plan);
}

function placeOf(
  finding: Finding,
  { plans }: Report,
  planName: PlanName,
): Pick<BaselineEntry, "plan" | "grantee_plan"> {
  if (plans.length < 2) return {};
  const grantee_plan = granteePlan(finding, planName);
  return { plan: planName(finding.plan), ...(grantee_plan !== undefined && { grantee_plan }) };
}

function granteePlan({ grantee_plan: plan }: Finding, planName: PlanName): string | undefined {
  return plan === undefined ? undefined : planName(plan);
}

function pathIn({ plans }: Report): PlanName {
  return (plan) => plans[plan]?.path ?? "";
}

function sorted(entries: readonly BaselineEntry[]): readonly BaselineEntry[] {
  return entries
    .map((entry) => ({ entry, name: nameOf(entry) }))
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
    .map(({ entry }) => entry);
}

function nameOf({ key, rule, grantee, fingerprint, plan = "", grantee_plan = "" }: BaselineEntry): string {
  return JSON.stringify([key, rule, grantee ?? "", fingerprint, plan, grantee_plan]);
}
