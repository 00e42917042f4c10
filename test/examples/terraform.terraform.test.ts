import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";

import { check } from "../../src/pipeline/check";
import { MOCK_PROVIDER, moduleFiles } from "../modules/plain-modules";
import { describeWithTerraform, mirrorArguments, openWorkshop, type Workshop } from "../modules/terraform";

const root = resolve(__dirname, "../..");
const names = ["personalize-kms-key", "geospatial-kms-key"];

/** The example in plain Terraform with its modules, and with a provider that reaches nobody. */
function example(): Workshop {
  const modules = names.flatMap((name) => Object.entries(moduleFiles(name)));
  return openWorkshop({
    ...Object.fromEntries(modules.map(([path, text]) => [`modules/${path}`, text])),
    "examples/terraform/main.tf": readFileSync(join(root, "examples/terraform/main.tf"), "utf8"),
    "examples/terraform/provider_override.tf.json": JSON.stringify({ provider: { aws: MOCK_PROVIDER } }),
    "main.tf.json": JSON.stringify({ module: { example: { source: "./examples/terraform" } } }),
  });
}

describeWithTerraform("the example in plain Terraform", () => {
  test("passes the gate", async () => {
    const workshop = example();
    try {
      workshop.plan();
      const { report } = await check({
        inputs: [{ path: join(workshop.folder, "tfplan") }],
        profile: "documented",
        minConfidence: "inferred",
        declaredUses: [],
      });
      expect(report.findings.filter(({ level }) => level !== "note")).toEqual([]);
      expect(report.summary).toMatchObject({ verdict: "pass", keys: 2 });
    } finally {
      workshop.remove();
    }
  });
});

describeWithTerraform("the pipeline", () => {
  /** Runs the script on a configuration with a gate, and tells how it ends and whether the plan was applied. */
  function pipeline(main: string, gate: string): { readonly status: number | null; readonly applied: boolean } {
    const workshop = openWorkshop({ "main.tf": main, "gate.js": gate });
    const env = {
      ...process.env,
      KMSGATE: `${process.execPath} gate.js`,
      TF_CLI_CONFIG_FILE: join(workshop.folder, ".terraform.settings"),
      TF_CLI_ARGS_init: mirrorArguments().join(" "),
    };
    const script = join(root, "examples/pipeline/gate.sh");
    const { status, stdout } = spawnSync("bash", [script, workshop.folder], { env, encoding: "utf8" });
    const applied = stdout.includes("Apply complete");
    workshop.remove();
    return { status, applied };
  }

  const builtin = 'resource "terraform_data" "applied" {}\n';
  const ends = (code: number): string =>
    `if (process.argv.slice(2).join(" ") === "check tfplan --output json=kmsgate.json") process.exit(${code});\n` +
    "process.exit(9);\n";

  test.each([
    ["applies what passed", 0, { status: 0, applied: true }],
    ["stops at findings", 1, { status: 1, applied: false }],
    ["stops where nothing could be looked at", 2, { status: 2, applied: false }],
    ["stops where something is undecided", 3, { status: 3, applied: false }],
  ])("%s", (_, exitCode, expected) => {
    expect(pipeline(builtin, ends(exitCode))).toEqual(expected);
  });

  test("with the gate itself: a key that Personalize cannot use is not applied", () => {
    const fails = readFileSync(join(root, "examples/plans/personalize-fails/main.tf"), "utf8");
    const gate = `require(${JSON.stringify(join(root, "node_modules/tsx/dist/cjs/index.cjs"))});
      require(${JSON.stringify(join(root, "src/cli/main.ts"))});\n`;
    expect(pipeline(fails, gate)).toEqual({ status: 1, applied: false });
  });
});
