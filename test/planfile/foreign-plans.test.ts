import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readSavedPlan, SavedPlanUnreadable } from "../../src/planfile";
import { saySkipped } from "../say-skipped";

/** Saved plans that others have published. */
const FOLDER = join(__dirname, "../../../shared/plans/binary");

const there = existsSync(FOLDER);
if (!there) saySkipped("there are no saved plans of others in ../shared/plans/binary");

/** By how the file name ends: how many changes it holds, or why it is not read. */
const EXPECTED: readonly (readonly [file: string, outcome: number | RegExp])[] = [
  ["tf_tags__plan.tfplan", /made before Terraform 1\.1/],
  ["binary-plan.tfplan", 2],
  ["CUSTOM-4__fixtures__test.tfplan", /made before Terraform 1\.1/],
  ["examples__terraform__plan.save", /made before Terraform 1\.1/],
  ["gke-plan.tfplan", /made before Terraform 1\.1/],
  ["non_default_planfile_012__planfilefoo", /made before Terraform 1\.1/],
  ["single-failure__tfplan", 1],
  ["tf-config__tfplan.plan", 1],
  ["passed__tfplan", 1],
  ["non_default_planfile_013__planfilefoo", /made before Terraform 1\.1/],
  ["tf-summarize__example__tfplan", 8],
  ["non_default_planfile_014__planfilefoo", /made before Terraform 1\.1/],
  ["small_terraform__plan.save", /made before Terraform 1\.1/],
  ["out.tfplan", /this is not a saved plan/],
  ["nested-modules__tfplan", 2],
  ["wip__plan.save", /made before Terraform 1\.1/],
  ["multiple-failures__tfplan", 3],
];

(there ? test : test.skip)("every published saved plan is read, or named for why not", () => {
  for (const file of readdirSync(FOLDER)) {
    const expected = EXPECTED.find(([end]) => file.endsWith(end))?.[1];
    let outcome: number | string;
    try {
      const plan = readSavedPlan(readFileSync(join(FOLDER, file)), { path: file, sha256: "" });
      outcome = plan.resources.length;
      expect(plan.source?.modules.get("")?.files.size).toBeGreaterThan(0);
    } catch (error) {
      if (!(error instanceof SavedPlanUnreadable)) throw error;
      outcome = error.message;
    }
    if (expected instanceof RegExp) expect(outcome).toMatch(expected);
    else expect([file, outcome]).toEqual([file, expected]);
  }
});
