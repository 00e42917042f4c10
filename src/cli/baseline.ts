import { writeFileSync } from "node:fs";
import { basename, resolve } from "node:path";

import { InputError } from "../errors";
import { baselineOf, compareWithBaseline, renderBaseline, type PlanName } from "../report/baseline";
import { readBaseline } from "../report/read-baseline";
import type { Report } from "../report/report";
import type { Io } from "./io";
import { repositoryPaths } from "./repository-paths";

/**
 * What makes the report one that was compared with the baseline of `--baseline`. The file is read at once, so that a wrong
 * one is told before anything is looked at.
 *
 * @throws InputError where the file is no baseline
 */
export function baselineComparison(name: string, io: Io): (report: Report) => Report {
  const baseline = readBaseline(resolve(io.cwd, name), name);
  return (report) => compareWithBaseline(report, baseline, planNames(report, io));
}

/**
 * Writes the baseline of `--write-baseline`: all that was found, whether the baseline that it was compared with holds it or not.
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
