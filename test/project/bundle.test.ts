import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const ROOT = resolve(__dirname, "../..");

/** The command line in one file, as `npm run build` makes it, must say what the sources say. */
describe("the bundled command line", () => {
  const folder = mkdtempSync(join(tmpdir(), "kmsgate-bundle-"));
  const main = join(folder, "dist/cli/main.js");

  beforeAll(() => {
    execFileSync(process.execPath, [join(ROOT, "scripts/bundle.js"), join(folder, "dist/cli/main.js")], { cwd: ROOT });
    execFileSync("cp", [join(ROOT, "package.json"), folder]);
    execFileSync("ln", ["-s", join(ROOT, "node_modules"), join(folder, "node_modules")]);
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  test.each([
    ["a plan that fails", ["check", join(ROOT, "examples/plans/personalize-fails/plan.json")], 1, "FAIL  "],
    ["a plan that passes", ["check", join(ROOT, "examples/plans/personalize-passes/plan.json")], 0, "PASS  "],
    ["a saved plan", ["check", join(ROOT, "test/fixtures/recovery/02-jsonencode-unknown/plan.bin")], 0, "no KMS use"],
    ["a file that is no plan", ["check", join(ROOT, "package.json")], 2, ""],
    [
      "policies of a saved plan",
      ["policies", join(ROOT, "test/fixtures/recovery/02-jsonencode-unknown/plan.bin")],
      0,
      "aws_kms_key.k",
    ],
    [
      "an AWS managed policy",
      ["check", join(ROOT, "test/scenarios/attachments/administrator-access/plan.json")],
      0,
      "PASS  ",
    ],
  ])("%s", (_, args, code, says) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], { encoding: "utf8" });
    expect({ status, says: stdout.includes(says), internal: stderr.includes("internal error") }).toEqual({
      status: code,
      says: true,
      internal: false,
    });
  });
});
