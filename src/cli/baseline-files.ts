import { writeFileSync } from "node:fs";
import { basename, resolve } from "node:path";

import { InputError } from "../errors";
import { baselineOf, compareWithBaseline, type PlanName, readBaseline, renderBaseline, type Report } from "../report";
import type { Io } from "./io";
import { repositoryPaths } from "./repository-paths";

/**
 * Compares reports with the baseline of `--baseline`. Reads the file at once, so that a wrong one ends the run before any plan
 * is read.
 *
 * @throws InputError where the file is no baseline
 */
export function baselineComparison(name: string, io: Io): (report: Report) => Report {
  const baseline = readBaseline(resolve(io.cwd, name), name);
  return (report) => compareWithBaseline(report, baseline, planNames(report, io));
}

/**
 * Writes the baseline of `--write-baseline`: all findings, those included that the baseline of `--baseline` has.
 *
 * @throws InputError where it cannot be written there
 */
export function writeBaseline(report: Report, name: string, io: Io): void {
  const baseline = baselineOf(report, planNames(report, io));
  try {
    writeFileSync(resolve(io.cwd, name), renderBaseline(baseline));
  } catch (error) {
    const { code = "unknown error" } = error as NodeJS.ErrnoException;
    throw new InputError(`the baseline cannot be written there (${code})`, { where: name });
  }
  const { length } = baseline.findings;
  io.err(`kmsgate: ${name} holds ${String(length)} finding${length === 1 ? "" : "s"}; --baseline accepts them\n`);
}

/** Plans by their paths from the root of the repository; outside of it the folders are those of one machine. */
function planNames({ plans }: Report, io: Io): PlanName {
  const { planPath } = repositoryPaths(io);
  return (plan) => {
    const path = planPath(plans[plan]);
    return /^(?:\/|[A-Za-z]:)/.test(path) ? basename(path) : path;
  };
}
