import { dirname } from "node:path";
import type { Plan, PlanSource } from "../../plan";
import type * as Source from "../../source";
import type { Path, SourceConfiguration } from "../../source";
import type { Value } from "../../values";
import type { Resource } from "../infrastructure";

/** What the evaluator asks of the plan. */
export interface PlannedWorld {
  readonly at: (address: string) => Resource | undefined;
  /** The instance keys of a resource or module, by its address without the last key. */
  readonly keys: (address: string) => readonly (string | number)[] | undefined;
}

/** Reads a configuration's source with the plan's own values. */
export function evaluateSource(source: PlanSource, plan: Plan, { at, keys }: PlannedWorld): SourceConfiguration {
  const value = (address: string, path: Path): Value | undefined => at(address)?.output(outputPath(path));
  const { workspace } = plan.file;
  return loadSource().readConfiguration(source, {
    planned: { value, keys },
    variables: plan.variables,
    ...(workspace === undefined ? {} : { workspace }),
  });
}

/**
 * The source of a plan: that in a saved plan, else the folder that is given. Files that a saved plan's configuration names are
 * read from the folder that is given, else from the plan's own; both only where the configuration there is that of the plan.
 * Nothing is read before it is asked for.
 */
export function sourceOf(plan: Plan, directory: string | undefined): PlanSource | undefined {
  const { source, file } = plan;
  if (source !== undefined)
    return withFiles(plan, source, directory ?? (file.path === "-" ? undefined : dirname(file.path)));
  if (directory === undefined) return undefined;
  let read: PlanSource | undefined;
  const get = (): PlanSource => (read ??= loadSource().readDirectory(directory, file.maker));
  return {
    origin: "directory",
    get modules() {
      return get().modules;
    },
    readFile: (module, path) => get().readFile(module, path),
  };
}

/** Whether a word stands anywhere in the source: a question for which nothing is parsed. */
export function mentions(source: PlanSource, word: string): boolean {
  return [...source.modules.values()].some(({ files }) => [...files.values()].some((text) => text.includes(word)));
}

function withFiles({ file }: Plan, source: PlanSource, folder: string | undefined): PlanSource {
  if (folder === undefined) return source;
  let folders: readonly string[] | null | undefined;
  return {
    origin: source.origin,
    modules: source.modules,
    readFile: (module, path) => {
      const own = source.readFile(module, path);
      if ("text" in own) return own;
      const { foldersOf, readFileBeside } = loadSource();
      folders ??= foldersOf(source, folder, file.maker) ?? null;
      return folders === null ? own : readFileBeside(folder, folders, path);
    },
  };
}

/** The parser and the evaluator, which are large: only loaded where a plan leaves something open. */
export function loadSource(): typeof Source {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return (loaded ??= require("../../source") as typeof Source);
}

let loaded: typeof Source | undefined;

/** Whether somebody has asked for them. */
export function isSourceLoaded(): boolean {
  return loaded !== undefined;
}

function outputPath(path: Path): string {
  const [first] = path;
  if (path.length === 1 && typeof first === "string") return first;
  return path
    .map((step, index) => {
      if (typeof step === "number") return `[${String(step)}]`;
      if (index === 0) return step;
      return /^[\p{L}_][\p{L}\p{N}_-]*$/u.test(step) ? `.${step}` : `[${JSON.stringify(step)}]`;
    })
    .join("");
}
