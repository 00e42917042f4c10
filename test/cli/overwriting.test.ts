import {
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { refuseOverwriting } from "../../src/cli/overwriting";
import { runIn } from "./harness";

const example = join(__dirname, "../../examples/plans/personalize-passes/plan.json");
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "kmsgate-overwriting-"));
  for (const name of ["plan.json", "other.json"]) writeFileSync(join(folder, name), readFileSync(example));
  mkdirSync(join(folder, "infra"));
  writeFileSync(join(folder, "infra/main.tf"), 'locals { p = file("key-policy.json") }\n');
  writeFileSync(join(folder, "infra/key-policy.json"), "{}");
  writeFileSync(join(folder, "infra/unrelated.json"), "{}");
  writeFileSync(join(folder, "kmsgate.yaml"), "version: 1\n");
  writeFileSync(join(folder, "b.json"), '{"format_version":"1.0","findings":[]}');
  symlinkSync(join(folder, "plan.json"), join(folder, "link"));
  linkSync(join(folder, "plan.json"), join(folder, "hard"));
  symlinkSync(folder, join(folder, "again"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const check = (...more: readonly string[]) => runIn(folder, ["check", join(folder, "plan.json"), ...more]);

/** Everything that a run may read, by name. */
const contents = () =>
  ["plan.json", "infra/main.tf", "infra/key-policy.json", "kmsgate.yaml", "b.json"].map((name) =>
    readFileSync(join(folder, name), "utf8"),
  );

test.each([
  ["the plan", ["--output", "json=plan.json"], "plan.json: --output would overwrite a plan that this run reads"],
  ["the plan, as the baseline", ["--write-baseline", "plan.json"], "--write-baseline would overwrite a plan"],
  ["the plan, by another way", ["--output", "json=infra/../plan.json"], "--output would overwrite a plan"],
  ["the plan, by a link", ["--output", "json=link"], "link: --output would overwrite a plan"],
  ["the plan, by a hard link", ["--output", "json=hard"], "hard: --output would overwrite a plan"],
  ["the plan, by a linked folder", ["--output", "text=again/plan.json"], "--output would overwrite a plan"],
  ["the configuration", ["--output", "text=kmsgate.yaml"], "--output would overwrite the configuration"],
  ["the baseline", ["--baseline", "b.json", "--output", "json=b.json"], "--output would overwrite the baseline"],
  ["a source file", ["--source", "infra", "--output", "json=infra/main.tf"], "a file of the configuration"],
  ["a source file without --source", ["--write-baseline", "infra/main.tf"], "a file of the configuration"],
  [
    "a file that the source reads",
    ["--source", "infra", "--output", "json=infra/key-policy.json"],
    "a file of the configuration",
  ],
  ["another output", ["--output", "json=new.json", "--output", "text=./new.json"], "what --output writes"],
  ["another output by a link", ["--output", "json=new.json", "--write-baseline", "again/new.json"], "what --output"],
])("refuses to overwrite %s", async (_, args, message) => {
  const before = contents();
  const { code, out, err } = await check(...args);
  expect([code, out]).toEqual([2, ""]);
  expect(err).toContain(message);
  expect(err).toContain("\nExpected: a file of its own\n");
  expect(contents()).toEqual(before);
  expect(existsSync(join(folder, "new.json"))).toBe(false);
});

test("nothing is written where one of several targets is refused", async () => {
  const { code } = await check("--output", "text=fresh.txt", "--output", "json=plan.json");
  expect([code, existsSync(join(folder, "fresh.txt"))]).toEqual([2, false]);
});

test.each([
  ["a new file", ["--output", "json=report.json"]],
  ["a report of an earlier run", ["--output", "json=other.json"]],
  ["a file beside the source that it does not read", ["--source", "infra", "--output", "json=infra/unrelated.json"]],
  ["a device", ["--output", "json=/dev/null"]],
  ["the baseline that it was compared with", ["--baseline", "b.json", "--write-baseline", "b.json"]],
])("writes to %s", async (_, args) => {
  const { code, err } = await check(...args);
  expect([code, err.replace(/^kmsgate: b\.json holds.*\n$/, "")]).toEqual([0, ""]);
});

test("standard input that is no file is not overwritten", () => {
  expect(() => {
    refuseOverwriting([{ name: "x", flag: "--output" }], { plans: ["-"], files: [] }, folder);
  }).not.toThrow();
});
