import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

const root = resolve(__dirname, "../..");

/** The fenced blocks of this language in `docs/integrations/NAME`. */
export function snippets(name: string, language: string): string[] {
  const text = readFileSync(join(root, "docs/integrations", name), "utf8");
  const blocks = [...text.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)];
  return blocks.filter(([, written]) => written === language).map(([, , block = ""]) => block);
}

/** A folder of programs that stand for those that a pipeline has. Each notes that it was called, in `asked`. */
export interface Programs {
  readonly folder: string;
  /** What the programs were asked since the last call. */
  asked(): string[];
}

const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { readonly version: string };

/**
 * terraform that plans by copying the file `PLAN`, terragrunt that copies `PLANS/UNIT/plan.json` for each of `UNITS`, npx that
 * finds kmsgate, kmsgate itself, and gh that knows the comments of the file `COMMENTS`.
 *
 * @param kmsgate the path of the program as it is installed.
 */
export function openPrograms(folder: string, kmsgate: string): Programs {
  const note = join(folder, "asked");
  const minor = version.split(".").slice(0, 2).join(".");
  const programs = {
    terraform: `case "$1" in
  plan) for each; do case "$each" in -out=*) cp "$PLAN" "\${each#-out=}";; esac; done;;
  apply) for each; do file=$each; done; test -s "$file";;
esac`,
    terragrunt: `case "$*" in
  "run --all plan --non-interactive --out-dir "*) for unit in $UNITS; do
    mkdir -p "$6/$unit" && cp "$PLANS/$unit/plan.json" "$6/$unit/tfplan.tfplan"; done;;
  "run --all apply --non-interactive --out-dir "*) for unit in $UNITS; do test -s "$6/$unit/tfplan.tfplan"; done;;
  *) exit 64;;
esac`,
    npx: `test "$1 $2" = "--yes kmsgate@${minor}" && shift 2 && exec "${kmsgate}" "$@"`,
    kmsgate: `exec "${kmsgate}" "$@"`,
    gh: `case "$*" in *comments*--jq*) cat "$COMMENTS";; esac`,
  };
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(programs)) {
    writeFileSync(join(folder, name), `#!/bin/sh\necho "${name} $*" >> "${note}"\n${text}\n`);
    chmodSync(join(folder, name), 0o755);
  }
  return {
    folder,
    asked: () => {
      const lines = existsSync(note) ? readFileSync(note, "utf8").trim().split("\n") : [];
      writeFileSync(note, "");
      return lines;
    },
  };
}

/** Runs a shell with the programs first on its PATH; returns what it ended with. */
export function shell(
  [program = "sh", ...args]: readonly string[],
  script: string,
  settings: { readonly cwd: string; readonly env: Readonly<Record<string, string>>; readonly programs: Programs },
): { readonly code: number | null; readonly out: string } {
  const { cwd, env, programs } = settings;
  const { status, stdout, stderr } = spawnSync(program, [...args, "-c", script], {
    cwd,
    encoding: "utf8",
    env: { ...process.env, ...env, PATH: `${programs.folder}:${process.env["PATH"] ?? ""}` },
  });
  return { code: status, out: stdout + stderr };
}
