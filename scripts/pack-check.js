// What would be published, looked at: its size, held to a limit; no file but those that run, and what comes with them;
// publint and attw (are its types and entries found by every way of resolving a module?). Packs what dist holds, or takes
// the tarball named. Exit 1 where anything is wrong.
const { execFileSync } = require("node:child_process");
const { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { dirname, join, relative, resolve } = require("node:path");

const root = join(__dirname, "..");

/** In bytes; raised only knowingly. */
const limits = { packed: 2_000_000, unpacked: 6_000_000 };

const expected = [
  /^(package\.json|README\.md|LICENSE)$/,
  /^dist\/(?!cli\/).*\.(js|d\.ts)$/,
  /^dist\/services\/managed-policies\.json$/,
  /^dist\/facts\/key-attributes\.json$/,
  /^dist\/cli\/(main\.js|program\.(js|cache|js\.LICENSE\.txt)|check-worker\.js)$/,
  /^docs\/[\w-]+\.schema\.json$/,
  /^modules\/[\w-]+\/([\w-]+\.tf|README\.md)$/,
];
const needed = ["package.json", "README.md", "LICENSE", "dist/cli/main.js", "dist/index.js", "dist/index.d.ts"];

function pack(folder) {
  execFileSync("npm", ["pack", "--ignore-scripts", "--silent", "--pack-destination", folder], { cwd: root });
  return join(
    folder,
    readdirSync(folder).find((name) => name.endsWith(".tgz")),
  );
}

function filesOf(tarball, folder) {
  execFileSync("tar", ["-xzf", tarball, "-C", folder]);
  const base = join(folder, "package");
  return readdirSync(base, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .map((path) => ({ path: relative(base, path).replaceAll("\\", "/"), size: statSync(path).size, text: path }));
}

function faultsOf(files, packed) {
  const unpacked = files.reduce((sum, { size }) => sum + size, 0);
  const paths = files.map(({ path }) => path);
  const main = files.find(({ path }) => path === "dist/cli/main.js");
  console.log(`${packed} bytes packed, ${unpacked} bytes unpacked, ${files.length} files`);
  return [
    ...paths.filter((path) => !expected.some((form) => form.test(path))).map((path) => `not expected: ${path}`),
    ...needed.filter((path) => !paths.includes(path)).map((path) => `missing: ${path}`),
    ...(packed > limits.packed ? [`more than ${limits.packed} bytes packed`] : []),
    ...(unpacked > limits.unpacked ? [`more than ${limits.unpacked} bytes unpacked`] : []),
    ...(main && !readFileSync(main.text, "utf8").startsWith("#!/usr/bin/env node\n")
      ? ["dist/cli/main.js has no shebang"]
      : []),
  ];
}

async function publintFaults(tarball) {
  const { publint } = await import("publint");
  const { formatMessage } = await import("publint/utils");
  const { buffer, byteOffset, byteLength } = readFileSync(tarball);
  const { messages, pkg } = await publint({
    pack: { tarball: buffer.slice(byteOffset, byteOffset + byteLength) },
    strict: true,
  });
  return messages.map((message) => `publint: ${formatMessage(message, pkg, { color: false })}`);
}

function attwFaults(tarball) {
  try {
    const attw = join(dirname(require.resolve("@arethetypeswrong/cli/package.json")), "dist/index.js");
    const said = execFileSync(process.execPath, [attw, tarball, "--no-emoji", "--no-color"], { encoding: "utf8" });
    console.log(said.trim());
    return [];
  } catch (error) {
    return [`attw: ${error.stdout}${error.stderr}`];
  }
}

async function main() {
  const folder = mkdtempSync(join(tmpdir(), "kmsgate-pack-check-"));
  try {
    const tarball = process.argv[2] === undefined ? pack(folder) : resolve(process.argv[2]);
    const faults = [
      ...faultsOf(filesOf(tarball, folder), statSync(tarball).size),
      ...(await publintFaults(tarball)),
      ...attwFaults(tarball),
    ];
    for (const fault of faults) console.error(fault);
    if (faults.length > 0) process.exitCode = 1;
    else console.log("publint and attw: nothing found");
  } finally {
    rmSync(folder, { recursive: true });
  }
}

void main();
