/**
 * Writes what the documentation derives from the code: docs/services.md, docs/rules.md, docs/report.schema.json,
 * docs/config.schema.json, the API in docs/api, the tree in ARCHITECTURE.md, the table of failures and the sample in
 * README.md, and the generated parts of the plain modules. With `--check` it writes nothing and exits with 1 where a file is stale.
 */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { format, resolveConfig } from "prettier";

import { check } from "../src/pipeline/check";
import { fileLayout } from "../src/cli/io";
import { configSchema } from "../src/config/config-schema";
import { DEFAULT_MAX_SIZE } from "../src/input/read-input";
import { rulesMarkdown } from "../src/print/rule-page";
import { reportSchema } from "../src/report/report-schema";
import { failuresMarkdown, servicesMarkdown } from "../src/print/catalogue-page";
import { renderText } from "../src/report/formats/text/text-report";
import { allRules } from "../src/rules";
import { apiDocs, apiPagesNow } from "./api-docs";
import { sourceTree } from "./architecture";
import { generatedFiles } from "./module-requirements";

/** A generated file: its path from the project's root, and its text as it shall be. */
interface Generated {
  readonly path: string;
  readonly text: string;
}

/** A text with a part of it, between the markers that name it, as it shall be. */
function withPart(text: string, name: string, part: string): string {
  const [begin, end] = [`<!-- ${name}:begin -->`, `<!-- ${name}:end -->`];
  const from = text.indexOf(begin);
  const to = text.indexOf(end);
  if (from < 0 || to < from) throw new Error(`there is no ${begin} followed by ${end}`);
  return `${text.slice(0, from + begin.length)}\n\n${part}\n\n${text.slice(to)}`;
}

/** The README with its table of requirements, and the first finding of the example that it tells people to try. */
async function readme(root: string): Promise<string> {
  const { report } = await check({
    inputs: [{ path: join(root, "examples/plans/personalize-fails/plan.json") }],
    profile: "documented",
    minConfidence: "inferred",
    maxSize: DEFAULT_MAX_SIZE,
    declaredUses: [],
  });
  const [first = ""] = renderText(report, fileLayout).split(/\n(?=\n {2}error {2}key-policy-grants-service)/);
  const now = readFileSync(join(root, "README.md"), "utf8");
  return withPart(withPart(now, "requirements", failuresMarkdown()), "sample", `\`\`\`text\n${first}\n\`\`\``);
}

/** ARCHITECTURE.md with the tree of src. */
function architecture(root: string): string {
  return withPart(readFileSync(join(root, "ARCHITECTURE.md"), "utf8"), "tree", sourceTree(root));
}

async function generate(root: string): Promise<readonly Generated[]> {
  const drafts: readonly Generated[] = [
    { path: "docs/services.md", text: servicesMarkdown() },
    { path: "docs/rules.md", text: rulesMarkdown(allRules) },
    { path: "docs/report.schema.json", text: JSON.stringify(reportSchema) },
    { path: "docs/config.schema.json", text: JSON.stringify(configSchema) },
    { path: "ARCHITECTURE.md", text: architecture(root) },
    { path: "README.md", text: await readme(root) },
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
