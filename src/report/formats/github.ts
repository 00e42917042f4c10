import type { Finding, Level } from "../../findings/finding";
import { standing } from "../exit-code";

import { printable, type Layout } from "../../print/layout";
import type { Report } from "../report";
import type { RunContext } from "../run-context";
import { summaryLine } from "./text/text";
import { byGravity } from "./text/text-finding";

const commands = { error: "error", warning: "warning", note: "notice" } as const satisfies Record<Level, string>;

/**
 * GitHub's annotations as workflow commands, for a step's standard output: what stands, the gravest first, since GitHub shows
 * no more than ten of a kind for a step; then the summary as a line of the log.
 *
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export function renderGithub(report: Report, layout: Layout, context: RunContext): string {
  const lines = report.findings
    .filter(standing)
    .sort(byGravity)
    .map((finding) => annotation(finding, report, context));
  return `${[...lines, summaryLine(report, { ...layout, colour: false })].join("\n")}\n`;
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
    title: `${open ? "undecided: " : ""}${rule}`,
  };
  const written = Object.entries(properties).map(([name, value]) => `${name}=${escapedProperty(value)}`);
  const where = report.plans.length > 1 ? ` in ${context.planPath(plan)}` : "";
  // What is open is not yet wrong: a warning, which nobody takes for a pass.
  const command = open && level === "error" ? "warning" : commands[level];
  return `::${command} ${written.join(",")}::${escaped(about(finding, where))}`;
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
