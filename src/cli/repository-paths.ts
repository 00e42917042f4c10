import { existsSync } from "node:fs";
import { dirname, isAbsolute, relative, resolve, sep } from "node:path";

import type { RunContext } from "../report";
import type { Io } from "./io";

/**
 * Paths as code hosts show them: from the root of the repository. GitHub and GitLab name the root in the environment of
 * their jobs; elsewhere it is taken to be the working directory.
 *
 * A plan names its files relative to its root module. Nothing says where that is, so the file is looked for in the folder
 * that --source names, else beside the plan, then in the working directory; where it is in none, its
 * name is left as it is.
 */
export function repositoryPaths(
  { cwd, env }: Pick<Io, "cwd" | "env">,
  source?: string,
): Pick<RunContext, "sourcePath" | "planPath"> {
  const root = [env.GITHUB_WORKSPACE, env.CI_PROJECT_DIR].find((folder) => folder && isWithin(folder, cwd)) ?? cwd;
  const fromRoot = (path: string): string => {
    const absolute = resolve(cwd, path);
    return (isWithin(root, absolute) ? relative(root, absolute) : absolute).split(sep).join("/");
  };
  return {
    planPath: (plan) => (plan === undefined || plan.path === "-" ? "standard-input" : fromRoot(plan.path)),
    sourcePath: (file, plan) => {
      const beside = plan === undefined || plan.path === "-" ? [] : [dirname(plan.path)];
      const folders = [...(source === undefined ? beside : [source]), "."];
      const found = folders.map((folder) => resolve(cwd, folder, file)).find((path) => existsSync(path));
      return found === undefined ? file.replaceAll("\\", "/") : fromRoot(found);
    },
  };
}

function isWithin(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
