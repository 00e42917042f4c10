import { failureExitCode } from "../report/exit-code";
import { layoutOf, progressOf, type Io } from "./io";
import { failure, run } from "./run";

const io: Io = {
  cwd: process.cwd(),
  env: process.env,
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  layout: layoutOf(process.stdout, process.env),
  ...progressOf(process.stderr, process.env),
};

// A reader that has seen enough (`| head`) closes the pipe; that changes nothing of what was found.
const onWriteError = (error: NodeJS.ErrnoException): void => {
  if (error.code === "EPIPE") return;
  io.err(`kmsgate: standard output cannot be written (${error.code ?? error.name})\n`);
  process.exitCode = failureExitCode;
};
process.stdout.on("error", onWriteError);
process.stderr.on("error", () => undefined);

const onFault = (error: unknown): void => {
  process.exit(failure(error, io));
};
process.on("uncaughtException", onFault);
process.on("unhandledRejection", onFault);

void run(process.argv.slice(2), io).then((code) => {
  // Not process.exit: what is still in the pipe has to get through.
  process.exitCode ??= code;
});
