/**
 * Writes test/services/attributes.json: the attributes of the AWS provider that signals of the catalogue name, as far as the
 * provider has them. A test compares it with the signals.
 *
 * Run it with `npx tsx scripts/attributes.ts` after a signal has changed; it asks Terraform for the provider's schema, which
 * takes a provider plugin (`TF_PLUGIN_DIR` names a local mirror), or takes the file that
 * `terraform providers schema -json` has written: `npx tsx scripts/attributes.ts schema.json`.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { overridesUsed, pathsUsed } from "../test/services/paths-used";

const VERSION = "5.100.0";
const PROVIDER = "registry.terraform.io/hashicorp/aws";
const TARGET = join(__dirname, "..", "test", "services", "attributes.json");

/** As Terraform prints it: `"string"`, `["list", "string"]`, `["object", { … }]`. */
type AttributeType = string | readonly [string, AttributeType | Readonly<Record<string, AttributeType>>];

interface Block {
  readonly attributes?: Readonly<Record<string, { readonly type?: AttributeType }>>;
  readonly block_types?: Readonly<Record<string, { readonly nesting_mode: string; readonly block: Block }>>;
}

interface Schema {
  readonly provider_schemas: Readonly<
    Record<string, { readonly resource_schemas: Readonly<Record<string, { readonly block: Block }>> }>
  >;
}

/** Whether the provider has this attribute, or this block. Of a JSON text only the attribute that holds it can be told. */
function hasPath(block: Block, path: string): boolean {
  const [attribute = path] = path.split("{}");
  return hasSteps(block, attribute.match(/\[\]|[^.[\]]+/g) ?? []);
}

function hasSteps(block: Block, [name = "", ...rest]: readonly string[]): boolean {
  const nested = block.block_types?.[name];
  if (nested !== undefined) {
    const isSingle = nested.nesting_mode === "single";
    if (rest.length === 0) return true;
    return isSingle ? hasSteps(nested.block, rest) : rest[0] === "[]" && hasSteps(nested.block, rest.slice(1));
  }
  const type = block.attributes?.[name]?.type;
  return type !== undefined && hasType(type, rest);
}

function hasType(type: AttributeType, [step, ...rest]: readonly string[]): boolean {
  if (step === undefined) return true;
  if (typeof type === "string") return false;
  const [kind, of] = type;
  if (kind === "object") {
    const member = (of as Readonly<Record<string, AttributeType>>)[step];
    return member !== undefined && hasType(member, rest);
  }
  return (step === "[]" ? kind === "list" || kind === "set" : kind === "map") && hasType(of as AttributeType, rest);
}

function schemaOfTerraform(): string {
  const folder = mkdtempSync(join(tmpdir(), "attributes-"));
  try {
    const provider = `aws = { source = "hashicorp/aws", version = "${VERSION}" }`;
    writeFileSync(join(folder, "main.tf"), `terraform {\n  required_providers {\n    ${provider}\n  }\n}\n`);
    const { TF_PLUGIN_DIR: plugins } = process.env;
    const terraform = (...args: readonly string[]): string =>
      execFileSync("terraform", args, { cwd: folder, encoding: "utf8", maxBuffer: 2 ** 28 });
    terraform("init", ...(plugins === undefined ? [] : [`-plugin-dir=${plugins}`]));
    return terraform("providers", "schema", "-json");
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const [, , file] = process.argv;
const schema = JSON.parse(file === undefined ? schemaOfTerraform() : readFileSync(file, "utf8")) as Schema;
const resources = schema.provider_schemas[PROVIDER]?.resource_schemas;
if (resources === undefined) throw new Error(`The schema has no provider ${PROVIDER}.`);
const overrides = overridesUsed();
const types = Object.entries(pathsUsed()).flatMap(([type, paths]) => {
  const block = resources[type]?.block;
  const ofRoles = overrides.filter((each) => each.types.includes(type)).map(({ path }) => path);
  const all = [...new Set([...paths, ...ofRoles])].sort();
  return block === undefined ? [] : [[type, all.filter((path) => hasPath(block, path))] as const];
});
writeFileSync(
  TARGET,
  `${JSON.stringify({ provider: `hashicorp/aws ${VERSION}`, types: Object.fromEntries(types) }, null, 2)}\n`,
);
