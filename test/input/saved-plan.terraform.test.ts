import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readPlanDocument } from "../../src/input";
import { showSavedPlan } from "../../src/input/saved-plan";

it("Terraform prints a plan that it saved", async () => {
  const folder = mkdtempSync(join(tmpdir(), "kmsgate-"));
  try {
    // terraform_data is built in: no provider is fetched.
    writeFileSync(join(folder, "main.tf"), 'resource "terraform_data" "d" {\n  input = "x"\n}\n');
    const terraform = (...args: string[]) => execFileSync("terraform", args, { cwd: folder, stdio: "ignore" });
    terraform("init");
    terraform("plan", "-out=-saved plan");
    const path = join(folder, "-saved plan");
    const document = readPlanDocument(await showSavedPlan(path, { terraform: "terraform" }), path);
    expect(document["resource_changes"]).toMatchObject([
      { address: "terraform_data.d", change: { actions: ["create"] } },
    ]);
    const elsewhere = showSavedPlan(join(folder, "main.tf"), { terraform: "terraform" });
    await expect(elsewhere).rejects.toThrow(/main\.tf: terraform show -json failed\n {2}Error: /);
  } finally {
    rmSync(folder, { recursive: true });
  }
}, 60_000);
