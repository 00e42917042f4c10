import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, resolve } from "node:path";
import type { Json, PlanSource, SourceModule } from "../../src/plan/plan";
import { ConfigurationWorld } from "../../src/source/evaluate/configuration-world";
import { ModuleInstance } from "../../src/source/evaluate/module-instance";
import { isKnown, type Value } from "../../src/value";
import { compatible, sameAsJson } from "./evaluate/judge/compare";
import { EXPRESSIONS } from "./evaluate/judge/expressions";
import { OVERRIDES, PLANNED } from "./evaluate/judge/overrides";

/**
 * Terraform as the judge: one stack of expressions and module trees is evaluated by `terraform test`, which makes the
 * computed attributes known, and by kmsgate, once with the same attributes known and once with holes for them.
 */
const JUDGE = resolve(__dirname, "evaluate/judge");
const TREES = readdirSync(join(JUDGE, "trees"));
const NUMBERED = Object.values(EXPRESSIONS)
  .flat()
  .map((expression, index) => ({ name: `e${String(index).padStart(3, "0")}`, expression }));

/** Holes although all is known: Terraform counts with 512 bits. */
const INEXACT: readonly string[] = [
  `jsonencode({ b = [1, 2.5, 1e21, -0.5], a = "x<y>&z", n = null, t = true })`,
  `jsondecode("12345678901234567890")`,
  `jsonencode(12345678901234567890)`,
  `1 / 3 * 3`,
  `tostring(100000000000000000000)`,
];

const folder = mkdtempSync(join(tmpdir(), "kmsgate-judge-"));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const outputs = judge();
const describeJudged = outputs === undefined ? describe.skip : describe;

/** What Terraform says that every output is; `undefined`, with a printed reason, where it cannot be asked. */
function judge(): Readonly<Record<string, Json>> | undefined {
  writeStack();
  const mirror = pluginMirror();
  const env = { ...process.env, TF_CLI_CONFIG_FILE: join(folder, "empty.rc"), CHECKPOINT_DISABLE: "1" };
  const options = { cwd: folder, env, encoding: "utf8", maxBuffer: 1 << 28, timeout: 240_000 } as const;
  const init = spawnSync(
    "terraform",
    ["init", "-no-color", ...(mirror === undefined ? [] : [`-plugin-dir=${mirror}`])],
    options,
  );
  if (init.status !== 0) {
    if (init.error === undefined && mirror !== undefined) throw new Error(init.stderr);
    console.warn(`skipped: terraform or its AWS provider is not at hand: ${init.error?.message ?? init.stderr}`);
    return undefined;
  }
  const { stdout } = spawnSync("terraform", ["test", "-json", "-verbose", "-no-color"], options);
  const lines = stdout.split("\n").filter((line) => line.startsWith("{"));
  const messages = lines.map((line) => JSON.parse(line) as { type: string; test_plan?: TestPlan; "@message": string });
  const plan = messages.find(({ type }) => type === "test_plan")?.test_plan;
  if (plan === undefined)
    throw new Error(
      messages
        .filter(({ type }) => type === "diagnostic")
        .map((each) => JSON.stringify(each))
        .join("\n"),
    );
  return Object.fromEntries(Object.entries(plan.output_changes).map(([name, { after }]) => [name, after]));
}

interface TestPlan {
  readonly output_changes: Readonly<Record<string, { readonly after: Json }>>;
}

function pluginMirror(): string | undefined {
  const tool = resolve(__dirname, "../../../shared/tools/provider-mirror");
  if (!existsSync(tool)) return undefined;
  return execFileSync(tool, { encoding: "utf8" }).trim() || undefined;
}

