import type { Location } from "../../../resolve";
import type { Finding } from "../../../findings";
import { code, codeHtml, fenced, sentenceMarkdown } from "./markdown-text";
import type { ReportKey } from "../../report";
import { bySeverity, label, setAside, statementText } from "../wording";

/** How plans and files are named on a page. */
export interface Naming {
  plan(index: number): string;
  /** ` in PLAN`, where there are several. */
  inPlan(index: number): string;
  file(path: string, plan: number): string;
}

/** The section of a key, or of another subject that has findings: one fold a finding. */
export function keySection(
  key: Pick<ReportKey, "id" | "plan"> & Partial<Pick<ReportKey, "verdict">>,
  findings: readonly Finding[],
  naming: Naming,
): string {
  const title = `#### ${code(key.id)}${naming.inPlan(key.plan)}${key.verdict === undefined ? "" : `: ${key.verdict}`}\n`;
  const told = new Set<string>();
  const folds = [...findings].sort(bySeverity).map((finding) => {
    const statement = setAside(finding) === undefined ? statementOf(finding) : undefined;
    const again = statement !== undefined && told.has(statement);
    if (statement !== undefined) told.add(statement);
    return fold(finding, again ? "Add the statement above.\n" : addition(statement), naming);
  });
  return [title, ...folds].join("\n");
}

function fold(finding: Finding, add: string | undefined, naming: Naming): string {
  const { rule, grantee, message, source, using = [] } = finding;
  const aside = setAside(finding);
  const about = grantee === null ? "" : `: ${codeHtml(grantee)}`;
  const places = finding.locations.map((location) => place(location, finding.plan, naming)).join(", ");
  return [
    `<details>\n<summary><b>${aside?.word ?? label(finding)}</b> ${rule}${about}</summary>\n`,
    `${sentenceMarkdown(aside?.because ?? message)}\n`,
    ...(aside !== undefined || places === "" ? [] : [`At ${places}.\n`]),
    ...(aside !== undefined || using.length === 0 ? [] : [`Used by ${using.map(code).join(", ")}.\n`]),
    ...(add === undefined ? [] : [add]),
    ...(aside === undefined ? [reference(source)] : []),
    "</details>\n",
  ].join("\n");
}

/** The page to read on; no link where there is no address, or one that Markdown might end early. */
function reference({ title, url }: Finding["source"]): string {
  const words = sentenceMarkdown(title);
  return /^https:\/\/[\w\-./#?=&%~+:]+$/.test(url) ? `[${words}](${url})\n` : `${words}\n`;
}

function addition(statement: string | undefined): string | undefined {
  return statement === undefined ? undefined : `Add:\n\n${statement}\n`;
}

function statementOf(finding: Finding): string | undefined {
  const statement = statementText(finding);
  return statement && fenced(statement, finding.fix.hcl === undefined ? "json" : "hcl");
}

function place({ address, attribute, file, line, plan: other }: Location, plan: number, naming: Naming): string {
  const inOther = other === undefined ? "" : naming.inPlan(other);
  const name = code(attribute === undefined ? address : `${address}.${attribute}`) + inOther;
  if (file === undefined) return name;
  return `${name} (${code(`${naming.file(file, other ?? plan)}${line === undefined ? "" : `:${line}`}`)})`;
}
