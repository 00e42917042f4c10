import type { SourceModule } from "../../plan/plan";
import type { Attribute, Block, Body } from "../syntax/ast";
import { parseNative } from "../syntax/native";
import { SourceError } from "../syntax/position";

/** A module as it is written: its parts by name. */
export interface ModuleSource {
  /** Relative to the root module: `path.module`. */
  readonly directory: string;
  /** `aws_kms_key.k` and `data.aws_iam_policy_document.d`. */
  readonly resources: ReadonlyMap<string, Block>;
  readonly locals: ReadonlyMap<string, Attribute>;
  readonly variables: ReadonlyMap<string, Block>;
  readonly outputs: ReadonlyMap<string, Block>;
  readonly calls: ReadonlyMap<string, Block>;
  readonly providers: readonly Block[];
  readonly errors: readonly SourceError[];
}

/** Parses a module's files and indexes what they declare. */
export function readModuleSource(module: SourceModule): ModuleSource {
  const directory = module.directory === "" ? "." : module.directory;
  const bodies: Body[] = [];
  const errors: SourceError[] = [];
  for (const [name, text] of module.files) {
    if (!name.endsWith(".tf")) continue;
    const parsed = parseNative(text, directory === "." ? name : `${directory}/${name}`);
    if (parsed instanceof SourceError) errors.push(parsed);
    else bodies.push(parsed);
  }
  return { directory, errors, ...indexBlocks(bodies) };
}

function indexBlocks(bodies: readonly Body[]): Omit<ModuleSource, "directory" | "errors"> {
  const locals = new Map<string, Attribute>();
  const named = { variable: blocks(), output: blocks(), module: blocks() };
  const resources = blocks();
  const providers: Block[] = [];
  for (const block of bodies.flatMap((body) => body.blocks)) {
    const [first = "", second = ""] = block.labels;
    switch (block.type) {
      case "resource":
        resources.set(`${first}.${second}`, block);
        break;
      case "data":
        resources.set(`data.${first}.${second}`, block);
        break;
      case "locals":
        for (const [name, attribute] of block.body.attributes) locals.set(name, attribute);
        break;
      case "variable":
      case "output":
      case "module":
        named[block.type].set(first, block);
        break;
      case "provider":
        providers.push(block);
    }
  }
  return {
    resources,
    locals,
    variables: named.variable,
    outputs: named.output,
    calls: named.module,
    providers,
  };
}

function blocks(): Map<string, Block> {
  return new Map();
}
