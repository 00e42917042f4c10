import { writeFileSync } from "node:fs";
import { resolve } from "node:path";

import { Command, InvalidArgumentError, Option } from "commander";

import type { Check, CheckOptions, CheckResult, UnreadPlan } from "../pipeline/options";
import { readConfig, type Config } from "../config/config";
import { InputError } from "../errors";
import { DEFAULT_MAX_SIZE } from "../input/read-input";
import {
  couldNotLook,
  exitCode,
  failOnLevels,
  isUndecided,
  onUndecidedChoices,
  type FailOn,
  type OnUndecided,
} from "../report/exit-code";
import { formatById, formats, type Format } from "../report/formats";
import type { Profile, Report } from "../report/report";
import type { RunContext } from "../report/run-context";
import { renderTrace } from "../print/trace-text";
import type { Confidence } from "../resolve/infrastructure";
import type * as baselines from "./baseline";
import type * as within from "./check-within";
import { inputPaths } from "./input-paths";
import type * as progress from "./progress";
import { repositoryPaths } from "./repository-paths";
import { checkOptionsOf, settle } from "./settings";
import { sourceFolder } from "./source-folder";
import { parseAccount, parseBytes, parseConfigFile } from "./values";
import { fileLayout, type Io } from "./io";

/** What the command line gives. */
interface Flags {
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
  readonly baseline?: string;
  readonly writeBaseline?: string;
}

/** One `--output FORMAT=FILE`. */
interface Output {
  readonly format: Format;
  readonly file: string;
}

const formatNames = formats.map(({ id }) => id);

/** `kmsgate check PLAN...` */
export function checkCommand(io: Io, end: (code: number) => void): Command {
  const choice = (flags: string, description: string, values: readonly string[], preset: string): Option =>
    new Option(flags, description).choices(values).default(preset);
  return new Command("check")
    .description("does every key that a known service will use allow what AWS says it must?")
    .argument(
      "[PLAN...]",
      "saved plans (terraform plan -out), their JSON (terraform show -json), patterns, or - for standard input",
    )
    .addOption(choice("--format <format>", "what to print", formatNames, "text"))
    .addOption(
      new Option("--output <format=file>", "also write the report to a file (repeatable)")
        .argParser(collectOutput)
        .default([], "none"),
    )
    .addOption(
      choice(
        "--profile <profile>",
        "judge by what AWS documents, or by whether the calls succeed",
        ["documented", "effective"],
        "documented",
      ),
    )
    .addOption(choice("--fail-on <level>", "from which level on to exit with 1", failOnLevels, "error"))
    .addOption(choice("--on-undecided <choice>", "exit with 3, warn, or ignore it", onUndecidedChoices, "fail"))
    .addOption(choice("--min-confidence <confidence>", "uses below it give notes", ["certain", "inferred"], "inferred"))
    .option("--source <dir>", "the folder of the configuration, for plan JSON and for files that it reads")
    .option("--account <id>", "the account, where nothing in the plan tells it", parseAccount)
    .option("--trace <address>", "say why this key or role was, or was not, counted")
    .option("--terraform <path>", "the terraform or tofu that may be run on a saved plan that cannot be read directly")
    .option("--max-size <bytes>", "exit with 2 on a larger input", parseBytes, DEFAULT_MAX_SIZE)
    .option("--timeout <seconds>", "exit with 2 when it takes longer", parseSeconds)
    .option("--config <file>", "kmsgate.yaml; else the first one from this folder upwards", parseConfigFile)
    .option("--join", "let what one plan manages answer for what another uses; states stand for what exists")
    .option("--baseline <file>", "fail on nothing that this baseline holds")
    .option("--write-baseline <file>", "accept all that is found: write it to this file, and exit with 0")
    .addHelpText(
      "after",
      "\nExit codes: 0 nothing found, 1 findings, 2 could not look, 3 nothing found but something undecided",
    )
    .action(async (plans: readonly string[], given: Flags, command: Command) => {
      const config = readConfig(io.cwd, given.config);
      const flags = settle(given, config, (name) => command.getOptionValueSource(name) === "cli");
      end(await runCheck(plans, flags, config, io));
    });
}

