import { existsSync } from "node:fs";
import { isAbsolute, resolve } from "node:path";

import type * as tinyglobby from "tinyglobby";

import { InputError } from "../errors";

/** What makes a path a pattern: `*`, `?`, `[…]`, `{…}`, `(…)`. */
const PATTERN = /[*?[\]{}()]/;

/**
 * The paths that plan arguments mean: each as it is, but a pattern (quoted, or on a shell that leaves it alone) by the files
 * that match it, sorted. A file whose name has a pattern's characters is that file. Each path once.
 *
 * @throws InputError for a pattern that no file matches
 */
export function inputPaths(given: readonly string[], cwd: string): readonly string[] {
  const paths = given.flatMap((each) => {
    if (!PATTERN.test(each) || each === "-" || existsSync(resolve(cwd, each))) return [each];
    return matching(each, cwd);
  });
  const seen = new Set<string>();
  return paths.filter((path) => {
    const place = path === "-" ? path : resolve(cwd, path);
    return !seen.has(place) && seen.add(place);
  });
}

function matching(pattern: string, cwd: string): readonly string[] {
  // Loaded only for a pattern: most shells have expanded it before.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { globSync } = require("tinyglobby") as typeof tinyglobby;
  const found = globSync(pattern, { cwd, absolute: isAbsolute(pattern), expandDirectories: false, onlyFiles: true });
  if (found.length > 0) return found.sort();
  throw new InputError("no file matches this", {
    where: pattern,
    expected: "Expected: the path of a plan, or a pattern that plans match",
  });
}
