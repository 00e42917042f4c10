/**
 * Writes what the documentation derives from the code: docs/services.md, docs/rules.md, docs/report.schema.json,
 * docs/config.schema.json, the API in docs/api, the table of requirements in README.md, and the generated parts of the plain
 * modules. With `--check` it writes nothing and exits with 1 where a file is stale.
 */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { format, resolveConfig } from "prettier";

import { configSchema } from "../src/config/schema";
import { rulesMarkdown } from "../src/report/rule-words";
import { reportSchema } from "../src/report/schema";
import { requirementsMarkdown, servicesMarkdown } from "../src/report/services-table";
import { allRules } from "../src/rules";
import { apiDocs, apiPagesNow } from "./api-docs";
import { generatedFiles } from "./module-requirements";

/** A generated file: its path from the project's root, and its text as it shall be. */
interface Generated {
  readonly path: string;
  readonly text: string;
}

const begin = "<!-- requirements:begin -->";
const end = "<!-- requirements:end -->";

/** The README with the table between its markers. */
export function withRequirements(readme: string, table: string): string {
  const from = readme.indexOf(begin);
  const to = readme.indexOf(end);
  if (from < 0 || to < from) throw new Error(`README.md has no ${begin} followed by ${end}`);
  return `${readme.slice(0, from + begin.length)}\n\n${table}\n\n${readme.slice(to)}`;
}

async function generate(root: string): Promise<readonly Generated[]> {
  const readme = join(root, "README.md");
  const drafts: readonly Generated[] = [
    { path: "docs/services.md", text: servicesMarkdown() },
    { path: "docs/rules.md", text: rulesMarkdown(allRules) },
    { path: "docs/report.schema.json", text: JSON.stringify(reportSchema) },
    { path: "docs/config.schema.json", text: JSON.stringify(configSchema) },
    { path: "README.md", text: withRequirements(readFileSync(readme, "utf8"), requirementsMarkdown()) },
  ];
  const formatted = await Promise.all(
    drafts.map(async ({ path, text }) => {
      const options = await resolveConfig(join(root, path));
      return { path, text: await format(text, { ...options, filepath: path }) };
    }),
  );
  const others = [...(await generatedFiles(root)), ...(await apiDocs(root))];
  return [...formatted, ...others.map(([path, text]) => ({ path, text }))];
}

async function main(): Promise<void> {
  const root = join(__dirname, "..");
  const check = process.argv.includes("--check");
  const generated = await generate(root);
  const stale = generated.filter(({ path, text }) => {
    const file = join(root, path);
    return !existsSync(file) || readFileSync(file, "utf8") !== text;
  });
  const current = new Set(generated.map(({ path }) => path));
  const left = apiPagesNow(root).filter((path) => !current.has(path));
  if (check) {
    for (const path of [...stale.map((each) => each.path), ...left])
      console.error(`${path} is stale: run npm run docs`);
    if (stale.length + left.length > 0) process.exitCode = 1;
    return;
  }
  for (const { path, text } of stale) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
    console.log(`wrote ${path}`);
  }
  for (const path of left) rmSync(join(root, path));
}

if (require.main === module) {
  main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}
