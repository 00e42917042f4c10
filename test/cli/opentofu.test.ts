import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { runIn, type Ran } from "./harness";

const FAULTS = join(__dirname, "../fixtures/faults/opentofu");

let folder = "";
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "opentofu-"))));
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const check = (...args: readonly string[]): Promise<Ran> => runIn(folder, ["check", ...args]);
const fault = (name: string): string => join(FAULTS, name);

test("a saved plan whose configuration is main.tofu fails as its twin of main.tf does", async () => {
  const twin = await check(fault("personalize-key.tfplan"));
  const tofu = await check(fault("tofuplan.tfplan"));
  expect(twin.code).toBe(1);
  expect(tofu.code).toBe(1);
  const ofTwin = twin.out.replaceAll("personalize-key.tfplan", "tofuplan.tfplan").replaceAll("main.tf", "main.tofu");
  // Lines break where the length of the names has them break.
  const words = (text: string): readonly string[] => text.split(/\s+/);
  expect(words(tofu.out)).toEqual(words(ofTwin));
});

test("a key that is forgotten and created anew (action 10) is judged", async () => {
  expect((await check(fault("act10.tfplan"))).code).toBe(1);
});

describe("a stale main.tf beside main.tofu", () => {
  const source = (): string => {
    copyFileSync(fault("stale.main.tf"), join(folder, "main.tf"));
    copyFileSync(fault("stale.main.tofu"), join(folder, "main.tofu"));
    return folder;
  };
  const json = (): string => readFileSync(fault("personalize-key.plan.json"), "utf8");

  test("is asked for by OpenTofu's own command where the plan is OpenTofu's", async () => {
    const path = join(folder, "plan.json");
    writeFileSync(path, json().replaceAll("registry.terraform.io", "registry.opentofu.org"));
    const { code, out } = await check(path);
    expect(code).toBe(3);
    expect(out.replaceAll(/\s+/g, " ")).toContain("check the saved plan (tofu plan -out=tfplan) or pass --source DIR");
    expect(out).not.toContain("terraform plan");
  });

  test("is left aside where the plan is OpenTofu's", async () => {
    writeFileSync(join(folder, "plan.json"), json().replaceAll("registry.terraform.io", "registry.opentofu.org"));
    expect((await check(join(folder, "plan.json"), "--source", source())).code).toBe(1);
  });

  test("passes nothing where the plan is Terraform's: the folder says otherwise", async () => {
    writeFileSync(join(folder, "plan.json"), json());
    const { code, out } = await check(join(folder, "plan.json"), "--source", source());
    expect(code).toBe(3);
    expect(out.replaceAll(/\s+/g, " ")).toContain("main.tf:1:1: Beside it stands main.tofu");
  });
});
