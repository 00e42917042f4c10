import type { PlanSource } from "../plan";
import type { Block } from "./syntax";

/** Finds the modules, by address, that a block stands in: several may be made of one folder. */
export function modulesOfBlock({ modules }: PlanSource): (block: Block) => readonly string[] {
  const byFolder = new Map<string, string[]>();
  for (const [module, { directory }] of modules) {
    const folder = directory === "" || directory === "." ? "" : directory;
    byFolder.set(folder, [...(byFolder.get(folder) ?? []), module]);
  }
  return ({ file: { name } }) => byFolder.get(name.includes("/") ? name.slice(0, name.lastIndexOf("/")) : "") ?? [];
}
