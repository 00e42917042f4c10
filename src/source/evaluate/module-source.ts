import type { SourceModule } from "../../plan";
import {
  type Attribute,
  type Block,
  type Body,
  isOverride,
  mergeOverrides,
  parseJsonConfiguration,
  parseNative,
  SourceError,
} from "../syntax";

/** A module as it is written: its parts by name. */
export interface ModuleSource {
  /** Relative to the root module: `path.module`. */
  readonly directory: string;
  /** `aws_kms_key.k` and `data.aws_iam_policy_document.d`. */
  readonly resources: ReadonlyMap<string, Block>;
  readonly locals: ReadonlyMap<string, Local>;
  readonly variables: ReadonlyMap<string, Block>;
  readonly outputs: ReadonlyMap<string, Block>;
  readonly calls: ReadonlyMap<string, Block>;
  readonly providers: readonly Block[];
  /** What is wrong with its files. */
  readonly errors: readonly SourceError[];
  /** Whether what is wrong may change any of its blocks: an override file that cannot be read, or blocks that do not merge. */
  readonly uncertain: boolean;
}

/** A local value, and the block that it stands in. */
export interface Local {
  readonly attribute: Attribute;
  readonly block: Block;
}

const read = new WeakMap<SourceModule, ModuleSource>();

/** Parses a module's files (once), merges override files into the others, and indexes what they declare. */
export function readModuleSource(module: SourceModule): ModuleSource {
  let source = read.get(module);
  if (source === undefined) read.set(module, (source = parseModule(module)));
  return source;
}

/** The same of a module that was read already; `undefined` where nobody has asked for it. */
export function moduleSourceRead(module: SourceModule): ModuleSource | undefined {
  return read.get(module);
}

function parseModule(module: SourceModule): ModuleSource {
  const directory = module.directory === "" ? "." : module.directory;
  const bodies: Body[] = [];
  const nameIn = (file: string): string => (directory === "." ? file : `${directory}/${file}`);
  const errors = (module.unclear ?? []).map(([tf, tofu]) => unclearFile(nameIn(tf), tofu));
  for (const [name, text] of module.files) {
    const parsed = parseFile(nameIn(name), text);
    if (parsed instanceof SourceError) errors.push(parsed);
    else if (parsed !== undefined) bodies.push(parsed);
  }
  const merged = mergeOverrides(bodies);
  // An override of a block that stood in a file which cannot be read changes nothing else.
  const uncertain = errors.length === 0 ? merged.errors.length > 0 : errors.some(({ file }) => isOverride(file));
  return { directory, errors: [...errors, ...merged.errors], uncertain, ...indexBlocks(merged.blocks) };
}

function unclearFile(tf: string, tofu: string): SourceError {
  const sentence =
    `Beside it stands ${tofu}: Terraform reads the one, OpenTofu the other, and it is not certain which of them made the plan; ` +
    "remove the file that is not used.";
  return new SourceError(sentence, { file: tf, line: 1, column: 1 });
}

function parseFile(name: string, text: string): Body | SourceError | undefined {
  if (/\.(?:tf|tofu)\.json$/.test(name)) return parseJsonConfiguration(text, name);
  return /\.(?:tf|tofu)$/.test(name) ? parseNative(text, name) : undefined;
}

function indexBlocks(all: readonly Block[]): Omit<ModuleSource, "directory" | "errors" | "uncertain"> {
  const locals = new Map<string, Local>();
  const named = { variable: blocks(), output: blocks(), module: blocks() };
  const resources = blocks();
  const providers: Block[] = [];
  for (const block of all) {
    const [first = "", second = ""] = block.labels;
    switch (block.type) {
      case "resource":
        resources.set(`${first}.${second}`, block);
        break;
      case "data":
        resources.set(`data.${first}.${second}`, block);
        break;
      case "locals":
        for (const [name, attribute] of block.body.attributes) locals.set(name, { attribute, block });
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
