import { byAddress, overall } from "./to-report";
import type { Report, ReportKey, Summary } from "./report";

/**
 * Merges reports, in the order of their plans.
 *
 * @param reports - at least one; each holds the indexes that its plans have in the merged report
 */
export function joinReports(reports: readonly Report[]): Report {
  const [first] = reports;
  if (first === undefined) throw new TypeError("there is no report to join");
  if (reports.length === 1) return first;
  const { format_version, tool, services, config, profile } = first;
  const notJudged = reports.flatMap(({ not_judged: keys = [] }) => keys);
  return {
    format_version,
    tool,
    ...(services !== undefined && { services }),
    ...(config !== undefined && { config }),
    plans: reports.flatMap(({ plans }) => plans),
    profile,
    summary: reports.map(({ summary }) => summary).reduce(sum),
    keys: reports.flatMap(({ keys }) => keys),
    ...(notJudged.length > 0 && { not_judged: notJudged }),
    unlinked: reports.flatMap(({ unlinked }) => unlinked).sort(byAddress),
    findings: reports.flatMap(({ findings }) => findings),
  };
}

/** The report with everything lazy in it computed, so that it no longer holds the plan behind it in memory. */
export function detached(report: Report): Report {
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
