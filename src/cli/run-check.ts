import { writeFileSync } from "node:fs";
import { resolve, sep } from "node:path";

import type { Check, CheckOptions, CheckResult } from "../pipeline";
import type { Config } from "../config";
import { InputError } from "../errors";
import {
  exitCode,
  type FailOn,
  type Format,
  formatById,
  formerRulesWarning,
  isUndecided,
  onlyIntroduced,
  type OnUndecided,
  type Profile,
  type Report,
  type RunContext,
  type UnreadPlan,
} from "../report";
import { renderTrace } from "../print";
import type { Confidence } from "../resolve";
import type * as baselines from "./baseline-files";
import type * as within from "./check-within";
import type * as delayed from "./delayed-line";
import { inputPaths } from "./input-paths";
import { fileLayout, type Io } from "./io";
import { refuseOverwriting, type ReadFiles, type Target } from "./overwriting";
import type * as progress from "./progress";
import { repositoryPaths } from "./repository-paths";
import { checkOptionsOf } from "./settings";
import { sourceFolder } from "./source-folder";
import type * as unreadReports from "./unread-report";

/** What the command line gives. */
export interface CheckFlags {
  readonly format: string;
  readonly output: readonly Output[];
  readonly profile: Profile;
  readonly failOn: FailOn;
  readonly onUndecided: OnUndecided;
  readonly minConfidence: Confidence;
  readonly source?: string;
  readonly account?: string;
  readonly trace?: string;
  readonly terraform?: string;
  readonly maxSize: number;
  readonly timeout?: number;
  readonly config?: string;
  readonly join?: boolean;
  readonly onlyIntroduced?: boolean;
  readonly baseline?: string;
  readonly writeBaseline?: string;
}

/** One `--output FORMAT=FILE`. */
export interface Output {
  readonly format: Format;
  readonly file: string;
}

/**
 * Runs `kmsgate check`: prints and writes the report, and returns the exit code. Where no plan can be read it still writes a
 * report, so that nobody takes the comment or test report of an earlier run for this one's.
 *
 * @throws InputError for bad usage, and where no plan can be read
 */
export async function runCheck(plans: readonly string[], flags: CheckFlags, config: Config, io: Io): Promise<number> {
  const options = optionsOf(plans, flags, config, io);
  refuseOverwriting(targetsOf(flags), readFilesOf(options, flags, config), io.cwd);
  const compare = comparisonOf(flags, io);
  const context = { ...flags, ...repositoryPaths(io, flags.source) };
  let checked: CheckResult;
  try {
    checked = await withProgress(checkOf(flags), io)(options);
  } catch (error) {
    if (error instanceof InputError) publishUnread(error, options, context, io);
    throw error;
  }
  const result = { ...checked, report: compare(checked.report) };
  publish(result, context, io);
  const renamed = formerRulesWarning(result.report);
  if (renamed !== undefined) io.err(`kmsgate: ${renamed}\n`);
  if (flags.onUndecided === "warn" && isUndecided(result.report)) {
    io.err("kmsgate: something is undecided; --on-undecided fail makes it exit with 3\n");
  }
  if (checked.unread !== undefined) tellUnread(checked.unread, options.inputs.length, io);
  else if (flags.writeBaseline !== undefined) {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- as for comparisonOf
    (require("./baseline-files") as typeof baselines).writeBaseline(result.report, flags.writeBaseline, io);
  }
  return exitCode(result.report, flags);
}

/** Prints no text, since standard error has the message already. */
function publishUnread(error: InputError, options: CheckOptions, context: CheckFlags & RunContext, io: Io): void {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- only where no plan could be read
  const { unreadReport } = require("./unread-report") as typeof unreadReports;
  const report = unreadReport(error, options);
  writeOutputs(report, context, io);
  if (context.format !== "text") print({ report }, context, io);
}

function publish(result: CheckResult, context: CheckFlags & RunContext, io: Io): void {
  writeOutputs(result.report, context, io);
  print(result, context, io);
}

function writeOutputs(report: Report, context: CheckFlags & RunContext, io: Io): void {
  for (const { format, file } of context.output)
    write(resolve(io.cwd, file), file, format.render(report, fileLayout, context));
}

function targetsOf({ output, writeBaseline }: CheckFlags): readonly Target[] {
  return [
    ...output.map(({ file }) => ({ name: file, flag: "--output" })),
    ...(writeBaseline === undefined ? [] : [{ name: writeBaseline, flag: "--write-baseline" }]),
  ];
}

