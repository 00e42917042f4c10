import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

import { parse } from "yaml";

import { describeWithTerraform, mirrorArguments, openWorkshop } from "../modules/terraform";
import { shell, snippets } from "./snippets";

const root = resolve(__dirname, "../..");

const gitlab = (): string[] => {
  const jobs = parse(snippets("gitlab.md", "yaml")[0] ?? "") as Readonly<
    Record<string, { readonly script?: string[] }>
  >;
  return ["plan", "kms-gate", "apply"].map((name) => jobs[name]?.script?.join("\n") ?? "exit 64");
};
const jenkins = (): string[] =>
  [...(snippets("jenkins.md", "groovy")[0] ?? "").matchAll(/^\s*sh '(.*)'$/gm)].map(([, script = "exit 64"]) => script);

/** npx that runs kmsgate as its sources are now. */
function npx(folder: string): string {
  const bin = join(folder, "bin");
  const [tsx, main] = ["node_modules/tsx/dist/cli.mjs", "src/cli/main.ts"].map((path) => join(root, path));
  mkdirSync(bin);
  writeFileSync(join(bin, "npx"), `#!/bin/sh\nshift 2\nexec node "${tsx ?? ""}" "${main ?? ""}" "$@"\n`);
  chmodSync(join(bin, "npx"), 0o755);
  return bin;
}

describeWithTerraform("with Terraform itself", () => {
  test.each([
    ["GitLab: a plan without keys is applied", gitlab, 'resource "terraform_data" "applied" {}\n', true],
    ["Jenkins: a plan without keys is applied", jenkins, 'resource "terraform_data" "applied" {}\n', true],
    ["GitLab: a key that Personalize cannot use is not", gitlab, undefined, false],
    ["Jenkins: a key that Personalize cannot use is not", jenkins, undefined, false],
  ])("%s", (_, scripts, main, applied) => {
    const fails = readFileSync(join(root, "examples/plans/personalize-fails/main.tf"), "utf8");
    const workshop = openWorkshop({ "main.tf": main ?? fails });
    try {
      const programs = { folder: npx(workshop.folder), asked: () => [] };
      const env = {
        TF_CLI_CONFIG_FILE: join(workshop.folder, ".terraform.settings"),
        TF_CLI_ARGS_init: mirrorArguments().join(" "),
        TF_CLI_ARGS: "-no-color",
      };
      let said = "";
      const passed = scripts().every((script) => {
        const { code, out } = shell(["sh", "-e"], script, { cwd: workshop.folder, env, programs });
        said += out;
        return code === 0;
      });
      expect(said).toContain("Saved the plan to: tfplan");
      expect([passed, said.includes("Apply complete!")]).toEqual([applied, applied]);
    } finally {
      workshop.remove();
    }
  });
});
