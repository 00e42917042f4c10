import { byAddress, overall } from "./to-report";
import type { Report, ReportKey, Summary } from "./report";

/**
 * One report of several, each of one plan, in the order of their plans. Of a plan that was looked at nothing else has to be
 * kept.
 */
export function joinReports(reports: readonly [Report, ...Report[]]): Report {
  const [first] = reports;
  if (reports.length === 1) return first;
  const { format_version, tool, services, profile } = first;
  return {
    format_version,
    tool,
    ...(services !== undefined && { services }),
    plans: reports.flatMap(({ plans }) => plans),
    profile,
    summary: reports.map(({ summary }) => summary).reduce(sum),
    keys: reports.flatMap(({ keys }) => keys),
    unlinked: reports.flatMap(({ unlinked }) => unlinked).sort(byAddress),
    findings: reports.flatMap(({ findings }) => findings),
  };
}

/** The report with all that is made when it is read made now, so that the plan behind it can be let go. */
export function settled(report: Report): Report {
  const keys = report.keys.map((key): ReportKey => ({ ...key }));
  return { ...report, keys };
}

function sum(one: Summary, other: Summary): Summary {
  const keys = one.keys + other.keys;
  const failed = one.failed + other.failed;
  const undecided = one.undecided + other.undecided;
  return {
    verdict: overall({ keys, failed, undecided }),
    keys,
    not_judged: one.not_judged + other.not_judged,
    passed: one.passed + other.passed,
    failed,
    undecided,
    errors: one.errors + other.errors,
    warnings: one.warnings + other.warnings,
    notes: one.notes + other.notes,
    ignored: one.ignored + other.ignored,
  };
}
