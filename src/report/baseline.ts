import type { Finding } from "../rules/finding";
import type { Report } from "./report";

/** What a baseline holds of a finding: what makes it that finding, written out for those who review the file. */
export type BaselineEntry = Pick<Finding, "fingerprint" | "rule" | "level" | "verdict" | "key" | "grantee" | "actions">;

/** The findings that a team has accepted for the time being; those of any later run are compared with them. */
export interface Baseline {
  readonly format_version: "1.0";
  /** Sorted. A finding that stands in two plans stands here twice. */
  readonly findings: readonly BaselineEntry[];
}

/** A report's findings as a baseline; what is ignored is left out, so that it is found again when the ignore expires. */
export function baselineOf({ findings }: Report): Baseline {
  const entries = findings
    .filter(({ ignored }) => ignored === undefined)
    .map(({ fingerprint, rule, level, verdict, key, grantee, actions }) => ({
      fingerprint,
      rule,
      level,
      verdict,
      key,
      grantee,
      actions,
    }));
  return { format_version: "1.0", findings: sorted(entries) };
}

/** A baseline as the text of its file. The same findings give the same bytes, in whatever order plans were given. */
export function renderBaseline(baseline: Baseline): string {
  return `${JSON.stringify(baseline, null, 2)}\n`;
}

/**
 * The report, with each finding marked that the baseline holds, and the ones told that are no longer found. Each entry holds
 * one finding: a second one with the same fingerprint, in another plan, is new. Verdicts and numbers stay what they are.
 */
export function compareWithBaseline(report: Report, baseline: Baseline): Report {
  const left = new Map<string, BaselineEntry[]>();
  for (const entry of baseline.findings) {
    const same = left.get(entry.fingerprint);
    if (same === undefined) left.set(entry.fingerprint, [entry]);
    else same.push(entry);
  }
  // What is ignored takes its entry too: it is not fixed.
  const found = report.findings.map((finding) => left.get(finding.fingerprint)?.pop() !== undefined);
  const findings = report.findings.map((finding, index): Finding => {
    return found[index] === true && finding.ignored === undefined ? { ...finding, baseline: true } : finding;
  });
  return { ...report, findings, baseline: { fixed: sorted([...left.values()].flat()) } };
}

function sorted(entries: readonly BaselineEntry[]): readonly BaselineEntry[] {
  return entries
    .map((entry) => ({ entry, name: nameOf(entry) }))
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
    .map(({ entry }) => entry);
}

function nameOf({ key, rule, grantee, fingerprint }: BaselineEntry): string {
  return JSON.stringify([key, rule, grantee ?? "", fingerprint]);
}
