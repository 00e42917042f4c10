import { groupBy } from "../../../grouping";
import { indented, paint, printable, wrap, type Layout, type Tone } from "../../../print";
import type { Gate } from "../../exit-code";
import type { NotJudgedKey, Report, ReportPlan } from "../../report";
import { plainNames, summaryWords, type SummaryWords } from "../summary-words";
import { planSentences } from "../wording";
import { findingsLines } from "./text-finding";
import { keyLines, otherUserLines } from "./text-key";

/**
 * The report for someone at a terminal whose pipeline has just gone red: the plans that could not be read; each key, who
 * uses it and how that is known, each finding with the statement to add; what could not be linked, what the plan does not
 * show, and one line of summary.
 */
export function renderText(report: Report, layout: Layout, gate?: Gate): string {
  const byKey = groupBy(report.findings, ({ plan, key }) => nameOf(plan, key));
  const blocks = report.keys.map((key) => keyLines(key, byKey.get(nameOf(key.plan, key.id)) ?? [], report, layout));
  const keys = new Set(report.keys.map(({ plan, id }) => nameOf(plan, id)));
  const others = [...byKey]
    .filter(([name]) => !keys.has(name))
    .map(([, findings]) => [...wrap(findings[0]?.key ?? "", "", layout), ...findingsLines(findings, layout)]);
  const all = [
    ...report.plans.map((plan) => unreadLines(plan, layout)),
    ...blocks,
    ...others,
    ...(report.not_judged ?? []).map((key) => notJudgedLines(key, report, layout)),
    unlinkedLines(report, layout),
    fixedLines(report, layout),
    planLines(report, layout),
    configLines(report, layout),
    [summaryLine(report, layout, gate)],
  ];
  const text = all.filter((lines) => lines.length > 0).map((lines) => lines.join("\n"));
  return `${text.join("\n\n")}\n`;
}

/** Keys of two plans may have one address. */
function nameOf(plan: number, key: string): string {
  return `${String(plan)} ${key}`;
}

function unreadLines(plan: ReportPlan, layout: Layout): string[] {
  const { path, error, expected = "" } = plan;
  if (error === undefined) return [];
  return [
    `${paint("ERROR", "bad", layout)}  ${paint(printable(path), "strong", layout)} could not be read`,
    ...wrap(error, "  ", layout),
    ...indented(expected, "  "),
  ].filter((line) => line !== "");
}

function notJudgedLines({ id, plan, because, users }: NotJudgedKey, { plans }: Report, layout: Layout): string[] {
  const where = plan === undefined || plans.length < 2 ? "" : ` in ${plans[plan]?.path ?? ""}`;
  return [
    `${paint("NOT JUDGED", "quiet", layout)}  ${paint(printable(id), "strong", layout)}${printable(where)}`,
    ...wrap(because, "  ", layout),
    ...otherUserLines(users, plans, layout),
  ];
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

function configLines({ config }: Report, layout: Layout): string[] {
  return config === undefined ? [] : wrap(`configuration: ${config.path}`, "", layout, "  ");
}

const tones = {
  PASS: "good",
  FAIL: "bad",
  UNDECIDED: "unsure",
  ERROR: "bad",
} as const satisfies Record<NonNullable<SummaryWords["word"]>, Tone>;

/** The report in one line. */
function summaryLine(report: Report, layout: Layout, gate: Gate | undefined): string {
  const { word, sentence } = summaryWords(report, plainNames(report), gate);
  return word === null ? sentence : `${paint(word, tones[word], layout)}  ${printable(sentence)}`;
}