function writeStack(): void {
  cpSync(JUDGE, folder, { recursive: true, filter: (path) => !path.endsWith(".ts") });
  const expressions = NUMBERED.map(
    ({ name, expression }) => `output "${name}" {\n  value = { v = ${expression}\n  }\n}\n`,
  );
  const trees = TREES.map(
    (tree) =>
      `module "${tree}" {\n  source = "./trees/${tree}"\n  role_arn = aws_iam_role.r.arn\n}\noutput "tree-${tree}" {\n  value = { v = module.${tree}.result }\n}\n`,
  );
  writeFileSync(join(folder, "outputs.tf"), [...expressions, ...trees].join("\n"));
  const overrides = Object.entries(OVERRIDES).map(
    ([address, values]) =>
      `override_resource {\n  target = ${address}\n  override_during = plan\n  values = {\n${Object.entries(values)
        .map(([name, value]) => `    ${name} = ${JSON.stringify(value)}\n`)
        .join("")}  }\n}\n`,
  );
  writeFileSync(join(folder, "judge.tftest.hcl"), `${overrides.join("")}run "judge" {\n  command = plan\n}\n`);
  writeFileSync(join(folder, "empty.rc"), "");
}

/** The stack as a saved plan would hold it. */
function stackSource(): PlanSource {
  const modules = new Map<string, SourceModule>();
  const add = (address: string, directory: string): void => {
    const path = join(folder, directory);
    const names = readdirSync(path).filter((name) => name.endsWith(".tf"));
    const files = new Map(names.map((name) => [name, readFileSync(join(path, name), "utf8")]));
    modules.set(address, { directory: directory === "" ? "." : directory, files });
    for (const text of files.values()) {
      for (const [, name = "", source = ""] of text.matchAll(/module "([^"]+)" \{[^]*?source\s*=\s*"([^"]+)"/g)) {
        add(address === "" ? `module.${name}` : `${address}.module.${name}`, relative(folder, resolve(path, source)));
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

function rootModule(known: boolean): ModuleInstance {
  const value = (address: string, [attribute = "", ...rest]: readonly (string | number)[]): Value | undefined => {
    const own = PLANNED[address] ?? {};
    const overridden = known ? (OVERRIDES[address] ?? {}) : {};
    const found = { ...own, ...overridden }[String(attribute)];
    return rest.length === 0 ? found : undefined;
  };
  const world = new ConfigurationWorld(stackSource(), { planned: { value }, workspace: "default" });
  const source = world.moduleSource("");
  if (source === undefined || world.errors.length > 0) throw new Error(world.errors.map(String).join("\n"));
  return new ModuleInstance(world, source, []);
}

describeJudged("Terraform as the judge", () => {
  const known = outputs === undefined ? undefined : rootModule(true);
  const open = outputs === undefined ? undefined : rootModule(false);
  const cases = [...NUMBERED, ...TREES.map((tree) => ({ name: `tree-${tree}`, expression: tree }))];

  it("has a corpus of some size", () => {
    expect(NUMBERED.length).toBeGreaterThanOrEqual(150);
    expect(TREES.length).toBeGreaterThanOrEqual(30);
  });

  it.each(cases)("$name with all known: $expression", ({ name, expression }) => {
    const ours = known?.output(name) ?? null;
    const judged = INEXACT.includes(expression) ? compatible : sameAsJson;
    expect(judged(ours, outputs?.[name] ?? null, holeValue)).toBeUndefined();
  });

  it.each(cases)("$name with holes: $expression", ({ name }) => {
    const ours = open?.output(name) ?? null;
    expect(compatible(ours, outputs?.[name] ?? null, holeValue)).toBeUndefined();
  });

  it("leaves no holes where all is known, but for numbers that JavaScript cannot hold", () => {
    const holes = cases.filter(({ name }) => !isKnown(known?.output(name) ?? null)).map(({ expression }) => expression);
    expect(holes).toEqual(INEXACT);
  });
});

/** What Terraform was told that a hole is. */
function holeValue(name: string): string | undefined {
  for (const [address, values] of Object.entries(OVERRIDES)) {
    if (name.startsWith(`${address}.`)) return values[name.slice(address.length + 1)];
  }
  return undefined;
}
