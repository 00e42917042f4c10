import { copyFileSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { transformSync, type Options } from "@swc/core";

const settings: Options = {
  jsc: { parser: { syntax: "typescript" }, target: "es2022" },
  module: { type: "commonjs" },
  swcrc: false,
};

const root = join(__dirname, "..", "..");

/**
 * The command line as it is now, compiled into a folder of its own, for tests of the whole process.
 *
 * @param check the source of the module that takes the place of the pipeline, in JavaScript; absent: the pipeline itself
 * @returns the folder; its `cli/main.js` is the program
 */
export function compiled(check?: string): string {
  const folder = mkdtempSync(join(tmpdir(), "compiled-"));
  copyFileSync(join(root, "package.json"), join(folder, "package.json"));
  const source = join(root, "src");
  const target = join(folder, "dist");
  for (const name of readdirSync(source, { recursive: true, encoding: "utf8" })) {
    if (name.endsWith(".json")) cpSync(join(source, name), join(target, name));
    if (!name.endsWith(".ts")) continue;
    const { code } = transformSync(readFileSync(join(source, name), "utf8"), settings);
    const file = join(target, name.replace(/\.ts$/, ".js"));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, code);
  }
  if (check !== undefined) writeFileSync(join(target, "pipeline/check.js"), check);
  return target;
}
