import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import { tarball } from "./pack";

const root = resolve(__dirname, "../..");

/** How a program ended, and what it said. */
export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** A project that has nothing but the published package and what it depends on. */
export interface Consumer {
  readonly folder: string;
  /** Runs the program that npm put into `node_modules/.bin`, as `npx kmsgate` does. */
  kmsgate(args: readonly string[], input?: string | Buffer): Ended;
  /** Runs any program in the project's folder. */
  run(program: string, args: readonly string[], settings?: Settings): Ended;
  remove(): void;
}

interface Settings {
  readonly input?: string | Buffer | undefined;
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * Installs the tarball, with npm and without network: its dependencies are packed from this project's `node_modules`.
 *
 * @param files what the project has besides, by path.
 */
export function openConsumer(files: Readonly<Record<string, string | Buffer>> = {}): Consumer {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "kmsgate-consumer-")));
  const packed = join(folder, "packed");
  mkdirSync(packed);
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "consumer", private: true }));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(folder, name, ".."), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  const { dependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    readonly dependencies: Readonly<Record<string, string>>;
  };
  const sources = Object.keys(dependencies).map((name) => join(root, "node_modules", name));
  const names = execFileSync("npm", ["pack", "--ignore-scripts", "--silent", ...sources], {
    cwd: packed,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  const tarballs = [
    tarball(),
    ...names
      .trim()
      .split("\n")
      .map((name) => join(packed, name)),
  ];
  const quiet = ["--offline", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  execFileSync("npm", ["install", ...quiet, ...tarballs], { cwd: folder, stdio: ["ignore", "ignore", "inherit"] });
  const run = (program: string, args: readonly string[], { input, env }: Settings = {}): Ended => {
    const settings = { cwd: folder, input: input ?? "", env: { ...process.env, ...env }, encoding: "utf8" } as const;
    const { status, stdout, stderr, error } = spawnSync(program, args, settings);
    if (error !== undefined) throw error;
    return { code: status, out: stdout, err: stderr };
  };
  return {
    folder,
    run,
    kmsgate: (args, input) => run(join(folder, "node_modules/.bin/kmsgate"), args, { input }),
    remove: () => {
      rmSync(folder, { recursive: true });
    },
  };
}
