import { kept } from "../grouping";
import { configuredAddress, type PlanSource } from "../plan";
import { readModuleSource } from "./evaluate";
import { modulesOfBlock } from "./modules-of-block";
import type { Block } from "./syntax";

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
  const modulesOf = modulesOfBlock(source);
  return (block) =>
    modulesOf(block).flatMap((module) => kept(indexed, module, () => indexModule(source, module)).get(block) ?? []);
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
