import type { Finding, Level } from "../../findings";
import { counts } from "../exit-code";
import { printable, type Layout } from "../../print";
import type { Report } from "../report";
import type { RunContext } from "../run-context";
import { plainNames, summaryWords } from "./summary-words";
import { keysNotJudged, notJudgedSentence } from "./use-words";
import { bySeverity, sinceWords, sourceSentences, unreadSentence } from "./wording";

const commands = { error: "error", warning: "warning", note: "notice" } as const satisfies Record<Level, string>;

/**
 * GitHub's annotations as workflow commands, for a step's standard output: plans that could not be read, then the findings
 * that count, the most severe first, since GitHub shows no more than ten of a kind for a step; the summary as a line of the
 * log.
 *
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export function renderGithub(report: Report, _layout: Layout, context: RunContext): string {
  const lines = report.findings
    .filter(counts)
    .sort(bySeverity)
    .map((finding) => annotation(finding, report, context));
  const { word, sentence } = summaryWords(report, plainNames(report), context);
  const summary = word === null ? sentence : `${word}  ${sentence}`;
  const all = [
    ...unread(report, context),
    ...lines,
    ...sources(report, context),
    ...notJudged(report, context),
    // A line of the log must not become a command.
    printable(summary).replace(/\s*\n\s*/g, " "),
  ];
  return `${all.join("\n")}\n`;
}

function unread({ plans }: Report, context: RunContext): readonly string[] {
  return plans.flatMap((plan) => {
    if (plan.error === undefined) return [];
    const { path, expected } = plan;
    const sentence = `${path} ${unreadSentence(plan)}${expected === undefined ? "" : `\n${expected}`}`;
    return [command("error", { file: context.planPath(plan), line: "1", title: "plan could not be read" }, sentence)];
  });
}

function sources({ plans }: Report, context: RunContext): readonly string[] {
  return plans.flatMap((plan) =>
    sourceSentences(plan).map((sentence) =>
      command("warning", { title: "configuration" }, `${context.planPath(plan)}: ${sentence}`),
    ),
  );
}

/** One notice for all keys: GitHub shows no more than ten of a kind. */
function notJudged(report: Report, context: RunContext): readonly string[] {
  const keys = keysNotJudged(report);
  if (keys.length === 0) return [];
  const pathOf = (plan: number): string => context.planPath(report.plans[plan]);
  const lines = keys.map((key) => {
    const where = report.plans.length > 1 ? ` in ${pathOf(key.plan)}` : "";
    return `${key.id}${where}: ${notJudgedSentence(key, pathOf)}`;
  });
  return [command("notice", { title: "not judged" }, lines.join("\n"))];
}

function annotation(finding: Finding, report: Report, context: RunContext): string {
  const { rule, verdict, level, locations } = finding;
  const plan = report.plans[finding.plan];
  const place = locations.find(({ file }) => file !== undefined);
  const open = verdict === "undecided";
  const properties = {
    ...(place?.file !== undefined && {
      file: context.sourcePath(place.file, report.plans[place.plan ?? finding.plan]),
      line: String(place.line ?? 1),
    }),
    title: `${sinceWords(finding)}${open ? "undecided: " : ""}${rule}`,
  };
  const where = report.plans.length > 1 ? ` in ${context.planPath(plan)}` : "";
  // What is open is not yet wrong: a warning, which nobody takes for a pass.
  const name = open && level === "error" ? "warning" : commands[level];
  return command(name, properties, about(finding, where));
}

function command(name: string, properties: Readonly<Record<string, string>>, data: string): string {
  const written = Object.entries(properties).map(([property, value]) => `${property}=${escapedProperty(value)}`);
  return `::${name} ${written.join(",")}::${escaped(data)}`;
}

/** The sentence, with the key and the plan where it does not name them. */
function about({ key, message }: Finding, where: string): string {
  return where === "" && message.includes(key) ? message : `${key}${where}: ${message}`;
}

/** The data of a command ends with its line. */
function escaped(text: string): string {
  return printable(text).replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapedProperty(text: string): string {
  return escaped(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
