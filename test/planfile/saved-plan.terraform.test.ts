import { rmSync } from "node:fs";
import { planFromJson, type JsonObject } from "../../src/plan";
import { readSavedPlan, savedPlanToJson } from "../../src/planfile";
import { asArray, own } from "../../src/plan/json";
import { comparable } from "./comparable";
import { AFTER, BEFORE, MODULES, MOVED, OTHER_STATE } from "./every-change";
import { makeStack, TERRAFORM, type Stack } from "./terraform";
import { saySkipped } from "../say-skipped";

if (!TERRAFORM) saySkipped("there is no terraform on the PATH");
const describeWithTerraform = TERRAFORM ? describe : describe.skip;

const GIVEN = ["-var=secret=hunter2", '-var=shape={ x = [{ a = 0.1, c = ["z", "a"], d = { e = 1 } }] }'];

/** Terraform asks for what moves beside what is wanted. */
const TARGETS = ["values", "after_move", "before_move", "uncounted"].map((name) => `-target=terraform_data.${name}`);

describeWithTerraform("plans that Terraform makes", () => {
  let stack: Stack;
  const plans = new Map<string, { readonly bytes: Buffer; readonly json: JsonObject }>();

  beforeAll(() => {
    stack = makeStack({ "main.tf": BEFORE, "other.tfstate": OTHER_STATE, ...MODULES });
    plans.set("first", stack.plan("first.tfplan", ...GIVEN));
    stack.run("apply", "-auto-approve", "first.tfplan");
    plans.set("no-op", stack.plan("no-op.tfplan", ...GIVEN));
    stack.run("taint", "terraform_data.tainted");
    stack.write({ "main.tf": AFTER });
    stack.run("init");
    plans.set("second", stack.plan("second.tfplan", "-replace=terraform_data.asked_for", ...GIVEN));
    plans.set("target", stack.plan("target.tfplan", ...TARGETS, ...GIVEN));
    plans.set("destroy", stack.plan("destroy.tfplan", "-destroy", ...GIVEN));
    stack.write({ "main.tf": BEFORE.replace("before_move", "after_move"), "moved.tf": MOVED });
    plans.set("refresh-only", stack.plan("refresh-only.tfplan", "-refresh-only", ...GIVEN));
    stack.write({
      "error.tf": 'data "terraform_remote_state" "none" {\n  backend = "local"\n  config = { path = "none" }\n}\n',
    });
    plans.set("errored", stack.plan("errored.tfplan", ...GIVEN));
  });

  afterAll(() => {
    rmSync(stack.folder, { recursive: true, force: true });
  });

  test.each(["first", "no-op", "second", "target", "refresh-only", "destroy", "errored"])("%s", (name) => {
    const { bytes, json } = plans.get(name) ?? { bytes: Buffer.alloc(0), json: {} };
    const read = savedPlanToJson(bytes);
    expect(comparable(read, read)).toStrictEqual(comparable(json, read));
  });

  test("have every kind of change among them", () => {
    const second = asArray(own(plans.get("second")?.json ?? {}, "resource_changes"));
    const actions = second.map((each) => JSON.stringify(own(own(each, "change"), "actions")));
    expect([...new Set(actions)].sort()).toEqual([
      '["create","delete"]',
      '["create"]',
      '["delete","create"]',
      '["delete"]',
      '["forget"]',
      '["no-op"]',
      '["read"]',
      '["update"]',
    ]);
    const reasons = second.flatMap((each) => own(each, "action_reason") ?? []);
    expect(new Set(reasons)).toEqual(
      new Set([
        "delete_because_count_index",
        "delete_because_each_key",
        "delete_because_no_resource_config",
        "read_because_check_nested",
        "read_because_dependency_pending",
        "replace_because_cannot_update",
        "replace_because_tainted",
        "replace_by_request",
        "replace_by_triggers",
      ]),
    );
    expect(second.some((each) => own(own(each, "change"), "importing") !== undefined)).toBe(true);
    expect(second.some((each) => own(each, "previous_address") !== undefined)).toBe(true);
    expect(own(plans.get("target")?.json ?? {}, "complete")).toBe(false);
    expect(own(plans.get("errored")?.json ?? {}, "errored")).toBe(true);
    expect(asArray(own(plans.get("refresh-only")?.json ?? {}, "resource_drift")).length).toBeGreaterThan(0);
  });

  test.each(["first", "no-op", "second", "target", "refresh-only", "destroy"])("%s as a plan", (name) => {
    const { bytes, json } = plans.get(name) ?? { bytes: Buffer.alloc(0), json: {} };
    const file = { path: name, sha256: "" };
    const read = readSavedPlan(bytes, file);
    const expected = planFromJson(json, file);
    const values = (plan: typeof read): unknown => plan.resources.map((each) => ({ ...each, afterSensitive: null }));
    expect(values(read)).toEqual(values(expected));
    expect(read.prior).toEqual(expected.prior);
    expect(read.file.complete).toBe(expected.file.complete);
    expect(read.source?.modules.get("module.outer.module.inner")?.files.get("main.tf")).toBe(
      MODULES["outer/inner/main.tf"],
    );
  });
});

describeWithTerraform("a deposed object", () => {
  test("is read as one", () => {
    const resource = (trigger: string): string => `
resource "terraform_data" "d" {
  triggers_replace = "${trigger}"
  lifecycle { create_before_destroy = true }
  provisioner "local-exec" { command = "test ! -e stop" }
}
`;
    const stack = makeStack({ "main.tf": resource("old") });
    try {
      stack.run("apply", "-auto-approve");
      // The new object cannot be made, after the old one was put aside.
      stack.write({ "main.tf": resource("new"), stop: "" });
      expect(() => stack.run("apply", "-auto-approve")).toThrow();
      const { bytes, json } = stack.plan("deposed.tfplan");
      const read = savedPlanToJson(bytes);
      expect(comparable(read, read)).toStrictEqual(comparable(json, read));
      const resources = readSavedPlan(bytes, { path: "deposed", sha256: "" }).resources;
      expect(resources.map(({ change, deposed }) => [change, deposed])).toEqual(
        planFromJson(json, { path: "", sha256: "" }).resources.map(({ change, deposed }) => [change, deposed]),
      );
      expect(resources.some(({ deposed }) => deposed)).toBe(true);
    } finally {
      rmSync(stack.folder, { recursive: true, force: true });
    }
  });
});

describeWithTerraform("a plan of 1,000 resources", () => {
  test("is read directly as terraform show -json prints it", () => {
    const stack = makeStack({
      "main.tf": `
resource "terraform_data" "many" {
  count = 500
  input = { at = count.index, other = count.index == 0 ? "" : "x" }
}
resource "terraform_data" "each" {
  for_each         = toset([for at in range(500) : "key.\${at}"])
  input            = terraform_data.many[0].id
  triggers_replace = each.key
}
`,
    });
    try {
      const { bytes, json } = stack.plan("many.tfplan");
      const read = savedPlanToJson(bytes);
      expect(asArray(own(read, "resource_changes"))).toHaveLength(1000);
      expect(comparable(read, read)).toStrictEqual(comparable(json, read));
    } finally {
      rmSync(stack.folder, { recursive: true, force: true });
    }
  });
});
