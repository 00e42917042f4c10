import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";

const root = resolve(__dirname, "../..");

test("what the plain modules take from the catalogue, and their tables of inputs and outputs, are current", () => {
  const { status, stderr } = spawnSync(
    process.execPath,
    ["--import", "tsx", join(root, "scripts/module-requirements.ts"), "--check"],
    { cwd: root, encoding: "utf8" },
  );
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
});

test.each(["personalize-kms-key", "geospatial-kms-key"])("%s writes no required action by hand", (name) => {
  const main = readFileSync(join(root, "modules", name, "main.tf"), "utf8");
  expect([...main.matchAll(/"(kms:[^"]+)"/g)].map(([, action]) => action)).toEqual(["kms:*"]);
});
