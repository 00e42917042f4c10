import type { Address, PlanSource, SourceModule } from "../plan";
import { moduleSourceRead, readModuleSource } from "./evaluate";
import { modulesOfBlock } from "./modules-of-block";
import type { Block, SourceError } from "./syntax";

/** What is wrong with the files of a source, of those modules that somebody has asked for. */
export function faultsFound({ modules }: PlanSource): readonly SourceError[] {
  return [...modules.values()].flatMap((module) => moduleSourceRead(module)?.errors ?? []);
}

/** Whether a resource is declared in what can be read of a module's files. */
export function declares(module: SourceModule, { mode, type, name }: Address): boolean {
  return readModuleSource(module).resources.has(`${mode === "data" ? "data." : ""}${type}.${name}`);
}

/** The texts of a module's files that cannot be read. */
export function unreadFiles(module: SourceModule): readonly string[] {
  const faulty = new Set(readModuleSource(module).errors.map(({ file }) => file.slice(file.lastIndexOf("/") + 1)));
  return [...module.files].filter(([name]) => faulty.has(name)).map(([, text]) => text);
}

/** Finds what cannot be read, or not be merged, and may change a block. */
export function faultsChanging(source: PlanSource): (block: Block) => SourceError | undefined {
  const modulesOf = modulesOfBlock(source);
  return (block) => {
    for (const address of modulesOf(block)) {
      const module = source.modules.get(address);
      const read = module && readModuleSource(module);
      if (read?.uncertain === true) return read.errors[0];
    }
    return undefined;
  };
}

/** Whether the root module's files say anything: a resource, a data source or a module call that can be read. */
export function rootSaysAnything({ modules }: PlanSource): boolean {
  const root = modules.get("");
  const read = root && readModuleSource(root);
  return read !== undefined && read.resources.size + read.calls.size > 0;
}
