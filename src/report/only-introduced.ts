import type { Report } from "./report";

/** The report with what was there before the plan set aside: it is shown, and does not fail the run (`--only-introduced`). */
export function onlyIntroduced(report: Report): Report {
  const findings = report.findings.map((finding) =>
    finding.since === "existing" && finding.ignored === undefined ? { ...finding, folded: true as const } : finding,
  );
  return { ...report, findings };
}
