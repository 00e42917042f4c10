import type { Finding } from "../../findings";
import type { ReportPlan, SourcePlace } from "../report";

/* The words about plans and findings that more than one format has: what is here reads the same in all of them. */

/** What a reader has to know of a plan itself. */
export function planSentences(plan: ReportPlan): readonly string[] {
  const { accounts, accounts_instead: instead = [] } = plan;
  const inferred = accounts.filter((account) => account.inferred).map(({ id }) => id);
  return [
    ...(inferred.length === 0
      ? []
      : [`account ${inferred.join(", ")} is inferred from the ARNs in the plan; --account says it for certain`]),
    ...(instead.length === 0
      ? []
      : [`the plan itself names account ${instead.join(", ")}, not the one of --account: check which is right`]),
    ...(plan.complete === false
      ? ["the plan is not complete (-target, or deferred changes): what it does not show may still come"]
      : []),
    ...sourceSentences(plan),
  ];
}

/** Where the configuration of a plan cannot be read or does not fit it, so that more stays undecided than has to. */
export function sourceSentences(plan: ReportPlan): readonly string[] {
  const { source, source_places: places = [], error, reader } = plan;
  if (error !== undefined) return [];
  if (source === "none" && reader === "direct")
    return ["the saved plan holds no configuration: what it does not know itself stays undecided"];
  if (source !== "partial" && source !== "unreadable") return [];
  const what =
    source === "partial"
      ? "parts of the configuration do not fit the plan and are not used"
      : "the configuration that the plan holds cannot be read";
  if (places.length === 0) return [`${what}: what the plan itself does not know stays undecided`];
  return places.map((place) => `${what}: ${placeWords(place)}`);
}

function placeWords({ file, line, document, because, plan_has: plan, source_has: source }: SourcePlace): string {
  const where = [
    ...(file === undefined ? [] : [`${file}${line === undefined ? "" : `:${String(line)}`}`]),
    ...(document === undefined ? [] : [document]),
    because,
  ];
  const values = [
    ...(plan === undefined ? [] : [`the plan has ${plan}`]),
    ...(source === undefined ? [] : [`the configuration makes ${source}`]),
  ];
  return `${where.join(", ")}${values.length === 0 ? "" : ` (${values.join(", ")})`}`;
}

/** Why a plan has no findings: it could not be read. */
export function unreadSentence({ error = "" }: Pick<ReportPlan, "error">): string {
  return `could not be read: ${error}`;
}

/** How severe a finding is: `error`, `undecided`, `error (inferred, existing)`. */
export function label(finding: Finding): string {
  const { level, verdict, confidence, failure, since } = finding;
  const word = verdict === "undecided" ? (level === "error" ? "undecided" : `${level}, undecided`) : level;
  const tags = [
    ...(confidence === "inferred" ? ["inferred"] : []),
    ...(failure === undefined || failure === "loud" ? [] : [failure]),
    ...(since === undefined ? [] : [since]),
  ];
  return tags.length === 0 ? word : `${word} (${tags.join(", ")})`;
}

/** `existing: ` before the sentence of a finding, where the format has no label for it. */
export function sinceWords({ since }: Finding): string {
  return since === "existing" ? "existing: " : "";
}

/** Why a finding does not count: it is ignored, in the baseline, or was there before the plan. */
interface SetAside {
  readonly word: "ignored" | "baseline" | "existing";
  /** The actions, where only some may be ignored: `: kms:CreateGrant`. */
  readonly of: string;
  readonly because: string;
}

/** How a finding that does not count is shown; `undefined` where it counts. */
export function setAside({ ignored, baseline, folded, message, actions }: Finding): SetAside | undefined {
  if (ignored !== undefined) {
    const { reason, expires } = ignored;
    const of = actions.length === 0 ? "" : `: ${actions.join(", ")}`;
    return { word: "ignored", of, because: expires === undefined ? reason : `${reason} (until ${expires})` };
  }
  if (baseline === true) return { word: "baseline", of: "", because: message };
  return folded === true ? { word: "existing", of: "", because: message } : undefined;
}

/** Sorts what fails before what is undecided, warnings, notes and what does not count. */
export function bySeverity(one: Finding, other: Finding): number {
  return rank(one) - rank(other);
}

function rank(finding: Finding): number {
  if (setAside(finding) !== undefined) return 4;
  if (finding.level === "error") return finding.verdict === "violated" ? 0 : 1;
  return finding.level === "warning" ? 2 : 3;
}

/** The policy statement to add, as text to paste; `undefined` where none helps. */
export function statementText({ fix }: Finding): string | undefined {
  return fix.hcl ?? (fix.statement && JSON.stringify(fix.statement, null, 2));
}
