// Puts the command line into one file: finding and opening a hundred small ones costs more than running them. What is
// required lazily in the source is still evaluated lazily; packages, and what the worker thread loads, stay apart.
const { build } = require("esbuild");

/** package.json stays where it is; the bundle lies one folder deeper than the module that asks for it. */
const packageFile = {
  name: "package-file",
  setup({ onResolve }) {
    onResolve({ filter: /^\.\.\/package\.json$/ }, () => ({ path: "../../package.json", external: true }));
  },
};

build({
  entryPoints: ["src/cli/main.ts"],
  outfile: process.argv[2] ?? "dist/cli/main.js",
  bundle: true,
  platform: "node",
  target: "node20",
  format: "cjs",
  minify: true,
  external: ["yaml", "@bufbuild/*", "hcl2-parser"],
  plugins: [packageFile],
  loader: { ".json": "copy" },
  assetNames: "[name]",
  logLevel: "warning",
}).catch(() => {
  process.exitCode = 1;
});
