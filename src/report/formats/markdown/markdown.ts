import { groupBy } from "../../../grouping";
import { count, type Layout } from "../../../print";
import { keySection, type Naming } from "./markdown-key";
import { cell, code, sentenceMarkdown } from "./markdown-text";
import type { Report, ReportKey } from "../../report";
import type { RunContext } from "../../run-context";
import { serviceTitle } from "../../service-title";
import { summaryWords } from "../summary-words";
import { firstOf, keysNotJudged, type Named, usersByService, usesByService } from "../use-words";
import { planSentences } from "../wording";

/** What a page of Markdown must keep to. */
export interface Page {
  /** The first line, by which a pipeline finds its own comment. */
  readonly marker?: string;
  /** The largest size, and how it is measured. */
  readonly limit: number;
  measure(text: string): number;
}

/** A comment on GitHub may have 65,536 characters; GitLab allows more. What remains is for the line that counts what is left out. */
const comment: Page = { marker: "<!-- kmsgate -->\n", limit: 65_000, measure: (text) => text.length };

/** More rows than these nobody reads; those that do not pass come first. */
const mostRows = 100;

/**
 * The report as a comment on a pull request. The hidden marker lets a pipeline find its own comment and replace it. Two runs
 * that find the same write the same: it has no date, no hash of a plan, no folder of a machine.
 */
export function renderMarkdown(report: Report, _layout: Layout, context: RunContext): string {
  return markdownPage(report, comment, context);
}

/** The report as Markdown of a limited size. Leaves out whole sections at the end, and says how many. */
export function markdownPage(report: Report, page: Page, context: RunContext): string {
  const naming = namingOf(report, context);
  const { word, sentence } = summaryWords(
    report,
    { plan: (index) => code(naming.plan(index)), text: sentenceMarkdown },
    context,
  );
  const head = `${page.marker ?? ""}### kmsgate\n\n${word === null ? "" : `**${word}** `}${sentence}\n`;
  const tail = [...notJudgedFold(report, naming), ...unlinkedFold(report), ...planList(report, naming)];
  const sections = [...unreadList(report, naming), ...table(report, naming), ...keySections(report, naming), ...tail];
  const kept: string[] = [];
  let room = page.limit - page.measure(head);
  for (const section of sections) {
    const size = page.measure(section) + 1;
    if (size > room) continue;
    room -= size;
    kept.push(section);
  }
  const left = sections.length - kept.length;
  const rest =
    left === 0 ? [] : [`${count(left, "section")} left out here for their length; other formats have all.\n`];
  return [head, ...kept, ...rest].join("\n");
}

/** The plans that could not be read, each with what is wrong and what was expected. */
function unreadList({ plans }: Report, naming: Naming): readonly string[] {
  const items = plans.flatMap(({ error, expected }, index) => {
    if (error === undefined) return [];
    const item = `- ${code(naming.plan(index))} could not be read: ${sentenceMarkdown(error)}.`;
    return [expected === undefined ? item : `${item} ${sentenceMarkdown(expected)}`];
  });
  return items.length === 0 ? [] : [`${items.join("\n")}\n`];
}

/** Keys that do not pass come first, in the order of the report. */
const order = { fail: 0, undecided: 1, pass: 2 } as const satisfies Record<ReportKey["verdict"], number>;

function sortedKeys({ keys }: Report): readonly ReportKey[] {
  return [...keys].sort((a, b) => order[a.verdict] - order[b.verdict]);
}

function table(report: Report, naming: Naming): readonly string[] {
  if (report.keys.length === 0) return [];
  const rows = sortedKeys(report).map((key) => {
    const cells = [key.verdict, code(key.id) + naming.inPlan(key.plan), usersCell(key, report, naming)];
    return `| ${cells.map(cell).join(" | ")} |`;
  });
  const more = rows.length - mostRows;
  const shown = ["| verdict | key | used by |", "| --- | --- | --- |", ...rows.slice(0, mostRows)].join("\n");
  return [`${shown}\n${more > 0 ? `\n${count(more, "key")} more.\n` : ""}`];
}

