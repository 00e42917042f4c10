import { fstatSync, readdirSync, readFileSync, statSync, type BigIntStats } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";

import { InputError } from "../errors";

/** A file that the run writes: as it is named, and by which flag. */
export interface Target {
  readonly name: string;
  readonly flag: string;
}

/** What the run reads, with paths relative to the current folder. */
export interface ReadFiles {
  /** `-` for standard input. */
  readonly plans: readonly string[];
  /** Configuration, baseline, key policies and the like: each with what it is. */
  readonly files: readonly { readonly path: string; readonly what: string }[];
  /** The folder of `--source`. */
  readonly source?: string;
}

/**
 * Refuses to write over what is read. Files are compared by device and inode, so that another spelling, a link, or a file
 * system that ignores case makes no difference.
 *
 * @throws InputError naming the flag, the file, and what it is
 */
export function refuseOverwriting(targets: readonly Target[], read: ReadFiles, cwd: string): void {
  if (targets.length === 0) return;
  refuseOneFileTwice(targets, cwd);
  const known = [
    ...read.plans.map((path) => ({
      file: path === "-" ? standardInput() : fileAt(resolve(cwd, path)),
      what: "a plan",
    })),
    ...read.files.map(({ path, what }) => ({ file: fileAt(resolve(cwd, path)), what })),
  ];
  const folders = [...(read.source === undefined ? [] : [read.source]), ...read.plans.map(dirname), "."];
  for (const target of targets) {
    const path = resolve(cwd, target.name);
    const file = fileAt(path);
    if (file === undefined) continue;
    const what =
      known.find((each) => each.file !== undefined && isSame(each.file, file))?.what ??
      (isSource(
        path,
        folders.map((folder) => resolve(cwd, folder)),
      )
        ? "a file of the configuration"
        : undefined);
    if (what !== undefined) throw refused(target, `${what} that this run reads`);
  }
}

function refused({ name, flag }: Target, what: string): InputError {
  return new InputError(`${flag} would overwrite ${what}`, { where: name, expected: "Expected: a file of its own" });
}

function refuseOneFileTwice(targets: readonly Target[], cwd: string): void {
  const seen = new Map<string, Target>();
  for (const target of targets) {
    const path = resolve(cwd, target.name);
    const file = fileAt(path);
    const folder = fileAt(dirname(path), true);
    const place = folder === undefined ? path : `${String(folder.dev)} ${String(folder.ino)} ${basename(path)}`;
    const id = file === undefined ? place : `${String(file.dev)} ${String(file.ino)}`;
    const other = seen.get(id);
    if (other !== undefined) throw refused(target, `what ${other.flag} writes`);
    seen.set(id, target);
  }
}

/** A regular file, or a folder where one is wanted; devices and pipes can be written to by anybody. */
function fileAt(path: string, folder = false): BigIntStats | undefined {
  try {
    const found = statSync(path, { bigint: true });
    return (folder ? found.isDirectory() : found.isFile()) ? found : undefined;
  } catch {
    return undefined;
  }
}

/** The file that standard input comes from: `kmsgate check - < tfplan`. */
function standardInput(): BigIntStats | undefined {
  try {
    const found = fstatSync(0, { bigint: true });
    return found.isFile() ? found : undefined;
  } catch {
    return undefined;
  }
}

function isSame(one: BigIntStats, other: BigIntStats): boolean {
  return one.dev === other.dev && one.ino === other.ino;
}

const SOURCE = /\.(?:tf|tofu|tf\.json|tofu\.json|tfvars|tfvars\.json|tftpl)$/i;

/** Whether an existing file is Terraform's, or is named by the configuration beside it or in the root module (`file("x.json")`). */
function isSource(path: string, roots: readonly string[]): boolean {
  if (SOURCE.test(path)) return true;
  const folder = dirname(path);
  const within = roots.filter((root) => !relative(root, path).startsWith(".."));
  return [...new Set([folder, ...within])].some((each) => isNamedIn(each, basename(path)));
}

function isNamedIn(folder: string, name: string): boolean {
  try {
    return readdirSync(folder).some(
      (file) => SOURCE.test(file) && readFileSync(join(folder, file), "utf8").includes(name),
    );
  } catch {
    return false;
  }
}
