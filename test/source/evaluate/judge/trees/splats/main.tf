variable "role_arn" { type = string }
locals {
  groups = [
    { name = "a", members = [{ arn = var.role_arn, tags = { x = 1 } }, { arn = "m2", tags = { x = 2 } }] },
    { name = "b", members = [] },
  ]
}
output "result" {
  value = {
    nested  = local.groups[*].members[*].arn
    flat    = flatten(local.groups[*].members[*].arn)
    tags    = flatten([for g in local.groups : g.members[*].tags.x])
    attrs   = local.groups.*.name
    single  = local.groups[0].members.0.arn
    lengths = [for g in local.groups : length(g.members)]
  }
}
