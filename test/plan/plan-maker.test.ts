import { lockFileMaker, planMaker, planMakerOfJson, type MakerSigns } from "../../src/plan/plan-maker";
import type { JsonObject, PlanMaker } from "../../src/plan";

const LOCK = (program: string): string => `# This file is maintained automatically by "${program} init".\n`;

test.each<[string, Partial<MakerSigns>, PlanMaker | undefined]>([
  ["nothing tells", {}, undefined],
  ["a version before OpenTofu's first", { version: "1.5.7" }, "terraform"],
  ["a version that both have", { version: "1.6.0" }, undefined],
  ["Terraform's registry", { providers: ["", "registry.terraform.io/hashicorp/aws"] }, "terraform"],
  ["both registries", { providers: ["registry.terraform.io/a/b", "registry.opentofu.org/a/b"] }, "opentofu"],
  [
    "OpenTofu's own field, Terraform's registry",
    { written: "opentofu", providers: ["registry.terraform.io/a/b"] },
    undefined,
  ],
  [
    "OpenTofu's own field, a private registry",
    { written: "opentofu", providers: ["registry.example.com/a/b"] },
    "opentofu",
  ],
])("%s", (_, signs, maker) => {
  expect(planMaker({ version: null, providers: [], ...signs })).toBe(maker);
});

test.each([
  [LOCK("tofu"), "opentofu"],
  [LOCK("terraform"), "terraform"],
  ['provider "x" {}', undefined],
])("the lock file %j", (text, maker) => {
  expect(lockFileMaker(text)).toBe(maker);
});

const WHOLE: JsonObject = { terraform_version: "1.9.0", errored: false, timestamp: "2025-01-01T00:00:00Z" };

test.each<[string, JsonObject, PlanMaker | undefined]>([
  ["Terraform says whether a plan can be applied", { ...WHOLE, applyable: true }, "terraform"],
  ["OpenTofu never does", WHOLE, "opentofu"],
  ["nor did Terraform before 1.8", { ...WHOLE, terraform_version: "1.7.5" }, undefined],
  ["a document that is cut down tells nothing by what it lacks", { terraform_version: "1.9.0" }, undefined],
  [
    "a provider's configuration",
    { configuration: { provider_config: { aws: { full_name: "registry.opentofu.org/hashicorp/aws" } } } },
    "opentofu",
  ],
  [
    "a resource's provider",
    { resource_changes: [{ provider_name: "registry.terraform.io/hashicorp/aws" }] },
    "terraform",
  ],
])("plan JSON: %s", (_, document, maker) => {
  expect(planMakerOfJson(document)).toBe(maker);
});
