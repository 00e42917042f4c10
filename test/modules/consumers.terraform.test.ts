import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

import { tarball } from "../package/pack";
import { documentedApp } from "./documented";
import { saySkipped } from "../say-skipped";

const root = resolve(__dirname, "../..");
const tsc = join(root, "node_modules/typescript/bin/tsc");
const quiet = ["--prefer-offline", "--no-audit", "--no-fund", "--ignore-scripts", "--strict-peer-deps"];

/** Why nothing can be installed here; `undefined` where npm reaches its registry. */
const absent =
  spawnSync("npm", ["view", "constructs", "version", "--fetch-retries=0"], { stdio: "ignore" }).status === 0
    ? undefined
    : "npm does not reach its registry";

if (absent !== undefined) saySkipped(absent);

const describeOnline = absent === undefined ? describe : describe.skip;

type Dependencies = Readonly<Record<string, string>>;

const forCdktf: Dependencies = { cdktf: "^0.21.0", "@cdktf/provider-aws": "^21.0.0", constructs: "^10.4.2" };
const forCdktn: Dependencies = { cdktn: "^0.24.0", "@cdktn/provider-aws": "^25.5.0", constructs: "^10.6.0" };

/** The same for CDK Terrain: nothing but the imports differs. */
const documentedForCdktn = documentedApp
  .replaceAll('"@cdktf/', '"@cdktn/')
  .replaceAll('from "cdktf"', 'from "cdktn"')
  .replaceAll("kmsgate/modules", "kmsgate/modules/cdktn");

const passes = readFileSync(join(root, "examples/plans/personalize-passes/plan.json"), "utf8");

const gateAlone = `
import { check, InputError, type Report } from "kmsgate";

async function main(): Promise<void> {
  const { report } = await check({
    inputs: [{ path: "plan.json" }],
    profile: "documented",
    minConfidence: "inferred",
    declaredUses: [],
  });
  const verdict: Report["summary"]["verdict"] = report.summary.verdict;
  console.log(verdict, typeof InputError);
}

void main();
`;

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "kmsgate-consumers-"));
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Runs a program, and returns what it prints; what goes wrong is told whole. */
function run(cwd: string, program: string, ...parameters: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(program, parameters, { cwd, encoding: "utf8" });
  if (status !== 0) throw new Error(`${program} ${parameters.join(" ")}: ${status}\n${stdout}${stderr}`);
  return stdout;
}

/** A project with these files that has installed the package, and what else it asks for. */
function project(name: string, dependencies: Dependencies, files: Readonly<Record<string, string>>): string {
  const at = join(folder, name);
  const settings = { name, private: true, dependencies: { kmsgate: `file:${tarball()}`, ...dependencies } };
  for (const [file, text] of Object.entries({ "package.json": JSON.stringify(settings), ...files })) {
    mkdirSync(dirname(join(at, file)), { recursive: true });
    writeFileSync(join(at, file), text);
  }
  return at;
}

function compilerOptions(given: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({
    compilerOptions: { strict: true, target: "es2022", types: [], skipLibCheck: true, ...given },
  });
}

/** What the app of the documentation synthesizes, compiled and run in the project. */
function resources(at: string): unknown {
  run(at, process.execPath, tsc);
  run(at, process.execPath, "app.js");
  const text = readFileSync(join(at, "cdktf.out/stacks/keys/cdk.tf.json"), "utf8");
  return (JSON.parse(text) as { readonly resource: unknown }).resource;
}

describeOnline("fresh projects that install the package", () => {
  let ofCdktf: unknown;

  test("with cdktf, on moduleResolution node10: the documented app synthesizes", () => {
    const at = project("cdktf", forCdktf, {
      "app.ts": documentedApp,
      "tsconfig.json": compilerOptions({ module: "commonjs", moduleResolution: "node10" }),
    });
    run(at, "npm", "install", ...quiet);
    expect(existsSync(join(at, "node_modules/cdktn"))).toBe(false);
    ofCdktf = resources(at);
    expect(Object.keys(ofCdktf as object)).toContain("aws_kms_replica_key");
  });

  test("with cdktn, on moduleResolution node16: the same app synthesizes the same", () => {
    const at = project("cdktn", forCdktn, {
      "app.ts": documentedForCdktn,
      "tsconfig.json": compilerOptions({ module: "node16", moduleResolution: "node16" }),
    });
    run(at, "npm", "install", ...quiet);
    expect(existsSync(join(at, "node_modules/cdktf"))).toBe(false);
    expect(resources(at)).toEqual(ofCdktf);
  });

  test("with neither, as an ES module: the gate by its API and by its command", () => {
    const at = project(
      "neither",
      { "@types/node": "^20.0.0" },
      {
        "app.mts": gateAlone,
        "plan.json": passes,
        "tsconfig.json": compilerOptions({
          module: "node16",
          moduleResolution: "node16",
          types: ["node"],
          skipLibCheck: false,
        }),
        "bundler.json": compilerOptions({
          module: "esnext",
          moduleResolution: "bundler",
          types: ["node"],
          noEmit: true,
        }),
      },
    );
    run(at, "npm", "install", ...quiet);
    const installed = readdirSync(join(at, "node_modules")).filter((name) => /^@?(cdkt[fn]|constructs)$/.test(name));
    expect(installed).toEqual([]);
    run(at, process.execPath, tsc);
    run(at, process.execPath, tsc, "-p", "bundler.json");
    expect(run(at, process.execPath, "app.mjs").trim()).toBe("pass function");
    expect(run(at, "node_modules/.bin/kmsgate", "check", "plan.json")).toContain("passed");
  });

  test.each<readonly [string, Dependencies]>([
    ["the oldest of cdktf", { cdktf: "0.21.0", "@cdktf/provider-aws": "20.0.0", constructs: "10.4.2" }],
    ["the oldest of cdktn", { cdktn: "0.24.0", "@cdktn/provider-aws": "25.5.0", constructs: "10.6.0" }],
    ["both", { ...forCdktf, ...forCdktn }],
  ])("%s: nothing stands against an install", (name, dependencies) => {
    const at = project(name.replaceAll(" ", "-"), dependencies, {});
    run(at, "npm", "install", "--package-lock-only", ...quiet);
    const { packages } = JSON.parse(readFileSync(join(at, "package-lock.json"), "utf8")) as {
      readonly packages: Readonly<Record<string, { readonly version?: string }>>;
    };
    expect(Object.keys(packages)).toEqual(
      expect.arrayContaining(["kmsgate", ...Object.keys(dependencies)].map((each) => `node_modules/${each}`)),
    );
  });
});
