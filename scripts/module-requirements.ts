/**
 * Writes what the plain Terraform modules take from the catalogue: modules/<name>/requirements.tf, and the tables of inputs
 * and outputs in modules/<name>/README.md. With `--check` it writes nothing and exits with 1 where a file is stale.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { format, resolveConfig } from "prettier";

import { operationsWithKey } from "../src/writing/service-policies";
import { actionsOf, administratorStatement } from "../src/writing/statements";
import { requirementsOf } from "../src/services/catalogue";
import { personalize } from "../src/services/entries/personalize";
import { sagemakerGeospatial } from "../src/services/entries/sagemaker-geospatial";
import type { Requirement } from "../src/services/requirement";
import type { Service } from "../src/services/service";

/** The plain modules, and the service each is for. */
export const plainModules: readonly { readonly name: string; readonly service: Service }[] = [
  { name: "personalize-kms-key", service: personalize },
  { name: "geospatial-kms-key", service: sagemakerGeospatial },
];

const begin = "<!-- variables:begin -->";
const end = "<!-- variables:end -->";

/** The catalogue's requirements of a service as Terraform locals. */
export function requirementsHcl(service: Service): string {
  const actions = (layer: Requirement["layer"]): string =>
    operationsWithKey(service)
      .map((id) => {
        const asked = requirementsOf(service, [id]).filter(({ when }) => when !== "dataset-group-key-exported");
        return `    "${id}" = [${quoted(actionsOf(asked, layer, "role"))}]`;
      })
      .join("\n");
  const exported = actionsOf(
    service.requirements.filter(({ when }) => when === "dataset-group-key-exported"),
    "key-policy",
    "role",
  );
  const administrators = [administratorStatement(["arn"]).Action].flat();
  const ofPrimary = [administratorStatement(["arn"], true).Action]
    .flat()
    .filter((each) => !administrators.includes(each));
  return `# Generated from kmsgate's catalogue by npm run docs: not to be edited.
locals {
  key_policy_actions_of = {
${aligned(actions("key-policy"))}
  }

  role_policy_actions_of = {
${aligned(actions("role-policy"))}
  }
${exported.length === 0 ? "" : `\n  key_policy_actions_for_export = [${quoted(exported)}]\n`}
  administrator_actions = [
${administrators.map((action) => `    ${JSON.stringify(action)},`).join("\n")}
  ]

  administrator_actions_for_multi_region = [${quoted(ofPrimary)}]
}
`;
}

function quoted(values: readonly string[]): string {
  return values.map((value) => JSON.stringify(value)).join(", ");
}

/** As `terraform fmt` does: the signs in one column. */
function aligned(lines: string): string {
  const parts = lines.split("\n").map((line) => line.split(" = ") as [string, string]);
  const width = Math.max(...parts.map(([name]) => name.length));
  return parts.map(([name, value]) => `${name.padEnd(width)} = ${value}`).join("\n");
}

interface Entry {
  readonly name: string;
  readonly body: string;
}

/** The blocks of a kind, `variable` or `output`; the files are ours and as `terraform fmt` leaves them. */
function blocks(text: string, kind: string): readonly Entry[] {
  return [...text.matchAll(new RegExp(`^${kind} "(\\w+)" \\{\\n(.*?)^\\}`, "gms"))].map(([, name = "", body = ""]) => ({
    name,
    body,
  }));
}

function attribute(body: string, name: string): string | undefined {
  return new RegExp(`^  ${name}\\s+= (.*)$`, "m").exec(body)?.[1];
}

/** The tables of inputs and outputs of a module. */
export function tables(variables: string, outputs: string): string {
  const text = (body: string): string => JSON.parse(attribute(body, "description") ?? '""') as string;
  const inputs = blocks(variables, "variable").map(({ name, body }) => {
    const preset = attribute(body, "default");
    const shown = preset === undefined ? "required" : `\`${preset}\``;
    return `| \`${name}\` | \`${attribute(body, "type") ?? "any"}\` | ${shown} | ${text(body)} |`;
  });
  const results = blocks(outputs, "output").map(({ name, body }) => `| \`${name}\` | ${text(body)} |`);
  return [
    "## Inputs",
    "",
    "| name | type | default | description |",
    "| --- | --- | --- | --- |",
    ...inputs,
    "",
    "## Outputs",
    "",
    "| name | description |",
    "| --- | --- |",
    ...results,
  ].join("\n");
}

/** Every generated file of the plain modules, by its path from the root. */
export async function generatedFiles(root: string): Promise<ReadonlyMap<string, string>> {
  const files = await Promise.all(
    plainModules.map(async ({ name, service }) => {
      const read = (file: string): string => readFileSync(join(root, "modules", name, file), "utf8");
      const readme = read("README.md");
      const [from, to] = [readme.indexOf(begin), readme.indexOf(end)];
      if (from < 0 || to < from) throw new Error(`modules/${name}/README.md has no ${begin} followed by ${end}`);
      const table = tables(read("variables.tf"), read("outputs.tf"));
      const path = `modules/${name}/README.md`;
      const text = `${readme.slice(0, from + begin.length)}\n\n${table}\n\n${readme.slice(to)}`;
      const options = await resolveConfig(join(root, path));
      return [
        [`modules/${name}/requirements.tf`, requirementsHcl(service)],
        [path, await format(text, { ...options, filepath: path })],
      ] as const;
    }),
  );
  return new Map(files.flat());
}

async function main(): Promise<void> {
  const root = join(__dirname, "..");
  for (const [path, text] of await generatedFiles(root)) {
    const file = join(root, path);
    if (existsSync(file) && readFileSync(file, "utf8") === text) continue;
    if (process.argv.includes("--check")) {
      console.error(`${path} is stale: run npm run docs`);
      process.exitCode = 1;
    } else {
      writeFileSync(file, text);
      console.log(`wrote ${path}`);
    }
  }
}

if (require.main === module) void main();
