import type { Location } from "../../../resolve/infrastructure";
import type { Finding } from "../../../findings/finding";
import { indented, paint, printable, wrap, type Layout, type Tone } from "../../../print/layout";
import type { Report } from "../../report";

/** The findings of one key as text, what fails first; a statement that serves several stands with the first. */
export function findingsLines(findings: readonly Finding[], layout: Layout, plans: Report["plans"] = []): string[] {
  const told = new Set<string>();
  return [...findings].sort(byGravity).flatMap((finding) => {
    const aside = setAside(finding);
    if (aside !== undefined)
      return ["", `  ${aside.word}  ${finding.rule}${aside.of}`, ...wrap(aside.because, "    ", layout)];
    const statement = statementOf(finding);
    const again = statement !== undefined && told.has(statement);
    if (statement !== undefined) told.add(statement);
    return [
      "",
      ...findingLines(finding, again ? undefined : statement, layout, plans),
      ...(again ? ["    add: as above"] : []),
    ];
  });
}

/** One finding: how grave, its sentence and place, AWS's page, the statement to add. */
function findingLines(
  finding: Finding,
  statement: string | undefined,
  layout: Layout,
  plans: Report["plans"],
): string[] {
  const { message, rule, locations, source } = finding;
  const places = locations.map((each) => inOtherPlan(each.plan, plans) + place(each)).join(", ");
  return [
    `  ${paint(label(finding), tone(finding), layout)}  ${rule}`,
    ...wrap(message, "    ", layout),
    ...(places === "" ? [] : wrap(`at ${places}`, "    ", layout, "  ")),
    `    ${paint(printable(source.url), "quiet", layout)}`,
    ...(statement === undefined ? [] : ["    add:", ...indented(statement, "      ")]),
  ];
}

function statementOf({ fix }: Finding): string | undefined {
  return fix.hcl ?? (fix.statement === undefined ? undefined : JSON.stringify(fix.statement, null, 2));
}

/** What fails before what is open, warnings, notes and what is set aside. */
export function byGravity(one: Finding, other: Finding): number {
  return rank(one) - rank(other);
}

function rank(finding: Finding): number {
  if (setAside(finding) !== undefined) return 4;
  if (finding.level === "error") return finding.verdict === "violated" ? 0 : 1;
  return finding.level === "warning" ? 2 : 3;
}

/** How grave a finding is, in a word or two. */
export function label({ level, verdict, confidence }: Finding): string {
  const word = verdict === "undecided" ? (level === "error" ? "undecided" : `${level}, undecided`) : level;
  return confidence === "inferred" ? `${word} (inferred)` : word;
}

function tone({ level, verdict }: Finding): Tone {
  if (level === "note") return "quiet";
  return level === "error" && verdict === "violated" ? "bad" : "unsure";
}

/** Why a finding does not count: it is ignored, or in the baseline. */
export function setAside(finding: Finding): { word: string; of: string; because: string } | undefined {
  const { ignored, baseline, message, actions } = finding;
  if (ignored !== undefined) {
    const { reason, expires } = ignored;
    // A part of a finding may be ignored, and the rest stand.
    const of = actions.length === 0 ? "" : `: ${actions.join(", ")}`;
    return { word: "ignored", of, because: expires === undefined ? reason : `${reason} (until ${expires})` };
  }
  return baseline === true ? { word: "baseline", of: "", because: message } : undefined;
}

function place({ address, attribute, file, line, construct }: Location): string {
  const name = attribute === undefined ? address : `${address}.${attribute}`;
  if (file === undefined) return name;
  const made = construct === undefined ? "" : `, ${construct}`;
  return `${name} (${file}${line === undefined ? "" : `:${line}`}${made})`;
}

/** What stands before an address of another plan than the key's, where plans are joined: that plan's path. */
export function inOtherPlan(plan: number | undefined, plans: Report["plans"]): string {
  return plan === undefined ? "" : `${plans[plan]?.path ?? ""}:`;
}
