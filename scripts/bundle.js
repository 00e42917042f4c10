// Puts the command line into one file: finding and opening a hundred small ones costs more than running them. What is
// required lazily in the source is still evaluated lazily; the large packages, and what the worker thread loads, stay apart.
const { execFileSync } = require("node:child_process");
const { readFileSync, writeFileSync } = require("node:fs");
const { join, resolve } = require("node:path");
const { build } = require("esbuild");
const { licences } = require("./bundle-licences");

const folder = resolve(process.argv[2] ?? "dist/cli");

/** package.json stays where it is; the bundle lies one folder deeper than the module that asks for it. */
const packageFile = {
  name: "package-file",
  setup({ onResolve }) {
    onResolve({ filter: /^\.\.\/package\.json$/ }, () => ({ path: "../../package.json", external: true }));
  },
};

/** The table of managed policies is in the package once, where the library has it. */
const tableOfTheLibrary = {
  name: "table-of-the-library",
  setup({ onResolve }) {
    onResolve({ filter: /\/managed-policies\.json$/ }, () => ({
      path: "../services/managed-policies.json",
      external: true,
    }));
  },
};

/** commander would load it at once, for subcommands that are programs of their own; kmsgate has none. */
const lateChildProcess = {
  name: "late-child-process",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:child_process$/ }, ({ importer }) =>
      importer.includes("commander") ? { path: "child_process", namespace: "late" } : undefined,
    );
    onLoad({ filter: /./, namespace: "late" }, () => ({
      contents: 'exports.spawn = (...given) => require("child_process").spawn(...given);',
    }));
  },
};

/** esbuild escapes all but regular expressions; src/cli/main.ts reads the program without decoding. */
function writeAscii(file) {
  const escaped = (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  writeFileSync(file, readFileSync(file, "utf8").replace(/[^\0-\x7f]/g, escaped));
}

/** What V8 is to have at hand from the start; what saved plans need besides would be a third more to install. */
const PLANS = ["fails", "passes"].map((name) => `examples/plans/personalize-${name}/plan.json`);

async function bundle() {
  const settings = {
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    minify: true,
    logLevel: "warning",
  };
  const { metafile } = await build({
    ...settings,
    entryPoints: ["src/cli/program.ts"],
    outfile: join(folder, "program.js"),
    external: ["yaml", "hcl2-parser"],
    plugins: [packageFile, tableOfTheLibrary, lateChildProcess],
    metafile: true,
  });
  writeFileSync(join(folder, "program.js.LICENSE.txt"), licences(metafile));
  await build({
    ...settings,
    entryPoints: ["src/cli/main.ts"],
    outfile: join(folder, "main.js"),
    external: ["./program"],
  });
  writeAscii(join(folder, "program.js"));
  execFileSync(process.execPath, [join(__dirname, "code-cache.js"), folder, ...PLANS], {
    stdio: ["ignore", "ignore", "inherit"],
  });
}

bundle().catch((error) => {
  if (error.errors === undefined) console.error(error.message);
  process.exitCode = 1;
});
