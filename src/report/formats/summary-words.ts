import { count } from "../../print";
import type { Finding, Level } from "../../findings";
import { counts, exitCode, isUndecided, type Gate } from "../exit-code";
import type { Report, Summary } from "../report";
import { resourceType } from "../service-names";
import { serviceTitle } from "../service-title";

/** The report in one line: `FAIL`, and what was found. */
export interface SummaryWords {
  /** `null` where no key is in scope. */
  readonly word: "PASS" | "FAIL" | "UNDECIDED" | "ERROR" | null;
  readonly sentence: string;
}

const verdictWords = {
  pass: "PASS",
  fail: "FAIL",
  undecided: "UNDECIDED",
  error: "ERROR",
  none: null,
} as const satisfies Record<Summary["verdict"], SummaryWords["word"]>;

/** How a format writes names that come out of plans and configurations. */
export interface Names {
  /** Of a plan, by its index. */
  plan(index: number): string;
  text(name: string): string;
}

/** Names as they are, for formats that have no markup. */
export function plainNames({ plans }: Pick<Report, "plans">): Names {
  return { plan: (index) => plans[index]?.path ?? "", text: (name) => name };
}

/**
 * The summary of a report.
 *
 * @param names - how the format writes the name of a plan (by index), and any other name
 * @param gate - where it is given, a run that ends with 0 although something was found says why
 */
export function summaryWords(report: Report, names: Names, gate?: Gate): SummaryWords {
  const { summary, plans, profile } = report;
  const { verdict } = summary;
  const isEmpty = verdict === "none" || (verdict === "error" && summary.keys === 0);
  const isRead = plans.some(({ error }) => error === undefined);
  const judged = isEmpty ? (isRead || verdict === "none" ? nothingInUse(report) : []) : keysInUse(report);
  const parts = [...unreadPlans(report, names), ...judged, ...judgedFor(report, names), ...whyExitZero(report, gate)];
  const judgedBy = profile === "effective" && !isEmpty ? " (profile effective)" : "";
  return { word: verdictWords[verdict], sentence: parts.join("; ") + judgedBy };
}

/** More names than these nobody reads in one line. */
const mostNames = 3;

/** `state.json could not be read`, `a.json, b.json, c.json and 2 more plans could not be read`. */
function unreadPlans({ plans }: Report, names: Names): readonly string[] {
  const unread = plans.flatMap(({ error }, plan) => (error === undefined ? [] : [names.plan(plan)]));
  if (unread.length === 0) return [];
  const more = unread.length - mostNames;
  const first = unread.slice(0, mostNames).join(", ");
  return [`${first}${more > 0 ? ` and ${count(more, "more plan")}` : ""} could not be read`];
}

function nothingInUse({ summary, baseline }: Report): readonly string[] {
  return [`no KMS use by a known service found (${count(summary.not_judged, "key")} not judged)`, ...fixed(baseline)];
}

function keysInUse({ summary, findings: all, baseline }: Report): readonly string[] {
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
    ...fixed(baseline),
  ].join(", ");
  const inUse = `${count(summary.keys, "key")} in use${keys === "" ? "" : `: ${keys}`}`;
  return [inUse, ...(findings === "" ? [] : [findings]), ...openInBaseline(all)];
}

/** `3 errors`, `3 errors (2 in the baseline)`, `3 errors (all in the baseline)`, `3 errors (1 in the baseline, 2 existing)`. */
function found(number: number, level: Level, findings: readonly Finding[]): readonly string[] {
  if (number === 0) return [];
  const told = findings.filter((each) => each.verdict === "violated" && each.level === level && !each.ignored);
  const known = told.filter(({ baseline }) => baseline).length;
  const old = told.filter(({ baseline, folded }) => !baseline && folded).length;
  const aside = [...asideWords(known, number, "in the baseline"), ...asideWords(old, number, "existing")].join(", ");
  return [count(number, level) + (aside === "" ? "" : ` (${aside})`)];
}

function asideWords(known: number, number: number, words: string): readonly string[] {
  if (known === 0) return [];
  return [known < number ? `${String(known)} ${words}` : number === 1 ? words : `all ${words}`];
}

function fixed(baseline: Report["baseline"]): readonly string[] {
  return baseline === undefined ? [] : part(baseline.fixed.length, "fixed since the baseline");
}

/** Of what is undecided the summary counts keys; only its findings show whether anything of it is new. */
function openInBaseline(findings: readonly Finding[]): readonly string[] {
  const open = findings.filter((each) => each.verdict === "undecided" && each.level === "error" && !each.ignored);
  if (open.length === 0) return [];
  if (open.some(({ folded }) => folded)) return [openAndIntroduced(open.filter(counts).length)];
  if (!open.some(({ baseline }) => baseline)) return [];
  const fresh = open.filter(({ baseline }) => !baseline).length;
  const words = `${count(fresh, "undecided finding")} not in the baseline`;
  return [fresh === 0 ? "all that is undecided is in the baseline" : words];
}

function openAndIntroduced(fresh: number): string {
  return fresh === 0
    ? "nothing that is undecided is introduced by the plan"
    : `${count(fresh, "undecided finding")} introduced by the plan`;
}

function part(number: number, words: string): readonly string[] {
  return number === 0 ? [] : [`${number} ${words}`];
}

/** `judged for Amazon Personalize; not judged for Amazon RDS`; nothing where one service uses all keys. */
function judgedFor(report: Report, names: Names): readonly string[] {
  const { keys, not_judged: notJudged = [] } = report;
  const others = [...keys.flatMap((key) => key.other_users ?? []), ...notJudged.flatMap((key) => key.users)];
  const judged = new Set(keys.flatMap(({ uses }) => uses.map(({ service }) => service)));
  if (others.length === 0 && judged.size < 2) return [];
  const titles = [...judged].map((service) => serviceTitle(service, report));
  const unjudged = others.map(({ service, address }) => service ?? resourceType(address));
  return [
    ...listed(
      "judged for",
      titles.map((title) => names.text(title)),
    ),
    ...listed(
      "not judged for",
      unjudged.map((name) => names.text(name)),
    ),
  ];
}

function listed(words: string, names: readonly string[]): readonly string[] {
  const each = [...new Set(names)].sort();
  return each.length === 0
    ? []
    : [`${words} ${each.slice(0, -1).join(", ")}${each.length > 1 ? " and " : ""}${each.at(-1) ?? ""}`];
}

/** Why a run ends with 0 although its verdict is no pass. */
function whyExitZero(report: Report, gate: Gate | undefined): readonly string[] {
  const { verdict } = report.summary;
  if (gate === undefined || (verdict !== "fail" && verdict !== "undecided") || exitCode(report, gate) !== 0) return [];
  if (gate.writeBaseline !== undefined) return ["exit code 0, since --write-baseline accepts all of it"];
  const because = [
    ...(report.findings.some((each) => isError(each, "violated")) ? [`--fail-on is ${gate.failOn}`] : []),
    ...(isUndecided(report) ? [`--on-undecided is ${gate.onUndecided}`] : []),
  ];
  if (because.length === 0 && report.findings.some(({ folded }) => folded))
    because.push("--only-introduced sets aside what was there before the plan");
  else if (because.length === 0 && report.baseline !== undefined) because.push("the baseline accepts it");
  return because.length === 0 ? [] : [`exit code 0, since ${because.join(" and ")}`];
}

function isError(finding: Finding, verdict: Finding["verdict"]): boolean {
  return counts(finding) && finding.level === "error" && finding.verdict === verdict;
}
