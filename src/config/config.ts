import { lstatSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";

import { InputError } from "../errors";
import type { DeclaredUse, GivenKeyPolicy } from "../facts";
import type { FailOn, OnUndecided } from "../report";
import type { Ignore, Level, Profile, RuleId } from "../findings";
import type { Service } from "../services";
import type * as parser from "./parse";

/** The content of `kmsgate.yaml`. */
export interface Config {
  /** The file, relative to the current folder or as given; `null`: there is none. */
  readonly file: string | null;
  /** Files that look like the configuration but have another name, and so are not read; relative to the current folder. */
  readonly misnamed?: readonly string[];
  /** No flag and no baseline may weaken the file. */
  readonly locked: boolean;
  readonly profile?: Profile;
  readonly failOn?: FailOn;
  readonly onUndecided?: OnUndecided;
  /** Levels of rules that replace their own. */
  readonly levels: Readonly<Partial<Record<RuleId, Level>>>;
  /** Uses that no plan shows. */
  readonly uses: readonly DeclaredUse[];
  /** Policies of keys that no plan manages. */
  readonly keyPolicies: readonly GivenKeyPolicy[];
  /** Accepted findings. */
  readonly ignores: readonly Ignore[];
  /** Services besides those of the catalogue. */
  readonly services: readonly Service[];
}

/** The configuration without a file. */
const nothing: Config = {
  file: null,
  locked: false,
  levels: {},
  uses: [],
  keyPolicies: [],
  ignores: [],
  services: [],
};

/** The name that is looked for. */
const configName = "kmsgate.yaml";

/** Names that people give it instead. */
const misnames = ["kmsgate.yml", ".kmsgate.yaml", ".kmsgate.yml"] as const;

/**
 * Reads the configuration file: `file` where it is given, else the first `kmsgate.yaml` from the folder `from` upwards,
 * else none. A `file` that is given is the only one: no nearer file may replace it.
 *
 * @throws InputError where the file cannot be read, is no YAML, or is invalid; with file, line and column.
 */
export function readConfig(from: string, file?: string): Config {
  const { found = file, misnamed } = file === undefined ? findConfig(from) : { misnamed: [] };
  const named = misnamed.length > 0 ? { misnamed } : {};
  if (found === undefined) return { ...nothing, ...named };
  const path = resolve(from, found);
  const text = readText(path, found);
  // The YAML parser is loaded only where there is something to parse.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { parseConfig } = require("./parse") as typeof parser;
  return { ...parseConfig(text, found, dirname(path)), ...named };
}

/** The first configuration file upwards, and the misnamed ones that lie on the way. */
function findConfig(from: string): { readonly found?: string; readonly misnamed: readonly string[] } {
  const misnamed: string[] = [];
  for (let folder = resolve(from); ; folder = dirname(folder)) {
    const path = (name: string): string => relative(from, join(folder, name));
    misnamed.push(...misnames.filter((name) => exists(join(folder, name))).map(path));
    if (exists(join(folder, configName))) return { found: path(configName), misnamed };
    if (dirname(folder) === folder) return { misnamed };
  }
}

/** Whatever has the name is meant, even if it cannot be read: a link that leads nowhere is not passed over. */
function exists(path: string): boolean {
  try {
    lstatSync(path);
    return true;
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    return code !== "ENOENT" && code !== "ENOTDIR";
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
