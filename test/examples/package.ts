import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

export const root = resolve(__dirname, "../..");

/** The package as it would be published, compiled from the sources as they are now, and projects that depend on it. */
export interface Workshop {
  readonly folder: string;
  /** A project with kmsgate and these packages in its node_modules. */
  project(name: string, files: Readonly<Record<string, string>>, packages: readonly string[]): string;
}

/** Compiles the package into a folder of its own. */
export function openWorkshop(): Workshop {
  const folder = mkdtempSync(join(tmpdir(), "kmsgate-package-"));
  const published = join(folder, "kmsgate");
  const dist = join(published, "dist");
  mkdirSync(dist, { recursive: true });
  cpSync(join(root, "package.json"), join(published, "package.json"));
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  node("typescript/bin/tsc", "-p", "tsconfig.build.json", "--outDir", dist);
  node("typescript/bin/tsc", "-p", "tsconfig.modules.json", "--outDir", join(dist, ".compiled"));
  node("tsx/dist/cli.mjs", "scripts/build-modules.ts", dist);
  return {
    folder,
    project(name, files, packages) {
      const at = join(folder, "projects", name);
      const given = { "package.json": JSON.stringify({ name, private: true }), ...files };
      for (const [file, text] of Object.entries(given)) {
        mkdirSync(dirname(join(at, file)), { recursive: true });
        writeFileSync(join(at, file), text);
      }
      for (const each of packages) link(join(root, "node_modules", each), join(at, "node_modules", each));
      link(published, join(at, "node_modules/kmsgate"));
      return at;
    },
  };
}

/** Runs a program in a project, and returns what it says when it fails. */
export function errorOf(project: string, program: string, ...parameters: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(program, parameters, { cwd: project, encoding: "utf8" });
  return status === 0 ? "" : `${stdout}${stderr}`;
}

function node(program: string, ...parameters: readonly string[]): void {
  execFileSync(process.execPath, [join(root, "node_modules", program), ...parameters], { cwd: root });
}

function link(target: string, path: string): void {
  mkdirSync(dirname(path), { recursive: true });
  symlinkSync(target, path);
}
