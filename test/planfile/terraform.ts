import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { JsonObject } from "../../src/plan";

/** Whether terraform is on the PATH. */
export const TERRAFORM = spawnSync("terraform", ["version"], { stdio: "ignore" }).status === 0;

/** A folder of Terraform configuration that plans are made in. */
export interface Stack {
  readonly folder: string;
  write(files: Readonly<Record<string, string>>): void;
  /** Runs terraform and returns what it prints. */
  run(...args: readonly string[]): string;
  /** Makes a plan, which may end in an error, and prints it as JSON. */
  plan(name: string, ...args: readonly string[]): { readonly bytes: Buffer; readonly json: JsonObject };
}

/** Makes an initialised folder under the system's temporary one. */
export function makeStack(files: Readonly<Record<string, string>>, ...initArgs: readonly string[]): Stack {
  const folder = mkdtempSync(join(tmpdir(), "kmsgate-planfile-"));
  const settings = join(folder, "terraform.rc");
  writeFileSync(settings, "");
  const env = { ...process.env, TF_CLI_CONFIG_FILE: settings, CHECKPOINT_DISABLE: "1", TF_IN_AUTOMATION: "1" };
  const run = (...args: readonly string[]): string =>
    execFileSync("terraform", args, {
      cwd: folder,
      env,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
      maxBuffer: 1e9,
    });
  const write = (named: Readonly<Record<string, string>>): void => {
    for (const [name, text] of Object.entries(named)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
  };
  write(files);
  run("init", "-input=false", ...initArgs);
  return {
    folder,
    write,
    run,
    plan(name, ...args) {
      const made = spawnSync("terraform", ["plan", "-input=false", "-no-color", `-out=${name}`, ...args], {
        cwd: folder,
        env,
        encoding: "utf8",
      });
      if (!existsSync(join(folder, name))) throw new Error(made.stderr);
      const json = JSON.parse(run("show", "-json", name)) as JsonObject;
      return { bytes: readFileSync(join(folder, name)), json };
    },
  };
}
