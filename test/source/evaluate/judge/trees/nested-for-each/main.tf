variable "role_arn" { type = string }
module "region" {
  for_each = { eu = ["a", "b"], us = ["c"] }
  source   = "./region"
  region   = each.key
  teams    = toset(each.value)
  arn      = var.role_arn
}
output "result" { value = { for r, m in module.region : r => m.keys } }
