import type { InputError } from "../errors";
import { type CheckOptions, NoPlanRead } from "../pipeline";
import { type Report, reportOfUnread, unreadPlan } from "../report";
import { version } from "../version";

/** The report of a run in which no plan could be read, or the time was over. */
export function unreadReport(error: InputError, options: CheckOptions): Report {
  const unread =
    error instanceof NoPlanRead ? error.unread : options.inputs.map(({ path }, plan) => unreadPlan(path, plan, error));
  return reportOfUnread(unread, { ...options, version });
}
