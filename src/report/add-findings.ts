import type { Finding } from "../findings";
import { inOrder } from "../rules";
import type { Report } from "./report";

/** A report with findings that are about no key of it, such as those about a configuration's ignores. */
export function addFindings(report: Report, more: readonly Finding[]): Report {
  if (more.length === 0) return report;
  const at = (level: Finding["level"]): number => more.filter((finding) => finding.level === level).length;
  const { summary } = report;
  return {
    ...report,
    summary: {
      ...summary,
      verdict: at("error") > 0 ? "fail" : summary.verdict,
      errors: summary.errors + at("error"),
      warnings: summary.warnings + at("warning"),
      notes: summary.notes + at("note"),
    },
    findings: inOrder([...report.findings, ...more]),
  };
}
