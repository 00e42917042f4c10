import { Command, InvalidArgumentError, Option } from "commander";

import { readConfig } from "../config/config";
import { DEFAULT_MAX_SIZE } from "../input/read-input";
import { failOnLevels, onUndecidedChoices } from "../report/exit-code";
import { formatById, formats } from "../report/formats";
import type { Io } from "./io";
import type * as running from "./run-check";
import type { CheckFlags, Output } from "./run-check";
import { withConfig } from "./settings";
import { parseAccount, parseBytes, parseConfigFile } from "./values";

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
    .option("--only-introduced", "fail on nothing that was there before the plan; it is shown as existing")
    .option("--baseline <file>", "fail on nothing that this baseline holds")
    .option("--write-baseline <file>", "accept all that is found: write it to this file, and exit with 0")
    .addHelpText(
      "after",
      "\nExit codes: 0 nothing found, 1 findings, 2 could not look, 3 nothing found but something undecided",
    )
    .action(async (plans: readonly string[], given: CheckFlags, command: Command) => {
      const config = readConfig(io.cwd, given.config);
      for (const name of config.misnamed ?? [])
        io.err(`kmsgate: ${name} is not read: the configuration file is kmsgate.yaml, or the one of --config\n`);
      const flags = withConfig(given, config, (name) => command.getOptionValueSource(name) === "cli");
      // eslint-disable-next-line @typescript-eslint/no-require-imports -- bad usage is told without it
      const { runCheck } = require("./run-check") as typeof running;
      end(await runCheck(plans, flags, config, io));
    });
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
