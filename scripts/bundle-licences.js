// The licences of the packages that are in a bundle: what is no dependency that npm installs is copied into the one file, and
// its notice has to come along.
const { readFileSync, readdirSync } = require("node:fs");
const { join } = require("node:path");

const root = join(__dirname, "..");

/** A package's licence; where it comes without one (the Apache License stands in ours), the notices that head its files. */
function licence(folder, files) {
  const file = readdirSync(folder).find((each) => /^licen[cs]e(\.|$)/i.test(each));
  if (file !== undefined) return readFileSync(join(folder, file), "utf8").trim();
  const heads = files.flatMap((each) => {
    const [, head] = /^(?:"use strict";\n)?((?:\/\/.*\n)+)/.exec(readFileSync(join(root, each), "utf8")) ?? [];
    return head?.replaceAll(/^\/\/ ?/gm, "").trim() ?? [];
  });
  // Some go on with a comment on the code.
  const notices = heads.filter((head) => !heads.some((other) => other.length < head.length && head.startsWith(other)));
  if (notices.length === 0) throw new Error(`${folder} has no licence file and no notices`);
  return [...new Set(notices)].join("\n\n");
}

/** The text of all of them, by the metafile that esbuild makes. */
function licences({ inputs }) {
  const packages = new Map();
  for (const file of Object.keys(inputs)) {
    const [, name] = /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file) ?? [];
    if (name !== undefined) packages.set(name, [...(packages.get(name) ?? []), file]);
  }
  const notices = [...packages.keys()].sort().map((name) => {
    const folder = join(root, "node_modules", name);
    const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    return `${name} ${version} (${license})\n\n${licence(folder, packages.get(name))}\n`;
  });
  return notices.join("\n---\n\n");
}

module.exports = { licences };
