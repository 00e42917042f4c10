// Builds everything that the package needs, into dist or the folder named: the library, the command line in one file, the
// constructs. What neither they nor anybody who imports them can load is taken away at the end.
const { execFileSync } = require("node:child_process");
const { join, resolve } = require("node:path");

const root = join(__dirname, "..");
const dist = resolve(process.argv[2] ?? join(root, "dist"));

function node(file, ...parameters) {
  execFileSync(process.execPath, [join(root, file), ...parameters], { cwd: root, stdio: "inherit" });
}

try {
  node("node_modules/typescript/bin/tsc", "-p", "tsconfig.build.json", "--outDir", dist);
  node("scripts/bundle.js", join(dist, "cli"));
  node("node_modules/typescript/bin/tsc", "-p", "tsconfig.modules.json", "--outDir", join(dist, ".compiled"));
  node("node_modules/tsx/dist/cli.mjs", "scripts/build-modules.ts", dist);
  node("scripts/prune-dist.js", dist);
} catch (error) {
  if (error.status === undefined) throw error;
  process.exitCode = error.status ?? 1;
}
