import { rmSync } from "node:fs";
import { planFromJson, type JsonObject } from "../../src/plan";
import { readSavedPlan, savedPlanToJson } from "../../src/planfile";
import { asArray, own } from "../../src/plan/json";
import { comparable } from "./comparable";
import { makeStack, TERRAFORM, type Stack } from "./terraform";

if (!TERRAFORM) console.log("skipped: there is no terraform on the PATH");
const describeWithTerraform = TERRAFORM ? describe : describe.skip;

const VARIABLES = `
variable "secret" {
  type      = string
  sensitive = true
}
variable "shape" {
  type = map(list(object({ a = number, b = optional(string), c = set(string), d = any })))
}
variable "defaulted" { default = { x = 1.5 } }
`;

/** A module in a module, with instances of every kind of key. */
const MODULES = {
  "outer/main.tf": `
variable "name" { type = string }
module "inner" {
  source   = "./inner"
  for_each = toset(["a.b", "q\\"uo]te", "$\${x}", "%%{y}", "é\\n"])
  name     = "\${var.name}-\${each.key}"
}
resource "terraform_data" "beside" { input = var.name }
`,
  "outer/inner/main.tf": `
variable "name" { type = string }
resource "terraform_data" "leaf" {
  count = 2
  input = { name = var.name, at = count.index }
}
output "name" { value = terraform_data.leaf[0].output }
`,
  "empty/main.tf": `module "leaf" {
  source = "../outer/inner"
  name   = "through an empty module"
}
`,
};

const BEFORE = `${VARIABLES}
resource "terraform_data" "same" { input = "same" }
resource "terraform_data" "updated" { input = { text = "old", list = [1, 2], gone = true } }
resource "terraform_data" "replaced" {
  input            = "r"
  triggers_replace = ["old", { deep = 1 }]
}
resource "terraform_data" "replaced_first" {
  input            = "r"
  triggers_replace = "old"
  lifecycle { create_before_destroy = true }
}
resource "terraform_data" "triggered" {
  lifecycle { replace_triggered_by = [terraform_data.updated] }
}
resource "terraform_data" "deleted" { input = "deleted" }
resource "terraform_data" "before_move" { input = "moved" }
resource "terraform_data" "forgotten" { input = "forgotten" }
resource "terraform_data" "tainted" { input = "tainted" }
resource "terraform_data" "asked_for" { input = "replace me" }
resource "terraform_data" "counted" {
  count = 12
  input = count.index
}
resource "terraform_data" "uncounted" { input = "becomes counted" }
resource "terraform_data" "each" {
  for_each = toset(["kept", "a.b", "q\\"uo]te", "10", "9"])
  input    = each.key
}
resource "terraform_data" "sensitive" {
  input = { open = "x", hidden = var.secret, list = ["a", var.secret] }
}
resource "terraform_data" "with_provisioners" {
  provisioner "local-exec" { command = "true" }
  provisioner "local-exec" {
    when    = destroy
    command = "true"
  }
}
module "outer" {
  source = "./outer"
  count  = 2
  name   = "outer-\${count.index}"
}
module "empty" { source = "./empty" }
module "gone" {
  source = "./outer"
  name   = "gone"
}
output "same" { value = terraform_data.same.output }
output "changed" { value = terraform_data.updated.input }
output "deleted" { value = [1, "x"] }
output "secret" {
  value     = var.secret
  sensitive = true
}
`;

const MOVED = `moved {
  from = terraform_data.before_move
  to   = terraform_data.after_move
}`;

