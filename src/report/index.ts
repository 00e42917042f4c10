/** The frozen, versioned report: its type, its schema, baselines, exit codes. */
export { addFindings } from "./add-findings";
export { type BaselineEntry, type PlanName, baselineOf, compareWithBaseline, renderBaseline } from "./baseline";
export { type FailOn, type OnUndecided, exitCode, failOnLevels, isUndecided, onUndecidedChoices } from "./exit-code";
export { type Format, formatById } from "./formats";
export { formerRulesWarning } from "./former-rules";
export { detached, joinReports } from "./join-reports";
export { onlyIntroduced } from "./only-introduced";
export { readBaseline } from "./read-baseline";
export type {
  Access,
  NotJudgedKey,
  OtherUser,
  Profile,
  Report,
  ReportKey,
  ReportPlan,
  ReportUse,
  SourcePlace,
  Summary,
} from "./report";
export type { RunContext } from "./run-context";
export { toReport } from "./to-report";
export { type UnreadPlan, reportOfUnread, unreadPlan, withUnreadPlans } from "./unread-plans";
export { reportWithoutPlans, sentenceWithoutPlans, toldPaths } from "./without-plans";
