import type { Location } from "../resolve/infrastructure";
import type { Finding } from "../rules/finding";
import { indented, paint, wrap, type Layout, type Tone } from "./layout";

/** A finding as text: how grave and where, its sentence, the statement to add, AWS's page. */
export function findingLines(finding: Finding, layout: Layout): string[] {
  const aside = setAside(finding);
  if (aside !== undefined) return [`  ${aside.word}  ${finding.rule}`, ...wrap(aside.because, "    ", layout)];
  const { message, rule, locations, fix, source } = finding;
  const places = locations.map(place).join(", ");
  const statement = fix.hcl ?? (fix.statement === undefined ? undefined : JSON.stringify(fix.statement, null, 2));
  return [
    `  ${paint(label(finding), tone(finding), layout)}  ${rule}`,
    ...wrap(message, "    ", layout),
    ...(places === "" ? [] : wrap(`at ${places}`, "    ", layout, "  ")),
    ...(statement === undefined ? [] : ["    add:", ...indented(statement, "      ")]),
    `    ${paint(source.url, "quiet", layout)}`,
  ];
}

/** The order in which a key's findings are told: what fails first, then what is open, then the rest. */
export function byGravity(one: Finding, other: Finding): number {
  return rank(one) - rank(other);
}

function rank(finding: Finding): number {
  if (setAside(finding) !== undefined) return 4;
  if (finding.level === "error") return finding.verdict === "violated" ? 0 : 1;
  return finding.level === "warning" ? 2 : 3;
}

function label({ level, verdict, confidence }: Finding): string {
  const word = verdict === "undecided" ? (level === "error" ? "undecided" : `${level}, undecided`) : level;
  return confidence === "inferred" ? `${word} (inferred)` : word;
}

function tone({ level, verdict }: Finding): Tone {
  if (level === "note") return "quiet";
  return level === "error" && verdict === "violated" ? "bad" : "unsure";
}

function setAside({ ignored, baseline, message }: Finding): { word: string; because: string } | undefined {
  if (ignored !== undefined) {
    const { reason, expires } = ignored;
    return { word: "ignored", because: expires === undefined ? reason : `${reason} (until ${expires})` };
  }
  return baseline === true ? { word: "baseline", because: message } : undefined;
}

function place({ address, attribute, file, line }: Location): string {
  const name = attribute === undefined ? address : `${address}.${attribute}`;
  if (file === undefined) return name;
  return `${name} (${file}${line === undefined ? "" : `:${line}`})`;
}
