// Usage: code-cache.js FOLDER PLAN... — checks the plans with the program of FOLDER, and stores what V8 compiled on the
// way beside it, for src/cli/main.ts: the functions that a check needs, and no others.
const { readFileSync, rmSync, writeFileSync } = require("node:fs");
const { createRequire, wrap } = require("node:module");
const { join } = require("node:path");
const { setFlagsFromString } = require("node:v8");
const { Script } = require("node:vm");

// As src/cli/main.ts does, whatever version runs the build: V8 refuses a cache that was made with other flags.
setFlagsFromString("--interrupt-budget=1000000");

const [folder, ...plans] = process.argv.slice(2);
const program = join(folder, "program.js");
const cache = join(folder, "program.cache");
rmSync(cache, { force: true });

const script = new Script(wrap(readFileSync(program, "latin1")), { filename: program });
process.argv = [process.execPath, program, "check", "--fail-on", "never", ...plans];
process.on("exit", (code) => {
  if (code === 0) writeFileSync(cache, script.createCachedData());
});
script.runInThisContext()({}, createRequire(program), {}, program, folder);
