// Writes beside the command line the licences of the packages that are in it: what is no dependency that npm installs is
// copied into the one file, and its notice has to come along.
const { build } = require("esbuild");
const { readFileSync, readdirSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");

const root = join(__dirname, "..");
const folder = process.argv[2] ?? join(root, "dist/cli");

function manifest(folder) {
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
}

function notice(name) {
  const installed = join(root, "node_modules", name);
  const { version, license } = manifest(installed);
  const file = readdirSync(installed).find((each) => /^licen[cs]e(\.|$)/i.test(each));
  if (file === undefined) throw new Error(`${name} has no licence file`);
  return `${name} ${version} (${license})\n\n${readFileSync(join(installed, file), "utf8").trim()}\n`;
}

async function write() {
  const { metafile } = await build({
    entryPoints: ["src/cli/program.ts"],
    absWorkingDir: root,
    bundle: true,
    platform: "node",
    format: "cjs",
    external: ["../package.json", ...Object.keys(manifest(root).dependencies).map((name) => `${name}*`)],
    outdir: "out",
    write: false,
    metafile: true,
    logLevel: "warning",
  });
  const packages = Object.keys(metafile.inputs).flatMap((file) => {
    const [, name] = /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file) ?? [];
    return name === undefined ? [] : [name];
  });
  writeFileSync(join(folder, "program.js.LICENSE.txt"), [...new Set(packages)].sort().map(notice).join("\n---\n\n"));
}

write().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
