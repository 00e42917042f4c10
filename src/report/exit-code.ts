import type { Finding, Level } from "../findings/finding";
import type { Report } from "./report";

/** From which level on a finding fails the run. */
export const failOnLevels = ["error", "warning", "note", "never"] as const;

export type FailOn = (typeof failOnLevels)[number];

/** What something undecided does to the exit code: 3; 0 and a line on standard error; 0. */
export const onUndecidedChoices = ["fail", "warn", "ignore"] as const;

export type OnUndecided = (typeof onUndecidedChoices)[number];

/** The exit code of a run without a readable plan, with bad usage, or with an internal error. */
export const couldNotLook = 2;

/** What the process ends with: nothing found, findings, a plan that could not be read, nothing found but something undecided. */
export type ExitCode = 0 | 1 | typeof couldNotLook | 3;

const gravity = { error: 3, warning: 2, note: 1 } as const satisfies Record<Level, number>;

/** What the exit code is made by, beside the report. */
export interface Gate {
  readonly failOn: FailOn;
  readonly onUndecided: OnUndecided;
  /** The file that all findings are written to as the baseline; they do not fail the run then. */
  readonly writeBaseline?: string;
}

/** The exit code of a report. What is ignored or in a baseline never counts; what is undecided is no finding. */
export function exitCode(report: Report, flags: Gate): ExitCode {
  if (report.summary.verdict === "error") return couldNotLook;
  if (flags.writeBaseline !== undefined) return 0;
  if (report.findings.some((finding) => effectOf(finding, flags) === 1)) return 1;
  return flags.onUndecided === "fail" && isUndecided(report) ? 3 : 0;
}

/** What one finding makes the exit code, if none makes it graver. */
export function effectOf(finding: Finding, { failOn, onUndecided }: Gate): 0 | 1 | 3 {
  if (!standing(finding)) return 0;
  if (finding.verdict === "violated") return reaches(finding.level, failOn) ? 1 : 0;
  return onUndecided === "fail" && finding.level === "error" ? 3 : 0;
}

/** Whether something that could be an error is left open: of a key, or that a key is only known at run time. */
export function isUndecided({ summary, findings, baseline }: Report): boolean {
  // A key stays undecided that a baseline accepts as such: then only its findings tell what is new.
  if (baseline === undefined && (summary.verdict === "undecided" || summary.undecided > 0)) return true;
  return findings.some((finding) => standing(finding) && finding.verdict === "undecided" && finding.level === "error");
}

function reaches(level: Level, failOn: FailOn): boolean {
  return failOn !== "never" && gravity[level] >= gravity[failOn];
}

/** Whether a finding counts: it is neither ignored nor in a baseline. */
export function standing({ ignored, baseline }: Finding): boolean {
  return ignored === undefined && baseline !== true;
}