const AFTER = `${VARIABLES}
resource "terraform_data" "same" { input = "same" }
resource "terraform_data" "updated" { input = { text = "new", list = [1, 2, 3] } }
resource "terraform_data" "replaced" {
  input            = "r"
  triggers_replace = ["new", { deep = 2 }]
}
resource "terraform_data" "replaced_first" {
  input            = "r"
  triggers_replace = "new"
  lifecycle { create_before_destroy = true }
}
resource "terraform_data" "triggered" {
  lifecycle { replace_triggered_by = [terraform_data.updated] }
}
${MOVED}
resource "terraform_data" "after_move" { input = "moved" }
removed {
  from = terraform_data.forgotten
  lifecycle { destroy = false }
}
import {
  to = terraform_data.imported
  id = "an-id"
}
resource "terraform_data" "imported" { input = "imported" }
resource "terraform_data" "tainted" { input = "tainted" }
resource "terraform_data" "asked_for" { input = "replace me" }
resource "terraform_data" "counted" {
  count = 11
  input = count.index
}
resource "terraform_data" "uncounted" {
  count = 2
  input = "becomes counted"
}
resource "terraform_data" "each" {
  for_each = toset(["kept", "new", "10", "9"])
  input    = each.key
}
resource "terraform_data" "sensitive" {
  input = { open = "y", hidden = var.secret, list = ["a", var.secret], map = { deep = { er = var.secret } } }
}
resource "terraform_data" "values" {
  input = {
    null     = null
    fraction = 0.1
    exact    = 1.5
    integer  = 9007199254740993
    big      = 12345678901234567890123
    negative = [-1, -33, -200, -40000, -3000000000, -9007199254740991]
    positive = [0, 127, 128, 255, 256, 65535, 65536, 4294967295, 4294967296]
    set      = toset(["b", "a"])
    sets     = toset([{ x = 1 }, { x = 2 }])
    map      = tomap({ b = "1", a = "2" })
    unknown  = terraform_data.created.id
    partly   = ["known", terraform_data.created.id, { a = terraform_data.created.id, b = "known" }]
    refined  = "prefix-\${terraform_data.created.id}"
    list     = [for each in range(20) : tostring(each)]
    long     = join("", [for each in range(1000) : format("%0100d", each)])
    unicode  = "é 漢字 🔑 \\u0001 \\" \\\\"
    shape    = var.shape
    empty    = [[], {}, ""]
    __proto__   = "a key like any other"
    constructor = "and this"
  }
}
resource "terraform_data" "created" {
  provisioner "local-exec" { command = "true" }
}
data "terraform_remote_state" "read" {
  backend = "local"
  config  = { path = "\${path.module}/other.tfstate" }
}
data "terraform_remote_state" "deferred" {
  backend    = "local"
  config     = { path = "\${path.module}/other.tfstate" }
  depends_on = [terraform_data.created]
}
check "health" {
  data "terraform_remote_state" "in_check" {
    backend = "local"
    config  = { path = "\${path.module}/other.tfstate" }
  }
  assert {
    condition     = terraform_data.created.id != ""
    error_message = "no id"
  }
}
module "outer" {
  source = "./outer"
  count  = 2
  name   = "outer-\${count.index}"
}
module "empty" { source = "./empty" }
module "new" {
  source   = "./outer"
  for_each = { one = 1, two = 2 }
  name     = terraform_data.created.id
}
output "same" { value = terraform_data.same.output }
output "changed" { value = terraform_data.updated.input }
output "secret" {
  value     = var.secret
  sensitive = true
}
output "unknown" { value = terraform_data.created.id }
output "partly" { value = { a = [terraform_data.created.id, "x"], b = 0.1 } }
output "typed" { value = var.shape }
`;

/** A state that `terraform_remote_state` reads. */
const OTHER_STATE = `{"version":4,"terraform_version":"1.11.4","serial":1,"lineage":"x","outputs":{
"role":{"value":"arn:aws:iam::111122223333:role/other","type":"string"},
"many":{"value":[1.5,"x",{"type":"string","value":"v"}],"type":["tuple",["number","string",["object",{"type":"string","value":"string"}]]]}},
"resources":[]}`;

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
    const actions = second.map((each) => asArray(own(own(each, "change"), "actions")).join());
    expect([...new Set(actions)].sort()).toEqual(
      ["create", "create,delete", "delete", "delete,create", "forget", "no-op", "read", "update"].sort(),
    );
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
    const values = (plan: typeof read): unknown => plan.resources.map(({ afterSensitive: _, ...rest }) => rest);
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
