// npm runs this after `npm ci`, before it packs, and where the repository itself is installed (`npm install -g git+…`, as
// pre-commit does it). In the last case npm has not installed what builds: its inner `npm install` takes over `--global` and
// installs elsewhere. A release's tag holds dist, and needs none of it.
const { execFileSync } = require("node:child_process");
const { existsSync } = require("node:fs");
const { join } = require("node:path");

const root = join(__dirname, "..");
const has = (path) => existsSync(join(root, path));
const run = (parameters, env) =>
  execFileSync(process.execPath, parameters, { cwd: root, stdio: ["ignore", 2, 2], env: { ...process.env, ...env } });

if (has("node_modules/typescript")) run(["scripts/build.js"]);
else if (!has("dist/cli/main.js")) {
  const npm = process.env.npm_execpath;
  if (npm === undefined) throw new Error("prepare is run by npm");
  run([npm, "ci", "--include=dev", "--ignore-scripts", "--no-audit", "--no-fund"], { npm_config_global: "false" });
  run(["scripts/build.js"]);
}
