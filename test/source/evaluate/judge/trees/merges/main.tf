variable "role_arn" { type = string }
locals {
  defaults = { enabled = true, actions = ["kms:Decrypt"], tags = { a = "1" } }
  teams = {
    one = { actions = ["kms:Encrypt"] }
    two = { enabled = false, tags = { b = "2" } }
  }
  full = { for k, v in local.teams : k => merge(local.defaults, v, { arn = var.role_arn }) }
}
output "result" {
  value = {
    full    = local.full
    enabled = [for k, v in local.full : k if v.enabled]
    deep    = { for k, v in local.full : k => merge(local.defaults.tags, v.tags) }
    lookups = [for k in ["one", "three"] : lookup(local.full, k, { arn = "none" }).arn]
  }
}
