/** The API documentation that typedoc makes of the public entry points, as typedoc.json says. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";

import type { Application, ProjectReflection, Reflection } from "typedoc" with { "resolution-mode": "import" };

const load = () => import("typedoc");

type Typedoc = Awaited<ReturnType<typeof load>>;

/** Where the API documentation lies, from the project's root; nothing else lies there. */
const FOLDER = "docs/api";

/**
 * Every page of the API documentation, by its path from the root: the same text wherever and whenever it is made.
 *
 * @throws Error where a public name lacks documentation, refers to a type that is not exported, or links to nothing
 */
export async function apiDocs(root: string): Promise<ReadonlyMap<string, string>> {
  const typedoc = await load();
  const { Application, TSConfigReader, TypeDocReader } = typedoc;
  const out = mkdtempSync(join(tmpdir(), "kmsgate-api-"));
  try {
    const options = { options: join(root, "typedoc.json"), out, logLevel: "Warn" as const };
    const app = await Application.bootstrapWithPlugins(options, [new TypeDocReader(), new TSConfigReader()]);
    await app.generateOutputs(await convert(app, typedoc));
    return new Map(pagesIn(out).map((path) => [`${FOLDER}/${relative(out, path)}`, readFileSync(path, "utf8")]));
  } finally {
    rmSync(out, { recursive: true });
  }
}

async function convert(app: Application, typedoc: Typedoc): Promise<ProjectReflection> {
  const project = await app.convert();
  if (project !== undefined) {
    app.validate(project);
    for (const name of undocumented(project, typedoc)) app.logger.validationWarning(`${name} has no documentation`);
    if (!app.logger.hasErrors() && !app.logger.hasWarnings()) return project;
  }
  throw new Error(
    "the public API is not wholly documented and exported (src/index.ts, modules/index.ts): see the warnings above",
  );
}

/** What has no comment of its own; what an inline type holds is described where that type stands. */
function undocumented(project: ProjectReflection, { ReflectionKind }: Typedoc): readonly string[] {
  const { Class, Interface, Property, CallSignature, TypeAlias, Variable } = ReflectionKind;
  const inline = ({ parent }: Reflection): boolean => parent?.kindOf(ReflectionKind.TypeLiteral) === true;
  return project
    .getReflectionsByKind(Class | Interface | Property | CallSignature | TypeAlias | Variable)
    .filter((each) => !each.hasComment() && !inline(each))
    .map((each) => each.getFullName());
}

/** The pages that lie there now, by their paths from the root. */
export function apiPagesNow(root: string): readonly string[] {
  return pagesIn(join(root, FOLDER)).map((path) => relative(root, path));
}

function pagesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name))
      .sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}
