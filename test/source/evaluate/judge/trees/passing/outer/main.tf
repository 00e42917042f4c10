variable "arns" { type = list(string) }
variable "prefix" {}
module "inner" {
  source = "./inner"
  arns   = concat(var.arns, ["${var.prefix}-x"])
}
output "result" { value = { inner = module.inner.joined, count = module.inner.count } }
