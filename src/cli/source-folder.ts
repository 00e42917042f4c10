import { statSync } from "node:fs";
import { resolve } from "node:path";

import { InputError } from "../errors";
import type { Io } from "./io";

/**
 * The folder that `--source` names.
 *
 * @throws InputError where there is none
 */
export function sourceFolder(given: string, { cwd }: Io): string {
  const folder = resolve(cwd, given);
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true) return folder;
  throw new InputError("there is no such folder", {
    where: given,
    expected: "Expected for --source: the folder that the plan was made in",
  });
}
