import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import type { Json, PlanSource, SourceModule } from "../../../../src/plan/plan";
import { ConfigurationWorld } from "../../../../src/source/evaluate/configuration-world";
import { ModuleInstance } from "../../../../src/source/evaluate/module-instance";
import type { Value } from "../../../../src/values/value";
import { EXPRESSIONS } from "./expressions";
import { OVERRIDES, PLANNED } from "./overrides";

/** What Terraform said that every output is. */
export type Answers = Readonly<Record<string, Json>>;

/** One output of the stack: an expression, or what a module tree gives. */
export interface Case {
  readonly name: string;
  readonly expression: string;
}

export const NUMBERED: readonly Case[] = Object.values(EXPRESSIONS)
  .flat()
  .map((expression, index) => ({ name: `e${String(index).padStart(3, "0")}`, expression }));

export const TREES: readonly string[] = readdirSync(join(__dirname, "trees")).sort();

export const CASES: readonly Case[] = [
  ...NUMBERED,
  ...TREES.map((tree) => ({ name: `tree-${tree}`, expression: tree })),
];

/** Writes the stack, and what makes its computed attributes known in `terraform test`, to a folder. */
export function writeStack(folder: string): void {
  cpSync(__dirname, folder, { recursive: true, filter: (path) => !/\.ts$|answers\.json$/.test(path) });
  const expressions = NUMBERED.map(
    ({ name, expression }) => `output "${name}" {\n  value = { v = ${expression}\n  }\n}\n`,
  );
  const trees = TREES.map(
    (tree) => `module "${tree}" {
  source   = "./trees/${tree}"
  role_arn = aws_iam_role.r.arn
}
output "tree-${tree}" {
  value = { v = module.${tree}.result }
}
`,
  );
  writeFileSync(join(folder, "outputs.tf"), [...expressions, ...trees].join("\n"));
  writeFileSync(join(folder, "judge.tftest.hcl"), `${overrides()}run "judge" {\n  command = plan\n}\n`);
}

function overrides(): string {
  return Object.entries(OVERRIDES)
    .map(([address, values]) => {
      const lines = Object.entries(values).map(([name, value]) => `    ${name} = ${JSON.stringify(value)}\n`);
      return `override_resource {\n  target = ${address}\n  override_during = plan\n  values = {\n${lines.join("")}  }\n}\n`;
    })
    .join("");
}

/** The root module of a written stack, its computed attributes known or holes. */
export function rootModule(folder: string, known: boolean): ModuleInstance {
  const value = (address: string, [attribute = "", ...rest]: readonly (string | number)[]): Value | undefined => {
    const found = { ...PLANNED[address], ...(known ? OVERRIDES[address] : {}) }[String(attribute)];
    return rest.length === 0 ? found : undefined;
  };
  const world = new ConfigurationWorld(sourceOf(folder), { planned: { value }, workspace: "default" });
  const source = world.moduleSource("");
  if (source === undefined || world.errors.length > 0) throw new Error(world.errors.map(String).join("\n"));
  return new ModuleInstance(world, source, []);
}

/** The stack as a saved plan would hold it. */
function sourceOf(folder: string): PlanSource {
  const modules = new Map<string, SourceModule>();
  const add = (address: string, directory: string): void => {
    const path = join(folder, directory);
    const names = readdirSync(path).filter((name) => name.endsWith(".tf"));
    const files = new Map(names.map((name) => [name, readFileSync(join(path, name), "utf8")]));
    modules.set(address, { directory: directory === "" ? "." : directory, files });
    for (const text of files.values()) {
      for (const [, name = "", source = ""] of text.matchAll(/module "([^"]+)" \{[^]*?source\s*=\s*"([^"]+)"/g)) {
        const called = address === "" ? `module.${name}` : `${address}.module.${name}`;
        add(called, relative(folder, resolve(path, source)));
      }
    }
  };
  add("", "");
  const readFile = (_: string, path: string): { text: string } | { missing: string } => {
    const whole = resolve(folder, path);
    return existsSync(whole) ? { text: readFileSync(whole, "utf8") } : { missing: "no such file" };
  };
  return { origin: "directory", modules, readFile };
}

/** What Terraform was told that a hole is. */
export function toldValue(hole: string): string | undefined {
  for (const [address, values] of Object.entries(OVERRIDES)) {
    if (hole.startsWith(`${address}.`)) return values[hole.slice(address.length + 1)];
  }
  return undefined;
}
