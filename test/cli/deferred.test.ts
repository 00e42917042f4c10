import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { Report } from "../../src/report/report";
import { runIn } from "./harness";

let folder = "";
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), "deferred-"))));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

interface Document {
  readonly resource_changes: readonly { readonly address: string }[];
}

/** A scenario's plan, the changes of these resources put off to a later plan. */
function deferring(scenario: string, ...addresses: readonly string[]): string {
  const path = join(__dirname, "../scenarios", scenario, "plan.json");
  const plan = JSON.parse(readFileSync(path, "utf8")) as Document;
  const isDeferred = ({ address }: { readonly address: string }): boolean => addresses.includes(address);
  const deferred = plan.resource_changes.filter(isDeferred);
  expect(deferred).toHaveLength(addresses.length);
  const target = join(folder, "plan.json");
  const document = {
    ...plan,
    complete: false,
    resource_changes: plan.resource_changes.filter((each) => !isDeferred(each)),
    deferred_changes: deferred.map((each) => ({ reason: "deferred_prereq", resource_change: each })),
  };
  writeFileSync(target, JSON.stringify(document));
  return target;
}

async function check(path: string): Promise<{ code: number; report: Report }> {
  const { code, out } = await runIn(folder, ["check", path, "--account", "111122223333", "--format", "json"]);
  return { code, report: JSON.parse(out) as Report };
}

test("a key and a role's policy that stand in deferred changes alone are undecided", async () => {
  const { code, report } = await check(join(__dirname, "../fixtures/faults/opentofu/deferred.json"));
  expect(code).toBe(3);
  expect(report.keys.map(({ id, verdict }) => [id, verdict])).toEqual([["aws_kms_key.k", "undecided"]]);
});

test("what a deferred change gives is not given yet", async () => {
  const passes = "personalize/passes";
  expect((await check(deferring(passes))).code).toBe(0);
  const { code, report } = await check(deferring(passes, "aws_iam_role_policy.personalize"));
  expect(code).toBe(3);
  expect(report.keys[0]?.verdict).toBe("undecided");
  expect((await check(deferring(passes, "aws_kms_key.personalize"))).code).toBe(3);
});

test("so is what a deferred attachment gives", async () => {
  const attached = "attachments/role-policy-attachment";
  expect((await check(deferring(attached))).code).toBe(0);
  const path = join(__dirname, "../scenarios", attached, "plan.json");
  const { resource_changes } = JSON.parse(readFileSync(path, "utf8")) as Document;
  const attachment = resource_changes.find(({ address }) => address.startsWith("aws_iam_role_policy_attachment."));
  expect((await check(deferring(attached, attachment?.address ?? ""))).code).toBe(3);
});
