import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { saySkipped } from "../say-skipped";

const mirrorFinder = resolve(__dirname, "../../../shared/tools/provider-mirror");

/** Why nothing can be planned here; `undefined` where terraform is on the PATH. */
export const absent =
  spawnSync("terraform", ["version"], { stdio: "ignore" }).status === 0
    ? undefined
    : "there is no terraform on the PATH";

if (absent !== undefined) saySkipped(absent);

/** `describe` where terraform is at hand. */
export const describeWithTerraform = absent === undefined ? describe : describe.skip;

/** A folder with configuration and an initialised provider. */
export interface Workshop {
  readonly folder: string;
  /** Writes one more file, or another text into one. */
  write(name: string, text: string): void;
  /** Runs terraform, and returns what it prints. */
  run(...parameters: readonly string[]): string;
  /** Plans into `tfplan`, and returns the plan as JSON text. */
  plan(): string;
  remove(): void;
}

/** Writes the files and initialises the folder; the provider comes from a mirror where one is at hand. */
export function openWorkshop(files: Readonly<Record<string, string>>): Workshop {
  const folder = mkdtempSync(join(tmpdir(), "kmsgate-modules-"));
  const write = (name: string, text: string): void => {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  };
  for (const [name, text] of Object.entries({ ...files, ".terraform.settings": "" })) write(name, text);
  const env = { ...process.env, TF_CLI_CONFIG_FILE: join(folder, ".terraform.settings"), CHECKPOINT_DISABLE: "1" };
  const run = (...parameters: readonly string[]): string =>
    execFileSync("terraform", parameters, {
      cwd: folder,
      env,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
      maxBuffer: 1 << 29,
    });
  run("init", "-input=false", "-no-color", ...mirrorArguments());
  return {
    folder,
    write,
    run,
    plan() {
      run("plan", "-input=false", "-no-color", "-refresh=false", "-out=tfplan");
      const text = run("show", "-json", "tfplan");
      writeFileSync(join(folder, "plan.json"), text);
      return text;
    },
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Arguments of `terraform init` that find the provider without a download, where a mirror is at hand. */
export function mirrorArguments(): readonly string[] {
  const named = process.env["KMSGATE_PROVIDER_MIRROR"];
  if (named !== undefined) return [`-plugin-dir=${named}`];
  if (!existsSync(mirrorFinder)) return [];
  return [`-plugin-dir=${execFileSync(mirrorFinder, { encoding: "utf8" }).trim()}`];
}
