// Takes from dist what nobody can load: modules that are in the bundle, and that neither the library nor the constructs nor
// the worker thread reach; what an earlier build left behind. The entries are what package.json names.
const { existsSync, readFileSync, readdirSync, rmSync, statSync } = require("node:fs");
const { dirname, join, resolve } = require("node:path");

const root = join(__dirname, "..");
const dist = resolve(process.argv[2] ?? join(root, "dist"));

/** Every path under dist that a value of package.json names. */
function entries(value) {
  if (typeof value === "string") return /^(\.\/)?dist\//.test(value) ? [join(dist, "..", value)] : [];
  return Object.values(value ?? {}).flatMap(entries);
}

/** The file that a specifier means, or undefined where it is none of ours. */
function resolved(from, specifier) {
  const path = resolve(dirname(from), specifier);
  const declaration = from.endsWith(".d.ts");
  const endings = declaration ? [".d.ts", "/index.d.ts"] : ["", ".js", ".json", "/index.js"];
  return endings.map((ending) => path + ending).find((file) => existsSync(file) && statSync(file).isFile());
}

/** What a file names: by import, by require, or as a file beside it (a worker, a table). */
function named(file) {
  const texts = readFileSync(file, "utf8").matchAll(/"((?:\.{1,2}\/)?[\w./-]+)"/g);
  return [...texts].flatMap(([, text]) => {
    const relative = text.startsWith(".") || /\.(js|json)$/.test(text);
    const target = relative ? resolved(file, text) : undefined;
    return target === undefined || !target.startsWith(dist) ? [] : [target];
  });
}

function reached(from) {
  const seen = new Set(from);
  for (const file of seen) {
    if (!/\.(js|d\.ts)$/.test(file)) continue;
    for (const target of named(file)) seen.add(target);
  }
  return seen;
}

const { bin, main, types, exports: subpaths } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const first = entries({ bin, main, types, subpaths });
const missing = first.filter((file) => !existsSync(file));
if (missing.length > 0) throw new Error(`package.json names what the build does not make: ${missing.join(", ")}`);
const keep = reached(first);
for (const entry of readdirSync(dist, { recursive: true, withFileTypes: true })) {
  const path = join(entry.parentPath ?? entry.path, entry.name);
  if (entry.isFile() && /\.(js|d\.ts)$/.test(entry.name) && !keep.has(path)) rmSync(path);
}
for (const entry of readdirSync(dist, { recursive: true, withFileTypes: true }).reverse()) {
  const path = join(entry.parentPath ?? entry.path, entry.name);
  if (entry.isDirectory() && readdirSync(path).length === 0) rmSync(path, { recursive: true });
}
