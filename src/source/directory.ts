import { readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { join, posix, relative, sep } from "node:path";
import {
  asArray,
  asString,
  configurationFiles,
  isConfigurationFile,
  isOpenTofuFile,
  type Json,
  LOCK_FILE,
  lockFileMaker,
  own,
  type PlanMaker,
  type PlanSource,
  type SourceModule,
} from "../plan";
import { InputError } from "../errors";
import { type ModuleSource, readModuleSource } from "./evaluate";
import type { Block } from "./syntax";

/** No configuration is larger; what is, is a mistake or worse. */
const LARGEST_SOURCE = 64 * 1024 * 1024;
const LARGEST_FILE = 4 * 1024 * 1024;
const MOST_MODULES = 10_000;

/**
 * A configuration folder as source (`--source DIR`): the root module, and every module that it calls from a local path or that
 * `terraform init` has put under `.terraform/modules`. Nothing outside of these folders is read, through no symbolic link
 * either; of a folder outside of `folder` only one that the configuration itself calls as a module.
 *
 * @param maker the program that made the plan, as far as the plan shows it: OpenTofu reads other files than Terraform
 * @throws InputError where the folder cannot be read, a link leads out of it, or its modules never end
 */
export function readDirectory(folder: string, maker?: PlanMaker): PlanSource {
  const modules = new DirectoryReader(folder, makerIn(folder, maker)).modules();
  const folders = [...new Set([...modules.values()].map(({ directory }) => directory))];
  return { origin: "directory", modules, readFile: (_, path) => readFileBeside(folder, folders, path) };
}

/**
 * Reads a file that the configuration names, `path` being relative to the root module in `folder`; only out of one of
 * `folders`, which are relative to it too.
 */
export function readFileBeside(
  folder: string,
  folders: readonly string[],
  path: string,
): { readonly text: string } | { readonly missing: string } {
  const outside = { missing: `${path} lies outside the configuration's folders` };
  if (/^([/\\~]|[a-z]:)/i.test(path) || path.includes("\0")) return outside;
  try {
    const real = realpathSync(join(folder, path));
    if (!folders.some((each) => isInside(real, join(folder, each)))) return outside;
    const { size } = regularFile(real);
    if (size > LARGEST_FILE) return { missing: `${path} is larger than ${LARGEST_FILE} bytes` };
    return { text: UTF8.decode(readFileSync(real)) };
  } catch (error) {
    const known = error instanceof TypeError ? "is not UTF-8" : "cannot be read";
    return { missing: `${path} ${(error as NodeJS.ErrnoException).code === "ENOENT" ? "is not there" : known}` };
  }
}

/**
 * Whether the folder holds the very configuration of `source`, byte for byte: then the files beside it are those that the plan
 * was made with. Modules whose folder is not there are left aside.
 *
 * @param maker the program that made the plan; `undefined`: it read the files that `source` holds
 * @returns the folders of its modules, or `undefined`
 */
export function foldersOf(source: PlanSource, folder: string, maker?: PlanMaker): readonly string[] | undefined {
  const found = new Set<string>();
  for (const [address, { directory, files }] of source.modules) {
    let onDisk: ReadonlyMap<string, string> | undefined;
    try {
      onDisk = new DirectoryReader(folder, maker ?? "terraform").files(directory).files;
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
    }
    if (onDisk === undefined) {
      if (address === "") return undefined;
    } else if (!isSameFiles(files, onDisk)) return undefined;
    else found.add(directory);
  }
  return [...found];
}

function isSameFiles(planned: ReadonlyMap<string, string>, onDisk: ReadonlyMap<string, string>): boolean {
  return planned.size === onDisk.size && [...planned].every(([name, text]) => onDisk.get(name) === text);
}

const UTF8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

class DirectoryReader {
  private readonly found = new Map<string, SourceModule>();
  private readonly read = new Map<string, SourceModule>();
  private size = 0;

  constructor(
    private readonly folder: string,
    private readonly maker: PlanMaker | undefined,
  ) {}

  modules(): ReadonlyMap<string, SourceModule> {
    const installed = this.installed();
    this.walk("", ".", [], installed);
    return this.found;
  }

  /** The configuration files of one folder. */
  files(directory: string): SourceModule {
    const folder = join(this.folder, directory);
    const { read, unclear } = configurationFiles(namesIn(folder), this.maker);
    const differing = unclear.filter(([tf, tofu]) => this.file(folder, tf) !== this.file(folder, tofu));
    const same = unclear.filter((pair) => !differing.includes(pair)).map(([tf]) => tf);
    const files = new Map([...read, ...same].sort().map((name) => [name, this.file(folder, name)]));
    return { directory, files, ...(differing.length === 0 ? {} : { unclear: differing }) };
  }

  private walk(address: string, directory: string, above: readonly string[], installed: Installed): void {
    if (above.includes(directory)) throw fault(join(this.folder, directory), "this module calls itself");
    const module = this.module(directory);
    this.found.set(address, module);
    if (this.found.size > MOST_MODULES) throw fault(this.folder, `this calls more than ${MOST_MODULES} modules`);
    for (const [name, call] of parse(module).calls) {
      const inner = address === "" ? `module.${name}` : `${address}.module.${name}`;
      const place = placeOfCall(call, directory) ?? installed.get(inner);
      if (place !== undefined && this.isThere(place)) this.walk(inner, place, [...above, directory], installed);
    }
  }

  private module(directory: string): SourceModule {
    let module = this.read.get(directory);
    if (module === undefined) this.read.set(directory, (module = this.files(directory)));
    return module;
  }

  private file(folder: string, name: string): string {
    const path = join(folder, name);
    try {
      const real = realpathSync(path);
      if (!isInside(real, folder) && !isInside(real, this.folder))
        throw fault(path, "this link leads out of the folder");
      this.size += regularFile(real).size;
      if (this.size > LARGEST_SOURCE)
        throw fault(this.folder, `this holds more than ${LARGEST_SOURCE} bytes of source`);
      return UTF8.decode(readFileSync(real));
    } catch (error) {
      if (error instanceof InputError) throw error;
      throw fault(path, error instanceof TypeError ? "this is not UTF-8" : "this cannot be read");
    }
  }

  /** What `terraform init` notes of the modules that it has fetched. */
  private installed(): Installed {
    const found = new Map<string, string>();
    try {
      const list = JSON.parse(this.file(join(this.folder, ".terraform/modules"), "modules.json")) as Json;
      for (const record of asArray(own(list, "Modules"))) {
        const [key, directory] = [asString(own(record, "Key")), asString(own(record, "Dir"))];
        if (!key || directory === undefined || directory.startsWith("/")) continue;
        found.set(`module.${key.replaceAll(".", ".module.")}`, posix.normalize(directory.replaceAll("\\", "/")));
      }
    } catch {
      // Not initialised here: modules of local paths are found all the same.
    }
    return found;
  }

  /** Whether there is a module: a folder of configuration files, at the very place that its path says. */
  private isThere(directory: string): boolean {
    const folder = join(this.folder, directory);
    try {
      const expected = join(realpathSync(this.folder), directory);
      return realpathSync(folder) === expected && namesIn(folder).some(isConfigurationFile);
    } catch {
      return false;
    }
  }
}

/**
 * The program that made the plan, by what the plan shows and what the folder shows: the lock file says which program wrote it,
 * and where there is no `.tf` at all, Terraform could not have planned. `undefined` where they differ, or show nothing.
 */
function makerIn(folder: string, shown: PlanMaker | undefined): PlanMaker | undefined {
  if (shown === "opentofu") return shown;
  const names = namesIn(folder).filter(isConfigurationFile);
  if (names.length > 0 && names.every(isOpenTofuFile)) return "opentofu";
  const locked = lockedBy(join(folder, LOCK_FILE));
  if (shown === undefined) return locked;
  return shown === locked || !names.some(isOpenTofuFile) ? shown : undefined;
}

function lockedBy(path: string): PlanMaker | undefined {
  try {
    return regularFile(path).size > LARGEST_FILE ? undefined : lockFileMaker(readFileSync(path, "utf8"));
  } catch {
    return undefined;
  }
}

type Installed = ReadonlyMap<string, string>;

function parse(module: SourceModule): ModuleSource {
  return readModuleSource(module);
}

/** The folder of a call of a local path; `undefined` for what comes from a registry. */
function placeOfCall(call: Block, directory: string): string | undefined {
  const source = call.body.attributes.get("source")?.value;
  const path = source?.kind === "literal" && typeof source.value === "string" ? source.value : "";
  return /^\.\.?(\/|$)/.test(path) ? posix.normalize(posix.join(directory, path)).replace(/(.)\/$/, "$1") : undefined;
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    throw fault(folder, "this folder cannot be read");
  }
}

function regularFile(path: string): { readonly size: number } {
  const stat = statSync(path);
  if (!stat.isFile()) throw fault(path, "this is not a file");
  return stat;
}

function isInside(real: string, folder: string): boolean {
  const way = relative(realpathSync(folder), real);
  return way === "" || (way !== ".." && !way.startsWith(`..${sep}`) && !way.startsWith("/"));
}

function fault(where: string, what: string): InputError {
  return new InputError(what, { where, expected: "Expected for --source: the folder that the plan was made in." });
}
