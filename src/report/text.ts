import type { Finding } from "../rules/finding";
import { count, paint, wrap, type Layout, type Tone } from "./layout";
import type { Report, ReportPlan, Summary } from "./report";
import { findingsLines } from "./text-finding";
import { keyLines } from "./text-key";

/**
 * The report for someone at a terminal whose pipeline has just gone red: each key, who uses it and how that is known, each
 * finding with the statement to add, what could not be linked, what the plan does not show, and one line of summary.
 */
export function renderText(report: Report, layout: Layout): string {
  const byKey = new Map<string, Finding[]>();
  for (const finding of report.findings) byKey.set(finding.key, [...(byKey.get(finding.key) ?? []), finding]);
  const blocks = report.keys.map((key) => keyLines(key, byKey.get(key.id) ?? [], report, layout));
  const keys = new Set(report.keys.map(({ id }) => id));
  const others = [...byKey]
    .filter(([subject]) => !keys.has(subject))
    .map(([subject, findings]) => [...wrap(subject, "", layout), ...findingsLines(findings, layout)]);
  const all = [...blocks, ...others, unlinkedLines(report, layout), planLines(report, layout)];
  const text = [...all, [summaryLine(report, layout)]]
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"));
  return `${text.join("\n\n")}\n`;
}

function unlinkedLines({ unlinked }: Report, layout: Layout): string[] {
  if (unlinked.length === 0) return [];
  const lines = unlinked.flatMap(({ address, because }) => wrap(`${address}: ${because}`, "  ", layout, "  "));
  return [paint("not linked to a use", "strong", layout), ...lines];
}

function planLines({ plans }: Report, layout: Layout): string[] {
  return plans.flatMap((plan) =>
    sentencesOf(plan).flatMap((sentence) => wrap(`${plan.path}: ${sentence}`, "", layout, "  ")),
  );
}

function sentencesOf(plan: ReportPlan): string[] {
  const inferred = plan.accounts.filter((account) => account.inferred).map(({ id }) => id);
  return [
    ...(inferred.length === 0
      ? []
      : [`account ${inferred.join(", ")} is inferred from the ARNs in the plan; --account says it for certain`]),
    ...(plan.complete === false
      ? ["the plan is not complete (-target, or deferred changes): what it does not show may still come"]
      : []),
  ];
}

const verdicts = {
  pass: ["PASS", "good"],
  fail: ["FAIL", "bad"],
  undecided: ["UNDECIDED", "unsure"],
  none: ["NONE", "quiet"],
} as const satisfies Record<Summary["verdict"], readonly [string, Tone]>;

function summaryLine({ summary, profile }: Report, layout: Layout): string {
  const [word, tone] = verdicts[summary.verdict];
  if (summary.verdict === "none")
    return `no KMS use by a known service found (${count(summary.not_judged, "key")} not judged)`;
  const keys = [
    ...part(summary.failed, "failed"),
    ...part(summary.undecided, "undecided"),
    ...part(summary.passed, "passed"),
    ...part(summary.not_judged, "not judged"),
  ].join(", ");
  const findings = [
    ...part(summary.errors, summary.errors === 1 ? "error" : "errors"),
    ...part(summary.warnings, summary.warnings === 1 ? "warning" : "warnings"),
    ...part(summary.notes, summary.notes === 1 ? "note" : "notes"),
    ...part(summary.ignored, "ignored"),
  ].join(", ");
  const sentence = [`${count(summary.keys, "key")} in use${keys === "" ? "" : `: ${keys}`}`, findings];
  const judgedBy = profile === "effective" ? " (profile effective)" : "";
  return `${paint(word, tone, layout)}  ${sentence.filter((each) => each !== "").join("; ")}${judgedBy}`;
}

function part(number: number, words: string): string[] {
  return number === 0 ? [] : [`${number} ${words}`];
}
