import type { Location } from "../../../resolve";
import type { Finding } from "../../../findings";
import { indented, paint, printable, wrap, type Layout, type Tone } from "../../../print";
import type { Report } from "../../report";
import { bySeverity, label, setAside, statementText } from "../wording";

/** The findings of one key as text, the most severe first. Prints a statement that serves several only once. */
export function findingsLines(findings: readonly Finding[], layout: Layout, plans: Report["plans"] = []): string[] {
  const told = new Set<string>();
  return [...findings].sort(bySeverity).flatMap((finding) => {
    const aside = setAside(finding);
    if (aside !== undefined)
      return ["", `  ${aside.word}  ${finding.rule}${aside.of}`, ...wrap(aside.because, "    ", layout)];
    const statement = statementText(finding);
    const again = statement !== undefined && told.has(statement);
    if (statement !== undefined) told.add(statement);
    return [
      "",
      ...findingLines(finding, again ? undefined : statement, layout, plans),
      ...(again ? ["    add: as above"] : []),
    ];
  });
}

/** One finding: how severe, its sentence and place, AWS's page, the statement to add. */
function findingLines(
  finding: Finding,
  statement: string | undefined,
  layout: Layout,
  plans: Report["plans"],
): string[] {
  const { message, rule, locations, source, using = [] } = finding;
  const places = locations.map((each) => inOtherPlan(each.plan, plans) + place(each)).join(", ");
  return [
    `  ${paint(label(finding), tone(finding), layout)}  ${rule}`,
    ...wrap(message, "    ", layout),
    ...(places === "" ? [] : wrap(`at ${places}`, "    ", layout, "  ")),
    ...(using.length === 0 ? [] : wrap(`used by ${using.join(", ")}`, "    ", layout, "  ")),
    `    ${paint(printable(source.url), "quiet", layout)}`,
    ...(statement === undefined ? [] : ["    add:", ...indented(statement, "      ")]),
  ];
}

function tone({ level, verdict }: Finding): Tone {
  if (level === "note") return "quiet";
  return level === "error" && verdict === "violated" ? "bad" : "unsure";
}

function place({ address, attribute, file, line, construct }: Location): string {
  const name = attribute === undefined ? address : `${address}.${attribute}`;
  if (file === undefined) return name;
  const made = construct === undefined ? "" : `, ${construct}`;
  return `${name} (${file}${line === undefined ? "" : `:${line}`}${made})`;
}

/** The path of the plan, before an address that is of another plan than the key's; only where plans are joined. */
export function inOtherPlan(plan: number | undefined, plans: Report["plans"]): string {
  return plan === undefined ? "" : `${plans[plan]?.path ?? ""}:`;
}
