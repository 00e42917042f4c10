/** Configurations that make Terraform plan every kind of change: apply {@link BEFORE}, then plan {@link AFTER}. */

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
export const MODULES = {
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

export const BEFORE = `${VARIABLES}
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

export const MOVED = `moved {
  from = terraform_data.before_move
  to   = terraform_data.after_move
}`;

export const AFTER = `${VARIABLES}
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
export const OTHER_STATE = `{"version":4,"terraform_version":"1.11.4","serial":1,"lineage":"x","outputs":{
"role":{"value":"arn:aws:iam::111122223333:role/other","type":"string"},
"many":{"value":[1.5,"x",{"type":"string","value":"v"}],"type":["tuple",["number","string",["object",{"type":"string","value":"string"}]]]}},
"resources":[]}`;
