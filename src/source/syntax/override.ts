import type { Attribute, Block, Body } from "./ast";
import { blockTypeOf } from "./blocks-of";
import { positionOf, SourceError } from "./position";

/** The blocks of a module, override files merged into the others. */
export interface MergedModule {
  readonly blocks: readonly Block[];
  /** What cannot be merged, or is declared twice. Terraform stops at such; what there is besides is in `blocks`. */
  readonly errors: readonly SourceError[];
}

/**
 * Merges the override files of a module (`override.tf`, `…_override.tf`, `.tofu` for OpenTofu, and their JSON forms) into its other files, the
 * way Terraform does: both kinds in the order of their names; arguments replace arguments, nested blocks replace all
 * nested blocks of their type, those made by `dynamic` included; `lifecycle` is merged argument by argument; local values one
 * by one. `terraform` blocks, which hold settings for Terraform itself, stand beside each other.
 *
 * @see https://developer.hashicorp.com/terraform/language/files/override
 */
export function mergeOverrides(bodies: readonly Body[]): MergedModule {
  const merge = new Merge();
  const ordered = [...bodies].sort((a, b) => (a.file.name < b.file.name ? -1 : 1));
  for (const body of ordered.filter(({ file }) => !isOverride(file.name))) merge.addAll(body);
  for (const body of ordered.filter(({ file }) => isOverride(file.name))) merge.overrideAll(body);
  return merge;
}

/** True for the names of override files. */
export function isOverride(name: string): boolean {
  return /(?:^|[/\\]|_)override\.(?:tf|tofu)(?:\.json)?$/.test(name);
}

class Merge implements MergedModule {
  readonly blocks: Block[] = [];
  readonly errors: SourceError[] = [];
  /** Where in `blocks` each declaration stands, by what it is called. */
  private readonly places = new Map<string, number>();

  addAll(body: Body): void {
    for (const block of body.blocks) this.add(block);
  }

  overrideAll(body: Body): void {
    for (const block of body.blocks) {
      if (block.type === "locals") this.overrideLocals(block);
      else if (block.type === "terraform") this.blocks.push(block);
      else this.override(block);
    }
  }

  private add(block: Block): void {
    for (const [name, node] of declarationsOf(block)) {
      if (this.places.has(name)) this.fail(`${name} is declared twice.`, node);
      else this.places.set(name, this.blocks.length);
    }
    this.blocks.push(block);
  }

  private override(block: Block): void {
    const [[name] = [""]] = declarationsOf(block);
    const place = this.places.get(name);
    const base = place === undefined ? undefined : this.blocks[place];
    if (name === "") this.fail(`A block ${block.type} cannot stand in an override file.`, block);
    else if (place !== undefined && base !== undefined) this.blocks[place] = this.merged(base, block);
    else if (block.type === "provider" && aliasOf(block) === "") this.add(block);
    else this.fail(`There is no ${name} that could be overridden.`, block);
  }

  private merged(base: Block, block: Block): Block {
    const dependencies = block.body.attributes.get("depends_on");
    if (dependencies !== undefined) this.fail("The argument depends_on cannot be overridden.", dependencies);
    return withBody(base, mergeBodies(base.body, block.body), block);
  }

  /** Local values are overridden one by one, whichever block they stand in. */
  private overrideLocals(block: Block): void {
    for (const attribute of block.body.attributes.values()) {
      const place = this.places.get(`local.${attribute.name}`);
      const base = place === undefined ? undefined : this.blocks[place];
      if (place === undefined || base === undefined) {
        this.fail(`There is no local.${attribute.name} that could be overridden.`, attribute);
        continue;
      }
      const attributes = new Map(base.body.attributes).set(attribute.name, attribute);
      this.blocks[place] = withBody(base, { ...base.body, attributes }, block);
    }
  }

  private fail(sentence: string, node: Block | Attribute): void {
    this.errors.push(new SourceError(sentence, positionOf(node)));
  }
}

function withBody(base: Block, body: Body, block: Block): Block {
  const merged = base.merged ?? [base];
  return { ...base, body, merged: merged.includes(block) ? merged : [...merged, block] };
}

/** What a block declares, by the name under which it can be declared only once. */
function declarationsOf(block: Block): (readonly [name: string, node: Block | Attribute])[] {
  const [first = "", second = ""] = block.labels;
  switch (block.type) {
    case "resource":
      return [[`${first}.${second}`, block]];
    case "data":
    case "ephemeral":
      return [[`${block.type}.${first}.${second}`, block]];
    case "variable":
    case "output":
    case "module":
      return [[`${block.type}.${first}`, block]];
    case "provider":
      return [[`provider.${[first, aliasOf(block)].filter(Boolean).join(".")}`, block]];
    case "locals":
      return [...block.body.attributes.values()].map((attribute) => [`local.${attribute.name}`, attribute]);
    default:
      return [];
  }
}

function aliasOf({ body }: Block): string {
  const alias = body.attributes.get("alias")?.value;
  return alias?.kind === "literal" && typeof alias.value === "string" ? alias.value : "";
}

function mergeBodies(base: Body, override: Body): Body {
  const types = new Set([...override.blocks.map(blockTypeOf), ...override.attributes.keys()]);
  types.delete("lifecycle");
  const attributes = new Map([...base.attributes].filter(([name]) => !types.has(name)));
  for (const [name, attribute] of override.attributes) attributes.set(name, attribute);
  const kept = base.blocks.filter((block) => !types.has(blockTypeOf(block)));
  return { ...base, attributes, blocks: mergeLifecycles([...kept, ...override.blocks]) };
}

function mergeLifecycles(blocks: readonly Block[]): Block[] {
  const [first, ...others] = blocks.filter(({ type }) => type === "lifecycle");
  if (first === undefined) return [...blocks];
  const body = others.reduce((merged, { body }) => mergeBodies(merged, body), first.body);
  return [...blocks.filter(({ type }) => type !== "lifecycle"), { ...first, body }];
}
