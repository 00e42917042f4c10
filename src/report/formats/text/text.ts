import { groupBy } from "../../../grouping";
import type { Finding, Level } from "../../../findings/finding";
import { count, paint, wrap, type Layout, type Tone } from "../../../print/layout";
import type { Report, ReportPlan, Summary } from "../../report";
import { findingsLines } from "./text-finding";
import { keyLines } from "./text-key";

/**
 * The report for someone at a terminal whose pipeline has just gone red: each key, who uses it and how that is known, each
 * finding with the statement to add, what could not be linked, what the plan does not show, and one line of summary.
 */
export function renderText(report: Report, layout: Layout): string {
  const byKey = groupBy(report.findings, ({ plan, key }) => nameOf(plan, key));
  const blocks = report.keys.map((key) => keyLines(key, byKey.get(nameOf(key.plan, key.id)) ?? [], report, layout));
  const keys = new Set(report.keys.map(({ plan, id }) => nameOf(plan, id)));
  const others = [...byKey]
    .filter(([name]) => !keys.has(name))
    .map(([, findings]) => [...wrap(findings[0]?.key ?? "", "", layout), ...findingsLines(findings, layout)]);
  const all = [
    ...blocks,
    ...others,
    unlinkedLines(report, layout),
    fixedLines(report, layout),
    planLines(report, layout),
  ];
  const text = [...all, [summaryLine(report, layout)]]
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"));
  return `${text.join("\n\n")}\n`;
}

/** Keys of two plans may have one address. */
function nameOf(plan: number, key: string): string {
  return `${String(plan)} ${key}`;
}

function unlinkedLines({ unlinked }: Report, layout: Layout): string[] {
  if (unlinked.length === 0) return [];
  const lines = unlinked.flatMap(({ address, because }) => wrap(`${address}: ${because}`, "  ", layout, "  "));
  return [paint("not linked to a use", "strong", layout), ...lines];
}

function fixedLines({ baseline }: Report, layout: Layout): string[] {
  if (baseline === undefined || baseline.fixed.length === 0) return [];
  const lines = baseline.fixed.flatMap(({ key, rule, grantee, actions }) => {
    const about = [grantee, ...actions].filter((each) => each !== null).join(" ");
    return wrap(`${key}: ${rule}${about === "" ? "" : ` (${about})`}`, "  ", layout, "  ");
  });
  return [paint("in the baseline, and no longer found", "good", layout), ...lines];
}

function planLines({ plans }: Report, layout: Layout): string[] {
  return plans.flatMap((plan) =>
    planSentences(plan).flatMap((sentence) => wrap(`${plan.path}: ${sentence}`, "", layout, "  ")),
  );
}

/** What is to be said of a plan itself. */
export function planSentences(plan: ReportPlan): string[] {
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

/** The report in one line. */
export function summaryLine({ summary, profile, findings: all, baseline }: Report, layout: Layout): string {
  const [word, tone] = verdicts[summary.verdict];
  const fixed = baseline === undefined ? [] : part(baseline.fixed.length, "fixed since the baseline");
  if (summary.verdict === "none") {
    const none = `no KMS use by a known service found (${count(summary.not_judged, "key")} not judged)`;
    return [none, ...fixed].join("; ");
  }
  const keys = [
    ...part(summary.failed, "failed"),
    ...part(summary.undecided, "undecided"),
    ...part(summary.passed, "passed"),
    ...part(summary.not_judged, "not judged"),
  ].join(", ");
  const findings = [
    ...found(summary.errors, "error", all),
    ...found(summary.warnings, "warning", all),
    ...found(summary.notes, "note", all),
    ...part(summary.ignored, "ignored"),
    ...fixed,
  ].join(", ");
  const sentence = [
    `${count(summary.keys, "key")} in use${keys === "" ? "" : `: ${keys}`}`,
    findings,
    ...openInBaseline(all),
  ];
  const judgedBy = profile === "effective" ? " (profile effective)" : "";
  return `${paint(word, tone, layout)}  ${sentence.filter((each) => each !== "").join("; ")}${judgedBy}`;
}

/** `3 errors`, `3 errors (2 in the baseline)`, `3 errors, all in the baseline`. */
function found(number: number, level: Level, findings: readonly Finding[]): string[] {
  if (number === 0) return [];
  const known = findings.filter((each) => each.baseline && each.verdict === "violated" && each.level === level).length;
  const words = count(number, level);
  if (known === 0) return [words];
  if (known < number) return [`${words} (${String(known)} in the baseline)`];
  return [number === 1 ? `${words} (in the baseline)` : `${words} (all in the baseline)`];
}

/** Of what is undecided the summary counts keys; whether anything of it is new, only its findings tell. */
function openInBaseline(findings: readonly Finding[]): string[] {
  const open = findings.filter((each) => each.verdict === "undecided" && each.level === "error" && !each.ignored);
  if (open.length === 0 || !open.some(({ baseline }) => baseline)) return [];
  const fresh = open.filter(({ baseline }) => !baseline).length;
  return [
    fresh === 0
      ? "all that is undecided is in the baseline"
      : `${count(fresh, "undecided finding")} not in the baseline`,
  ];
}

function part(number: number, words: string): string[] {
  return number === 0 ? [] : [`${number} ${words}`];
}