/** What the run reads. The baseline may be written again with `--write-baseline`: it is compared first. */
function readFilesOf(
  { inputs, source }: CheckOptions,
  { baseline, writeBaseline, terraform }: CheckFlags,
  { file, keyPolicies }: Config,
): ReadFiles {
  const again = baseline === writeBaseline;
  return {
    plans: inputs.map(({ path }) => path),
    files: [
      ...(file === null ? [] : [{ path: file, what: "the configuration" }]),
      ...keyPolicies.map(({ from }) => ({ path: from, what: "a key policy" })),
      ...(baseline === undefined || again ? [] : [{ path: baseline, what: "the baseline" }]),
      ...(terraform === undefined ? [] : [{ path: terraform, what: "the program" }]),
    ],
    ...(source !== undefined && { source }),
  };
}

/** A plan that could not be read does not hide the others; no baseline is written then. */
function tellUnread(unread: readonly UnreadPlan[], plans: number, io: Io): void {
  for (const { message } of unread) io.err(`kmsgate: ${message}\n`);
  io.err(`kmsgate: ${String(unread.length)} of ${String(plans)} plans could not be looked at\n`);
}

/** A check that shows its progress on a terminal. */
function withProgress(check: Check, { progress: stream }: Io): Check {
  if (stream === undefined) return check;
  /* eslint-disable @typescript-eslint/no-require-imports -- only for a terminal */
  const { delayedLine } = require("./delayed-line") as typeof delayed;
  const line = (require("./progress") as typeof progress).progressLine(stream, delayedLine(stream.fd ?? 2));
  /* eslint-enable @typescript-eslint/no-require-imports */
  return async (options) => {
    try {
      return await check({ ...options, onProgress: line.show });
    } finally {
      line.end();
    }
  };
}

/** Compares the report with the baseline, which is loaded only where one is given, and sets aside what was there before. */
function comparisonOf(flags: CheckFlags, io: Io): (report: Report) => Report {
  const fold = flags.onlyIntroduced === true ? onlyIntroduced : (report: Report): Report => report;
  if (flags.baseline === undefined) return fold;
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const compared = (require("./baseline-files") as typeof baselines).baselineComparison(flags.baseline, io);
  return (report) => fold(compared(report));
}

function optionsOf(plans: readonly string[], flags: CheckFlags, config: Config, io: Io): CheckOptions {
  const { profile, minConfidence, source, account, terraform, maxSize, timeout, trace } = flags;
  if (plans.length === 0) {
    throw new InputError("no plan is given", {
      expected:
        "Expected: a saved plan (terraform plan -out=tfplan), its JSON (terraform show -json tfplan), or - for standard input",
    });
  }
  if (plans.filter((path) => path === "-").length > 1) throw new InputError("standard input (-) is given twice");
  return {
    inputs: inputPaths(plans, io.cwd).map((path) => ({ path })),
    profile,
    minConfidence,
    maxSize,
    ...checkOptionsOf(config),
    ...(source === undefined ? {} : { source: sourceFolder(source, io) }),
    ...(account === undefined ? {} : { account }),
    ...(terraform === undefined ? {} : { terraform }),
    ...(timeout === undefined ? {} : { timeoutSeconds: timeout }),
    ...(trace === undefined ? {} : { trace }),
    ...(flags.join === true ? { join: true } : {}),
    ...(config.file === null ? {} : { configFile: config.file.split(sep).join("/") }),
  };
}

/* eslint-disable @typescript-eslint/no-require-imports -- neither help nor bad usage loads the pipeline */
function checkOf({ timeout }: CheckFlags): Check {
  if (timeout === undefined) return (require("../pipeline/check") as { check: Check }).check;
  return (require("./check-within") as typeof within).checkWithin(timeout);
}
/* eslint-enable @typescript-eslint/no-require-imports */

/** Prints the trace before the report as text; on standard error where a program reads the report. */
function print({ report, trace }: CheckResult, context: CheckFlags & RunContext, io: Io): void {
  const { format } = context;
  if (trace !== undefined && format === "text") io.out(`${renderTrace(trace, io.layout)}\n`);
  if (trace !== undefined && format !== "text") io.err(renderTrace(trace, fileLayout));
  io.out(formatById(format)?.render(report, io.layout, context) ?? "");
}

function write(path: string, name: string, text: string): void {
  try {
    writeFileSync(path, text);
  } catch (error) {
    const { code = "unknown error" } = error as NodeJS.ErrnoException;
    throw new InputError(`the report cannot be written there (${code})`, { where: name });
  }
}
