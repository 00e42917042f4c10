import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { unzipSync } from "fflate";
import { readPlan } from "../../src/input";
import { readPlanDocument } from "../../src/input/classify";
import { showSavedPlan } from "../../src/input/saved-plan";
import { zip } from "../planfile/make";
import { TERRAFORM } from "../planfile/terraform";
import { saySkipped } from "../say-skipped";

if (!TERRAFORM) saySkipped("Terraform printing saved plans: there is no terraform on the PATH");
const withTerraform = TERRAFORM ? test : test.skip;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "kmsgate-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** Saves a plan of one resource; terraform_data is built in: no provider is fetched. */
function savePlan(name: string): string {
  writeFileSync(join(folder, "main.tf"), 'resource "terraform_data" "d" {\n  input = "x"\n}\n');
  const terraform = (...args: string[]) => execFileSync("terraform", args, { cwd: folder, stdio: "ignore" });
  terraform("init");
  terraform("plan", `-out=${name}`);
  return join(folder, name);
}

withTerraform(
  "Terraform prints a plan that it saved",
  async () => {
    const path = savePlan("-saved plan");
    const document = readPlanDocument(await showSavedPlan(path, { terraform: "terraform" }), path);
    expect(document["resource_changes"]).toMatchObject([
      { address: "terraform_data.d", change: { actions: ["create"] } },
    ]);
    const elsewhere = showSavedPlan(join(folder, "main.tf"), { terraform: "terraform" });
    await expect(elsewhere).rejects.toThrow(/main\.tf: terraform show -json failed\n {2}Error: /);
  },
  60_000,
);

withTerraform(
  "a saved plan with a state of an older version, which only Terraform reads, is printed by it where that is allowed",
  async () => {
    const path = savePlan("tfplan");
    const older = { version: 3, terraform_version: "0.11.14", serial: 1, lineage: "x", modules: [] };
    const members = unzipSync(readFileSync(path));
    writeFileSync(path, zip({ ...members, tfstate: JSON.stringify(older) }));
    await expect(readPlan(path)).rejects.toThrow(/has version 3; this reads version 4/);
    const plan = await readPlan(path, { terraform: "terraform" });
    expect(plan.file).toMatchObject({ reader: "terraform", terraformVersion: expect.any(String) as unknown });
    expect(plan.resources.map(({ address, change }) => [address.text, change])).toEqual([
      ["terraform_data.d", "create"],
    ]);
  },
  60_000,
);
