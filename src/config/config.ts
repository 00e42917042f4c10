import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";

import { InputError } from "../errors";
import type { DeclaredUse } from "../facts/facts";
import type * as parser from "./parse";

/** What a team states in `kmsgate.yaml`. */
export interface Config {
  /** The file it stands in, relative to the current folder or as given; `null`: there is none. */
  readonly file: string | null;
  /** Uses that no plan shows. */
  readonly uses: readonly DeclaredUse[];
}

/** The name that is looked for. */
const configName = "kmsgate.yaml";

/**
 * Reads the configuration file: `file` where it is given, else the first `kmsgate.yaml` from the folder `from` upwards,
 * else none.
 *
 * @throws InputError where the file cannot be read, is no YAML, or says what is not allowed; with file, line and column.
 */
export function readConfig(from: string, file?: string): Config {
  const found = file ?? findConfig(from);
  if (found === undefined) return { file: null, uses: [] };
  const text = readText(resolve(from, found), found);
  // The YAML parser is loaded only where there is something to parse.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { parseConfig } = require("./parse") as typeof parser;
  return parseConfig(text, found);
}

function findConfig(from: string): string | undefined {
  for (let folder = resolve(from); ; folder = dirname(folder)) {
    const candidate = join(folder, configName);
    if (existsSync(candidate)) return relative(from, candidate);
    if (dirname(folder) === folder) return undefined;
  }
}

function readText(path: string, name: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "unknown error";
    const what =
      code === "ENOENT" ? "there is no such configuration file" : `the configuration file cannot be read (${code})`;
    throw new InputError(what, { where: name, expected: `Expected: a YAML file, such as ${configName}` });
  }
}