async function runCheck(plans: readonly string[], flags: Flags, config: Config, io: Io): Promise<number> {
  const options = optionsOf(plans, flags, config, io);
  const compare = comparisonOf(flags, io);
  const checked = await withProgress(checkOf(flags), io)(options);
  const result = { ...checked, report: compare(checked.report) };
  const context = { ...flags, ...repositoryPaths(io, flags.source) };
  for (const { format, file } of flags.output)
    write(resolve(io.cwd, file), file, format.render(result.report, fileLayout, context));
  print(result, context, io);
  if (flags.onUndecided === "warn" && isUndecided(result.report)) {
    io.err("kmsgate: something is undecided; --on-undecided fail makes it exit with 3\n");
  }
  if (checked.unread !== undefined) return tellUnread(checked.unread, options.inputs.length, io);
  if (flags.writeBaseline === undefined) return exitCode(result.report, flags);
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- as for comparisonOf
  (require("./baseline") as typeof baselines).writeBaseline(result.report, flags.writeBaseline, io);
  return 0;
}

/** A plan that could not be looked at does not hide the others, and no exit code but 2 may follow; nor is a baseline written. */
function tellUnread(unread: readonly UnreadPlan[], plans: number, io: Io): number {
  for (const { message } of unread) io.err(`kmsgate: ${message}\n`);
  io.err(`kmsgate: ${String(unread.length)} of ${String(plans)} plans could not be looked at\n`);
  return couldNotLook;
}

/** A check that says how far it is, where somebody watches. */
function withProgress(check: Check, { progress: stream }: Io): Check {
  if (stream === undefined) return check;
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- only for a terminal
  const line = (require("./progress") as typeof progress).progressLine(stream);
  return async (options) => {
    try {
      return await check({ ...options, onProgress: line.show });
    } finally {
      line.end();
    }
  };
}

/** What a baseline makes of the report. Loaded only where one is given. */
function comparisonOf(flags: Flags, io: Io): (report: Report) => Report {
  if (flags.baseline === undefined) return (report) => report;
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return (require("./baseline") as typeof baselines).baselineComparison(flags.baseline, io);
}

function optionsOf(plans: readonly string[], flags: Flags, config: Config, io: Io): CheckOptions {
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
  };
}

/* eslint-disable @typescript-eslint/no-require-imports -- neither help nor bad usage loads the pipeline */
function checkOf({ timeout }: Flags): Check {
  if (timeout === undefined) return (require("../pipeline/check") as { check: Check }).check;
  return (require("./check-within") as typeof within).checkWithin(timeout);
}
/* eslint-enable @typescript-eslint/no-require-imports */

/** The trace stands before the report where people read it, and on standard error where a program reads the report. */
function print({ report, trace }: CheckResult, context: Flags & RunContext, io: Io): void {
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

function collectOutput(given: string, before: readonly Output[]): readonly Output[] {
  const [, id = "", file = ""] = /^([^=]*)=(.+)$/s.exec(given) ?? [];
  const format = formatById(id);
  if (format === undefined) {
    throw new InvalidArgumentError(`Expected FORMAT=FILE, FORMAT being one of ${formatNames.join(", ")}.`);
  }
  if (before.some((output) => output.file === file)) throw new InvalidArgumentError(`${file} is given twice.`);
  return [...before, { format, file }];
}

function parseSeconds(given: string): number {
  const seconds = /^\d{1,6}(\.\d+)?$/.test(given) ? Number(given) : 0;
  if (seconds > 0) return seconds;
  throw new InvalidArgumentError("Expected a number of seconds, above 0.");
}
