import type { Finding, Level } from "../../findings";
import { counts } from "../exit-code";
import { identities, identityOfPlan } from "../identity";
import { writeJson } from "./json";
import type { Layout } from "../../print";
import type { Report } from "../report";
import type { RunContext } from "../run-context";
import { keysNotJudged, notJudgedSentence } from "./use-words";
import { sinceWords, sourceSentences, unreadSentence } from "./wording";

/** An error is what blocks a service; `blocker` is what blocks the check: a plan that could not be read. */
const severities = { error: "critical", warning: "minor", note: "info" } as const satisfies Record<Level, string>;

/**
 * GitLab's Code Quality report: the findings that count, each at the line to change, or at the plan where no line is known. Findings that are ignored or in the baseline are not in it, since GitLab compares it with the target branch itself.
 *
 * @see https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
 */
export function renderGitlab(report: Report, _layout: Layout, context: RunContext): string {
  const identityOf = identities(report);
  const issues = report.findings.filter(counts).map((finding) => ({
    description: descriptionOf(finding, report, context),
    check_name: finding.rule,
    fingerprint: identityOf.get(finding),
    severity: severityOf(finding),
    location: locationOf(finding, report, context),
  }));
  return writeJson([...planIssues(report, context), ...issues]);
}

interface Issue {
  readonly description: string;
  readonly check_name: string;
  readonly severity: string;
}

/** The issues about the plans themselves, and about the keys that are not judged. */
function planIssues(report: Report, context: RunContext): readonly object[] {
  const { plans } = report;
  const ofPlan = (index: number, issue: Issue): object => {
    const path = context.planPath(plans[index]);
    const { description, check_name: name, severity } = issue;
    const fingerprint = identityOfPlan(path, name, severity === "blocker" ? "" : description);
    return { description, check_name: name, fingerprint, severity, location: { path, lines: { begin: 1 } } };
  };
  const ofPlans = plans.flatMap((plan, index) => {
    const path = context.planPath(plan);
    const unread = { description: `${path} ${unreadSentence(plan)}`, check_name: "plan-is-read", severity: "blocker" };
    const source = sourceSentences(plan).map((sentence) =>
      ofPlan(index, { description: `${path}: ${sentence}`, check_name: "source-fits-plan", severity: "info" }),
    );
    return plan.error === undefined ? source : [ofPlan(index, unread)];
  });
  const ofKeys = keysNotJudged(report).map((key) => {
    const sentence = notJudgedSentence(key, (plan) => context.planPath(plans[plan]));
    return ofPlan(key.plan, { description: `${key.id}: ${sentence}`, check_name: "not-judged", severity: "info" });
  });
  return [...ofPlans, ...ofKeys];
}

/** An undecided error may turn out to be one: it ranks below errors and above warnings. */
function severityOf({ level, verdict }: Finding): string {
  return level === "error" && verdict === "undecided" ? "major" : severities[level];
}

function descriptionOf(finding: Finding, { plans }: Report, context: RunContext): string {
  const { key, message, verdict, plan } = finding;
  const where = plans.length > 1 ? ` in ${context.planPath(plans[plan])}` : "";
  const said = `${sinceWords(finding)}${verdict === "undecided" ? "undecided: " : ""}${message}`;
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
