import { execFile } from "node:child_process";
import { basename, dirname, resolve } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { InputError } from "../errors";
import { inputName } from "./input-name";
import { DEFAULT_MAX_SIZE, type InputOptions } from "./read-input";

const DEFAULT_TIMEOUT_SECONDS = 120;

/**
 * Lets Terraform or OpenTofu print a saved plan: `TERRAFORM show -json FILE`, in the plan's own folder, without a shell.
 * That folder has to be initialised, and its providers are started.
 *
 * @returns what it prints: plan JSON
 * @throws InputError where no `terraform` is allowed, the plan came from standard input, or the command fails, prints more
 *   than `maxSize` bytes or takes longer than `timeoutSeconds`. Of what it writes to its error output only the headlines
 *   are shown, and nothing that stands in quotes.
 */
export async function showSavedPlan(path: string, options: InputOptions): Promise<Uint8Array> {
  const { terraform, timeoutSeconds = DEFAULT_TIMEOUT_SECONDS, maxSize = DEFAULT_MAX_SIZE } = options;
  if (terraform === undefined) {
    throw new InputError("a saved plan can only be printed by Terraform", {
      where: inputName(path),
      expected: "Allow it with --terraform terraform",
    });
  }
  if (path === "-") {
    throw new InputError("a saved plan from standard input cannot be given to Terraform", {
      where: inputName(path),
      expected: "Give its path instead of -",
    });
  }
  const command = /[/\\]/.test(terraform) ? resolve(terraform) : terraform;
  // With ./ in front, a name that begins with a dash is no option.
  const args = ["show", "-json", `./${basename(path)}`];
  const settings = {
    cwd: dirname(resolve(path)),
    timeout: timeoutSeconds * 1000,
    maxBuffer: maxSize,
    encoding: "buffer",
    windowsHide: true,
    env: { ...process.env, TF_IN_AUTOMATION: "1", CHECKPOINT_DISABLE: "1" },
  } as const;
  return await new Promise((done, fail) => {
    execFile(command, args, settings, (error, stdout, stderr) => {
      if (error === null) done(stdout);
      else fail(failure(path, `${terraform} show -json`, error, headlines(stderr.toString("utf8")), timeoutSeconds));
    });
  });
}

function failure(
  path: string,
  command: string,
  error: Error & { readonly code?: number | string | null; readonly killed?: boolean },
  said: readonly string[],
  timeoutSeconds: number,
): InputError {
  const what =
    error.code === "ENOENT" || error.code === "EACCES"
      ? `${command} cannot be run: there is no such program`
      : error.code === "ERR_CHILD_PROCESS_STDIO_MAXBUFFER"
        ? `${command} prints more than --max-size allows`
        : error.killed === true
          ? `${command} took longer than ${timeoutSeconds} s`
          : `${command} failed`;
  return new InputError([what, ...said].join("\n  "), {
    where: inputName(path),
    expected: "Terraform has to be initialised in the plan's folder, in the version that made the plan.",
  });
}

/** The headlines of Terraform's errors. What stands between quotes may be a value. */
function headlines(stderr: string): string[] {
  return stripVTControlCharacters(stderr)
    .split("\n")
    .flatMap((line) => /^[│╷╵|\s]*(Error: .*)$/.exec(line)?.[1] ?? [])
    .slice(0, 3)
    .map((line) => line.replace(/"(?:[^"\\]|\\.)*"?/g, '"…"').slice(0, 200));
}