/** A section for each key, or other subject, that has findings. */
function keySections(report: Report, naming: Naming): readonly string[] {
  const bySubject = groupBy(report.findings, ({ plan, key }) => subject(plan, key));
  const ofKeys = sortedKeys(report).map((key) => {
    const name = subject(key.plan, key.id);
    const findings = bySubject.get(name) ?? [];
    bySubject.delete(name);
    return findings.length === 0 ? "" : keySection(key, findings, naming);
  });
  const others = [...bySubject.values()].map((findings) => {
    const [{ key: id, plan } = { key: "", plan: 0 }] = findings;
    return keySection({ id, plan }, findings, naming);
  });
  return [...ofKeys, ...others].filter((section) => section !== "");
}

function subject(plan: number, id: string): string {
  return `${plan} ${id}`;
}

/** The services that use a key, each with the resources that it uses it for. */
function usersCell({ uses }: ReportKey, report: Report, naming: Naming): string {
  const services = [...groupBy(usesByService(uses), ({ service }) => service)].map(([service, groups]) => {
    const using = groups.flatMap((each) => each.using);
    const names = using.length === 0 ? "" : `: ${firstOf(using, nameIn(naming))}`;
    return sentenceMarkdown(serviceTitle(service, report)) + names;
  });
  return services.join(services.some((each) => each.includes(": ")) ? "; " : ", ");
}

function nameIn(naming: Naming): (named: Named) => string {
  return ({ name, plan }) => code(name) + (plan === undefined ? "" : naming.inPlan(plan));
}

/** The users that no service of the catalogue covers, of keys that are judged for others and of keys that are not. */
function notJudgedFold(report: Report, naming: Naming): readonly string[] {
  const lines = keysNotJudged(report).map(({ id, plan, users, because }) => {
    const names = usersByService(users).map(({ service, names: ofService }) => {
      const title = service === undefined ? "" : ` (${sentenceMarkdown(service)})`;
      return firstOf(ofService, nameIn(naming)) + title;
    });
    const named = names.length === 0 ? "" : ` ${names.join("; ")}`;
    return `- ${code(id)}${naming.inPlan(plan)}: ${sentenceMarkdown(because)}${names.length === 0 ? "" : ":"}${named}`;
  });
  if (lines.length === 0) return [];
  return [`<details>\n<summary>not judged: uses by other services</summary>\n\n${lines.join("\n")}\n\n</details>\n`];
}

function unlinkedFold({ unlinked }: Report): readonly string[] {
  if (unlinked.length === 0) return [];
  const lines = unlinked.map(({ address, because }) => `- ${code(address)}: ${sentenceMarkdown(because)}`);
  const summary = `<summary>${unlinked.length} not linked to a use</summary>`;
  return [`<details>\n${summary}\n\n${lines.join("\n")}\n\n</details>\n`];
}

function planList({ plans }: Report, naming: Naming): readonly string[] {
  const lines = plans.flatMap((plan, index) =>
    planSentences(plan).map((sentence) => `- ${code(naming.plan(index))}: ${sentenceMarkdown(sentence)}`),
  );
  return lines.length === 0 ? [] : [`${lines.join("\n")}\n`];
}

/** How plans and places are named: without the folders of the machine. */
function namingOf({ plans }: Report, context: RunContext): Naming {
  const paths = plans.map((plan) => context.planPath(plan));
  const [first = ""] = paths;
  const folders = first.split("/").slice(0, -1);
  while (folders.length > 0 && !paths.every((path) => path.startsWith(`${folders.join("/")}/`))) folders.pop();
  const outside = paths.some((path) => /^(?:\/|[A-Za-z]:)/.test(path));
  const names = outside ? paths.map((path) => path.split("/").slice(folders.length).join("/")) : paths;
  return {
    plan: (index) => names[index] ?? "",
    inPlan: (index) => (plans.length > 1 ? ` in ${code(names[index] ?? "")}` : ""),
    file: (path, index) => context.sourcePath(path, plans[index]),
  };
}
