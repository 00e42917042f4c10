import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { runIn } from "./harness";

const plans = join(__dirname, "../../examples/plans");
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "kmsgate-baseline-"));
  copyFileSync(join(plans, "personalize-fails/plan.json"), join(folder, "plan.json"));
  copyFileSync(join(plans, "geospatial-fails/plan.json"), join(folder, "other.json"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const read = (name: string): string => readFileSync(join(folder, name), "utf8");

test("--write-baseline accepts what is found, and exits with 0", async () => {
  expect((await runIn(folder, ["check", join(folder, "plan.json")])).code).toBe(1);
  const writing = await runIn(folder, ["check", join(folder, "plan.json"), "--write-baseline", "b.json"]);
  expect(writing.code).toBe(0);
  expect(writing.err).toMatch(/^kmsgate: b\.json holds \d+ findings?; --baseline accepts them\n$/);
  const first = read("b.json");
  const after = await runIn(folder, ["check", join(folder, "plan.json"), "--baseline", "b.json"]);
  expect(after.code).toBe(0);
  expect(after.out).toContain("in the baseline)");
  await runIn(folder, ["check", join(folder, "plan.json"), "--write-baseline", "b.json"]);
  expect(read("b.json")).toBe(first);
});

test("what is new fails all the same, and what is fixed is told", async () => {
  await runIn(folder, ["check", join(folder, "other.json"), "--write-baseline", "b.json"]);
  const { code, out } = await runIn(folder, ["check", join(folder, "plan.json"), "--baseline", "b.json"]);
  expect(code).toBe(1);
  expect(out).toContain("in the baseline, and no longer found");
});

test("with both flags on one file: compared first, then written", async () => {
  await runIn(folder, ["check", join(folder, "other.json"), "--write-baseline", "b.json"]);
  const both = ["check", join(folder, "plan.json"), "--baseline", "b.json", "--write-baseline", "b.json"];
  const { code, out } = await runIn(folder, both);
  expect(code).toBe(0);
  expect(out).toContain("in the baseline, and no longer found");
  const { out: after } = await runIn(folder, ["check", join(folder, "plan.json"), "--baseline", "b.json"]);
  expect(after).not.toContain("no longer found");
});

test("the report as JSON marks what is in the baseline", async () => {
  await runIn(folder, ["check", join(folder, "plan.json"), "--write-baseline", "b.json"]);
  const { out } = await runIn(folder, ["check", join(folder, "plan.json"), "--baseline", "b.json", "--format", "json"]);
  const report = JSON.parse(out) as { findings: { baseline?: true }[]; baseline: unknown };
  expect(report.findings.every(({ baseline }) => baseline)).toBe(true);
  expect(report.baseline).toEqual({ fixed: [] });
});

test.each([
  [["--baseline", "missing.json"], "missing.json: there is no such baseline"],
  [["--baseline", "."], ".: the baseline cannot be read (EISDIR)"],
  [["--baseline", "plan.json"], "plan.json: this is no baseline: its format_version is not 1.0"],
  [["--write-baseline", "no/such/folder.json"], "no/such/folder.json: the baseline cannot be written there (ENOENT)"],
])("%j: 2", async (args, message) => {
  writeFileSync(join(folder, "empty.json"), "");
  const { code, err } = await runIn(folder, ["check", join(folder, "plan.json"), ...args]);
  expect(code).toBe(2);
  expect(err).toContain(`kmsgate: ${message}`);
});
