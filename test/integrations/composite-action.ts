import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import { parse } from "yaml";

interface Action {
  readonly inputs: Readonly<Record<string, { readonly required?: boolean; readonly default?: string }>>;
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
}

interface Step {
  readonly id?: string;
  readonly run: string;
  readonly shell: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly "working-directory"?: string;
}

/** What a job has of an action when its step has ended. */
export interface ActionEnded {
  readonly code: number | null;
  readonly log: string;
  readonly summary: string;
  readonly outputs: Readonly<Record<string, string>>;
}

/** The parsed metadata of the action in this folder. */
export function actionIn(folder: string): Action {
  return parse(readFileSync(join(folder, "action.yml"), "utf8")) as Action;
}

/**
 * Runs a composite action as GitHub's runner does: expressions replaced, each step by `bash --noprofile --norc -eo pipefail`,
 * with the runner's files, until one fails.
 *
 * @param folder a checkout of the action.
 * @param workspace the folder of the job.
 */
export function runAction(folder: string, workspace: string, given: Readonly<Record<string, string>>): ActionEnded {
  const { inputs, outputs, runs } = actionIn(folder);
  const unknown = Object.keys(given).filter((name) => !(name in inputs));
  if (runs.using !== "composite" || unknown.length > 0) throw new Error(`no input: ${unknown.join(", ")}`);
  const temporary = mkdtempSync(join(tmpdir(), "runner-"));
  const summary = join(temporary, "summary");
  writeFileSync(summary, "");
  const values = new Map<string, string>();
  for (const [name, { default: preset }] of Object.entries(inputs))
    values.set(`inputs.${name}`, given[name] ?? preset ?? "");
  const evaluated = (text: string): string =>
    text.replace(/\$\{\{\s*([^}\s]+)\s*\}\}/g, (_, name: string) => values.get(name) ?? "");
  let log = "";
  let code: number | null = 0;
  for (const [index, step] of runs.steps.entries()) {
    const output = join(temporary, `output-${index}`);
    const script = join(temporary, `script-${index}.sh`);
    writeFileSync(output, "");
    writeFileSync(script, evaluated(step.run));
    const env = {
      ...process.env,
      ...Object.fromEntries(Object.entries(step.env ?? {}).map(([name, text]) => [name, evaluated(text)])),
      GITHUB_ACTIONS: "true",
      GITHUB_ACTION_PATH: folder,
      GITHUB_WORKSPACE: workspace,
      GITHUB_OUTPUT: output,
      GITHUB_STEP_SUMMARY: summary,
      RUNNER_TEMP: temporary,
    };
    const cwd = resolve(workspace, evaluated(step["working-directory"] ?? "."));
    const ended = spawnSync("bash", ["--noprofile", "--norc", "-eo", "pipefail", script], {
      cwd,
      env,
      encoding: "utf8",
    });
    log += ended.stdout + ended.stderr;
    code = ended.status;
    for (const [name, value] of assigned(readFileSync(output, "utf8"))) {
      values.set(`steps.${step.id ?? ""}.outputs.${name}`, value);
    }
    if (code !== 0) break;
  }
  return {
    code,
    log,
    summary: readFileSync(summary, "utf8"),
    outputs: Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, evaluated(value)])),
  };
}

/** `NAME<<DELIMITER`, the value's lines, `DELIMITER`. */
function assigned(text: string): (readonly [string, string])[] {
  return [...text.matchAll(/^([\w-]+)<<(.+)\n([\s\S]*?)\n?\2$/gm)].map(([, name = "", , value = ""]) => [name, value]);
}

/** A folder with these files. */
export function workspaceOf(files: Readonly<Record<string, string | Buffer>>): string {
  const folder = mkdtempSync(join(tmpdir(), "workspace-"));
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    if (!existsSync(join(path, ".."))) mkdirSync(join(path, ".."), { recursive: true });
    writeFileSync(path, content);
  }
  return folder;
}
