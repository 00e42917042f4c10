import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const script = resolve(__dirname, "../../action/check.js");
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "kmsgate-action-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

test.each([
  ["a folder where a file is to be written", { INPUT_SARIF_FILE: "." }, /directory/],
  ["no temporary folder", { RUNNER_TEMP: "missing" }, /ENOENT/],
  ["join that is neither true nor false", { INPUT_JOIN: "yes" }, /join is neither true nor false/],
])("the action ends with 2, never 1, where it could not look: %s", (_, inputs, told) => {
  const env = { PATH: process.env["PATH"], RUNNER_TEMP: folder, INPUT_PLAN: "plan.json", ...inputs };
  const { status, stdout } = spawnSync(process.execPath, [script], { cwd: folder, env, encoding: "utf8" });
  expect(status).toBe(2);
  expect(stdout).toMatch(/^::error title=kmsgate could not look::/);
  expect(stdout).toMatch(told);
});
