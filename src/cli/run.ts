import { Command, CommanderError } from "commander";

import { InputError } from "../errors";
import { failureExitCode } from "../report/exit-code";
import { version } from "../version";
import type * as check from "./check";
import type * as explain from "./explain";
import type { Io } from "./io";
import type * as policies from "./policies";
import type * as policy from "./policy";
import type * as services from "./services";
import type * as show from "./show";

/** Makes a command, whose action calls `end` with the exit code. */
type MakeCommand = (io: Io, end: (code: number) => void) => Command;

/* eslint-disable @typescript-eslint/no-require-imports -- only the file of the command that runs is loaded */
const commands: readonly { readonly name: string; readonly load: () => MakeCommand }[] = [
  { name: "check", load: () => (require("./check") as typeof check).checkCommand },
  { name: "explain", load: () => (require("./explain") as typeof explain).explainCommand },
  { name: "policies", load: () => (require("./policies") as typeof policies).policiesCommand },
  { name: "policy", load: () => (require("./policy") as typeof policy).policyCommand },
  { name: "services", load: () => (require("./services") as typeof services).servicesCommand },
  { name: "show", load: () => (require("./show") as typeof show).showCommand },
];
/* eslint-enable @typescript-eslint/no-require-imports */

/** Runs the command line: arguments without node and script. Prints, and answers the exit code; never throws. */
export async function run(args: readonly string[], io: Io): Promise<number> {
  try {
    return await runCommand(args, io);
  } catch (error) {
    return failure(error, io);
  }
}

/** Says what went wrong, and answers the exit code. */
export function failure(error: unknown, io: Io): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : failureExitCode;
  if (error instanceof InputError) io.err(`kmsgate: ${error.message}\n`);
  else io.err(internal(error, io));
  return failureExitCode;
}

/** An error's own text may quote the plan, so that it is shown only to those who ask for it. */
function internal(error: unknown, { env }: Io): string {
  const name = error instanceof Error ? error.name : typeof error;
  const told = `kmsgate: internal error (${name}). This is a fault of kmsgate, not of the plan: please report it.\n`;
  if (env.KMSGATE_DEBUG !== "1")
    return `${told}KMSGATE_DEBUG=1 shows where it happened; what it prints may quote the plan.\n`;
  return `${told}${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`;
}

async function runCommand(args: readonly string[], io: Io): Promise<number> {
  let code = 0;
  const program = new Command("kmsgate")
    .description("Before terraform apply: can the service that will use a KMS key do with it what AWS says it must?")
    .version(version, "-V, --version", "print the version");
  for (const { load } of wanted(args)) {
    program.addCommand(
      load()(io, (ended) => {
        code = ended;
      }),
    );
  }
  for (const command of [program, ...program.commands]) {
    command
      .exitOverride()
      .configureOutput({
        writeOut: (text) => {
          io.out(text);
        },
        outputError: (text, write) => {
          write(text.replace(/^error: /, "kmsgate: "));
        },
        writeErr: (text) => {
          io.err(text);
        },
      })
      .showHelpAfterError("--help lists the options");
  }
  if (args.length === 0) {
    io.err(program.helpInformation());
    return failureExitCode;
  }
  await program.parseAsync([...args], { from: "user" });
  return code;
}

/** The command that is named first; all of them where none is, for the help and for the error that lists them. */
function wanted(args: readonly string[]): typeof commands {
  const named = commands.filter(({ name }) => name === args[0]);
  return named.length > 0 ? named : commands;
}
