import type { Finding, Level } from "../../findings/finding";
import { standing } from "../exit-code";
import { identities } from "../identity";
import { writeJson } from "./json";
import type { Layout } from "../../print/layout";
import type { Report } from "../report";
import type { RunContext } from "../run-context";

/** An error is what blocks a service; `blocker` is left to what teams rank above. */
const severities = { error: "critical", warning: "minor", note: "info" } as const satisfies Record<Level, string>;

/**
 * GitLab's Code Quality report: what stands, each finding at the line that is to be changed, or at the plan where no line is
 * known. Findings that are ignored or in the baseline are not in it, since GitLab compares it with the target branch itself.
 *
 * @see https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
 */
export function renderGitlab(report: Report, _layout: Layout, context: RunContext): string {
  const identityOf = identities(report);
  const issues = report.findings.filter(standing).map((finding) => ({
    description: descriptionOf(finding, report, context),
    check_name: finding.rule,
    fingerprint: identityOf.get(finding),
    severity: severityOf(finding),
    location: locationOf(finding, report, context),
  }));
  return writeJson(issues);
}

/** What is undecided may turn out to be as grave: an open error stands between errors and warnings, never below. */
function severityOf({ level, verdict }: Finding): string {
  return level === "error" && verdict === "undecided" ? "major" : severities[level];
}

function descriptionOf({ key, message, verdict, plan }: Finding, { plans }: Report, context: RunContext): string {
  const where = plans.length > 1 ? ` in ${context.planPath(plans[plan])}` : "";
  const said = `${verdict === "undecided" ? "undecided: " : ""}${message}`;
  return where === "" && message.includes(key) ? said : `${key}${where}: ${said}`;
}

function locationOf({ locations, plan }: Finding, { plans }: Report, context: RunContext): object {
  const place = locations.find(({ file }) => file !== undefined);
  const path =
    place?.file === undefined
      ? context.planPath(plans[plan])
      : context.sourcePath(place.file, plans[place.plan ?? plan]);
  return { path, lines: { begin: place?.line ?? 1 } };
}
