#!/usr/bin/env node
/** The command line: arguments, printing, exit codes. */
import { existsSync, readFileSync } from "node:fs";
import { wrap } from "node:module";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { Script } from "node:vm";

/*
 * Starts the program with V8's code cache of the build, where the package has one: compiling takes as long as checking a
 * small plan. V8 refuses the cache of another version or program, and compiles.
 */
/*
 * Lets functions run fifteen times longer than V8 would before it optimises them. A check is over before most optimised code
 * has paid for itself: at 3,000 resources half of the CPU went into optimising (docs/decisions/0011). Before anything is
 * compiled, and the same as in scripts/code-cache.js, since V8 refuses a cache that was made with other flags; only for the
 * versions that are known to have the flag, since others say on stderr that they do not.
 */
const [major] = process.versions.node.split(".");
if (Number(major) <= 24) setFlagsFromString("--interrupt-budget=1000000");

const program = join(__dirname, "program.js");
const cache = join(__dirname, "program.cache");

type Wrapped = (exports: unknown, require: NodeJS.Require, module: unknown, file: string, folder: string) => void;

function start(): void {
  if (!existsSync(cache)) {
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    require("./program");
    return;
  }
  // The bundle is ASCII (scripts/bundle.js sees to it), which latin1 reads without decoding.
  const source = wrap(readFileSync(program, "latin1"));
  const script = new Script(source, { filename: program, cachedData: readFileSync(cache) });
  (script.runInThisContext() as Wrapped)(exports, require, module, program, __dirname);
}

try {
  start();
} catch (error) {
  // Not Node's own exit code 1, which means findings. The program reports its own errors; this one kept it from loading.
  process.stderr.write(
    `kmsgate: the installation is broken (${error instanceof Error ? error.message : String(error)})\n`,
  );
  process.exitCode = 2;
}
