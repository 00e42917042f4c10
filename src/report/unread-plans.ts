import type { InputError } from "../errors";
import type { Report, ReportPlan, Summary } from "./report";
import { reportHead, type ReportMeta } from "./to-report";

/** A plan that could not be read or checked. */
export interface UnreadPlan {
  /** As given; `-` for standard input. */
  readonly path: string;
  /** Index among the plans that were given, and so among the plans of the report. */
  readonly plan: number;
  /** What is wrong with it, where, and what was expected: the lines that standard error gets. */
  readonly message: string;
  /** What is wrong, in one sentence. */
  readonly error: string;
  /** What was expected, such as the command that makes the right input; it may have several lines. */
  readonly expected?: string;
}

/** The plan that an error kept from being read. */
export function unreadPlan(path: string, plan: number, { what, detail, message }: InputError): UnreadPlan {
  const { where, expected } = detail;
  const isPlan = where === undefined || where === path || path === "-";
  const error = isPlan ? what : `${where}: ${what}`;
  return { path, plan, message, error, ...(expected !== undefined && { expected }) };
}

/**
 * The report with the plans that could not be read in their places, and the verdict `error`: nobody may take what was found
 * in the others for an answer about all.
 *
 * @param report of the other plans, whose indexes leave room for these
 * @param unread sorted by index
 */
export function withUnreadPlans(report: Report, unread: readonly UnreadPlan[]): Report {
  if (unread.length === 0) return report;
  const plans = [...report.plans];
  for (const each of unread) plans.splice(each.plan, 0, unreadReportPlan(each));
  return { ...report, plans, summary: { ...report.summary, verdict: "error" } };
}

/** The report of a run in which no plan could be read. */
export function reportOfUnread(unread: readonly UnreadPlan[], meta: Omit<ReportMeta, "plans">): Report {
  const report = { ...reportHead(meta), plans: [], profile: meta.profile, summary: nothing };
  return withUnreadPlans({ ...report, keys: [], unlinked: [], findings: [] }, unread);
}

const nothing: Summary = {
  verdict: "error",
  keys: 0,
  not_judged: 0,
  passed: 0,
  failed: 0,
  undecided: 0,
  errors: 0,
  warnings: 0,
  notes: 0,
  ignored: 0,
};

function unreadReportPlan({ path, error, expected }: UnreadPlan): ReportPlan {
  return {
    path,
    error,
    ...(expected !== undefined && { expected }),
    sha256: null,
    reader: null,
    terraform_version: null,
    format_version: null,
    complete: null,
    resource_count: 0,
    accounts: [],
    source: "none",
  };
}
