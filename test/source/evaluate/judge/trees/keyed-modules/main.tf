variable "role_arn" { type = string }
locals {
  teams = {
    "geo/team" = { level = 1, members = ["a", "b"] }
    ml         = { level = 2, members = [] }
  }
}
module "team" {
  for_each = local.teams
  source   = "./team"
  name     = each.key
  level    = each.value.level
  members  = each.value.members
  arn      = var.role_arn
}
output "result" {
  value = {
    one    = module.team["geo/team"].label
    all    = { for k, m in module.team : k => m.label }
    values = values(module.team)[*].statement
    keys   = keys(module.team)
  }
}
