import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import type { Report } from "../../src/report/report";
import { report, ROOT, undecided } from "./scenario-report";
import { makeStack, TERRAFORM } from "../planfile/terraform";
import { saySkipped } from "../say-skipped";

const TOOLS = join(__dirname, "../../../shared/tools");
const MIRROR = existsSync(TOOLS) ? spawnSync(join(TOOLS, "provider-mirror"), { encoding: "utf8" }).stdout.trim() : "";
const absent = !TERRAFORM ? "terraform on the PATH" : MIRROR === "" ? "a mirror of the AWS provider" : undefined;
if (absent !== undefined) saySkipped(`saved plans of scenarios: there is no ${absent}`);
const withProvider = absent === undefined ? test : test.skip;

/** The configuration of a scenario: `main.tf`, or what the CDK for Terraform wrote. */
function configuration(name: string): Record<string, string> {
  const files = readdirSync(join(ROOT, name)).filter((file) => /\.tf(\.json)?$/.test(file));
  return Object.fromEntries(files.map((file) => [file, readFileSync(join(ROOT, name, file), "utf8")]));
}

withProvider.each(["jsonencode-with-references", "policy-document-dynamic", "cdktf-jsonencode-lacks"])(
  "%s is decided from its saved plan alone",
  async (name) => {
    const stack = makeStack(configuration(name), `-plugin-dir=${MIRROR}`);
    try {
      const { bytes } = stack.plan("tfplan");
      const path = join(stack.folder, "tfplan");
      writeFileSync(path, bytes);
      const [saved, json] = [await report(path), await report(join(ROOT, name, "plan.json"), join(ROOT, name))];
      expect(saved.plans[0]).toMatchObject({ reader: "direct", source: "plan" });
      expect(undecided(saved)).toEqual([]);
      expect(saved.summary).toEqual(json.summary);
      const told = ({ findings }: Report): unknown =>
        findings.map(({ rule, actions, locations }) => [rule, actions, locations]);
      expect(told(saved)).toEqual(told(json));
    } finally {
      rmSync(stack.folder, { recursive: true });
    }
  },
  180_000,
);
