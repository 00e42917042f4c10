variable "arn" {}
locals {
  list = ["one", "two"]
}
output "result" {
  value = {
    file     = file("${path.module}/policy.json")
    rendered = templatefile("${path.module}/policy.tftpl", { arn = var.arn, list = local.list, nested = { a = 1 } })
    decoded  = jsondecode(templatefile("${path.module}/policy.tftpl", { arn = var.arn, list = [], nested = {} }))
    replaced = replace(file("${path.module}/policy.json"), "ROLE", var.arn)
    path     = path.module
  }
}
