import { configuredAddress } from "../plan/parse-address";
import type { PlanSource } from "../plan/plan";
import { readModuleSource } from "./evaluate/module-source";
import type { Block } from "./syntax/ast";

/** What a block declares, as plan JSON's configuration finds it. */
export type SourcePart =
  | { readonly kind: "resource"; readonly address: string }
  | { readonly kind: "output" | "variable"; readonly module: string; readonly name: string }
  | { readonly kind: "call"; readonly module: string };

/**
 * Finds what a block declares, in whichever modules stand in its folder. Nothing for locals and providers, which no plan JSON
 * shows.
 */
export function partsOf(source: PlanSource): (block: Block) => readonly SourcePart[] {
  const indexed = new Map<string, Map<Block, SourcePart>>();
  const byFolder = new Map<string, string[]>();
  for (const [module, { directory }] of source.modules) {
    const folder = directory === "" || directory === "." ? "" : directory;
    byFolder.set(folder, [...(byFolder.get(folder) ?? []), module]);
  }
  return (block) => {
    const { name } = block.file;
    const folder = name.includes("/") ? name.slice(0, name.lastIndexOf("/")) : "";
    return (byFolder.get(folder) ?? []).flatMap((module) => {
      let parts = indexed.get(module);
      if (parts === undefined) indexed.set(module, (parts = indexModule(source, module)));
      return parts.get(block) ?? [];
    });
  };
}

function indexModule(source: PlanSource, module: string): Map<Block, SourcePart> {
  const found = new Map<Block, SourcePart>();
  const files = source.modules.get(module);
  if (files === undefined) return found;
  const { resources, outputs, variables, calls } = readModuleSource(files);
  const inside = (name: string): string => (module === "" ? name : `${configuredAddress(module)}.${name}`);
  for (const [name, block] of resources) found.set(block, { kind: "resource", address: inside(name) });
  for (const [name, block] of outputs) found.set(block, { kind: "output", module, name });
  for (const [name, block] of variables) found.set(block, { kind: "variable", module, name });
  for (const [name, block] of calls) found.set(block, { kind: "call", module: inside(`module.${name}`) });
  return found;
}
