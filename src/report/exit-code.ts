import type { Finding, Level } from "../findings";
import type { Report } from "./report";

/** From which level on a finding fails the run. */
export const failOnLevels = ["error", "warning", "note", "never"] as const;

export type FailOn = (typeof failOnLevels)[number];

/** The exit code where something is undecided: 3; 0 with a line on standard error; 0. */
export const onUndecidedChoices = ["fail", "warn", "ignore"] as const;

export type OnUndecided = (typeof onUndecidedChoices)[number];

/** The exit code of a run without a readable plan, with bad usage, or with an internal error. */
export const failureExitCode = 2;

/** What the process ends with: nothing found, findings, a plan that could not be read, nothing found but something undecided. */
export type ExitCode = 0 | 1 | typeof failureExitCode | 3;

const severity = { error: 3, warning: 2, note: 1 } as const satisfies Record<Level, number>;

/** The flags that decide the exit code of a report. */
export interface Gate {
  readonly failOn: FailOn;
  readonly onUndecided: OnUndecided;
  /** The file that all findings are written to as the baseline; they do not fail the run then. */
  readonly writeBaseline?: string;
}

/** The exit code of a report. What is ignored, in a baseline or set aside never counts; what is undecided is no finding. */
export function exitCode(report: Report, flags: Gate): ExitCode {
  if (report.summary.verdict === "error") return failureExitCode;
  if (flags.writeBaseline !== undefined) return 0;
  if (report.findings.some((finding) => effectOf(finding, flags) === 1)) return 1;
  return flags.onUndecided === "fail" && isUndecided(report) ? 3 : 0;
}

/** The exit code that one finding alone would cause. */
export function effectOf(finding: Finding, { failOn, onUndecided }: Gate): 0 | 1 | 3 {
  if (!counts(finding)) return 0;
  if (finding.verdict === "violated") return reaches(finding.level, failOn) ? 1 : 0;
  return onUndecided === "fail" && finding.level === "error" ? 3 : 0;
}

/** Whether something that could be an error is left open: of a key, or that a key is only known at run time. */
export function isUndecided({ summary, findings, baseline }: Report): boolean {
  // A key whose undecided findings are set aside stays undecided: only its findings show whether anything is new.
  const setAside = baseline !== undefined || findings.some(({ folded }) => folded === true);
  if (!setAside && (summary.verdict === "undecided" || summary.undecided > 0)) return true;
  return findings.some((finding) => counts(finding) && finding.verdict === "undecided" && finding.level === "error");
}

function reaches(level: Level, failOn: FailOn): boolean {
  return failOn !== "never" && severity[level] >= severity[failOn];
}

/** Whether a finding counts: it is neither ignored, nor in a baseline, nor set aside as one that was there before the plan. */
export function counts({ ignored, baseline, folded }: Finding): boolean {
  return ignored === undefined && baseline !== true && folded !== true;
}
