import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { fingerprint } from "../../src/findings/fingerprint";
import { runIn } from "./harness";

/* A key of which it cannot be told whether it is used: `key-policy-grants-role` told that before `key-is-known` did. */
const KEY = "aws_kms_key.personalize";
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "kmsgate-former-"));
  copyFileSync(join(__dirname, "../scenarios/unknown/unlinked-key/plan.json"), join(folder, "plan.json"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const ignoring = (rule: string): void => {
  const ignore = `version: 1\nignores:\n  - rule: ${rule}\n    key: "${KEY}"\n    reason: it is used by nobody\n`;
  writeFileSync(join(folder, "kmsgate.yaml"), ignore);
};
const accepting = (rule: "key-policy-grants-role" | "key-is-usable"): void => {
  const told = { rule, level: "error", verdict: "undecided", key: KEY, grantee: null, actions: [] } as const;
  const findings = [{ fingerprint: fingerprint(told), ...told }];
  writeFileSync(join(folder, "b.json"), JSON.stringify({ format_version: "1.0", findings }));
};

const renamed =
  "kmsgate: an ignore or the baseline holds what another rule tells now (key-policy-grants-role is key-is-known now); name the new rule, or write the baseline anew\n";

test("an ignore that names the former rule still holds, with one warning", async () => {
  expect((await runIn(folder, ["check", join(folder, "plan.json")])).code).toBe(3);
  ignoring("key-policy-grants-role");
  const { code, out, err } = await runIn(folder, ["check", join(folder, "plan.json")]);
  expect(code).toBe(0);
  expect(err).toBe(renamed);
  expect(out).not.toContain("ignore-unused");
});

test("an ignore that names the rule holds without a warning; one of another rule does not hold", async () => {
  ignoring("key-is-known");
  expect(await runIn(folder, ["check", join(folder, "plan.json")])).toMatchObject({ code: 0, err: "" });
  ignoring("key-is-usable");
  expect(await runIn(folder, ["check", join(folder, "plan.json")])).toMatchObject({ code: 3, err: "" });
});

test("a baseline that names the former rule still holds, with one warning; one of another rule does not", async () => {
  accepting("key-policy-grants-role");
  expect(await runIn(folder, ["check", join(folder, "plan.json"), "--baseline", "b.json"])).toMatchObject({
    code: 0,
    err: renamed,
  });
  accepting("key-is-usable");
  expect(await runIn(folder, ["check", join(folder, "plan.json"), "--baseline", "b.json"])).toMatchObject({
    code: 3,
    err: "",
  });
});
