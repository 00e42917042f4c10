import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

const root = resolve(__dirname, "../..");

/** Runs scripts/prepare.js in a folder with these files, with an npm and a build that note that they ran. */
function prepared(files: readonly string[], env: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "kmsgate-prepare-"));
  const note = (what: string): string =>
    `require("node:fs").appendFileSync(${JSON.stringify(join(folder, "ran"))}, ${what} + "\\n");`;
  for (const [path, text] of [
    ...files.map((path) => [path, ""] as const),
    ["scripts/build.js", note('"build"')] as const,
    ["npm.js", note('process.argv.slice(2, 4).join(" ") + " global=" + process.env.npm_config_global')] as const,
  ]) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  cpSync(join(root, "scripts/prepare.js"), join(folder, "scripts/prepare.js"));
  const { status } = spawnSync(process.execPath, ["scripts/prepare.js"], {
    cwd: folder,
    env: { ...process.env, npm_execpath: join(folder, "npm.js"), ...env },
  });
  const ran = existsSync(join(folder, "ran")) ? readFileSync(join(folder, "ran"), "utf8") : "";
  rmSync(folder, { recursive: true });
  expect(status).toBe(0);
  return ran;
}

test.each([
  ["builds where the compiler is", ["node_modules/typescript/package.json"], "build\n"],
  ["builds anew what was built", ["node_modules/typescript/package.json", "dist/cli/main.js"], "build\n"],
  ["leaves a release's tag as it is", ["dist/cli/main.js"], ""],
  ["installs the compiler first, here, where npm has not", [], "ci --include=dev global=false\nbuild\n"],
])("prepare %s", (_, files, ran) => {
  expect(prepared(files, { npm_config_global: "true" })).toBe(ran);
});
