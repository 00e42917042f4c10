import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import type { Finding } from "../../src/findings/finding";
import type { Report } from "../../src/report/report";
import { runIn, type Ran } from "./harness";

/*
 * What kmsgate.yaml does to a check, through the command line, on plans that Terraform made.
 */

/** Where the configuration lies. */
export const folder = mkdtempSync(join(tmpdir(), "configuration-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** The plan of a scenario. */
export const scenario = (name: string): string => resolve(__dirname, "../scenarios", name, "plan.json");

export const lacking = scenario("personalize/role-missing");
export const noting = scenario("flags/fail-on-note");
export const outside = scenario("keys/outside-the-plan");
export const undecided = scenario("unknown/unlinked-key");
export const twoKeys = scenario("addresses/two-keys-two-roles");

/** A check in a folder of its own with this configuration. */
export async function kmsgate(yaml: string, ...args: readonly string[]): Promise<Ran> {
  writeFileSync(join(folder, "kmsgate.yaml"), `version: 1\n${yaml}`);
  return runIn(folder, ["check", ...args]);
}

/** The report of such a check. */
export async function reported(yaml: string, ...args: readonly string[]): Promise<{ code: number; report: Report }> {
  const { code, out, err } = await kmsgate(yaml, ...args, "--format", "json");
  expect(err).toBe("");
  return { code, report: JSON.parse(out) as Report };
}

/** A finding in one line. */
export const told = ({ rule, level, verdict, actions, ignored }: Finding): string =>
  `${ignored === undefined ? "" : "ignored "}${level} ${verdict} ${rule}: ${actions.join(" ")}`;

/** What AWS lists for Personalize in a key policy. */
export const LACKING = ["kms:CreateGrant", "kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey", "kms:ListGrants"];
